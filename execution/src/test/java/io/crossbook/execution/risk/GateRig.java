package io.crossbook.execution.risk;

import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.BookMarkets;
import io.crossbook.execution.desk.BookReferences;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.desk.Patience;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A desk over real books, from book updates to what it places: buys 0.0009 BTC at alpha for 50000 and sells it at beta for 50200.
final class GateRig implements Outbox {

    static final long SECOND = 1_000_000_000L;
    static final List<String> SIX = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta");
    static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1, Rules.Status.TRADING);

    final Books books = new Books(Mirrors.NONE);
    final BookReferences references = new BookReferences(books);
    final KnownConditions conditions = new KnownConditions();
    final KillSwitch kill = new KillSwitch();
    final ExecutionState state = new ExecutionState();
    final List<Entry> journal = new ArrayList<>();
    final List<OrderIntent> placed = new ArrayList<>();
    final Map<String, Listing> listings = new TreeMap<>();
    final Map<String, Map<String, String>> holdings = new TreeMap<>();
    final Map<String, Long> takerFees = new HashMap<>();
    String coin = "";
    /// When accounts told what trading costs; those that are not in it did not.
    final Map<String, Long> feesTold = new HashMap<>();
    @Nullable
    RuntimeException broken;
    GateSettings settings = GateSettings.DEFAULT;
    long now = 1_000_000 * SECOND;
    /// What is tested in the gate's stead.
    SelfTest.Maker alike = RiskGate::new;
    /// Whether limits have to be earned.
    boolean live;
    private @Nullable LimitsInForce limits;
    private @Nullable RiskGate gate;
    private @Nullable Coordinator desk;
    private long opportunities;
    private int trades;

    /// What the attempt of the test is made of; each part may be changed before it is offered.
    long size = 90;
    long sells = 90;
    long buyLimit = 5_000_000;
    long sellLimit = 5_020_000;
    int scale = 2;

    GateRig() {
        this(SIX, RULES);
    }

    GateRig(List<String> exchanges, Rules rules) {
        for (String name : exchanges) {
            add(name, "BTC/USDT", rules);
            holds(name, "BTC", "0.01");
            holds(name, "USDT", "1000");
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "ETH", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
            shows(name, "50000", "50100");
            feesTold.put(name, now);
        }
        conditions.lease(Long.MAX_VALUE);
        shows("alpha", "49990", "50000");
        shows("beta", "50200", "50210");
    }

    Listing add(String exchange, String pair, Rules rules) {
        var listing = new Listing(books.size(), exchange, pair.replace("/", ""),
                Instrument.parse(pair), rules);
        books.add(listing, BookShape.FULL, BookLimits.NONE);
        listings.put(exchange + " " + pair, listing);
        return listing;
    }

    Listing listing(String exchange, String pair) {
        return Objects.requireNonNull(listings.get(exchange + " " + pair));
    }

    Listing btc(String exchange) {
        return listing(exchange, "BTC/USDT");
    }

    void pauses(String what) {
        state.apply(new Entry.Paused(what, "x", now));
    }

    void holds(String exchange, String asset, String amount) {
        holdings.computeIfAbsent(exchange, _ -> new TreeMap<>()).put(asset, amount);
    }

    void shows(String exchange, String bid, String ask) {
        shows(btc(exchange), bid, ask);
    }

    /// Both best prices with plenty behind them, received now.
    void shows(Listing listing, String bid, String ask) {
        var update = new BookUpdate().begin(listing.id(), true, 2, 5);
        update.levels(Side.BID).add(mantissa(bid), 10_000_000, 0);
        update.levels(Side.ASK).add(mantissa(ask), 10_000_000, 0);
        books.book(listing.id()).apply(update, now);
    }

    private static long mantissa(String price) {
        return new BigDecimal(price).movePointRight(2).longValueExact();
    }

    GateRig with(Setting setting, long value) {
        settings = settings.with(setting, value);
        return this;
    }

    private Fees fees() {
        return new Fees() {
            @Override
            public long taker(Listing listing) {
                if (broken != null) {
                    throw broken;
                }
                return takerFees.getOrDefault(listing.exchange(), 0L);
            }

            @Override
            public long toldNanos(Listing listing) {
                return feesTold.getOrDefault(listing.exchange(), UNTOLD);
            }

            @Override
            public String coin(Listing listing) {
                return listing.exchange().equals("alpha") ? coin : "";
            }

            @Override
            public long coinPerTrade(Listing listing) {
                return 100_000;
            }
        };
    }

    /// Limits that nothing has to be earned for.
    LimitsInForce counting() {
        return LimitsInForce.always(settings);
    }

    Facts facts() {
        return facts(fees());
    }

    Facts facts(Fees charged) {
        return new Facts(new BookMarkets(books), references, conditions, charged);
    }

    LimitsInForce limits() {
        return Objects.requireNonNull(limits);
    }

    RiskGate gate() {
        return Objects.requireNonNull(gate);
    }

    Coordinator desk() {
        return Objects.requireNonNull(desk);
    }

    /// Boots, sweeps, and opens the books of account with what is held.
    GateRig begins() {
        references.look(now);
        LimitsInForce counting = live
                ? LimitsInForce.earned(settings, state)
                : LimitsInForce.always(settings);
        limits = counting;
        gate = new RiskGate(state, facts(), settings, counting, kill, alike);
        var patience = new TreeMap<String, Patience>();
        listings.values().forEach(each -> patience.put(each.exchange(), Patience.ENFORCED));
        desk = new Coordinator(state, DeskTerms.of(patience).allTogether(),
                new BookMarkets(books), gate, commit -> {
                    journal.addAll(commit);
                    return journal.size();
                }, this, (_, _) -> {});
        desk.boot(1, "b", "c", now);
        keeps();
        for (String name : patience.keySet()) {
            desk.told(new AccountFact.Swept(name, now, 0, now), now);
        }
        for (String name : patience.keySet()) {
            var told = new TreeMap<String, AccountFact.Balance>();
            holdings.getOrDefault(name, Map.of()).forEach((asset, amount) -> told.put(asset,
                    new AccountFact.Balance(new BigDecimal(amount), BigDecimal.ZERO,
                            BigDecimal.ZERO)));
            desk.told(new AccountFact.Balances(name, now, told, true), now);
        }
        if (!desk.reluctance().isEmpty()) {
            throw new IllegalStateException(desk.reluctance());
        }
        return this;
    }

    void keeps() {
        desk().durable(journal.size(), now);
    }

    /// The attempt of the test.
    boolean offers() {
        return offers(btc("alpha"), btc("beta"));
    }

    boolean offers(Listing buy, Listing sell) {
        return offers(buy, size, buyLimit, sell, sells, sellLimit);
    }

    boolean offers(Listing buy, long bought, long buyAt, Listing sell, long sold, long sellAt) {
        return desk().offered(new Opportunity(++opportunities, Kind.TWO_LEGS,
                Opportunity.State.OPENED,
                List.of(new Leg(buy, Side.ASK, bought, 5, buyAt, scale),
                        new Leg(sell, Side.BID, sold, 5, sellAt, scale)),
                "USDT", 18_000_000, 0, 0, Working.of(18_000_000, 0),
                List.of(Step.money(Step.What.BUY, "alpha", "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, "beta", "USDT", 4_518_000_000L, "")),
                true, "", now, now, 0, ""), now);
    }

    void told(OrderEvent event) {
        desk().told(event, now);
        keeps();
    }

    /// So much of an order trades at its limit, but for a part that costs so much USDT more, and it ends.
    void fills(OrderIntent order, String filled, String more) {
        var amount = new BigDecimal(filled);
        var part = new BigDecimal("0.0001");
        if (amount.compareTo(part) > 0) {
            BigDecimal worse = new BigDecimal(more).multiply(BigDecimal.valueOf(10_000));
            fill(order, part, order.buys()
                    ? order.limit().add(worse)
                    : order.limit().subtract(worse));
            fill(order, amount.subtract(part), order.limit());
        }
        told(new OrderEvent.Ended(order.id(),
                amount.compareTo(order.size()) == 0
                        ? OrderEvent.End.FILLED
                        : OrderEvent.End.EXPIRED,
                amount));
    }

    private void fill(OrderIntent order, BigDecimal size, BigDecimal price) {
        told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(),
                order.listing().symbol(), "t" + trades++, price, size, BigDecimal.ZERO, "USDT",
                now, Fill.Source.STREAM)));
    }

    /// An attempt from beginning to end, both legs filled, which brings 0.18 less so much.
    void trades(String less) {
        if (!offers()) {
            throw new IllegalStateException(String.valueOf(journal.getLast()));
        }
        keeps();
        fills(placed.get(placed.size() - 2), "0.0009", less);
        fills(placed.getLast(), "0.0009", "0");
        placed.clear();
    }

    Attempt attempt(long id) {
        return Objects.requireNonNull(state.attempt(id));
    }

    /// The code of the last word against something: at an offer, or of what was to leave; empty when there was none.
    String denial() {
        String code = "";
        for (Entry entry : journal) {
            code = switch (entry) {
                case Entry.Denied(_, var denial, _) -> denial.code();
                case Entry.Acted(_, var act, var why, _) when act == io.crossbook.execution.OrderNews.ABANDONED ->
                    why.substring(0, why.indexOf(':'));
                default -> code;
            };
        }
        return code;
    }

    @Override
    public void place(ApprovedOrder order) {
        placed.add(order.intent());
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {}

    @Override
    public void ask(String exchange, String symbol, OrderId id) {}

    @Override
    public void sweep(String exchange, long sinceNanos) {}

    @Override
    public void balances(String exchange) {}
}
