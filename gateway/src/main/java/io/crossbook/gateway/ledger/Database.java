package io.crossbook.gateway.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// What SQLite and PostgreSQL do each in its own way. A journal's writer thread calls it, after it was opened.
interface Database extends AutoCloseable {

    static Database of(JournalSettings settings) {
        return settings.sqlite() ? new SqliteDatabase(settings) : new PostgresDatabase(settings);
    }

    /// A connection that can only read, beside whoever writes.
    static Connection reader(JournalSettings settings) throws SQLException {
        return settings.sqlite()
                ? SqliteDatabase.reader(settings)
                : PostgresDatabase.reader(settings);
    }

    /// The first word of an answer; empty when there is none.
    static String word(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            String word = answer.next() ? answer.getString(1) : null;
            return word == null ? "" : word;
        }
    }

    /// A connection to write by; only one process has one. Fails with [BadJournal] where that is another.
    Connection connect() throws SQLException;

    /// What each calls the same, for the schema.
    Map<String, String> words();

    /// What the database itself left out when it was opened because it had not been written whole; empty when nothing.
    String torn();

    /// Whether this process still has the journal for itself, asked through its open connection. What was lost to another may come back or not.
    boolean held(Connection connection) throws SQLException;

    /// Begins a transaction; `full` when it must survive the machine, whatever the setting.
    void begin(Connection connection, boolean full) throws SQLException;

    /// Whether beginning and taking back costs no way to another machine or process.
    boolean near();

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    @Override
    void close();
}
