package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;
import io.crossbook.execution.risk.GateSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// An engine that trades BTC/USDT between `alpha`, `beta` and `gamma`, from raw frames to what leaves; every exchange speaks in the words of [PlainDialect]
/// and [ToldOrders]. The journal is a list, durable as far as the test says. Prices are about 100, so that a tick is a basis point.
public final class Pit implements Effects, Watcher {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    static final List<String> THREE = List.of("alpha", "beta", "gamma");
    static final Rules RULES = new Rules(2, 2, 1, 1, 1, 0, 1, Rules.Status.TRADING);
    static final Instrument BTC_USDT = Instrument.spot("BTC", "USDT");
    static final Instrument ETH_USDT = Instrument.spot("ETH", "USDT");
    static final Instrument PERPETUAL = Instrument.parse("BTC/USDT:USDT");
    private static final int PRIVATE = 100;
    private static final int EACH = 3;

    public final Kept journal;
    public final Engine engine;
    public final List<Input> inputs = new ArrayList<>();
    public final List<Long> times = new ArrayList<>();
    final List<String> effects = new ArrayList<>();
    final List<String> alarms = new ArrayList<>();
    /// For what it halted by itself.
    final List<String> halts = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> tests = new ArrayList<>();
    final List<String> foreign = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<Opportunity> told = new ArrayList<>();
    final List<Long> hashes = new ArrayList<>();
    final Map<String, Long> denied = new TreeMap<>();
    final List<Standing> standings = new ArrayList<>();
    final List<Markouts.Markout> markouts = new ArrayList<>();
    final List<Statement> earned = new ArrayList<>();
    /// What has left and is not answered yet.
    final Map<Long, Left> waiting = new LinkedHashMap<>();
    final List<String> exchanges;
    /// What is listed no more: `alpha BTCUSDT`.
    final Set<String> former = new HashSet<>();
    /// What each account holds, in the words of its answer.
    final Map<String, String> holdings = new TreeMap<>();
    /// What is not there though our ledger has it: by `alpha BTC`.
    final Map<String, BigDecimal> missing = new HashMap<>();
    /// What orders of others keep there: `alpha USDT`.
    final Map<String, String> locked = new HashMap<>();
    Execution execution;
    public final Settings settings;
    long now = 1_795_262_400_123L * MILLI;
    private final Map<String, Integer> updates = new HashMap<>();

    /// A request that has left for an exchange, on a connection (0 over REST).
    record Left(String exchange, int connection, Request request) {}

    Pit() {
        this(new Kept(), settings(THREE), execution(THREE));
    }

    Pit(Kept journal, Settings settings, Execution execution) {
        this.journal = journal;
        this.settings = settings;
        this.execution = execution;
        exchanges = settings.exchanges().stream().map(each -> each.entry().name()).toList();
        exchanges.forEach(each -> holdings.put(each, "balances BTC 10 ETH 10 USDT 1000"));
        engine = engine(settings, this, this, journal);
    }

    /// An engine like this one's, for others to hear.
    public static Engine engine(Settings settings, Effects effects, Watcher watcher,
            Chronicle journal) {
        return new Engine((_, entry) -> dialect(entry), settings, effects, watcher,
                journal);
    }

    /// The dialect that everybody speaks.
    public static Dialect dialect(Entry entry) {
        return new PlainDialect(entry);
    }

    /// A run over what an earlier one has written: an attempt filled, another left half done by a halt, a re-arming, a third; more than a thousand inputs.
    public static Pit busy(Kept journal) {
        var pit = new Pit(journal, settings(THREE), execution(THREE));
        pit.begins().recovers().trades("0.01");
        for (int i = 0; i < 400; i++) {
            pit.pass(10).noOffer();
        }
        pit.offers().keeps();
        List<Long> placed = pit.placed();
        pit.fills(placed.getFirst(), "100");
        pit.input(new Input.Command(new Input.Wish.Halt("enough", 1)));
        String sell = pit.order(placed.getLast());
        pit.written(placed.getLast());
        pit.streams("beta", "ended " + sell + " 0 expired").keeps();
        for (int i = 0; i < 40; i++) {
            pit.pass(500).noOffer().answers().keeps();
            pit.placed().forEach(each -> pit.fills(each, "100")); // what unwinds it
        }
        pit.input(new Input.Command(new Input.Wish.Rearm("looked at it", 1, 0))).keeps();
        return pit;
    }

