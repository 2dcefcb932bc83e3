package io.crossbook.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A database in a file that fails when it is told to.
final class Faulty implements Database {

    /// How many commits will be kept and answered with an error.
    final AtomicInteger lostAnswers = new AtomicInteger();
    /// How many commits may begin; more wait.
    final Semaphore allowed = new Semaphore(1_000_000);
    /// How many transactions will not begin.
    final AtomicInteger stumbles = new AtomicInteger();
    /// How many connections will fail.
    final AtomicInteger unreachable = new AtomicInteger();
    /// For each transaction whether it was to survive the machine.
    final List<Boolean> full = new CopyOnWriteArrayList<>();
    /// When the first connection was lost.
    final CountDownLatch refused = new CountDownLatch(1);
    /// How many pages the file may have; 0 for no limit.
    volatile int mostPages;

    private final Database real;

    Faulty(JournalSettings settings) {
        real = Database.of(settings);
    }

    @Override
    public Connection connect() throws SQLException {
        if (unreachable.get() > 0) {
            unreachable.decrementAndGet();
            refused.countDown();
            throw new SQLException("unreachable");
        }
        Connection connection = real.connect();
        limit(connection);
        return connection;
    }

    private void limit(Connection connection) throws SQLException {
        if (mostPages > 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + mostPages);
            }
        }
    }

    @Override
    public Map<String, String> words() {
        return real.words();
    }

    @Override
    public String torn() {
        return real.torn();
    }

    @Override
    public boolean held(Connection connection) throws SQLException {
        return real.held(connection);
    }

    @Override
    public void begin(Connection connection, boolean hard) throws SQLException {
        allowed.acquireUninterruptibly();
        if (stumbles.get() > 0) {
            stumbles.decrementAndGet();
            throw new SQLException("stumbled");
        }
        full.add(hard);
        limit(connection);
        real.begin(connection, hard);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        real.commit(connection);
        if (lostAnswers.get() > 0) {
            lostAnswers.decrementAndGet();
            throw new SQLException("the answer was lost");
        }
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        real.rollback(connection);
    }

    @Override
    public boolean near() {
        return real.near();
    }

    @Override
    public void close() {
        real.close();
    }
}
