package io.crossbook.gateway.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/// A database of a PostgreSQL server. Who writes holds an advisory lock of the session: it ends with the connection.
final class PostgresDatabase implements Database {

    /// The first half of the lock's key, `crbk`; the second is the schema that the journal is in.
    private static final int KEY = 0x6372626b;
    /// What the server says of a lock that did not come in time: `lock_not_available`.
    private static final String LOCKED = "55P03";
    private static final int MILLIS = 1_000;
    /// How long the server may be silent while all rows are read at the start.
    private static final int READ_SECONDS = 30;

    private final JournalSettings settings;

    PostgresDatabase(JournalSettings settings) {
        this.settings = settings;
    }

    static Connection reader(JournalSettings settings) throws SQLException {
        Connection connection = connection(settings);
        connection.setReadOnly(true);
        return connection;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = connection(settings);
        try {
            prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connection(JournalSettings settings) throws SQLException {
        var properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().isEmpty()) {
            properties.setProperty("password", settings.password());
        }
        int seconds = Math.max(1, 2 * settings.patienceMillis() / MILLIS);
        properties.setProperty("connectTimeout", Integer.toString(seconds));
        properties.setProperty("socketTimeout", Integer.toString(Math.max(READ_SECONDS, seconds)));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "crossbook journal");
        properties.setProperty("stringtype", "unspecified"); // bodies become JSON by themselves
        return DriverManager.getConnection(settings.url(), properties);
    }

    private void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (Database.word(statement, "SELECT current_schema()").isEmpty()) {
                throw new SQLException("there is no schema to write to");
            }
            statement.execute("SET lock_timeout = " + settings.patienceMillis());
            claim(statement);
            if (settings.durability() == Durability.FULL
                    && !Database.word(statement, "SHOW fsync").equals("on")) {
                throw new SQLException("the server never waits for its disk (fsync is off): "
                        + "FULL cannot be promised there");
            }
            statement.execute("SET synchronous_commit = "
                    + (settings.durability() == Durability.FULL ? "on" : "off"));
        }
    }

    /// Waits a little: the server may not have noticed yet that a process has died.
    private void claim(Statement statement) throws SQLException {
        try {
            statement.execute("SELECT pg_advisory_lock(" + KEY
                    + ", (SELECT oid FROM pg_namespace WHERE nspname = current_schema())::int)");
        } catch (SQLException e) {
            if (!LOCKED.equals(e.getSQLState())) {
                throw e;
            }
            throw new BadJournal(settings.where() + ": another process has this journal open"
                    + "; two would send orders twice", e);
        }
    }

    @Override
    public Map<String, String> words() {
        // JSON as it was written, not JSONB: the check sum goes over the text.
        return Map.of("long", "BIGINT", "json", "JSON", "strict", "", "postings",
                "json_array_elements(e.body -> 'postings') AS p(value)");
    }

    @Override
    public String torn() {
        return "";
    }

    @Override
    public boolean held(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 2 * settings.patienceMillis());
        connection.setAutoCommit(true); // else the question would leave a transaction open
        try (Statement statement = connection.createStatement()) {
            return !Database.word(statement, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND granted AND pid = pg_backend_pid() AND classid = " + KEY).isEmpty();
        }
    }

    @Override
    public void begin(Connection connection, boolean full) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 2 * settings.patienceMillis());
        connection.setAutoCommit(false);
        if (full && settings.durability() == Durability.NORMAL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL synchronous_commit = on");
            }
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public boolean near() {
        return false;
    }

    @Override
    public void close() {}
}
