package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.exchanges.Dialects;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.CommandClient;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.Injection;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.OrderTruth;
import io.crossbook.simulator.Pacing;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// Three practice exchanges with an account at each, and all that a test asks of them and of the daemons that trade there.
final class PracticeGround implements AutoCloseable {

    static final long SECONDS = 180;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> PAIRS = List.of("BTC/USDT", "ETH/USDT", "SOL/USDT",
            "XRP/USDT", "ADA/USDT", "LTC/USDT");
    private static final List<Exchange> WHERE = List.of(Exchange.BYBIT, Exchange.BINANCE,
            Exchange.KRAKEN, Exchange.BYBIT, Exchange.BINANCE);
    private static final int SHIFT_BPS = 170;
    private static final long LASTING_MILLIS = 3_000;
    private static final long JUMP_MILLIS = 800;

    final Vertx vertx = Vertx.vertx();
    final Simulator simulator;
    final PracticeAccounts accounts;
    final Path folder;
    private final Map<String, String> changes = new TreeMap<>();
    private final AtomicInteger injected = new AtomicInteger();

    /// A market of this seed; nothing is worth doing in a `quiet` one until it is [#busy].
    PracticeGround(Path folder, long seed, boolean quiet) throws TimeoutException {
        this.folder = folder;
        // Who starts again every few seconds asks for more than Binance and Kraken answer in a minute.
        Settings settings = Settings.DEFAULT.withSeed(seed).withPacing(
                Pacing.DOCUMENTED.withBinanceWeight(1_000_000).withoutKrakenCounter());
        simulator = Simulator.start(vertx, quiet ? settings.withoutDislocations() : settings)
                .await(SECONDS, TimeUnit.SECONDS);
        accounts = PracticeAccounts.open(simulator, Settings.DEFAULT.exchanges());
    }

    /// Legs leave several times a second and some fill in part; it halts for nothing but what a test does.
    static PracticeGround eager(Path folder) throws TimeoutException {
        var ground = new PracticeGround(folder, 7, true);
        ground.inflict(Fault.of(Fault.Kind.PARTIAL_FILL).chance(400));
        ground.hurry();
        ground.busy(300);
        return ground;
    }

    /// No limit keeps it from trading several times a second.
    void hurry() {
        set("coolDownMillis", "100");
        set("maxOrdersPerMinuteCount", "600");
        set("maxReducingOrdersPerMinuteCount", "1200");
        set("maxLossUsdt", "500");
        set("maxLosingStreakCount", "50");
        set("minCapturePercent", "0");
        set("maxBookAgeMillis", "10000"); // on a machine that is busy with other builds too
    }

    /// Something is worth doing every so often, somewhere else each time.
    void busy(long everyMillis) {
        busy(everyMillis, SHIFT_BPS);
    }

    /// The same, by so much.
    void busy(long everyMillis, int shiftBps) {
        vertx.setPeriodic(everyMillis, _ -> {
            int next = injected.getAndIncrement();
            inject(next, WHERE.get(next % WHERE.size()), next % 2 == 0 ? shiftBps : -shiftBps,
                    LASTING_MILLIS);
        });
    }

    /// The same, but it is gone after a moment, and then the price jumps at the next exchange, up and down in turn: some legs come too late,
    /// and what the others got is worth less.
    void jumpy(long everyMillis, int shiftBps) {
        vertx.setPeriodic(everyMillis, _ -> {
            int next = injected.getAndIncrement();
            int there = next % 2 == 0 ? shiftBps : -shiftBps;
            int after = next / 2 % 2 == 0 ? shiftBps : -shiftBps;
            inject(next, WHERE.get(next % WHERE.size()), there, JUMP_MILLIS);
            vertx.setTimer(JUMP_MILLIS + 1, _ -> inject(next,
                    WHERE.get((next + 1) % WHERE.size()), after, JUMP_MILLIS));
        });
    }

    /// The same, but all that is ever worth doing is to sell there.
    void dear(Exchange where, long everyMillis) {
        vertx.setPeriodic(everyMillis,
                _ -> inject(injected.getAndIncrement(), where, SHIFT_BPS, LASTING_MILLIS));
    }

    private void inject(int next, Exchange where, int shiftBps, long millis) {
        Instrument instrument = Instrument.of(PAIRS.get(next % PAIRS.size()));
        var _ = simulator.ask(market -> market.inject(Injection.Kind.OPPORTUNITY,
                market.listing(where, instrument), millis, shiftBps));
    }

    void inflict(Fault fault) throws TimeoutException {
        simulator.inflict(fault).await(SECONDS, TimeUnit.SECONDS);
    }

    /// Another value of one key of the demo's configuration.
    void set(String key, String value) {
        changes.put(key, value);
    }

