package io.crossbook.gateway.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A real PostgreSQL server for the tests of this process, started when the first of them wants it.
final class PostgresServer {

    static final String WORD = "not-a-real-word-4711";

    private static @Nullable PostgresServer running;
    private static int places;

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Where its binaries do not run nothing is tested, and that is said; where they should, it is a failure, unless somebody has said
    /// `-Dcrossbook.postgres=optional`.
    static synchronized PostgresServer get() {
        if (running == null) {
            try {
                running = new PostgresServer(
                        EmbeddedPostgres.builder().setServerConfig("fsync", "on").start());
            } catch (IOException | RuntimeException e) {
                String why = "PostgreSQL's tests cannot run: its binaries do not run here: " + e;
                System.out.println(why);
                if (should()) {
                    throw new IllegalStateException(
                            why + "; to go without them: -Dcrossbook.postgres=optional", e);
                }
                Assumptions.abort(why);
                throw e instanceof RuntimeException mistake
                        ? mistake
                        : new IllegalStateException(e);
            }
        }
        return running;
    }

    private static boolean should() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.equals("linux") && System.getProperty("os.arch").equals("amd64")
                && !System.getProperty("crossbook.postgres", "").equals("optional");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /// A new schema of its own.
    synchronized String schema() throws SQLException {
        String schema = "place" + ++places;
        try (Connection all = DriverManager.getConnection(url(), "postgres", WORD);
                Statement statement = all.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return schema;
    }

    JournalSettings place(String schema, Durability durability) {
        return JournalSettings.at(url() + "?currentSchema=" + schema, "postgres", WORD,
                durability);
    }

    Connection connection(String schema) throws SQLException {
        return DriverManager.getConnection(url() + "?currentSchema=" + schema, "postgres", WORD);
    }
}
