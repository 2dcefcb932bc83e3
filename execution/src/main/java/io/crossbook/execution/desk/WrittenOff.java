package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/// Orders that a human has written off: each counts as exposure until its exchange shows that there is nothing of it, and is called out when there is.
final class WrittenOff {

    private final ExecutionState state;
    private final DeskTerms terms;
    private final Pen pen;
    private final Alarm alarm;

    WrittenOff(ExecutionState state, DeskTerms terms, Pen pen, Alarm alarm) {
        this.state = state;
        this.terms = terms;
        this.pen = pen;
        this.alarm = alarm;
    }

    /// What is assumed of an order when it is written off, for the journal and for people.
    static String assumed(Order order) {
        var rest = order.rest();
        return "taken to have filled " + order.filled().toPlainString() + " and no more; "
                + (rest.known() ? "" : rest.least().toPlainString() + " to ")
                + rest.most().toPlainString() + " more of it counts as exposure until "
                + order.intent().listing().exchange() + " shows what became of it";
    }

    /// An exchange that is configured no more will never show it, and nobody trades there.
    void look(Order order, Patience patience, long now) {
        if (order.watched()) {
            return;
        }
        if (!terms.patience().containsKey(order.intent().listing().exchange())) {
            shown(order, "its exchange is configured no more", now);
        } else if (patience.showsDeath(order, now)) {
            shown(order, "never seen, not found and not swept up", now);
        }
    }

    private void shown(Order order, String why, long now) {
        pen.write(new Entry.Acted(order.id(), OrderNews.WATCHED,
                "what was written off counts no more: " + why, now));
    }

    /// What an account holds shows it: all of it as the ledger has it, and nothing kept for an order that might still stand.
    void told(AccountFact.Balances balances, long now) {
        for (Attempt attempt : List.copyOf(state.live())) {
            for (Order order : attempt.orders()) {
                if (order.state() == OrderState.WRITTEN_OFF && !order.watched()
                        && order.intent().listing().exchange().equals(balances.exchange())
                        && agrees(balances, order)) {
                    shown(order, "the account holds what the ledger has", now);
                }
            }
        }
    }

    private boolean agrees(AccountFact.Balances balances, Order order) {
        var instrument = order.intent().listing().instrument();
        AccountFact.Balance paid = balances.assets()
                .get(order.intent().buys() ? instrument.quote() : instrument.base());
        var off = new TreeMap<String, BigDecimal>();
        balances.assets().forEach((asset, balance) -> off.put(asset, balance.total()));
        state.ledger().holdings(balances.exchange()).forEach(
                (asset, amount) -> off.merge(asset, amount.negate(), BigDecimal::add));
        return balances.complete() && state.opened(balances.exchange())
                && off.values().stream().allMatch(amount -> amount.signum() == 0)
                && (paid == null || paid.locked().signum() == 0);
    }

    /// Something was told of an order, before it is taken over.
    void heard(Order order, OrderEvent event, long now) {
        boolean trace = switch (event) {
            case OrderEvent.Accepted _,OrderEvent.Traded _,OrderEvent.Standing _ -> true;
            case OrderEvent.Ended(_, _, var sum) -> sum.compareTo(order.filled()) > 0;
            case OrderEvent.Refused _,OrderEvent.NotSent _,OrderEvent.NotFound _,OrderEvent.Ambiguous _,OrderEvent.CancelRefused _ ->
                false;
        };
        if (trace && order.writtenOff()) {
            alarm.raise("Written off, and now it is told of: " + event
                    + ": it is booked, and what it leaves is for you: crossbook attempts "
                    + order.id().attempt(), now);
        }
    }
}