    /// The demo's configuration with those changes.
    String text() throws IOException {
        String text = DemoCommand.text(simulator, 0, folder, Mode.PRACTICE);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String line = "(?m)^( *)" + change.getKey() + ":.*$";
            String wanted = change.getKey() + ": " + change.getValue();
            text = Pattern.compile(line).matcher(text).find()
                    ? text.replaceAll(line, "$1" + wanted)
                    : text.replaceFirst("(?m)^risk:$", "risk:\n  " + wanted);
        }
        return text;
    }

    /// A daemon of its own process; `arguments` come after `run --config FILE`.
    Child child(String run, String... arguments) throws IOException {
        Path config = folder.resolve("practice.yaml");
        Files.writeString(config, text());
        var line = new ArrayList<>(List.of("run", "--config", config.toString()));
        line.addAll(List.of(arguments));
        return Child.crossbook(Files.createDirectories(folder.resolve(run)),
                accounts.environment(), line.toArray(new String[0]));
    }

    /// Where its feed is, as soon as it is up.
    static String url(Child daemon) throws IOException {
        String url = daemon.out.readLine();
        if (url == null) {
            throw new IOException("it did not start: " + daemon.err());
        }
        return url;
    }

    /// A daemon in this process.
    Daemon daemon(@Nullable Path tape) throws Exception {
        Configuration configuration = Configuration.parse("practice.yaml", text(), Path.of(""),
                Dialects::of);
        return Daemon.start(configuration, tape, new Surroundings(accounts.environment()::get,
                new Secrets(), "test"));
    }

    /// What the daemon answers a command.
    JsonNode ask(String command, Object... named) throws IOException {
        ObjectNode request = new ObjectMapper().createObjectNode().put("command", command);
        for (int i = 0; i < named.length; i += 2) {
            request.putPOJO((String) named[i], named[i + 1]);
        }
        JsonNode answer = new CommandClient(folder, Duration.ofSeconds(SECONDS)).ask(request);
        if (answer == null) {
            throw new IOException("no daemon answers");
        }
        return answer;
    }

    /// The orders of a role that exchanges took after a moment.
    List<OrderTruth> taken(Predicate<OrderId.Role> role, long afterMillis)
            throws TimeoutException {
        var found = new ArrayList<OrderTruth>();
        for (AccountTruth account : accounts.truths()) {
            for (OrderTruth order : account.orders()) {
                OrderId id = OrderId.parse(order.clientId());
                if (id != null && order.takenMillis() > afterMillis && role.test(id.role())) {
                    found.add(order);
                }
            }
        }
        return found;
    }

    List<OrderTruth> legs(long afterMillis) throws TimeoutException {
        return taken(role -> role == OrderId.Role.LEG, afterMillis);
    }

    List<OrderTruth> ends(long afterMillis) throws TimeoutException {
        return taken(role -> role != OrderId.Role.LEG, afterMillis);
    }

    JournalSettings journal() {
        return JournalSettings.file(folder.resolve("journal.db"), Durability.NORMAL);
    }

    ExecutionState read() {
        var state = new ExecutionState();
        SqlJournal.read(journal(), state::apply);
        return state;
    }

    /// Whether the journal says that all is over, or parked; false while it cannot be read.
    boolean atRest() {
        try {
            return read().live().stream().allMatch(PracticeGround::over);
        } catch (BadJournal _) {
            return false;
        }
    }

    private static boolean over(Attempt attempt) {
        return attempt.orders().stream().noneMatch(Order::open)
                && (attempt.state().over() || attempt.state() == AttemptState.PARKED);
    }

    /// Whether all exchanges have been swept since that start, the first of which is 1.
    boolean swept(int start) {
        return swept(journal(), start);
    }

    /// The same of a journal that is kept elsewhere. Starts are counted: epochs go by the clock.
    static boolean swept(JournalSettings journal, int start) {
        var starts = new int[1];
        var since = new TreeSet<String>();
        SqlJournal.read(journal, entry -> {
            if (entry instanceof Entry.Booted) {
                starts[0]++;
                since.clear();
            } else if (entry instanceof Entry.Swept swept) {
                since.add(swept.exchange());
            }
        });
        return starts[0] == start && since.size() == Settings.DEFAULT.exchanges().size();
    }

    /// How often that has gone wrong.
    long struck(Fault.Kind kind) throws TimeoutException {
        return simulator.mischief(each -> each.strokes().stream()
                .filter(stroke -> stroke.kind() == kind).count())
                .await(SECONDS, TimeUnit.SECONDS);
    }

    /// Waits until all is over, or parked with nothing open; where that does not come, what is open is told, and all that the journal has of it.
    void rests(Callable<Boolean> quiet) {
        try {
            Awaitility.await().atMost(PATIENCE).until(quiet);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no rest within " + PATIENCE + ":\n" + unrest(), e);
        }
    }

    private String unrest() {
        var told = new StringBuilder();
        for (Attempt attempt : read().live()) {
            told.append(attempt).append('\n');
            for (Order order : attempt.orders()) {
                if (order.open()) {
                    told.append("  ").append(order).append('\n');
                    SqlJournal.read(journal(), entry -> {
                        if (entry.toString().contains(order.id().toString())) {
                            told.append("    ").append(entry).append('\n');
                        }
                    });
                }
            }
        }
        return told.toString();
    }

    /// How often anything has gone wrong, with orders or on the wire.
    long strokes() throws TimeoutException {
        return simulator.mischief(each -> (long) each.strokes().size()).await(SECONDS,
                TimeUnit.SECONDS);
    }

    /// Nothing goes wrong any more.
    void relent() throws TimeoutException {
        simulator.mischief(each -> {
            each.relent();
            return "";
        }).await(SECONDS, TimeUnit.SECONDS);
    }

    /// All that daemons have left in its folder is searched for keys before it is gone.
    @Override
    public void close() throws IOException {
        simulator.close();
        vertx.close();
        Searched.keepsKeys(folder);
    }
}