    static Execution execution(List<String> exchanges) {
        var patience = new TreeMap<String, Patience>();
        exchanges.forEach(each -> patience.put(each, Patience.ENFORCED));
        return new Execution(Mode.PRACTICE, GateSettings.DEFAULT, patience, Map.of(),
                LegOrder.TOGETHER, Execution.LOSS_BUDGET_BPS, 0, PaperTerms.DEFAULT, Set.of());
    }

    static Settings settings(List<String> exchanges) {
        var networks = new ArrayList<Transfers.Network>();
        for (String exchange : exchanges) {
            for (String asset : List.of("BTC", "ETH", "USDT")) {
                networks.add(new Transfers.Network(exchange, asset, "NET", 0, 0, 1, true, true,
                        ""));
            }
        }
        long cycle = 1_000_000L;
        for (int i = 0; i < Money.SCALE; i++) {
            cycle *= 10;
        }
        return new Settings(exchanges.stream().map(Pit::exchange).toList(),
                DetectorSettings.DEFAULT, 0, List.of(), List.of(), ChainSettings.DEFAULT,
                new Settings.Ways(true, Map.of("USDT", cycle), networks),
                Settings.Holdings.UNKNOWN, 0);
    }

    /// The same, where the configuration says what is held at first.
    static Settings stocked() {
        Settings plain = settings(THREE);
        var start = new TreeMap<String, Map<String, Long>>();
        THREE.forEach(each -> start.put(each,
                Map.of("BTC", 1_000_000_000L, "USDT", 100_000_000_000L)));
        return new Settings(plain.exchanges(), plain.detector(), 0, List.of(), List.of(),
                plain.chains(), plain.transfers(), new Settings.Holdings(start, Map.of()), 0);
    }

    private static Settings.Exchange exchange(String name) {
        return new Settings.Exchange(
                new Entry(name, "", "", 0, true, true, Map.of(), Map.of()), "plain", true,
                List.of(BTC_USDT, ETH_USDT, PERPETUAL), BookLimits.DEFAULT, 0, 0);
    }

    /// Everything stands: connections, books, clocks, accounts; nothing is offered yet.
    static Pit ready() {
        return new Pit().begins().recovers();
    }

    // ---- what comes in

    Pit input(Input input) {
        inputs.add(input);
        times.add(now);
        engine.accept(now, input);
        return this;
    }

    /// Configured, begun and listed; all connections stand.
    Pit begins() {
        input(new Input.Configured(settings));
        input(new Input.Trading(new Input.News.Began(execution, "build", "practice:1",
                journal.kept, journal.check())));
        return connects();
    }

    Pit connects() {
        for (int i = 0; i < exchanges.size(); i++) {
            lists(exchanges.get(i), RULES);
            input(new Input.ServerTime(exchanges.get(i), now, now, now));
            input(new Input.Opened(i, exchanges.get(i) + "/0"));
            quiet(exchanges.get(i));
        }
        leased(3_600_000);
        for (int i = 0; i < exchanges.size(); i++) {
            input(new Input.Opened(PRIVATE + i, exchanges.get(i) + "/orders"));
            says(PRIVATE + i, "welcome");
        }
        return this;
    }

    /// An exchange lists BTC/USDT under these rules, and ETH/USDT and a perpetual besides.
    Pit lists(String exchange, Rules rules) {
        int id = EACH * exchanges.indexOf(exchange);
        return input(new Input.Listed(exchange, Stream.of(
                new Listing(id, exchange, "BTCUSDT", BTC_USDT, rules),
                new Listing(id + 1, exchange, "ETHUSDT", ETH_USDT, RULES),
                new Listing(id + 2, exchange, "PERP", PERPETUAL, RULES))
                .filter(each -> !former.contains(exchange + " " + each.symbol())).toList()));
    }

    Pit leased(long millis) {
        return input(new Input.Trading(new Input.News.Lease(now + millis * MILLI)));
    }

    /// Answers whatever recovery asks until it is over.
    Pit recovers() {
        for (int i = 0; i < 20 && !reluctance().isEmpty(); i++) {
            keeps();
            answers();
            pass(10);
        }
        if (!reluctance().isEmpty()) {
            throw new IllegalStateException(reluctance() + " " + waiting);
        }
        answers();
        keeps();
        effects.clear();
        return this;
    }

