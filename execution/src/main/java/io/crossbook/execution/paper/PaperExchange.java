package io.crossbook.execution.paper;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.risk.ApprovedOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

/// All exchanges, on paper: what the coordinator sends meets our own books, by the same way as if it left.
///
/// What is asked is done after [PaperTerms#latency], in the order in which it was asked, and answered then: by [#tick], never from within a call. An order
/// meets its book as it then stands and takes what is displayed there, once ([PaperMarket]): no queue, no impact beyond what was taken, nothing
/// but immediate-or-cancel; so cancels meet nothing. What it gets is told as one trade at its average price, rounded against us. It is refused after its
/// deadline, and where the account has not what it may cost, with its fee. Fees are taken in what was bought, in the quote asset or in the coin that pays
/// them, as configured; where that coin is used up, in the quote asset.
///
/// An account begins with what it was given, once; as soon as the journal has its opening it is what the ledger says. An order that had not arrived when the
/// process died never arrives: there is no such order. On the engine's thread.
public final class PaperExchange implements Outbox {

    private static final int PRICE_DECIMALS = 18;
    private static final String SHORT = "balance";

    /// Hears what exchanges tell: the coordinator's `told`, both of them.
    private record Hearer(ObjLongConsumer<OrderEvent> orders,
            ObjLongConsumer<AccountFact> account) {}

    /// What is done when it has arrived.
    @FunctionalInterface
    private interface Arrival {
        void at(long now, Hearer to);
    }

    private record Due(long nanos, long number, Arrival arrival) {}

