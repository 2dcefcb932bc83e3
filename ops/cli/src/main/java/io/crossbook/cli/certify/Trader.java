package io.crossbook.cli.certify;

import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Execution;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth;
import io.crossbook.simulator.Side;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One account of a practice exchange, and our order entry on it: places, cancels, asks, connects, and keeps what it was told.
///
/// Cases call it on the runner's thread, which waits until what was asked is answered.
final class Trader extends Station implements AutoCloseable {

    /// Base64, for Kraken; a text like any other elsewhere.
    static final String SECRET = "Y2VydGlmaWVkIG9ubHkgYWdhaW5zdCB0aGUgcHJhY3RpY2UgZXhjaGFuZ2UsIG5ldmVyIG1vcmU=";
    private static final long MILLI = 1_000_000L;
    /// Kraken's REST takes no deadline nearer than two seconds; a machine that is busy needs some.
    private static final long GOOD_FOR_MILLIS = 8_000;

    final String key;
    private int ids;

    Trader(Stand stand, String key) {
        super(stand);
        this.key = key;
        Waiting.on(stand.simulator.openAccount(exchange, key, SECRET,
                Map.of("BTC", new BigDecimal("3"), "USDT", new BigDecimal("900000"))));
        signs(key, SECRET);
    }

    // ---- the market, and what is true

    /// A price at this rank of a side, as displayed now.
    BigDecimal price(Side side, int rank) {
        return Waiting.on(stand.simulator.ask(market -> {
            var at = market.listing(exchange,
                    io.crossbook.simulator.Instrument.of(listing.instrument().toString()));
            return new BigDecimal(at.price(market.book(at).price(side, rank)));
        }));
    }

    /// What the first ranks of a side display together.
    BigDecimal displayed(Side side, int ranks) {
        return Waiting.on(stand.simulator.ask(market -> {
            var at = market.listing(exchange,
                    io.crossbook.simulator.Instrument.of(listing.instrument().toString()));
            BigDecimal sum = BigDecimal.ZERO;
            for (int rank = 0; rank < ranks; rank++) {
                sum = sum.add(new BigDecimal(at.size(market.book(at).size(side, rank))));
            }
            return sum;
        }));
    }

    /// What the exchange has on its books; its own sums must agree.
    AccountTruth truth() {
        AccountTruth truth = Waiting.on(stand.simulator.truth(exchange, key));
        Broken.unless(truth.sums().equals(truth.held()), "a ledger that adds up", truth.held());
        return truth;
    }

    /// Its order of this id; fails the case where there is none, or more than one.
    OrderTruth truth(OrderIntent order) {
        List<OrderTruth> found = truth().orders().stream()
                .filter(each -> each.clientId().equals(order.id().toString())).toList();
        Broken.unless(found.size() == 1, "one order at the exchange", found);
        return found.getFirst();
    }

    /// Fails the case where the exchange has any order.
    void nothingThere() {
        Broken.unless(truth().orders().isEmpty(), "no order at the exchange",
                truth().orders());
    }

    /// This goes wrong, once.
    void once(Fault.Kind kind, long millis) {
        Waiting.on(stand.simulator.inflict(Fault.of(kind).on(exchange).times(1).millis(millis)));
    }

    void once(Fault.Kind kind) {
        once(kind, 300);
    }

    // ---- orders

    OrderIntent order(boolean buys, BigDecimal size, BigDecimal limit, TimeInForce timeInForce) {
        return order(listing, buys, size, limit, timeInForce, GOOD_FOR_MILLIS);
    }

    OrderIntent order(Listing at, boolean buys, BigDecimal size, BigDecimal limit,
            TimeInForce timeInForce, long goodForMillis) {
        return new OrderIntent(new OrderId(7, 1, OrderId.Role.LEG, 0, ++ids), at, buys,
                size.stripTrailingZeros(), limit.stripTrailingZeros(), timeInForce,
                now() + goodForMillis * MILLI, 0, false);
    }

