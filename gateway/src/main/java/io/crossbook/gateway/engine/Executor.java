package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.desk.BookMarkets;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.paper.PaperExchange;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.LimitsInForce;
import io.crossbook.execution.risk.RiskGate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whoever trades in this engine: made by [Input.News.Began], and from then on a part of every step.
///
/// The coordinator is called once at a time, and never from within itself: what exchanges tell, and what follows from its entries for the desk,
/// waits for [#settle]. On the engine's thread.
final class Executor implements Trader, Courier.Recipient {

    /// The coordinator wants to be called.
    static final int WAKE = 7;
    /// A second is over: references, conditions, denials.
    static final int SECOND = 8;
    /// Something arrives at an exchange on paper.
    static final int PAPER = 10;
    private static final long NEVER = Long.MAX_VALUE;
    /// What is due already is done in the next step, which must not be the same moment again and again.
    private static final long SOONEST_NANOS = 1_000_000L;

    private final Execution execution;
    private final Parts parts;
    private final ExecutionState state = new ExecutionState();
    private final KillSwitch kill = new KillSwitch();
    private final LimitsInForce limits;
    /// What of the terms of orders does not count in this run.
    private final String held;
    private final RiskGate gate;
    private final Coordinator coordinator;
    private final Consequences consequences;
    private final Earnings earnings;
    private final Circumstances circumstances;
    private final Spending spending = new Spending();
    private final TradeWishes wishes;
    private final Courier courier;
    /// Our own books fill the orders; null where they leave.
    private final @Nullable PaperExchange paper;
    /// What exchanges told, until the coordinator is at rest.
    private final Deque<LongConsumer> told = new ArrayDeque<>();
    /// What was written in this step and is not in the output hash yet: the orders leave first.
    private final List<Entry> unhashed = new ArrayList<>();
    /// The number of the last entry.
    private long written;
    /// When the coordinator is to be called next.
    private long wake = NEVER;
    /// When something arrives on paper next.
    private long arrival = NEVER;
    private boolean inside;
    private boolean touched;

    /// `start` is what each exchange holds the first time on paper.
    Executor(Input.News.Began began, Settings.Holdings start, Chronicle chronicle, Parts parts) {
        this.parts = parts;
        execution = began.execution();
        consequences = new Consequences(state, parts.desk(), execution.patience().keySet(),
                (exchange, amounts) -> circumstances().locked(exchange, amounts));
        chronicle.past(began.entries(), began.check(), entry -> {
            state.apply(entry); // what could not be was followed by a halt, which the journal has too
            consequences.remember(entry, parts.clock().getAsLong());
        });
        consequences.remembered();
        written = began.entries();
        courier = new Courier(execution.mode().leaves() ? execution.patience() : Map.of(),
                execution.mode() == Mode.LIVE, parts.roster()::find, parts.requests(),
                parts.effects(), parts.watcher(), parts.timers(), parts.clock(), this);
        circumstances = new Circumstances(execution, parts,
                exchange -> !execution.mode().leaves() || courier.streaming(exchange));
        var fees = new FeesInForce(parts.desk());
        paper = execution.mode() == Mode.PAPER
                ? new PaperExchange(state, Consequences.amounts(start), execution.paper(),
                        parts.paper(), parts.clock())
                : null;
        var markets = new BookMarkets(parts.books());
        limits = execution.mode() == Mode.LIVE
                ? LimitsInForce.earned(execution.risk(), state)
                : LimitsInForce.always(execution.risk());
        gate = new RiskGate(state, new Facts(markets, circumstances.references(),
                circumstances, fees), execution.risk(), limits, kill);
        earnings = new Earnings(state, markets, circumstances::price, parts);
        int reconciled = state.record().reconciled();
        held = execution.held(reconciled);
        coordinator = new Coordinator(state, execution.inForce(reconciled).terms(), markets, gate,
                commit -> written = chronicle.append(commit), paper == null ? courier : paper,
                parts.watcher()::alarm);
        wishes = new TradeWishes(state, kill, coordinator, parts, this::calls);
    }

