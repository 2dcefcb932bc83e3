package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes, matches and ends the orders of one practice exchange, whatever protocol they came by.
///
/// An order that takes gets the displayed levels, best first, and its trades are public ones. What
/// stays stands behind the quotes of its price. Nothing is borrowed: what an order can cost is locked
/// when it is taken, but for Bybit's stop orders. A stop order is kept and told of, and never triggered.
final class TradingDesk {

    private final Exchange exchange;
    private final Market market;
    private final Timeline timeline;
    private final FeeRule fees;
    private final OrderMischief mischief;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private long orders = 28_457_000_000L;
    private long executions = 91_000_000L;

    TradingDesk(Exchange exchange, Market market, Timeline timeline, Mischief mischief) {
        this.exchange = exchange;
        this.market = market;
        this.timeline = timeline;
        this.mischief = new OrderMischief(mischief, exchange);
        fees = FeeRule.of(exchange);
    }

    Market market() {
        return market;
    }

    long now() {
        return timeline.now();
    }

    Timeline timeline() {
        return timeline;
    }

    OrderMischief mischief() {
        return mischief;
    }

    FeeRule fees() {
        return fees;
    }

    Account open(String key, String secret, Map<String, BigDecimal> deposits) {
        Account account = new Account(exchange, key, secret);
        if (accounts.putIfAbsent(key, account) != null) {
            throw new IllegalArgumentException("this key has an account at " + exchange.id());
        }
        deposits.forEach((asset, amount) -> account.move(asset, amount, timeline.now()));
        return account;
    }

    /// The account of a key; null where there is none.
    @Nullable
    Account account(String key) {
        return accounts.get(key);
    }

    /// The listing of a native symbol; null where there is none.
    @Nullable
    Listing listing(String symbol) {
        return market.listings(exchange).stream()
                .filter(listing -> listing.symbol().equals(symbol)).findFirst().orElse(null);
    }

    /// Takes an order and matches it, or says why not.
    Placed place(Account account, Ticket asked) {
        market.advanceTo(timeline.now());
        Ticket ticket = asked.kind() == Ticket.Kind.MARKET
                ? MarketOrders.sized(market.book(asked.listing()), asked)
                : asked;
        // Bybit v5, "Place Order", `orderFilter`: what a `StopOrder` needs is not occupied until it is triggered.
        BigDecimal reserve = ticket.stop() && exchange == Exchange.BYBIT
                ? BigDecimal.ZERO
                : needed(ticket, ticket.lots());
        Refusal refusal = refusal(account, ticket, reserve);
        if (refusal != null) {
            return new Placed.Refused(refusal);
        }
        Order order = new Order(this, ++orders, account, ticket, reserve, timeline.now(),
                timeline.now() + mischief.blindMillis(ticket.listing().symbol()));
        account.add(order);
        tell(order, AccountListener.News.TAKEN, null);
        if (!order.waits()) {
            match(order);
        }
        return new Placed.Taken(order);
    }

    private @Nullable Refusal refusal(Account account, Ticket ticket, BigDecimal reserve) {
        Listing listing = ticket.listing();
        Order before = ticket.clientId().isEmpty() ? null : account.order(ticket.clientId());
        if (!market.trading(listing)) {
            return Refusal.NOT_TRADING;
        }
        if (before != null && (before.open() || exchange == Exchange.BYBIT)) {
            // Bybit never forgets a client's id, the others only mind it among open orders.
            return Refusal.DUPLICATE;
        }
        if (ticket.lots() < listing.minSize()) {
            return Refusal.TOO_SMALL;
        }
        BigDecimal notional = price(ticket).multiply(size(listing, ticket.lots()));
        if (notional.compareTo(new BigDecimal(listing.minNotional())) < 0) {
            return Refusal.TOO_CHEAP;
        }
        if (account.holding(ticket.gives()).free().compareTo(reserve) < 0) {
            return Refusal.INSUFFICIENT;
        }
        return ticket.kind() == Ticket.Kind.POST_ONLY && exchange == Exchange.BINANCE
                && wouldTake(ticket) ? Refusal.WOULD_TAKE : null;
    }

    private static BigDecimal price(Ticket ticket) {
        return new BigDecimal(ticket.listing().price(ticket.limit()));
    }

    private static BigDecimal size(Listing listing, long lots) {
        return new BigDecimal(listing.size(lots));
    }

    /// The most that so many lots of it can cost, in what it gives, its fee included where charged in that.
    private BigDecimal needed(Ticket ticket, long lots) {
        BigDecimal size = size(ticket.listing(), lots);
        BigDecimal given = ticket.buys() ? price(ticket).multiply(size) : size;
        return ticket.feeAsset().equals(ticket.gives()) ? given.add(fees.most(given)) : given;
    }

