package io.crossbook.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// The coordinator with its journal on a real PostgreSQL server.
final class DeskOnPostgresTest extends DeskContract {

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
    JournalSettings place() {
        return server.place(schema, Durability.NORMAL);
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
}