    private final ExecutionState state;
    private final PaperTerms terms;
    private final PaperMarket market;
    private final LongSupplier clock;
    private final Map<String, Map<String, BigDecimal>> accounts = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> start;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));
    private long asked;

    /// Over what the journal tells, as the coordinator has it. `start` is what each exchange holds the first time, by exchange and asset; `clock` tells the engine's
    /// time of the call that it is asked in.
    public PaperExchange(ExecutionState state, Map<String, Map<String, BigDecimal>> start,
            PaperTerms terms, PaperMarket market, LongSupplier clock) {
        this.state = state;
        this.start = Map.copyOf(start);
        this.terms = terms;
        this.market = market;
        this.clock = clock;
    }

    @Override
    public void place(ApprovedOrder order) {
        place(order.intent());
    }

    void place(OrderIntent intent) {
        after(intent.listing().exchange(), (now, to) -> arrived(intent, now, to));
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {
        after(exchange, (now, to) -> to.orders.accept(
                new OrderEvent.CancelRefused(id, "paper", "nothing stands on paper"), now));
    }

    @Override
    public void ask(String exchange, String symbol, OrderId id) {
        after(exchange, (now, to) -> {
            Order order = state.order(id);
            if (order == null || !order.seen()) {
                to.orders.accept(new OrderEvent.NotFound(id), now);
            } else {
                shown(order, now, to);
            }
        });
    }

    @Override
    public void sweep(String exchange, long sinceNanos) {
        long askedNanos = clock.getAsLong();
        after(exchange, (now, to) -> {
            state.live().stream().flatMap(attempt -> attempt.orders().stream())
                    .filter(order -> order.seen()
                            && order.intent().listing().exchange().equals(exchange))
                    .toList().forEach(order -> shown(order, now, to));
            to.account.accept(new AccountFact.Swept(exchange, now, sinceNanos, askedNanos), now);
        });
    }

    @Override
    public void balances(String exchange) {
        after(exchange, (now, to) -> {
            var assets = new TreeMap<String, AccountFact.Balance>();
            held(exchange).forEach((asset, amount) -> assets.put(asset,
                    new AccountFact.Balance(amount, BigDecimal.ZERO, BigDecimal.ZERO)));
            to.account.accept(new AccountFact.Balances(exchange, now, assets, true), now);
        });
    }

    private void after(String exchange, Arrival arrival) {
        due.add(new Due(clock.getAsLong() + terms.latency(exchange), asked++, arrival));
    }

    /// A book has applied an update, or was broken by it.
    public void updated(ListingBook book) {
        market.updated(book);
    }

    /// When something arrives next; [Long#MAX_VALUE] when nothing is under way.
    public long nextDeadline() {
        return due.isEmpty() ? Long.MAX_VALUE : due.element().nanos;
    }

    /// Lets all that is due arrive, and tells what came of it. To be called before a book changes at that time.
    public void tick(long now, ObjLongConsumer<OrderEvent> orders,
            ObjLongConsumer<AccountFact> account) {
        var to = new Hearer(orders, account);
        while (nextDeadline() <= now) {
            due.remove().arrival.at(now, to);
        }
    }

    /// What an exchange holds, by asset.
    public Map<String, BigDecimal> held(String exchange) {
        return accounts.computeIfAbsent(exchange, _ -> new TreeMap<>(state.opened(exchange)
                ? state.ledger().holdings(exchange)
                : start.getOrDefault(exchange, Map.of())));
    }

    private void arrived(OrderIntent intent, long now, Hearer to) {
        OrderId id = intent.id();
        Listing listing = intent.listing();
        if (intent.timeInForce() != OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL) {
            to.orders.accept(new OrderEvent.Refused(id, "paper",
                    intent.timeInForce() + " would rest, and nothing does on paper"), now);
            return;
        }
        if (now > intent.deadlineNanos()) {
            to.orders.accept(new OrderEvent.Refused(id, "late", "after its deadline"), now);
            return;
        }
        String missing = missing(intent);
        if (!missing.isEmpty()) {
            to.orders.accept(new OrderEvent.Refused(id, SHORT, missing), now);
            return;
        }
        BigDecimal multiplier = BigDecimal.valueOf(listing.rules().multiplier());
        PaperFill got = market.take(listing, intent.buys() ? Side.ASK : Side.BID,
                intent.size().multiply(multiplier), intent.limit(), now);
        to.orders.accept(new OrderEvent.Accepted(id, id.toString()), now);
        BigDecimal size = got.filled() ? got.size().divide(multiplier) : BigDecimal.ZERO;
        if (got.filled()) {
            Fill fill = fill(intent, got, size, now);
            book(intent, fill);
            to.orders.accept(new OrderEvent.Traded(fill), now);
        }
        to.orders.accept(new OrderEvent.Ended(id, end(intent, size), size), now);
    }

    private static OrderEvent.End end(OrderIntent intent, BigDecimal filled) {
        return filled.compareTo(intent.size()) == 0
                ? OrderEvent.End.FILLED
                : OrderEvent.End.EXPIRED;
    }

    /// All that is known of it is in the journal: it was told in one go, of which the journal may have kept a part, and the ledger the same.
    private static void shown(Order order, long now, Hearer to) {
        order.fills().stream().map(OrderEvent.Traded::new).toList()
                .forEach(traded -> to.orders.accept(traded, now));
        to.orders.accept(new OrderEvent.Ended(order.id(), end(order.intent(), order.filled()),
                order.filled()), now);
    }

    /// What is not there of what it may cost, in words; empty when all is.
    private String missing(OrderIntent intent) {
        Instrument instrument = intent.listing().instrument();
        BigDecimal most = intent.size().multiply(intent.limit());
        BigDecimal fee = market.fee(intent.listing(), most).max(BigDecimal.ZERO);
        String asset = intent.buys() ? instrument.quote() : instrument.base();
        BigDecimal needed = intent.buys()
                ? most.add(fee)
                : intent.size()
                        .multiply(BigDecimal.valueOf(intent.listing().rules().multiplier()));
        BigDecimal there = held(intent.listing().exchange()).getOrDefault(asset,
                BigDecimal.ZERO);
        return needed.compareTo(there) <= 0
                ? ""
                : needed.toPlainString() + " " + asset + " needed, " + there.toPlainString()
                        + " held";
    }

    private Fill fill(OrderIntent intent, PaperFill got, BigDecimal size, long now) {
        BigDecimal average = got.notional().divide(size, PRICE_DECIMALS,
                intent.buys() ? RoundingMode.CEILING : RoundingMode.FLOOR).stripTrailingZeros();
        average = average.setScale(Math.max(0, average.scale()));
        // What rounding adds does not go beyond what was allowed.
        BigDecimal price = intent.buys()
                ? average.min(intent.limit())
                : average.max(intent.limit());
        boolean coinLeft = got.feeInCoin().compareTo(held(intent.listing().exchange())
                .getOrDefault(got.feeAsset(), BigDecimal.ZERO)) <= 0;
        BigDecimal fee = got.fee();
        String asset = intent.listing().instrument().quote();
        if (got.feeInBase().signum() != 0) {
            fee = got.feeInBase();
            asset = got.feeAsset();
        } else if (got.feeInCoin().signum() != 0 && coinLeft) {
            fee = got.feeInCoin();
            asset = got.feeAsset();
        }
        // One trade an order, and no id of an order comes twice.
        return new Fill(intent.id(), intent.listing().exchange(), intent.listing().symbol(),
                "paper-" + intent.id(), price, size, fee, asset, now, Fill.Source.ANSWER);
    }

    private void book(OrderIntent intent, Fill fill) {
        Instrument instrument = intent.listing().instrument();
        BigDecimal base = fill.size()
                .multiply(BigDecimal.valueOf(intent.listing().rules().multiplier()));
        Map<String, BigDecimal> account = held(fill.exchange());
        account.merge(instrument.base(), intent.buys() ? base : base.negate(), BigDecimal::add);
        account.merge(instrument.quote(), intent.buys() ? fill.cost().negate() : fill.cost(),
                BigDecimal::add);
        account.merge(fill.feeAsset(), fill.fee().negate(), BigDecimal::add);
    }
}
