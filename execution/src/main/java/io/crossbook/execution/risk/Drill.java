package io.crossbook.execution.risk;

import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A world that does not exist, for the questions of a [SelfTest]: three exchanges at which a coin costs 100, less what an attempt is to bring, and nothing is wrong.
///
/// What is wrong in a question is changed in it first. Everything in it is small enough for the narrowest limits.
final class Drill implements Markets, References, Fees {

    static final long SECOND = 1_000_000_000L;
    /// Noon of some day.
    static final long NOW = (20_000 * 24 + 12) * 3_600 * SECOND;
    static final Instrument COIN = Instrument.spot("BTC", "USDT");
    private static final String OTHER = "ETH";
    private static final Rules RULES = new Rules(8, 8, 1, 1, 1, 0, 1, Rules.Status.TRADING);
    private static final BigDecimal PRICE = BigDecimal.valueOf(100);
    private static final BigDecimal SIZE = new BigDecimal("0.005");
    private static final BigDecimal BUDGET = new BigDecimal("0.0075");
    private static final BigDecimal STOCK = new BigDecimal("0.02");
    private static final BigDecimal FUNDS = BigDecimal.valueOf(5);

    final ExecutionState state = new ExecutionState();
    final KnownConditions conditions = new KnownConditions();
    final KillSwitch kill = new KillSwitch();
    /// Where the order of the question buys and sells, its size, and its limits.
    Listing alpha = new Listing(0, "alpha", "BTCUSDT", COIN, RULES);
    final Listing beta = new Listing(1, "beta", "BTCUSDT", COIN, RULES);
    BigDecimal size = SIZE;
    BigDecimal sold = SIZE;
    BigDecimal buyLimit = PRICE;
    long deadlineNanos = NOW + SECOND;
    /// What selling brings of what the books show, and what references show of it.
    BigDecimal brings = BigDecimal.ONE;
    BigDecimal shown = BigDecimal.ONE;
    long receivedNanos = NOW;
    int markets = 3;
    boolean live = true;
    boolean broken;
    String coin = "";
    long feesToldNanos = NOW;
    private final BigDecimal sellLimit;
    private long attempts;
    private long postings;