    /// Writes down that it has begun, and asks the exchanges how things stand.
    void begin(Input.News.Began began, long now) {
        coordinator.listen(this::heard);
        parts.roster().tradedBy(this::busy);
        parts.watcher().tested(gate.test(), now);
        calls(() -> coordinator.boot(epoch(now), began.build(), began.configuration(), now));
        second(now);
        renew();
    }

    /// Exchanges remember orders of journals that are gone: where orders leave, the clock sees to it that no epoch is one of theirs.
    private int epoch(long now) {
        int next = state.epoch() + 1;
        return execution.mode().leaves() ? Math.max(next, OrderId.epochAt(now)) : next;
    }

    // ---- what the engine tells

    /// What the journal and the lease tell.
    void told(Input.News news, long now) {
        switch (news) {
            case Input.News.Began _ -> wishes.refused("execution has begun already", now);
            case Input.News.Durable(long number) -> {
                calls(() -> coordinator.durable(number, now));
                wishes.durable(number);
            }
            case Input.News.JournalFailed(String why) ->
                wishes.latched(() -> coordinator.journalFailed(why, now));
            case Input.News.Lease(long untilNanos) ->
                circumstances.lease(untilNanos);
        }
    }

    /// What a human or a source of halts wishes for.
    void wished(Input.Wish wish, long now) {
        wishes.wished(wish, now);
    }

    /// What is listed, configured or switched on has changed.
    void renew() {
        courier.renew();
        long now = parts.clock().getAsLong();
        for (Exchange exchange : parts.roster().all()) {
            exchange.settings.maintenances().stream().filter(each -> each.untilNanos() > now)
                    .min(Comparator.comparingLong(Settings.Maintenance::fromNanos))
                    .ifPresent(next -> calls(() -> coordinator.maintenance(exchange.name(),
                            next.fromNanos(), next.untilNanos(), now)));
        }
    }

    /// The gate's limits are these from now on.
    void limited(GateSettings limits) {
        gate.change(limits);
        circumstances.rated(limits);
    }

    /// Whether what an account of ours holds there is told by our own ledger, and by nobody else.
    boolean counts(Input.Word word) {
        return word instanceof Input.Word.Held && execution.patience().containsKey(word.exchange());
    }

    /// The way to the exchanges.
    Courier courier() {
        return courier;
    }

    Circumstances circumstances() {
        return circumstances;
    }

    /// A perpetual's mark or index was told: references of prices.
    void derivative(DerivativeUpdate update, long now) {
        circumstances.references().told(update, now);
    }

    /// A book has applied an update: what was taken of it on paper may be there again.
    void updated(ListingBook book) {
        if (paper != null) {
            paper.updated(book);
        }
    }

    // ---- what exchanges tell

    /// The timer [#PAPER] is due.
    void arrives(long now) {
        if (paper != null) {
            arrival = NEVER;
            touched = true;
            paper.tick(now, (event, _) -> order(event), (fact, _) -> account(fact));
        }
    }

    @Override
    public void order(OrderEvent event) {
        told.add(now -> coordinator.told(event, now));
    }

    @Override
    public void account(AccountFact fact) {
        told.add(now -> {
            coordinator.told(fact, now);
            consequences.told(fact);
            if (fact instanceof AccountFact.Announced answer) {
                circumstances.announced(answer);
            }
        });
    }

    @Override
    public boolean lacks(OrderEvent event) {
        Order order = state.order(event.id());
        return order == null || order.lacks(event);
    }

    @Override
    public boolean predates(Fill fill) {
        return state.order(fill.order()) == null && state.gaps().predates(fill);
    }

    @Override
    public List<Listing> open(String exchange) {
        return state.live().stream().flatMap(attempt -> attempt.orders().stream())
                .filter(Order::awaited).map(order -> order.intent().listing())
                .filter(listing -> listing.exchange().equals(exchange)).toList();
    }

