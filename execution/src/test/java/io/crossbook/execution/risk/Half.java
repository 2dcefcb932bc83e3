package io.crossbook.execution.risk;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Attempts put straight into the journal's fold, without a coordinator that would go on with them.
final class Half {

    private final GateRig rig;

    Half(GateRig rig) {
        this.rig = rig;
    }

    /// Buys 0.0009 at alpha and sells it at beta.
    Attempt.Plan plan(long id) {
        return plan(id, rig.btc("alpha"), rig.btc("beta"));
    }

    Attempt.Plan plan(long id, Listing buy, Listing sell) {
        var size = new BigDecimal("0.0009");
        return new Attempt.Plan(id, id, "USDT",
                List.of(order(id, OrderId.Role.LEG, 0, buy, true, size, "50000.00", false),
                        order(id, OrderId.Role.LEG, 1, sell, false, size, "50200.00", false)),
                new BigDecimal("0.675"), new BigDecimal("0.18"));
    }

    private OrderIntent order(long attempt, OrderId.Role role, int number, Listing listing,
            boolean buys, BigDecimal size, String limit, boolean reduces) {
        return new OrderIntent(
                new OrderId(1, attempt, role, Math.min(number, 1), number), listing, buys, size,
                new BigDecimal(limit), OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL,
                rig.now + GateRig.SECOND, reduces ? 1 : 0, reduces);
    }

    /// Sells what the first attempt has too much of where it bought it.
    OrderIntent rung(String size, String limit) {
        return rung(2, rig.btc("alpha"), false, size, limit);
    }

    OrderIntent rung(int number, Listing listing, boolean buys, String size, String limit) {
        return order(1, OrderId.Role.UNWIND, number, listing, buys, new BigDecimal(size), limit,
                true);
    }

    void apply(Entry entry) {
        rig.state.apply(entry);
    }

    void reserved(Attempt.Plan plan) {
        apply(new Entry.Reserved(plan, rig.now));
    }

    void handed(OrderIntent order) {
        apply(new Entry.Acted(order.id(), OrderNews.HANDED, "", rig.now));
    }

    void told(OrderEvent event) {
        apply(new Entry.Told(event, rig.now));
    }

    /// So much of it fills at its limit.
    void trades(OrderIntent order, String trade, BigDecimal size) {
        told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(),
                order.listing().symbol(), trade, order.limit(), size, BigDecimal.ZERO, "USDT",
                rig.now, Fill.Source.STREAM)));
    }

    void ends(OrderIntent order, BigDecimal filled) {
        told(new OrderEvent.Ended(order.id(),
                filled.compareTo(order.size()) == 0
                        ? OrderEvent.End.FILLED
                        : OrderEvent.End.EXPIRED,
                filled));
    }

    void intended(OrderIntent rung) {
        apply(new Entry.Intended(rung, rig.now));
    }

    /// The first attempt has bought, and not sold.
    void bought() {
        bought("0");
    }

    /// The first attempt has bought, and sold so much of it.
    void bought(String sold) {
        Attempt.Plan plan = plan(1);
        reserved(plan);
        plan.legs().forEach(this::handed);
        trades(plan.legs().getFirst(), "t", plan.legs().getFirst().size());
        ends(plan.legs().getFirst(), plan.legs().getFirst().size());
        var amount = new BigDecimal(sold);
        if (amount.signum() > 0) {
            trades(plan.legs().getLast(), "s", amount);
        }
        ends(plan.legs().getLast(), amount);
    }

    /// An attempt at the same that has brought this much, all told.
    void closed(long id, String net) {
        Attempt.Plan plan = plan(id);
        reserved(plan);
        for (OrderIntent leg : plan.legs()) {
            handed(leg);
            trades(leg, "t" + id + leg.buys(), leg.size());
            ends(leg, leg.size());
        }
        apply(new Entry.Closed(id, Map.of("USDT", new BigDecimal(net)), Map.of(), Map.of(),
                rig.now));
    }
}