    /// All that was asked over REST is answered in the usual way, logins too.
    Pit answers() {
        while (waiting.values().stream().anyMatch(each -> each.connection == 0
                || each.request.about() == Request.About.LOGIN)) {
            for (Map.Entry<Long, Left> each : List.copyOf(waiting.entrySet())) {
                Left left = each.getValue();
                if (left.connection == 0) {
                    answers(each.getKey(), usual(left));
                } else if (left.request.about() == Request.About.LOGIN) {
                    written(each.getKey());
                }
            }
        }
        return this;
    }

    /// What is answered in the usual way.
    Answer usual(Left left) {
        if (left.request.about() == Request.About.AUDIT) {
            return new Answer(Answer.Phase.ANSWERED, 404, new Bytes(), "", 0);
        }
        return Answer.ok(Bytes.of(switch (left.request.about()) {
            case BALANCES -> balances(left.exchange);
            case ASK -> "absent";
            case SNAPSHOT, METADATA, TIME, AUDIT, PLACE, CANCEL, SWEEP, ARM, LOGIN, PERMISSIONS,
                    TRANSFERS, STATUS ->
                "none";
        }));
    }

    /// What an account says that it holds: what the test says at first, then what was traded, less what is missing.
    private String balances(String exchange) {
        if (!state().opened(exchange)) {
            return Objects.requireNonNull(holdings.get(exchange));
        }
        var words = new StringBuilder("balances");
        state().ledger().holdings(exchange).forEach((asset, amount) -> words.append(' ')
                .append(asset).append(' ').append(amount.subtract(missing
                        .getOrDefault(exchange + " " + asset, BigDecimal.ZERO)).toPlainString())
                .append('/').append(locked.getOrDefault(exchange + " " + asset, "0")));
        return words.toString();
    }

    void answers(long id, Answer answer) {
        waiting.remove(id);
        input(new Input.Answered(id, answer));
    }

    /// A frame has left.
    void written(long id) {
        answers(id, new Answer(Answer.Phase.SENT, 0, new Bytes(), "", 0));
    }

    Pit says(int connection, String words) {
        var frame = new Input.Frame();
        frame.connection = connection;
        byte[] bytes = Bytes.of(words).copy();
        frame.bytes.wrap(bytes, 0, bytes.length);
        return input(frame);
    }

    /// An exchange's private stream says this.
    Pit streams(String exchange, String words) {
        return says(PRIVATE + exchanges.indexOf(exchange), words);
    }

    /// The best of an exchange's book of BTC/USDT, 0.4 of it on either side.
    Pit books(String exchange, String bid, String ask) {
        return books(exchange, "BTCUSDT", bid, ask, "0.40");
    }

    Pit books(String exchange, String symbol, String bid, String ask, String size) {
        int update = updates.merge(exchange + symbol, 1, Integer::sum);
        return says(exchanges.indexOf(exchange), "snapshot " + symbol + " " + update + " 0 bid "
                + bid + " " + size + " bid 90 100 ask " + ask + " " + size + " ask 150 100");
    }

    /// Alpha sells for 100, beta buys for 100.40; all others are so wide that nothing can be done with them.
    Pit offers() {
        return offers("100", "100.40");
    }

    Pit offers(String buy, String sell) {
        String behind = new BigDecimal(sell).add(new BigDecimal("0.01")).toPlainString();
        return books("alpha", "99.99", buy).books("beta", sell, behind);
    }

    /// The same with ether, between two others.
    Pit offersEther(String buyAt, String sellAt) {
        return books(buyAt, "ETHUSDT", "99.99", "100", "0.40").books(sellAt, "ETHUSDT", "100.40",
                "100.41", "0.40");
    }

    /// The offer is gone, and what was taken of it with it: the exchanges show other levels.
    Pit noOffer() {
        exchanges.forEach(this::quiet);
        return this;
    }

    private Pit quiet(String exchange) {
        return former.contains(exchange + " BTCUSDT") ? this : books(exchange, "99.60", "100.80");
    }