    /// Buys or sells a little, at once: its limit is so far into the other side that no move of the market escapes it.
    OrderIntent taking(boolean buys) {
        return order(buys, new BigDecimal("0.01"), price(buys ? Side.ASK : Side.BID, 20),
                TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    /// Buys what three ranks display.
    OrderIntent deep() {
        return order(true, displayed(Side.ASK, 3), price(Side.ASK, 20),
                TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    /// A buy that stays, well below the market.
    OrderIntent resting() {
        return order(true, new BigDecimal("0.01"), price(Side.BID, 40),
                TimeInForce.GOOD_TILL_CANCELLED);
    }

    /// The same listing, whose exchange seems to take finer prices and sizes: for orders that only the exchange finds wrong.
    Listing finer() {
        Rules rules = listing.rules();
        return listing.with(new Rules(rules.priceScale() + 2, rules.sizeScale() + 2, 1, 1, 1, 0, 1,
                Rules.Status.TRADING));
    }

    /// The same little sale, to end what was begun.
    OrderIntent unwinding() {
        OrderIntent sale = taking(false);
        return new OrderIntent(new OrderId(7, 1, OrderId.Role.UNWIND, 0, ++ids), listing, false,
                sale.size(), sale.limit(), sale.timeInForce(), sale.deadlineNanos(), 1, true);
    }

    /// The same with another deadline: so many milliseconds from now.
    OrderIntent until(OrderIntent order, long goodForMillis) {
        return order.until(now() + goodForMillis * MILLI);
    }

    OrderIntent place(OrderIntent order) {
        rest(List.of(orders.place(theirs(order))));
        return order;
    }

    void cancel(OrderIntent order) {
        rest(List.of(orders.cancel(listing, order.id())));
    }

    void ask(OrderIntent order) {
        rest(List.of(orders.ask(listing, order.id())));
    }

    /// Everything since a minute ago; whether all of it was told.
    boolean sweep() {
        heard.reads.clear();
        rest(orders.sweep(now() - 60_000 * MILLI, now()));
        return !heard.reads.contains(false);
    }

    void balances() {
        rest(List.of(orders.balances(now())));
    }

    // ---- what is to be so

    /// What was told of it.
    List<OrderEvent> of(OrderIntent order) {
        return heard.events.stream().filter(event -> event.id().equals(order.id())).toList();
    }

    boolean said(OrderIntent order, Class<? extends OrderEvent> what) {
        return of(order).stream().anyMatch(what::isInstance);
    }

    /// Fails the case unless this is all that was told of it, however often.
    void only(OrderIntent order, Class<? extends OrderEvent> what) {
        only(order, what, what);
    }

    /// The same of two kinds, both of which were told.
    void only(OrderIntent order, Class<? extends OrderEvent> what,
            Class<? extends OrderEvent> other) {
        List<OrderEvent> told = of(order);
        boolean both = said(order, what) && said(order, other);
        Broken.unless(both && told.stream().allMatch(
                event -> what.isInstance(event) || other.isInstance(event)),
                what.getSimpleName() + (what.equals(other) ? "" : " and " + other.getSimpleName())
                        + " alone",
                told.isEmpty() ? "nothing" : told);
    }

    /// In short: what was told of it.
    String seen(OrderIntent order) {
        return String.join(" ", of(order).stream().map(Heard::shortly).toList());
    }

    /// Every trade as first told; told twice it must be told alike.
    Map<Fill.Key, Fill> fills() {
        var fills = new LinkedHashMap<Fill.Key, Fill>();
        for (OrderEvent event : heard.events) {
            if (event instanceof OrderEvent.Traded(Fill fill)) {
                Fill before = fills.putIfAbsent(fill.key(), fill);
                Broken.unless(before == null || alike(before, fill), "told alike twice", fill);
            }
        }
        return fills;
    }

    private static boolean alike(Fill one, Fill other) {
        return one.price().compareTo(other.price()) == 0
                && one.size().compareTo(other.size()) == 0 && one.fee().compareTo(other.fee()) == 0
                && one.feeAsset().equals(other.feeAsset()) && one.order().equals(other.order());
    }

    /// Fails the case unless every trade of this account was told, and told as it is on the exchange's books.
    int allFills() {
        Map<Fill.Key, Fill> told = fills();
        List<Execution> real = truth().executions();
        Broken.unless(told.size() == real.size(), real.size() + " trades", told.values());
        int found = 0;
        for (Execution each : real) {
            for (Fill fill : told.values()) {
                found += fill.order().toString().equals(each.clientId())
                        && fill.price().compareTo(each.price()) == 0
                        && fill.size().compareTo(each.size()) == 0
                        && fill.fee().compareTo(each.fee()) == 0
                        && fill.feeAsset().equals(each.feeAsset())
                        && fill.tradeId().equals(each.wireId()) ? 1 : 0;
            }
        }
        Broken.unless(found == told.size(), "told as on the books: " + real, told.values());
        return found;
    }

    /// What holds after every case: no order twice, no trade told that was none, and nothing of the key in what was told.
    void holds() {
        List<String> ids = truth().orders().stream().map(OrderTruth::clientId).toList();
        Broken.unless(ids.stream().distinct().count() == ids.size(), "each order once", ids);
        String told = heard.toString() + heard.facts;
        Broken.unless(!told.contains(key) && !told.contains(SECRET),
                "silent about the key", "its words");
    }

    @Override
    public void close() {
        disconnect();
        stand.latch.release(stand.latch.pulls());
        stand.aheadNanos = 0;
        stand.left();
    }
}