    @Override
    public void halt(String why) {
        told.add(now -> {
            kill.pull(why);
            coordinator.halt(why, now);
        });
    }

    // ---- what the desk offers

    @Override
    public boolean takes(Opportunity opportunity, long now) {
        return opportunity.executable() && offered(opportunity, now);
    }

    @Override
    public void ended(Opportunity opportunity, long now) {
        offered(opportunity, now);
    }

    private boolean offered(Opportunity opportunity, long now) {
        enter();
        boolean taken = coordinator.offered(opportunity, now);
        inside = false;
        return taken;
    }

    /// Whether an attempt of which something may still come has a part there: also one that is parked, whose way home needs the book.
    private boolean busy(String exchange) {
        return state.live().stream().anyMatch(attempt -> Stream
                .concat(attempt.plan().legs().stream(),
                        attempt.orders().stream().map(Order::intent))
                .anyMatch(each -> each.listing().exchange().equals(exchange)));
    }

    // ---- one step

    private void heard(Entry entry) {
        unhashed.add(entry);
        consequences.heard(entry);
        earnings.heard(entry);
        wishes.heard(entry, written);
    }

    private void calls(Runnable call) {
        enter();
        call.run();
        inside = false;
    }

    private void enter() {
        if (inside) {
            throw new IllegalStateException("the coordinator is called from within itself");
        }
        inside = true;
        touched = true;
    }

    /// Ends a step: what became known is taken over, what follows from it is told, and the desk decides what that changes.
    void settle(long now) {
        do {
            while (!told.isEmpty() || consequences.waiting()) {
                LongConsumer next = told.poll();
                if (next == null) {
                    consequences.tellNext(now);
                } else {
                    calls(() -> next.accept(now));
                }
                courier.settle();
            }
            courier.settle();
            parts.desk().settle(now);
        } while (!told.isEmpty() || consequences.waiting());
        if (touched) {
            touched = false;
            unhashed.forEach(entry -> {
                parts.hash().add(entry.toString());
                parts.watcher().entry(entry, now);
            });
            unhashed.clear();
            arm(now);
            expect();
            earnings.expect();
        }
    }

    private void arm(long now) {
        long next = coordinator.nextDeadline();
        next = next == NEVER ? NEVER : Math.max(next, now + SOONEST_NANOS);
        if (next < wake) {
            wake = next;
            parts.timers().at(next, WAKE, 0);
        }
    }

    /// Sees to it that what is under way on paper arrives.
    private void expect() {
        long next = paper == null ? NEVER : paper.nextDeadline();
        if (next < arrival) {
            arrival = next;
            parts.timers().at(next, PAPER, 0);
        }
    }

    /// The timer [#WAKE] is due.
    void wake(long now) {
        if (wake <= now) {
            wake = NEVER;
            calls(() -> coordinator.tick(now));
        }
    }

    /// The timer [#SECOND] is due.
    void second(long now) {
        circumstances.references().look(now);
        if (parts.roster().drained()) {
            courier.renew();
        }
        courier.second();
        if (spending.look(gate, parts.roster())) {
            parts.desk().spendsAtMost(spending.bounds(), now);
        }
        parts.desk().offerAgain(now);
        circumstances.denials(gate.denials(), now);
        earnings.second(now);
        parts.watcher().standing(standing(), now);
        parts.timers().at(circumstances.references().nextLook(), SECOND, 0);
    }

    // ---- how it stands, for reading on the engine's thread

    ExecutionState state() {
        return state;
    }

    Earnings earnings() {
        return earnings;
    }

    Standing standing() {
        int working = 0;
        int parked = 0;
        for (Attempt attempt : state.live()) {
            parked += attempt.state() == AttemptState.PARKED ? 1 : 0;
            working += attempt.state().over() ? 0 : 1;
        }
        return new Standing(execution.mode(), state.halted(), coordinator.reluctance(), working,
                parked, courier.foreign(), wishes.refusal(), held(), courier.untold());
    }

    private String held() {
        return Stream.of(limits.held(), held).filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