    private boolean wouldTake(Ticket ticket) {
        return available(ticket, 1) > 0;
    }

    /// How many lots are displayed within its limit, counted until so many.
    private long available(Ticket ticket, long enough) {
        Side other = ticket.buys() ? Side.ASK : Side.BID;
        Book book = market.book(ticket.listing());
        long lots = 0;
        for (int rank = 0; rank < book.depth(other) && lots < enough; rank++) {
            long price = book.price(other, rank);
            if (ticket.buys() ? price > ticket.limit() : price < ticket.limit()) {
                break;
            }
            lots += book.size(other, rank);
        }
        return lots;
    }

    /// Whether a stop loss of this trigger would be triggered as soon as it comes in.
    boolean triggersAtOnce(Ticket ticket) {
        Book book = market.book(ticket.listing());
        return ticket.buys()
                ? book.price(Side.ASK, 0) >= ticket.trigger()
                : book.price(Side.BID, 0) <= ticket.trigger();
    }

    private void match(Order order) {
        Ticket ticket = order.ticket;
        boolean stays = ticket.kind() != Ticket.Kind.MARKET
                && ticket.life() == Ticket.Life.GOOD_TILL_CANCELLED;
        if (ticket.kind() == Ticket.Kind.POST_ONLY && wouldTake(ticket)) {
            end(order, OrderTruth.State.CANCELLED, "post only");
            return;
        }
        if (ticket.life() == Ticket.Life.FILL_OR_KILL
                && available(ticket, ticket.lots()) < ticket.lots()) {
            end(order, OrderTruth.State.EXPIRED, "fill or kill");
            return;
        }
        long lots = !stays && mischief.partial(ticket.listing().symbol())
                ? (ticket.lots() + 1) / 2
                : ticket.lots();
        for (Trade trade : market.take(ticket.listing(), ticket.side(), ticket.limit(), lots)) {
            traded(order, trade, false);
        }
        if (order.open() && stays && !wouldTake(ticket)) {
            market.rest(ticket.listing(), order);
        } else if (order.open()) {
            end(order, OrderTruth.State.EXPIRED, "immediate or cancel");
        }
    }

    /// One of its trades: booked, then told.
    void traded(Order order, Trade trade, boolean maker) {
        Ticket ticket = order.ticket;
        BigDecimal price = new BigDecimal(ticket.listing().price(trade.price()));
        BigDecimal size = size(ticket.listing(), trade.size());
        BigDecimal cost = ticket.listing().cost(price, size);
        BigDecimal charged = ticket.feeAsset().equals(ticket.listing().instrument().base())
                ? size
                : cost;
        long id = ++executions;
        Execution execution = new Execution(WireIds.execution(exchange, id, trade.id()), id,
                trade.id(), order.wireId, ticket.clientId(), ticket.listing(), ticket.side(),
                price, size, cost, fees.on(charged, maker), ticket.feeAsset(), maker,
                timeline.now());
        order.filled += trade.size();
        order.cost = order.cost.add(execution.cost());
        order.fee = order.fee.add(execution.fee());
        order.updatedMillis = timeline.now();
        order.account.book(order, execution);
        if (order.left() == 0) {
            order.state = OrderTruth.State.FILLED;
        }
        order.account.release(order, needed(ticket, order.left()));
        tell(order, AccountListener.News.TRADED, execution);
    }

    /// Cancels what still stands of an order; false where nothing does, any more.
    boolean cancel(Order order, String cancelId) {
        market.advanceTo(timeline.now());
        if (order.open() && !order.waits() && mischief.race(order.listing().symbol())) {
            market.hit(order.listing(), order);
        }
        if (!order.open()) {
            return false;
        }
        order.cancelId = cancelId;
        if (!order.waits()) {
            market.leave(order.listing(), order);
        }
        end(order, OrderTruth.State.CANCELLED, "");
        return true;
    }

    /// Cancels all that stands of an account; what was cancelled.
    List<Order> cancelAll(Account account) {
        return account.orders().stream().filter(order -> order.open() && cancel(order, ""))
                .toList();
    }

    private void end(Order order, OrderTruth.State state, String reason) {
        order.state = state;
        order.reason = reason;
        order.updatedMillis = timeline.now();
        order.account.release(order, BigDecimal.ZERO);
        tell(order, state == OrderTruth.State.EXPIRED
                ? AccountListener.News.EXPIRED
                : AccountListener.News.CANCELLED, null);
    }

    private static void tell(Order order, AccountListener.News news,
            @Nullable Execution execution) {
        order.account.tell(listener -> {
            listener.order(order, news, execution);
            listener.balances(Account.assets(order), execution);
        });
    }
}