    /// An attempt from its beginning to its end, both legs filled whole, which brings 0.16 less so much: what is bought is that much dearer.
    Pit trades(String less) {
        offers().keeps();
        List<Long> placed = placed();
        if (placed.size() != 2) {
            throw new IllegalStateException(told.getLast() + " " + journal.entries.getLast());
        }
        pass(100);
        BigDecimal dearer = new BigDecimal(less).divide(new BigDecimal("0.4"));
        fills(placed.getFirst(), new BigDecimal("100").add(dearer).toPlainString())
                .fills(placed.getLast(), "100.40");
        keeps();
        noOffer().keeps();
        effects.clear();
        return this;
    }

    /// All that was written is durable.
    Pit keeps() {
        if (journal.kept < journal.entries.size()) {
            journal.kept = journal.entries.size();
            input(new Input.Trading(new Input.News.Durable(journal.kept)));
        }
        return this;
    }

    /// Time passes as in an idle loop.
    Pit pass(long millis) {
        long until = now + millis * MILLI;
        while (engine.nextDeadline() <= until) {
            now = Math.max(now, engine.nextDeadline());
            input(new Input.Tick());
        }
        now = until;
        return input(new Input.Tick());
    }

    // ---- what is known

    ExecutionState state() {
        return Objects.requireNonNull(engine.execution());
    }

    String reluctance() {
        return Objects.requireNonNull(engine.standing()).reluctance();
    }

    /// Orders that have left: `alpha place ID 0.4`.
    List<Long> placed() {
        return waiting.entrySet().stream()
                .filter(each -> each.getValue().request.about() == Request.About.PLACE)
                .map(Map.Entry::getKey).toList();
    }

    /// What an order that has left is called.
    String order(long placed) {
        return Objects.requireNonNull(waiting.get(placed)).request.task().id().toString();
    }

    /// An order that has left is written, and filled whole at this price.
    Pit fills(long placed, String price) {
        Left left = Objects.requireNonNull(waiting.get(placed));
        String id = order(placed);
        String size = String.valueOf(left.request.body()).split(" ", -1)[2];
        written(placed);
        streams(left.exchange, "accepted " + id);
        streams(left.exchange, "traded " + id + " " + size + " " + price + " t" + id);
        return streams(left.exchange, "ended " + id + " " + size);
    }

    // ---- what goes out

    @Override
    public void markout(Markouts.Markout markout, long at) {
        markouts.add(markout);
    }

    @Override
    public void earned(Statement statement, long at) {
        earned.add(statement);
    }

    @Override
    public void open(Link link) {
        effects.add("open " + link.id());
    }

    @Override
    public void drop(String link) {
        effects.add("drop " + link);
    }

    @Override
    public void send(int connection, String frame) {
        effects.add("send " + connection + " " + frame);
    }

    @Override
    public void close(int connection, String why) {
        effects.add("close " + connection + " " + why);
    }

    @Override
    public void request(long id, String exchange, Request request) {
        effects.add("ask " + id + " " + exchange + " " + request.body());
        waiting.put(id, new Left(exchange, 0, request));
    }

    @Override
    public void post(long id, int connection, Request frame) {
        effects.add("post " + id + " " + connection + " " + frame.body());
        waiting.put(id, new Left(exchanges.get(connection % PRIVATE), connection, frame));
    }

    @Override
    public void rearmed(long pull) {
        effects.add("rearmed " + pull);
    }

    @Override
    public void opportunity(Opportunity opportunity, long time) {
        told.add(opportunity);
    }

    @Override
    public void tested(String fault, long time) {
        tests.add(fault);
    }

    @Override
    public void refused(String why, long time) {
        refusals.add(why);
    }

    @Override
    public void foreign(String exchange, String symbol, String order, long time) {
        foreign.add(exchange + " " + symbol + " " + order);
    }

    @Override
    public void halted(String why, long time) {
        halts.add(why);
    }

    @Override
    public void alarm(String words, long time) {
        alarms.add(words);
    }

    @Override
    public void fault(String exchange, Fault fault, long time) {
        faults.add(fault.toString());
    }

    @Override
    public void denied(String check, long more, long time) {
        denied.merge(check, more, Long::sum);
    }

    @Override
    public void standing(Standing standing, long time) {
        standings.add(standing);
    }

    @Override
    public void hash(long count, long hash, long time) {
        hashes.add(hash);
    }
}
