package io.crossbook.gateway.ledger;

import io.crossbook.execution.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The table of entries through one connection.
final class EntryTable implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final String COLUMNS = "number, ends, at_nanos, type, version, body, crc";
    private static final String INSERT = "INSERT INTO entries (" + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final Database database;
    private final Connection connection;
    /// Made when it is first wanted: before that there may be no table.
    private @Nullable PreparedStatement insert;

    /// The last row that there is: its number and its check sum, both 0 before the first.
    record Mark(long number, long crc) {
        static final Mark NONE = new Mark(0, Row.FIRST);

        /// The check sum as it is told outside; it goes over all rows up to this one.
        String check() {
            return number == 0 ? "" : String.format(Locale.ROOT, "%08x", crc);
        }
    }

    /// What was read: the last whole commit's end, and what is torn after it, in words.
    record Found(Mark last, String torn) {}

    EntryTable(Database database) throws SQLException {
        this.database = database;
        connection = database.connect();
    }

    /// All rows in one transaction; `full` as [Database#begin] has it.
    void keep(List<Row> rows, boolean full) throws SQLException {
        database.begin(connection, full);
        try {
            insert(rows);
            database.commit(connection);
        } catch (SQLException e) {
            undo(e);
            throw e;
        }
    }

    /// The same, and takes it back.
    void rehearse(List<Row> rows) throws SQLException {
        database.begin(connection, false);
        try {
            insert(rows);
        } finally {
            database.rollback(connection);
        }
    }

    private void insert(List<Row> rows) throws SQLException {
        PreparedStatement into = insert;
        if (into == null) {
            into = connection.prepareStatement(INSERT);
            insert = into;
        }
        for (Row row : rows) {
            into.setLong(1, row.number());
            into.setLong(2, row.ends());
            into.setLong(3, row.atNanos());
            into.setString(4, row.type());
            into.setInt(5, row.version());
            into.setString(6, row.body());
            into.setLong(7, row.crc());
            into.addBatch();
        }
        into.executeBatch();
    }

    private void undo(SQLException why) {
        try {
            database.rollback(connection);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /// Whether the journal is still this process's alone.
    boolean held() throws SQLException {
        return database.held(connection);
    }

    /// The last row, whatever it holds.
    Mark last() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT number, crc FROM entries ORDER BY number DESC LIMIT 1")) {
            return row.next() ? new Mark(row.getLong(1), row.getLong(2)) : Mark.NONE;
        }
    }

    /// Hands over every entry up to the one with the number `most`, commit by commit, in order; leaves out a commit at the end of which the rest is missing.
    /// Anything else that is wrong with a row ends it.
    static Found read(Connection connection, String where, long most, Consumer<Entry> past)
            throws SQLException {
        Mark last = Mark.NONE;
        Mark whole = Mark.NONE;
        long ends = 0;
        var commit = new ArrayList<Entry>();
        connection.setAutoCommit(false); // PostgreSQL hands over part by part only so
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT " + COLUMNS + " FROM entries WHERE number <= " + most
                            + " ORDER BY number")) {
                while (rows.next()) {
                    Row row = new Row(rows.getLong(1), rows.getLong(2), rows.getLong(3),
                            rows.getString(4), rows.getInt(5), rows.getString(6),
                            rows.getLong(7));
                    commit.add(entry(where, row, last, commit.isEmpty() ? row.ends() : ends));
                    ends = row.ends();
                    last = new Mark(row.number(), row.crc());
                    if (row.number() == ends) {
                        commit.forEach(past);
                        commit.clear();
                        whole = last;
                    }
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        if (commit.isEmpty()) {
            return new Found(whole, "");
        }
        return new Found(whole, where + ": rows " + (whole.number() + 1) + " to " + last.number()
                + " were cut: their commit ends with " + ends + ", and the rest is missing");
    }

    private static Entry entry(String where, Row row, Mark before, long ends) {
        String at = where + ": row " + row.number() + " (" + row.type() + ") ";
        if (row.number() != before.number() + 1) {
            throw new BadJournal(where + ": row " + (before.number() + 1)
                    + " is missing, the next is " + row.number());
        }
        if (row.crc() != row.due(before.crc())) {
            throw new BadJournal(at + "is damaged: its check sum is " + row.crc()
                    + ", that of what it holds " + row.due(before.crc()));
        }
        if (row.ends() != ends || row.ends() < row.number()) {
            throw new BadJournal(at + "belongs to a commit that ends with " + row.ends()
                    + ", the one before it to one that ends with " + ends);
        }
        try {
            return EntryReader.entry(row.type(), row.version(), row.body(), row.atNanos());
        } catch (BadRow e) {
            throw new BadJournal(at + "cannot be read: " + e.getMessage(), e);
        }
    }

    /// Hands over all entries; then rows of a torn commit are no more.
    Found read(String where, Consumer<Entry> past) throws SQLException {
        Found found = read(connection, where, Long.MAX_VALUE, past);
        if (!found.torn().isEmpty()) {
            cut(found.last().number());
        }
        return found;
    }

    private void cut(long after) throws SQLException {
        database.begin(connection, true);
        try (PreparedStatement delete = connection
                .prepareStatement("DELETE FROM entries WHERE number > ?")) {
            delete.setLong(1, after);
            delete.executeUpdate();
            database.commit(connection);
        } catch (SQLException e) {
            undo(e);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // it is not used again
        }
    }
}
