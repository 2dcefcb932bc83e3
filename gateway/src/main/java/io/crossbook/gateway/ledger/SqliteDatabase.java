package io.crossbook.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/// One file, its write-ahead log beside it, and a lock file that this process alone has.
///
/// The log is brought into the file by a thread and a connection of their own: a commit never waits for that.
final class SqliteDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
    /// So many commits make a log of some megabytes.
    private static final int COMMITS_A_CHECKPOINT = 1_000;

    private final JournalSettings settings;
    private final Path file;
    private final Lease lease;
    private final String torn;
    private final AtomicBoolean checkpointing = new AtomicBoolean();
    private int commits;
    private @Nullable Writing writing;
    /// Once, at the start: it reads the whole file, and who connects again has no time for that.
    private boolean checked;

    /// What every commit on a connection says again, prepared; and whether it syncs, once that was said.
    private static final class Writing {
        final Connection connection;
        final PreparedStatement begin;
        final PreparedStatement commit;
        @Nullable
        Boolean full;

        Writing(Connection connection) throws SQLException {
            this.connection = connection;
            begin = connection.prepareStatement("BEGIN IMMEDIATE");
            commit = connection.prepareStatement("COMMIT");
        }
    }

    SqliteDatabase(JournalSettings settings) {
        this.settings = settings;
        try {
            file = real(settings.path());
            lease = Lease.take(file);
        } catch (IOException e) {
            throw new BadJournal(settings.where() + ": cannot be opened: " + e, e);
        }
        try {
            torn = WalTail.of(file);
        } catch (IOException e) {
            lease.close();
            throw new BadJournal(file + ": its log cannot be read: " + e, e);
        }
    }

    static Connection reader(JournalSettings settings) throws SQLException {
        if (!Files.exists(settings.path())) {
            throw new BadJournal(settings.where() + ": there is no journal");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(settings.patienceMillis());
        return config.createConnection(settings.url());
    }

    /// By one name only, so that it has one lock.
    private static Path real(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder == null
                ? file
                : Files.createDirectories(folder).toRealPath().resolve(file.getFileName());
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = open();
        try (Statement statement = connection.createStatement()) {
            // Otherwise a commit would now and then wait for the whole log to be copied.
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            String mode = Database.word(statement, "PRAGMA journal_mode");
            if (!mode.equals("wal")) {
                throw new SQLException("it keeps no write-ahead log here, but '" + mode + "'");
            }
            String sound = checked ? "ok" : Database.word(statement, "PRAGMA quick_check(1)");
            if (!sound.equals("ok")) {
                throw new SQLException("the file is damaged: " + sound);
            }
            checked = true;
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection open() throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(settings.patienceMillis());
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(settings.durability() == Durability.FULL
                ? SQLiteConfig.SynchronousMode.FULL
                : SQLiteConfig.SynchronousMode.NORMAL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    @Override
    public Map<String, String> words() {
        return Map.of("long", "INTEGER", "json", "TEXT", "strict", " STRICT", "postings",
                "json_each(e.body, '$.postings') AS p");
    }

    @Override
    public String torn() {
        return torn;
    }

    @Override
    public boolean held(Connection connection) {
        return lease.held();
    }

    @Override
    public void begin(Connection connection, boolean full) throws SQLException {
        Writing on = on(connection);
        if (settings.durability() == Durability.NORMAL && !Objects.equals(on.full, full)) {
            on.full = null; // until it is known that it was taken
            try (Statement statement = connection.createStatement()) {
                // It syncs the whole log: with this commit, all before it.
                statement.execute("PRAGMA synchronous = " + (full ? "FULL" : "NORMAL"));
            }
            on.full = full;
        }
        on.begin.execute();
    }

    @Override
    public boolean near() {
        return true;
    }

    private Writing on(Connection connection) throws SQLException {
        Writing known = writing;
        if (known == null || !known.connection.equals(connection)) {
            known = new Writing(connection);
            writing = known;
        }
        return known;
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        on(connection).commit.execute();
        if (++commits % COMMITS_A_CHECKPOINT == 0 && checkpointing.compareAndSet(false, true)) {
            Thread.ofPlatform().name("journal checkpoint").daemon().start(this::checkpoint);
        }
    }

    private void checkpoint() {
        try (Connection connection = open(); Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            LOG.warn("{}: the log could not be brought into the file, it grows: {}", file,
                    e.getMessage());
        } finally {
            checkpointing.set(false);
        }
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
