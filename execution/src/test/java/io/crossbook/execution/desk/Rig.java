package io.crossbook.execution.desk;

import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.risk.ApprovedOrder;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.References;
import io.crossbook.execution.risk.RiskGate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A desk between two exchanges and a third, with a journal in memory, books as people write them, and a list of what it wanted done.
final class Rig implements Outbox, Markets, References {

    static final long SECOND = 1_000_000_000L;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);

    private static final GateSettings SETTINGS = GateSettings.DEFAULT;

    final List<Entry> journal = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    /// Those that nobody has answered yet.
    final List<AccountFact.Swept> sweeps = new ArrayList<>();
    final List<OrderIntent> placed = new ArrayList<>();
    final List<String> alarms = new ArrayList<>();
    /// Since when each exchange was last to be swept.
    final Map<String, Long> swept = new TreeMap<>();
    final Map<String, Listing> listings = new TreeMap<>();
    /// Of takers, by exchange; nothing where none stands.
    final Map<String, Long> fees = new HashMap<>();
    /// At alpha, where a trade takes 0.0002 of it at most; empty where none pays.
    String feeCoin = "";
    final KillSwitch kill = new KillSwitch();
    private final Map<String, Top> tops = new HashMap<>();
    private final DeskTerms terms;
    /// Whether exchanges tell what came and went.
    boolean histories;
    Coordinator desk;
    long now = 1_000_000 * SECOND;
    private int trades;

    Rig(boolean together, Patience patience) {
        this(patience, together ? DeskTerms::allTogether : UnaryOperator.identity());
    }

    private Rig(Patience patience, UnaryOperator<DeskTerms> changed) {
        var all = new TreeMap<String, Patience>();
        for (String name : List.of("alpha", "beta", "gamma")) {
            listings.put(name, new Listing(listings.size(), name, "BTCUSDT",
                    Instrument.spot("BTC", "USDT"), RULES));
            all.put(name, patience);
        }
        terms = changed.apply(DeskTerms.of(all));
        shows("alpha", "49990", "50000");
        shows("beta", "50200", "50210");
        shows("gamma", "49900", "50300");
        desk = fresh();
    }

    /// Booted, swept and opened with 0.01 BTC and 1000 USDT everywhere.
    static Rig ready(boolean together) {
        return ready(new Rig(together, Patience.ENFORCED));
    }

    /// The second leg filled this much. The first, where orders know no deadline, is not found until it is presumed dead.
    static Rig losesFirst(String filled) {
        var rig = new Rig(true, Patience.UNENFORCED);
        rig.boots();
        rig.recovers();
        rig.offers();
        rig.keeps();
        OrderIntent lost = rig.placed.getFirst();
        rig.fills(rig.placed.get(1), filled);
        rig.told(new OrderEvent.Ambiguous(lost.id(), "HTTP 504"));
        rig.passes(60 * SECOND);
        rig.desk.told(new AccountFact.Swept("alpha", rig.now, 0, rig.now), rig.now);
        for (int i = 0; i < 20; i++) {
            rig.passes(8 * SECOND);
            rig.told(new OrderEvent.NotFound(lost.id()));
        }
        return rig;
    }

    /// The same as [#ready] on other terms.
    static Rig ready(UnaryOperator<DeskTerms> changed) {
        return ready(new Rig(Patience.ENFORCED, changed));
    }

    /// The same after what is written here, by a process that has ended.
    static Rig after(List<Entry> past, UnaryOperator<DeskTerms> changed) {
        var rig = new Rig(Patience.ENFORCED, changed);
        rig.journal.addAll(past);
        rig.desk = rig.fresh();
        return ready(rig);
    }

    private static Rig ready(Rig rig) {
        rig.boots();
        rig.recovers();
        rig.done.clear();
        return rig;
    }

    private Coordinator fresh() {
        var state = new ExecutionState();
        journal.forEach(state::apply);
        return new Coordinator(state, terms, this,
                new RiskGate(state, facts(), SETTINGS, kill), commit -> {
                    journal.addAll(commit);
                    return journal.size();
                }, this, (words, _) -> alarms.add(words));
    }

    /// Everything in order, no fees, and the books as references.
    private Facts facts() {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (String name : listings.keySet()) {
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
        }
        return new Facts(this, this, conditions, new Fees() {
            @Override
            public long taker(Listing listing) {
                return fees.getOrDefault(listing.exchange(), 0L);
            }

            @Override
            public String coin(Listing listing) {
                return listing.exchange().equals("alpha") ? feeCoin : "";
            }

            @Override
            public long coinPerTrade(Listing listing) {
                return 20_000;
            }
        });
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        return listings.values().stream()
                .filter(listing -> listing.instrument().equals(instrument))
                .map(listing -> new Reference(listing, listing.id(), middle(listing), now))
                .toList();
    }

    private @Nullable BigDecimal middle(Listing listing) {
        Top top = tops.get(listing.exchange());
        return top == null ? null : top.bid().add(top.ask()).divide(BigDecimal.valueOf(2));
    }

    @Override
    public @Nullable BigDecimal minuteMedian(Listing listing) {
        return null;
    }

    @Override
    public @Nullable BigDecimal index(Instrument instrument) {
        return null;
    }

    void boots() {
        desk.boot(desk.state().epoch() + 1, "b", "c", now);
        keeps();
    }

    void recovers() {
        for (String name : listings.keySet()) {
            desk.told(new AccountFact.Swept(name, now, 0, now), now);
        }
        for (String name : listings.keySet()) {
            holds(name, "0.01", "1000");
        }
    }

    /// What was asked to be swept has nothing more to show than what was told.
    void sweepsUp() {
        List.copyOf(sweeps).forEach(swept -> desk.told(swept, now));
        sweeps.clear();
    }

    void holds(String exchange, String btc, String usdt) {
        desk.told(new AccountFact.Balances(exchange, now,
                Map.of("BTC", whole(btc), "USDT", whole(usdt)), true), now);
    }

    void holds(String exchange, Map<String, AccountFact.Balance> assets) {
        desk.told(new AccountFact.Balances(exchange, now, assets, true), now);
    }

    static AccountFact.Balance whole(String amount) {
        return new AccountFact.Balance(new BigDecimal(amount), BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    /// The process dies and another reads what the first `entries` of the journal tell.
    void restarts(int entries) {
        journal.subList(entries, journal.size()).clear();
        desk = fresh();
        done.clear();
        sweeps.clear();
        boots();
    }

    void keeps() {
        desk.durable(journal.size(), now);
    }

    void shows(String exchange, String bid, String ask) {
        tops.put(exchange, new Top(new BigDecimal(bid), new BigDecimal(ask)));
    }

    void darkens(String exchange) {
        tops.remove(exchange);
    }

    /// Buys 0.0009 BTC at alpha for 50000, sells it at beta for 50200.
    boolean offers() {
        return offers(1);
    }

    boolean offers(long id) {
        return offers(id, "beta");
    }

    boolean offers(long id, String sold) {
        var buy = new Leg(listing("alpha"), Side.ASK, 90, 5, 5_000_000, 2);
        var sell = new Leg(listing(sold), Side.BID, 90, 5, 5_020_000, 2);
        return desk.offered(new Opportunity(id, Kind.TWO_LEGS, Opportunity.State.OPENED,
                List.of(buy, sell), "USDT", 18_000_000, 0, 0, Working.of(18_000_000, 0),
                List.of(Step.money(Step.What.BUY, "alpha", "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, sold, "USDT", 4_518_000_000L, "")),
                true, "", now, now, 0, ""), now);
    }

    Listing listing(String exchange) {
        return Objects.requireNonNull(listings.get(exchange));
    }

    Attempt attempt() {
        return Objects.requireNonNull(desk.state().attempt(1));
    }

    void told(OrderEvent event) {
        desk.told(event, now);
        keeps();
    }

    /// So much of an order trades at its limit, and it ends.
    void fills(OrderIntent order, String size) {
        var filled = new BigDecimal(size);
        if (filled.signum() > 0) {
            told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(),
                    "BTCUSDT", "t" + trades++, order.limit(), filled, BigDecimal.ZERO, "USDT",
                    now, Fill.Source.STREAM)));
        }
        boolean all = filled.compareTo(order.size()) == 0;
        told(new OrderEvent.Ended(order.id(),
                all ? OrderEvent.End.FILLED : OrderEvent.End.EXPIRED, filled));
    }

    OrderIntent last() {
        return placed.getLast();
    }

    /// Time passes, in the steps that the desk asks for; what it writes becomes durable.
    void passes(long nanos) {
        long end = now + nanos;
        while (desk.nextDeadline() <= end) {
            now = Math.max(now, desk.nextDeadline());
            desk.tick(now);
            keeps();
        }
        now = end;
        desk.tick(now);
        keeps();
    }

    @Override
    public void place(ApprovedOrder order) {
        placed.add(order.intent());
        done.add("place " + order.intent().listing().exchange());
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {
        done.add("cancel " + exchange);
    }

    @Override
    public void ask(String exchange, String symbol, OrderId id) {
        done.add("ask " + exchange);
    }

    @Override
    public void sweep(String exchange, long sinceNanos) {
        swept.put(exchange, sinceNanos);
        done.add("sweep " + exchange);
        sweeps.add(new AccountFact.Swept(exchange, now, sinceNanos, now));
    }

    @Override
    public boolean transfers(String exchange, long sinceNanos) {
        if (histories) {
            done.add("transfers " + exchange + " " + (now - sinceNanos) / SECOND);
        }
        return histories;
    }

    @Override
    public void balances(String exchange) {
        done.add("balances " + exchange);
    }

    @Override
    public @Nullable Top top(Listing listing) {
        return tops.get(listing.exchange());
    }

    @Override
    public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        Top top = tops.get(listing.exchange());
        return top == null ? null : top.touch(buys).multiply(size);
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        var instrument = Instrument.spot(base, quote);
        return listings.values().stream()
                .filter(listing -> listing.instrument().equals(instrument)).toList();
    }
}
