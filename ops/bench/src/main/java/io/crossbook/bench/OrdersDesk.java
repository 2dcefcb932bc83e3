package io.crossbook.bench;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.RiskGate;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.Receipts;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.gateway.rehearsal.Rehearsal;
import io.crossbook.gateway.rehearsal.StandingMarket;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Latch;
import io.crossbook.gateway.wire.Quota;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.crossbook.gateway.wire.Timing;
import io.crossbook.gateway.wire.Wires;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A loop with sockets, a journal and a desk: everything that an order passes, and in the engine's place what says that there is an opportunity.
///
/// The desk's own time runs a minute ahead with each attempt, so that no limit per minute ends the measurement.
final class OrdersDesk implements Decider, Receipts, AutoCloseable {

    private static final long SECOND = 1_000_000_000L;

    private final Clock clock = Clock.system();
    private final Durability durability;
    private final QuietExchange exchange = new QuietExchange();
    private final Vertx restVertx = Vertx.vertx();
    private final Keyring keyring = new Keyring(Mode.PRACTICE, new Latch(), clock, _ -> {});
    private final Rest rest;
    private final Loop loop;
    private final Wires wires;
    private final ExecutionState state = new ExecutionState();
    private final SqlJournal journal;
    private final OrdersOut out;
    private final StandingMarket market = new StandingMarket("binance", "bybit");
    private final OrdersFeed feed;
    private final Coordinator desk;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private final Map<Form, List<long[]>> counted = new EnumMap<>(Form.class);
    private long[] first = {};
    private boolean booted;
    private long deskNow;
    private long opportunities;
    private volatile Attempt attempt = new Attempt(Form.ASLEEP, false,
            new CompletableFuture<>());
    /// What the next frame of the feed is to begin.
    private @Nullable Attempt wanted;
    private int feedConnection = -1;

    /// What goes before an attempt.
    enum Form {
        /// Market data, a frame a millisecond: the attempt begins in the turn of the last.
        FED,
        /// The same without pauses: nobody ever falls asleep.
        BUSY,
        /// Nothing.
        ASLEEP
    }

    /// One attempt under way, and the moments of it.
    private static final class Attempt {
        final Form form;
        final boolean counts;
        final CompletableFuture<Void> over;
        final List<OrderId> orders = new ArrayList<>();
        final long[] written = new long[2];
        long decided;
        long handed;
        /// The number of its reservation, and of its last entry.
        volatile long reserved = Long.MAX_VALUE;
        long last = Long.MAX_VALUE;
        volatile long committed;
        long durable;
        long approved;
        int left;
        int answered;

        Attempt(Form form, boolean counts, CompletableFuture<Void> over) {
            this.form = form;
            this.over = over;
            this.counts = counts;
        }
    }

