package io.crossbook.gateway.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

/// The coordinator with its journal in a file.
final class DeskOnSqliteTest extends DeskContract {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.db");
    }

    @Override
    JournalSettings place() {
        return JournalSettings.file(file(), Durability.NORMAL);
    }

    @Override
    Connection other() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Override
    void lock(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
    }
}
