package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderId;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.OrderTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal cannot be written while orders are under way: it halts and says why, nothing leaves that is not written down, and after a restart nothing is lost.
final class LockedJournalTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /// For what the log says until then.
    private static final long ROOM_BYTES = 60_000;

    @TempDir
    private Path folder;
    private PracticeGround ground;

    @BeforeEach
    void practise() throws Exception {
        ground = PracticeGround.eager(folder);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @Test
    void a_database_that_somebody_else_locks_for_seconds_loses_nothing() throws Exception {
        try (Child daemon = ground.child("first")) {
            PracticeGround.url(daemon);
            daemon.until(() -> ground.legs(0).size() >= 3);
            int before = ground.legs(0).size();
            daemon.until(() -> ground.legs(0).size() > before);
            try (Connection other = DriverManager
                    .getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
                other.createStatement().execute("BEGIN IMMEDIATE");
                failed(daemon);
                // Killed while the lock stands: what waited is lost, and none of it may have left.
                daemon.kill();
                other.createStatement().execute("ROLLBACK");
            }
        }
        nothingLost();
    }

    @Test
    void a_full_disk_loses_nothing() throws Exception {
        assumeTrue(Child.canLimitFiles(), "no prlimit on this machine");
        try (Child daemon = ground.child("first")) {
            PracticeGround.url(daemon);
            daemon.until(() -> ground.legs(0).size() >= 3);
            // Little more than the log has: the journal is there already, or after a few entries.
            daemon.limitFiles(daemon.err().length() + ROOM_BYTES);
            failed(daemon);
            assertTrue(!ground.legs(0).isEmpty());
            daemon.kill();
        }
        nothingLost();
    }

    /// It says why, and halts.
    private void failed(Child daemon) {
        await().atMost(PATIENCE).until(() -> !daemon.process.isAlive()
                || daemon.err().contains("ALARM Halted: the journal has failed"));
        assertTrue(daemon.process.isAlive(), () -> "ended by itself: " + text(daemon));
    }

    private static String text(Child daemon) {
        try {
            return daemon.err();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// What left is written down; after a restart in order all is as the exchanges know it.
    private void nothingLost() throws Exception {
        ExecutionState found = ground.read();
        var unwritten = new ArrayList<String>();
        for (AccountTruth account : ground.accounts.truths()) {
            for (OrderTruth order : account.orders()) {
                OrderId id = OrderId.parse(order.clientId());
                if (id == null || found.order(id) == null) {
                    unwritten.add(order.toString());
                }
            }
        }
        assertEquals(List.of(), unwritten);

        Files.writeString(folder.resolve("halt"), "the test looks at the books");
        ground.relent();
        try (Child daemon = ground.child("second")) {
            PracticeGround.url(daemon);
            daemon.until(() -> ground.swept(2));
            daemon.until(ground::atRest);
            daemon.signal("INT");
            assertEquals(0, daemon.exit());
        }
        ExecutionState state = ground.read();
        assertEquals(List.of(), Truth.against(state, ground.accounts.truths()));
        System.out.println("after a journal that failed: " + state.attempts().size()
                + " attempts, nothing lost");
    }
}
