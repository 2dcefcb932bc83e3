package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same journal on a real PostgreSQL server, started for these tests.
final class PostgresJournalTest extends JournalContract {

    private static PostgresServer server;
    private String schema = "";

    @BeforeAll
    static void start() {
        server = PostgresServer.get();
    }

    @BeforeEach
    void aNewSchema() throws SQLException {
        schema = server.schema();
    }

    @Override
    JournalSettings place(Durability durability) {
        return server.place(schema, durability);
    }

    @Override
    Connection other() throws SQLException {
        return server.connection(schema);
    }

    @Override
    void lock(Statement statement) throws SQLException {
        statement.execute("BEGIN");
        statement.execute("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE");
    }

    @Override
    String truth() {
        return "true";
    }

    @Test
    void a_lost_connection_is_a_failure_and_nothing_is_lost() throws SQLException {
        List<List<Entry>> commits = new Entries(20).commits(30);
        var heard = new Heard();
        try (SqlJournal journal = open(heard)) {
            for (List<Entry> commit : commits) {
                heard.awaitDurable(journal.append(commit));
                if (journal.last() % 5 == 0) {
                    run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                            + "application_name = 'crossbook journal'");
                }
            }
        }
        assertEquals(1, heard.failures.size(), heard.failures::toString);
        assertEquals(commits.stream().flatMap(List::stream).toList(), read());
    }

    @Test
    void who_takes_it_over_while_our_connection_is_lost_has_it_alone() throws SQLException {
        var heard = new Heard();
        try (SqlJournal _ = open(heard);
                Connection other = other();
                Statement statement = other.createStatement()) {
            heard.awaitLease(until -> until > 0);
            run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                    + "application_name = 'crossbook journal'");
            statement.execute("SELECT pg_advisory_lock(1668440683, (SELECT oid FROM pg_namespace "
                    + "WHERE nspname = current_schema())::int)");
            heard.awaitLease(until -> until == 0);
            int told = heard.leases.size();
            heard.awaitLease(_ -> heard.leases.size() > told);
            assertEquals(0, heard.leases.getLast());

            statement.execute("SELECT pg_advisory_unlock_all()");
            heard.awaitLease(until -> until > 0);
        }
        assertEquals(List.of(), heard.failures);
    }

    @Test
    void full_needs_a_server_that_waits_for_its_disk() throws IOException {
        SqlJournal.open(place(Durability.FULL), Entries.MODE, NONE, CLOCK, new Heard()).close();
        try (EmbeddedPostgres careless = EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                .start()) {
            var settings = JournalSettings.at(
                    "jdbc:postgresql://127.0.0.1:" + careless.getPort() + "/postgres", "postgres",
                    PostgresServer.WORD, Durability.FULL);
            String why = String.valueOf(assertThrows(BadJournal.class,
                    () -> SqlJournal.open(settings, Entries.MODE, NONE, CLOCK, new Heard()).close())
                    .getMessage());
            assertTrue(why.contains("fsync is off"), why);
        }
    }

    @Test
    void nobody_is_told_the_password() {
        var settings = JournalSettings.at(
                server.url().replace("//", "//somebody:" + PostgresServer.WORD + "@") + "?password="
                        + PostgresServer.WORD,
                "postgres",
                PostgresServer.WORD, Durability.NORMAL);
        assertTrue(!settings.toString().contains(PostgresServer.WORD), settings::toString);
        String why = String.valueOf(assertThrows(BadJournal.class,
                () -> SqlJournal.open(JournalSettings.at(
                        server.url().replaceFirst(":[0-9]+/", ":1/") + "?password="
                                + PostgresServer.WORD,
                        "postgres",
                        PostgresServer.WORD, Durability.NORMAL), Entries.MODE, NONE, CLOCK,
                        new Heard()).close())
                .getMessage());
        assertTrue(why.contains("cannot be opened") && !why.contains(PostgresServer.WORD), why);
    }
}