    /// An attempt brings `net` of what it spends, before what is changed.
    Drill(Bps net) {
        sellLimit = PRICE.add(net.value().movePointLeft(2));
        for (String exchange : List.of("alpha", "beta", "gamma")) {
            conditions.clock(exchange, 0, 0);
            conditions.open(exchange);
            conditions.withdrawals(exchange, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(exchange, "USDT", Conditions.Status.OPEN);
        }
        conditions.lease(NOW + 3_600 * SECOND);
        state.apply(new Entry.Booted(1, "", "", NOW));
        for (String exchange : List.of("alpha", "beta")) {
            gets(exchange, "BTC", STOCK);
            gets(exchange, "USDT", FUNDS);
        }
    }

    Facts facts() {
        return new Facts(this, this, conditions, this);
    }

    void gets(String exchange, String asset, BigDecimal amount) {
        state.apply(new Entry.Posted("drill " + postings++, Commit.of("drill")
                .move(new Account(Account.Kind.EXTERNAL, ""), Account.holding(exchange), asset,
                        amount)
                .done(), NOW));
    }

    /// All that was put there is gone.
    void loses(String exchange, String asset) {
        gets(exchange, asset, state.ledger().holding(exchange, asset).negate());
    }

    // ---- attempts

    OrderIntent order(long attempt, OrderId.Role role, int number, Listing listing, boolean buys,
            BigDecimal amount, BigDecimal limit) {
        boolean leg = role == OrderId.Role.LEG;
        return new OrderIntent(new OrderId(1, attempt, role, leg ? number : 0, number), listing,
                buys, amount, limit, OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, deadlineNanos,
                leg ? 0 : number, !leg);
    }

    /// The attempt of the question.
    Attempt.Plan plan() {
        return plan(++attempts);
    }

    Attempt.Plan plan(long id) {
        return new Attempt.Plan(id, id, "USDT",
                List.of(order(id, OrderId.Role.LEG, 0, alpha, true, size, buyLimit),
                        order(id, OrderId.Role.LEG, 1, beta, false, sold, sellLimit)),
                BUDGET, BigDecimal.ONE);
    }

    Attempt.Plan reserved(Attempt.Plan plan) {
        state.apply(new Entry.Reserved(plan, NOW));
        return plan;
    }

    /// Another one, with one leg, that buys so much of something else.
    OrderIntent other(String exchange, BigDecimal amount) {
        return other(exchange, Instrument.spot(OTHER, "USDT"), amount);
    }

    OrderIntent other(String exchange, Instrument instrument, BigDecimal amount) {
        long id = ++attempts;
        var listing = new Listing(9, exchange, instrument.base() + instrument.quote(), instrument,
                RULES);
        OrderIntent leg = order(id, OrderId.Role.LEG, 0, listing, true, amount, PRICE);
        reserved(new Attempt.Plan(id, id, instrument.quote(), List.of(leg), BigDecimal.ZERO,
                BigDecimal.ZERO));
        return leg;
    }

    void handed(OrderIntent order, long at) {
        state.apply(new Entry.Acted(order.id(), OrderNews.HANDED, "", at));
    }

    void told(OrderEvent event, long at) {
        state.apply(new Entry.Told(event, at));
    }

    void fills(OrderIntent order, BigDecimal amount) {
        handed(order, NOW - 120 * SECOND); // not within the last minute
        if (amount.signum() > 0) {
            told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(),
                    order.listing().symbol(), order.id().toString(), order.limit(), amount,
                    BigDecimal.ZERO, "USDT", NOW, Fill.Source.STREAM)), NOW);
        }
        told(new OrderEvent.Ended(order.id(), amount.compareTo(order.size()) == 0
                ? OrderEvent.End.FILLED
                : OrderEvent.End.EXPIRED, amount), NOW);
    }

    /// An attempt of the same pair that was closed then and brought this many USDT.
    void brought(BigDecimal net, long at) {
        Attempt.Plan plan = reserved(plan());
        state.apply(new Entry.Turned(plan.attempt(), AttemptNews.SENT, "", at));
        plan.legs().forEach(leg -> fills(leg, leg.size()));
        state.apply(new Entry.Turned(plan.attempt(), AttemptNews.EVEN, "", at));
        state.apply(new Entry.Closed(plan.attempt(), Map.of("USDT", net), Map.of(), Map.of(),
                at));
    }

    /// One of something else that was tried in vain long ago: what is asked about knows nothing of it, and it counts as reconciled.
    void reconciles() {
        OrderIntent leg = other("gamma", SIZE);
        long attempt = leg.id().attempt();
        state.apply(new Entry.Turned(attempt, AttemptNews.SENT, "", NOW));
        fills(leg, BigDecimal.ZERO);
        state.apply(new Entry.Turned(attempt, AttemptNews.EVEN, "", NOW));
        state.apply(new Entry.Closed(attempt, Map.of(), Map.of(), Map.of(), NOW));
        state.apply(new Entry.Reconciled(attempt, NOW));
    }

    /// An attempt that has bought, and sold so much of it.
    Attempt.Plan bought(BigDecimal soldOf) {
        Attempt.Plan plan = reserved(plan());
        fills(plan.legs().getFirst(), size);
        fills(plan.legs().getLast(), soldOf);
        return plan;
    }

    /// Gives back so much of what an attempt has bought, where it has.
    OrderIntent rung(Attempt.Plan of, int number, Listing at, BigDecimal amount) {
        return order(of.attempt(), OrderId.Role.UNWIND, number, at, false, amount, PRICE);
    }

    // ---- what is seen

    @Override
    public @Nullable Top top(Listing listing) {
        BigDecimal price = price(listing);
        return live ? new Top(price, price) : null;
    }

    @Override
    public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal amount) {
        if (broken) {
            throw new IllegalStateException("a drill");
        }
        BigDecimal worth = price(listing).multiply(amount);
        return buys ? worth : worth.multiply(brings);
    }

    private BigDecimal price(Listing listing) {
        return listing.exchange().equals("beta") ? sellLimit : PRICE;
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return List.of();
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        if (!instrument.equals(COIN) && !instrument.equals(Instrument.spot(OTHER, "USDT"))) {
            return List.of();
        }
        BigDecimal middle = PRICE.add(sellLimit).divide(BigDecimal.TWO);
        var prices = new TreeMap<>(Map.of("alpha", PRICE, "beta", sellLimit, "gamma", middle));
        List<Reference> all = new ArrayList<>();
        prices.forEach((exchange, price) -> {
            if (all.size() < markets) {
                all.add(new Reference(new Listing(all.size(), exchange, instrument.base() + "USDT",
                        instrument, RULES), all.size(), price.multiply(shown), receivedNanos));
            }
        });
        return all;
    }

    @Override
    public @Nullable BigDecimal index(Instrument instrument) {
        return null;
    }

    @Override
    public @Nullable BigDecimal minuteMedian(Listing listing) {
        return null;
    }

    @Override
    public long taker(Listing listing) {
        return 0;
    }

    @Override
    public long toldNanos(Listing listing) {
        return feesToldNanos;
    }

    @Override
    public String coin(Listing listing) {
        return coin;
    }

    @Override
    public long coinPerTrade(Listing listing) {
        return coin.isEmpty() ? 0 : Decimals.power(Money.SCALE);
    }
}