    /// `frames` is how many can be heard.
    OrdersDesk(JournalSettings settings, int frames) {
        durability = settings.durability();
        feed = new OrdersFeed(frames);
        for (Form form : Form.values()) {
            counted.put(form, new ArrayList<>());
        }
        deskNow = clock.now();
        var registry = new SimpleMeterRegistry();
        rest = new Rest(restVertx, clock, Quota::ofDialect, RestTiming.DEFAULT, keyring, registry);
        rest.departures().listen(this::left);
        loop = new Loop(clock, Recorder.NONE, registry);
        wires = new Wires(loop, rest, Quota::ofDialect, Timing.DEFAULT, registry);
        journal = SqlJournal.open(settings, Mode.PRACTICE, (_, _, _) -> 0, clock::now, this);
        journal.past(journal.entries(), journal.check(), state::apply);
        var orders = new LinkedHashMap<String, Orders>();
        for (Listing listing : market.legs()) {
            orders.put(listing.exchange(), orders(listing));
        }
        out = new OrdersOut(orders, wires, clock, this::approved);
        desk = desk();
        loop.start(this);
        var rehearsal = new Rehearsal(orders, journal::rehearse);
        rehearsal.attempts(Rehearsal.FIRST);
        loop.afterFrames(Rehearsal.NANOS, rehearsal::attempt);
        loop.run(() -> {
            orders.values().forEach(each -> each.links().forEach(
                    link -> wires.open(unpaced(link))));
            wires.open(OrdersFeed.link(exchange.url()));
            loop.input(new Input.Tick());
        });
        ready.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /// More attempts a second than an exchange would take.
    private static Link unpaced(Link link) {
        return new Link(link.id(), link.exchange(), link.url(), link.listings(), 0, 0, 0, 0,
                link.maxFrameBytes());
    }

    private Orders orders(Listing listing) {
        String name = listing.exchange();
        String socket = exchange.url() + (name.equals("bybit") ? "/v5" : "/ws-api/v3");
        var entry = new Entry(name, exchange.url(), exchange.url().replace("ws:", "http:"), 0, true,
                true, Map.of(), Map.of("orderSocket", socket));
        Orders orders = Objects.requireNonNull(Dialects.of(name, entry).orders(List.of(listing)));
        keyring.add(name, orders.signer(), new ApiKey(orders.signer().kind(),
                "bench-key-of-64-letters-bench-key-of-64-letters-bench-key-of-64-l",
                "bench-secret-bench-secret-bench-secret-bench-secret-bench-secret"));
        return orders;
    }

    private Coordinator desk() {
        var patience = new LinkedHashMap<String, Patience>();
        market.legs().forEach(listing -> patience.put(listing.exchange(), Patience.ENFORCED));
        // Nothing ever fills here: what pauses a pair for that is as wide as it can be.
        GateSettings limits = GateSettings.DEFAULT.with(Setting.MIN_CAPTURE, 0);
        var gate = new RiskGate(state, market.facts(), limits, new KillSwitch());
        return new Coordinator(state, DeskTerms.of(patience).allTogether(), market.markets(),
                gate, journal, out, (words, _) -> {
                    throw new IllegalStateException(words);
                });
    }

    Durability durability() {
        return durability;
    }

    /// The feed goes on.
    void hears() {
        exchange.tell(feed.next());
    }

    /// One attempt from its decision until both orders have left.
    void attempt(Form form, boolean counts) {
        var over = new CompletableFuture<Void>();
        var next = new Attempt(form, counts, over);
        loop.run(() -> {
            if (form != Form.ASLEEP) {
                wanted = next;
                hears();
            } else {
                attempt = next;
                loop.input(new Input.Tick());
            }
        });
        try {
            CompletableFuture.anyOf(over, loop.ended()).orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("an attempt did not end: " + attempt.left
                    + " orders left, " + attempt.answered + " said so; " + desk.reluctance() + " "
                    + state.live(), e);
        }
    }

    @Override
    public void accept(long now, Input input) {
        switch (input) {
            case Input.Opened(int connection, String link) -> {
                if (!out.opened(connection, link, now)) {
                    feedConnection = connection;
                }
            }
            case Input.Frame frame -> {
                if (frame.connection == feedConnection) {
                    fed(frame.bytes);
                } else {
                    out.frame(frame.connection, frame.bytes, now);
                }
            }
            case Input.Answered answered -> answered(answered);
            case Input.Trading(Input.News.Durable(long number)) -> kept(number);
            case Input.Tick _ -> tick();
            default -> throw new IllegalStateException("not expected: " + input);
        }
        if (!ready.isDone() && booted && desk.reluctance().isEmpty() && out.takesOrders()
                && feedConnection >= 0) {
            ready.complete(null);
        }
    }

    private void fed(Bytes bytes) {
        feed.frame(bytes);
        Attempt next = wanted;
        if (next != null) {
            wanted = null;
            attempt = next;
            begin();
        }
    }

    private void tick() {
        if (booted) {
            begin();
        } else {
            booted = true;
            market.moves(deskNow);
            desk.boot(state.epoch() + 1, "bench", "bench", deskNow);
        }
    }

    private void begin() {
        deskNow += 61 * SECOND;
        market.moves(deskNow);
        Opportunity opportunity = market.opportunity(++opportunities, deskNow);
        Attempt now = attempt;
        now.decided = clock.now();
        now.reserved = journal.last() + 1;
        if (!desk.offered(opportunity, deskNow)) {
            throw new IllegalStateException("not taken: " + desk.reluctance() + " "
                    + state.attempts());
        }
        now.handed = clock.now();
    }

    private void kept(long number) {
        if (!ready.isDone()) {
            desk.durable(number, deskNow);
            facts();
            return;
        }
        Attempt now = attempt;
        if (now.durable == 0 && number >= now.reserved) {
            now.durable = clock.now();
        }
        desk.durable(number, deskNow);
        if (number >= now.last) {
            now.over.complete(null);
        }
    }

    private void facts() {
        if (desk.reluctance().contains("epoch")) {
            return;
        }
        for (Listing listing : market.legs()) {
            desk.told(new AccountFact.Swept(listing.exchange(), deskNow, 0, deskNow), deskNow);
        }
        for (Listing listing : market.legs()) {
            desk.told(market.balances(listing.exchange(), deskNow), deskNow);
        }
    }

    private void approved(long now) {
        attempt.approved = attempt.approved == 0 ? now : attempt.approved;
    }

    private void left(OrderId order, long decided, long written) {
        attempt.orders.add(order);
        attempt.written[attempt.left++] = written;
    }

    /// Both have left: they end unfilled, and so does the attempt, once all of it is kept.
    private void answered(Input.Answered answered) {
        OrdersBench.written(answered);
        if (!ready.isDone() || ++attempt.answered < 2) {
            return;
        }
        Attempt now = attempt;
        for (OrderId order : now.orders) {
            desk.told(new OrderEvent.Ended(order, OrderEvent.End.EXPIRED, BigDecimal.ZERO),
                    deskNow);
        }
        now.last = journal.last();
        long[] moments = {now.handed, now.committed, now.durable, now.approved, now.written[0],
                now.written[1], now.written[1] - now.written[0] + now.decided};
        for (int i = 0; i < moments.length; i++) {
            moments[i] -= now.decided;
        }
        first = first.length == 0 ? moments : first;
        if (now.counts) {
            Objects.requireNonNull(counted.get(now.form)).add(moments);
        }
    }

    /// What counted.
    OrdersReport.Way measured(Form form) {
        List<long[]> of = Objects.requireNonNull(counted.get(form));
        return new OrdersReport.Way(timing(of, 0), timing(of, 1), timing(of, 2), timing(of, 3),
                timing(of, 4), timing(of, 5), timing(of, 6),
                LongStream.of(first).boxed().toList());
    }

    private static OrdersReport.Timing timing(List<long[]> of, int moment) {
        return OrdersReport.Timing.of(of.stream().mapToLong(each -> each[moment]).toArray());
    }

    @Override
    public long nextDeadline() {
        return NEVER;
    }

    @Override
    public void durable(long number) {
        Attempt now = attempt;
        if (now.committed == 0 && number >= now.reserved) {
            now.committed = clock.now();
        }
        loop.inbox().state("journal durable").put(
                new Input.Trading(new Input.News.Durable(number)));
    }

    @Override
    public void lease(long untilNanos) {
        // Alone on a journal of its own: what it holds is not asked here.
    }

    @Override
    public void failed(String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void close() {
        loop.close();
        rest.close();
        QuietExchange.wait(restVertx.close());
        exchange.close();
        journal.close();
    }
}
