package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Which leg leaves first, and when both do at once: from what the journal tells.
final class LegOrderTest {

    private static final BigDecimal SIZE = new BigDecimal("0.0009");

    private static DeskTerms proven(DeskTerms terms) {
        return terms.leaving(LegOrder.PROVEN);
    }

    /// So many attempts of long ago; the first leg always fills, the second, which waited, in three of five.
    private static List<Entry> past(int attempts) {
        var entries = new ArrayList<Entry>(List.of(new Entry.Booted(1, "b", "c", 1)));
        var rig = new Rig(false, Patience.ENFORCED);
        for (int id = 1; id <= attempts; id++) {
            List<OrderIntent> legs = new ArrayList<>();
            for (int leg = 0; leg < 2; leg++) {
                legs.add(new OrderIntent(new OrderId(1, id, OrderId.Role.LEG, leg, leg),
                        rig.listing((id + leg) % 2 == 0 ? "alpha" : "beta"), leg == 0, SIZE,
                        BigDecimal.valueOf(50_000), OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL,
                        1, 0, false));
            }
            entries.add(new Entry.Reserved(new Attempt.Plan(id, id, "USDT", legs, BigDecimal.ONE,
                    BigDecimal.ZERO), id));
            entries.add(new Entry.Turned(id, AttemptNews.SENT, "", id));
            boolean both = id % 5 > 1;
            for (OrderIntent leg : legs) {
                entries.add(new Entry.Acted(leg.id(), OrderNews.HANDED, "", id * 10L));
                if (leg.buys() || both) {
                    entries.add(new Entry.Told(new OrderEvent.Traded(new Fill(leg.id(),
                            leg.listing().exchange(), "BTCUSDT", id + "t" + leg.buys(),
                            leg.limit(), SIZE, BigDecimal.ZERO, "USDT", id * 10L,
                            Fill.Source.STREAM)), id * 10L));
                }
                entries.add(new Entry.Told(new OrderEvent.Ended(leg.id(),
                        leg.buys() || both ? OrderEvent.End.FILLED : OrderEvent.End.EXPIRED,
                        leg.buys() || both ? SIZE : BigDecimal.ZERO), id * 10L));
            }
            entries.add(new Entry.Turned(id, AttemptNews.EVEN, "", id * 10L));
            entries.add(new Entry.Closed(id, Map.of("USDT", new BigDecimal(both ? "0.1" : "-0.3")),
                    Map.of(), Map.of(), id * 10L));
        }
        return entries;
    }

    private static List<String> leave(Rig rig) {
        rig.offers(1_000);
        rig.keeps();
        return rig.done.stream().filter(each -> each.startsWith("place")).toList();
    }

    @Test
    void legs_leave_one_after_another_until_two_hundred_attempts_have_shown_that_together_is_better() {
        assertEquals(1, leave(Rig.after(past(199), LegOrderTest::proven)).size());
        assertEquals(List.of("place alpha", "place beta"),
                leave(Rig.after(past(200), LegOrderTest::proven)).stream().sorted().toList());
        assertEquals(2, leave(Rig.after(past(201), LegOrderTest::proven)).size());
    }

    @Test
    void who_wants_the_careful_order_has_it_whatever_was_shown() {
        assertEquals(1, leave(Rig.after(past(201), UnaryOperator.identity())).size());
    }

    @Test
    void the_exchange_that_fills_less_goes_first_and_one_that_nobody_knows_before_it() {
        Rig rig = Rig.ready(LegOrderTest::proven);
        assertEquals(List.of("place alpha"), leave(rig), "nothing is known: the buy");
        rig.fills(rig.last(), "0.0009");
        rig.fills(rig.last(), "0.0009");
        rig.done.clear();
        assertEquals(List.of("place beta"), leave(rig), "of beta less is known");
        rig.fills(rig.last(), "0");
        rig.done.clear();
        assertEquals(List.of("place beta"), leave(rig), "it has not filled");
    }

    @Test
    void what_is_configured_as_more_doubtful_goes_first_whatever_was_shown() {
        Rig rig = Rig.ready(terms -> new DeskTerms(terms.patience(), Map.of("beta", 1),
                LegOrder.PROVEN, terms.ladder(), terms.lossBudgetBps(), 0, terms.feeReserveBps(),
                terms.resolveNanos(), terms.rungNanos(), terms.retryNanos(), terms.parkedNanos(),
                terms.dedicated()));
        for (int i = 0; i < 3; i++) {
            rig.done.clear();
            assertEquals(List.of("place beta"), leave(rig));
            rig.fills(rig.last(), "0.0009");
            rig.fills(rig.last(), "0.0009");
        }
    }
}
