package io.crossbook.cli;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that trades at practice exchanges while orders go wrong, killed at random moments again and again, every second time with the end of its
/// journal, as when the machine dies: what its journal tells in the end is what the exchanges know, to the last digit.
///
/// Every second one is started by the launcher, with its flags. `crossbook.kills.packaged` has `ops/crossbook` of this repository start all of them, from the jar that it
/// has built; `crossbook.kills.postgres` keeps its journal on a PostgreSQL server.
final class DaemonKillTest {

    /// How often it is killed; `-Plong` does it more often.
    private static final int KILLS = Integer.getInteger("crossbook.kills", 2);
    private static final boolean PACKAGED = Boolean.getBoolean("crossbook.kills.packaged");
    private static final boolean POSTGRES = Boolean.getBoolean("crossbook.kills.postgres");
    /// So many, and something has gone wrong with orders too.
    private static final int MANY = 20;
    private static final long MOST_MILLIS = 300;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;
    private final SplittableRandom random = new SplittableRandom(4);
    private PracticeGround ground;
    private Clone clone;
    private Machine machine;
    private Path config;

    @BeforeEach
    void practise() throws Exception {
        ground = new PracticeGround(folder, 7, false);
        if (PACKAGED) {
            Packaged.wanted();
        }
        clone = new Clone(folder);
        machine = POSTGRES ? new PostgresMachine(folder) : new SqliteMachine(folder);
        config = folder.resolve("practice.yaml");
        Files.writeString(config,
                ground.text().replace("file: " + folder + "/journal.db", machine.yaml()));
        ground.simulator.inflictOnOrders().await(PracticeGround.SECONDS, TimeUnit.SECONDS);
        ground.inflict(Fault.of(Fault.Kind.PARTIAL_FILL).chance(150));
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
        machine.close();
    }

    @Test
    void a_daemon_that_is_killed_again_and_again_loses_nothing_and_does_nothing_twice()
            throws Exception {
        long lost = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (Child daemon = daemon(kill)) {
                daemon.out.readLine(); // its feed is up
                // Most moments at which something could be lost are right after an order was sent; some are not.
                int orders = orders() + random.nextInt(4);
                await().atMost(LONGEST).pollInterval(Duration.ofMillis(2)).until(
                        () -> orders() >= orders || !daemon.process.isAlive());
                assertTrue(!daemon.process.waitFor(random.nextLong(MOST_MILLIS),
                        TimeUnit.MILLISECONDS), () -> "ended by itself: " + tail(daemon));
                daemon.kill();
            }
            if (kill % 2 == 0) {
                long before = machine.entries();
                machine.dies(random);
                lost += before - machine.entries();
            }
        }

        ExecutionState state = settled();

        assertEquals(List.of(), Truth.against(state, ground.accounts.truths()));
        assertTrue(!state.attempts().isEmpty(), "nothing was tried between the kills");
        List<Integer> epochs = epochs();
        assertEquals(epochs.stream().sorted().distinct().toList(), epochs);
        assertTrue(epochs.containsAll(traded()), () -> "of " + epochs + " are not: " + traded());
        long strokes = ground.strokes();
        System.out.println("killed " + KILLS + " times: " + state.attempts().size()
                + " attempts, " + orders() + " orders, " + ground.accounts.truths().stream()
                        .mapToInt(each -> each.executions().size()).sum()
                + " trades; parked " + parked().size() + "; strokes of mischief " + strokes
                + "; lost entries " + lost + ", adopted orders " + adopted());
        assertTrue(strokes > 0 || KILLS < MANY, "nothing went wrong with any order");
    }

    /// The starts of which exchanges have orders; some daemons are killed before they have begun.
    private Set<Integer> traded() {
        try {
            var epochs = new TreeSet<Integer>();
            for (AccountTruth each : ground.accounts.truths()) {
                for (OrderTruth order : each.orders()) {
                    epochs.add(requireNonNull(OrderId.parse(order.clientId())).epoch());
                }
            }
            return epochs;
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private long adopted() {
        return entries(Entry.Adopted.class).size();
    }

    private List<Integer> epochs() {
        return entries(Entry.Booted.class).stream().map(Entry.Booted::epoch).toList();
    }

    private <T extends Entry> List<T> entries(Class<T> kind) {
        var found = new ArrayList<T>();
        SqlJournal.read(machine.journal(), entry -> {
            if (kind.isInstance(entry)) {
                found.add(kind.cast(entry));
            }
        });
        return found;
    }

    /// How many orders the exchanges have seen.
    private int orders() throws TimeoutException {
        int orders = 0;
        for (AccountTruth each : ground.accounts.truths()) {
            orders += each.orders().size();
        }
        return orders;
    }

    private Child daemon(int run) throws IOException {
        Path own = Files.createDirectories(folder.resolve("run-" + run));
        if (PACKAGED) {
            return Packaged.starts(own, ground.accounts.environment(), "run", "--config",
                    config.toString());
        }
        // With the launcher's collector, but not the compiler that pays after minutes only.
        var environment = new HashMap<>(ground.accounts.environment());
        environment.put("CROSSBOOK_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return run % 2 == 0
                ? clone.starts("run-" + run, environment, "run", "--config", config.toString())
                : Child.crossbook(own, ground.accounts.environment(), "run", "--config",
                        config.toString());
    }

    /// Lets it come to rest in peace: no new attempts, nothing goes wrong any more, and all that is open is brought to its end, or parked and told of.
    private ExecutionState settled() throws Exception {
        int start = epochs().size() + 1;
        ground.relent();
        Files.writeString(folder.resolve("halt"), "the test looks at the books");
        try (Child daemon = daemon(KILLS + 1)) {
            daemon.out.readLine();
            await().atMost(PATIENCE).until(() -> journal(state -> resting(state, start)));
            List<Attempt> parked = parked();
            // Each by its own number: the halt of this test is an alarm too.
            daemon.until(() -> parked.stream().allMatch(called(daemon.err())));
            daemon.signal("INT");
            assertEquals(0, daemon.exit());
        }
        return read();
    }

    private List<Attempt> parked() {
        return read().attempts().stream()
                .filter(each -> each.state() == AttemptState.PARKED).toList();
    }

    private static Predicate<Attempt> called(String said) {
        return attempt -> said.contains("ALARM " + attempt + ", "); // "attempt 7: parked, still parked: …"
    }

    private boolean resting(ExecutionState state, int start) {
        for (Attempt attempt : state.live()) {
            boolean open = attempt.orders().stream().anyMatch(Order::open);
            if (open || (!attempt.state().over() && attempt.state() != AttemptState.PARKED)) {
                return false;
            }
        }
        // All exchanges have been swept and compared since the last start.
        return state.halts().stream().anyMatch(each -> each.why().contains("halt"))
                && PracticeGround.swept(machine.journal(), start);
    }

    private boolean journal(Predicate<ExecutionState> question) {
        try {
            return question.test(read());
        } catch (BadJournal _) {
            return false; // not there yet
        }
    }

    private ExecutionState read() {
        var state = new ExecutionState();
        SqlJournal.read(machine.journal(), state::apply);
        return state;
    }

    private static String tail(Child daemon) {
        try {
            String all = daemon.err();
            return all.substring(Math.max(0, all.length() - 2_000));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
