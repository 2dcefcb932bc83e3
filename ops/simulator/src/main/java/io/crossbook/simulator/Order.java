package io.crossbook.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An order of an account, as the exchange keeps it. Ticks and lots.
final class Order implements RestedOrders.Rested {

    final long id;
    final Account account;
    final Ticket ticket;
    final String wireId;
    final long createdMillis;
    /// When questions begin to see it.
    final long visibleMillis;
    private final TradingDesk desk;
    OrderTruth.State state = OrderTruth.State.OPEN;
    long filled;
    long updatedMillis;
    /// Price times size of all its trades.
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal fee = BigDecimal.ZERO;
    /// What is still locked for it, of what it gives.
    BigDecimal reserved;
    /// The client's id of the cancel that ended it, empty where none did.
    String cancelId = "";
    /// Why the exchange ended it, in the exchange's words; empty where it did not.
    String reason = "";

    Order(TradingDesk desk, long id, Account account, Ticket ticket, BigDecimal reserved, long now,
            long visibleMillis) {
        this.desk = desk;
        this.id = id;
        this.account = account;
        this.ticket = ticket;
        this.reserved = reserved;
        this.visibleMillis = visibleMillis;
        wireId = WireIds.order(ticket.listing().exchange(), id);
        createdMillis = now;
        updatedMillis = now;
    }

    boolean open() {
        return state == OrderTruth.State.OPEN;
    }

    Listing listing() {
        return ticket.listing();
    }

    @Override
    public Side side() {
        return ticket.side();
    }

    @Override
    public long price() {
        return ticket.limit();
    }

    @Override
    public long left() {
        return ticket.lots() - filled;
    }

    @Override
    public void filled(Trade trade) {
        desk.traded(this, trade, true);
    }

    /// The limit as the exchange prints it; 0 for a market order.
    String limit() {
        return ticket.kind() == Ticket.Kind.MARKET
                ? "0"
                : listing().price(ticket.limit());
    }

    /// What it waits for as the exchange prints it; 0 where it waits for nothing.
    String trigger() {
        return ticket.stop() ? listing().price(ticket.trigger()) : "0";
    }

    /// Whether it stands in no book yet.
    boolean waits() {
        return open() && ticket.stop();
    }

    String size() {
        return listing().size(ticket.lots());
    }

    String filledSize() {
        return listing().size(filled);
    }

    /// The mean price of its trades, rounded to the digits of the price; 0 where it has none.
    BigDecimal average() {
        return filled == 0
                ? BigDecimal.ZERO
                : cost.divide(new BigDecimal(filledSize()), listing().priceDecimals(),
                        RoundingMode.HALF_UP);
    }

    OrderTruth truth() {
        return new OrderTruth(wireId, ticket.clientId(), listing(), side(), state,
                new BigDecimal(size()), new BigDecimal(filledSize()), createdMillis);
    }
}
