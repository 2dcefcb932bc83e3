package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import java.util.List;

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

    /// What an account holds shows it: all of it as the ledger has it, asked for at `askedNanos` after the last time that any of it could fill, and nothing kept for an
    /// order that might still stand. Not where the ledger says so only since it was made to.
    void agreed(AccountFact.Balances balances, long askedNanos, long now) {
        for (Attempt attempt : List.copyOf(state.live())) {
            for (Order order : attempt.orders()) {
                if (order.state() == OrderState.WRITTEN_OFF && !order.watched()
                        && order.intent().listing().exchange().equals(balances.exchange())
                        && shows(balances, order, askedNanos)) {
                    shown(order, "the account holds what the ledger has", now);
                }
            }
        }
    }

    private boolean shows(AccountFact.Balances balances, Order order, long askedNanos) {
        String exchange = balances.exchange();
        Patience patience = terms.of(exchange);
        var instrument = order.intent().listing().instrument();
        AccountFact.Balance paid = balances.assets()
                .get(order.intent().buys() ? instrument.quote() : instrument.base());
        return askedNanos > patience.horizon(order) + patience.lateWatchNanos()
                && state.correctedNanos(exchange, instrument.base()) < order.leftNanos()
                && (paid == null || paid.locked().signum() == 0);
    }

    /// Something was told of an order, before it is taken over.
    void heard(Order order, OrderEvent event, long now) {
        boolean trace = switch (event) {
            case OrderEvent.Accepted _,OrderEvent.Traded _,OrderEvent.Standing _ -> true;
            case OrderEvent.Ended(_, _, var sum, _) -> sum.compareTo(order.filled()) > 0;
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
