package io.crossbook.execution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Listing;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.proof.Proof;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How the market stands after a fill.
final class MarkoutsTest {

    private static final long SECOND = 1_000_000_000L;

    /// One market, everywhere the same.
    private static final class OneMarket implements Markets {
        @Nullable
        Top top;

        @Override
        public @Nullable Top top(Listing listing) {
            return top;
        }

        @Override
        public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
            return null;
        }

        @Override
        public List<Listing> listings(String base, String quote) {
            return List.of();
        }

        void mid(String mid) {
            top = new Top(new BigDecimal(mid).subtract(BigDecimal.ONE),
                    new BigDecimal(mid).add(BigDecimal.ONE));
        }
    }

    @Test
    void each_fill_is_looked_at_after_one_ten_and_sixty_seconds_and_then_told() {
        var state = new ExecutionState();
        var market = new OneMarket();
        var told = new ArrayList<Markouts.Markout>();
        var markouts = new Markouts(state, market, told::add);
        Entry.Told first = null;
        for (Entry entry : Proof.journal(1, Proof.Crash.NONE).stream().flatMap(List::stream)
                .toList()) {
            state.apply(entry);
            if (first == null && entry instanceof Entry.Told fill
                    && fill.event() instanceof OrderEvent.Traded) {
                markouts.heard(entry);
                first = fill;
            }
        }
        var fill = ((OrderEvent.Traded) java.util.Objects.requireNonNull(first).event()).fill();
        OrderIntent intent = java.util.Objects.requireNonNull(state.order(fill.order())).intent();
        long at = first.atNanos();
        assertEquals(at + SECOND, markouts.nextDeadline());
        market.mid("50000");
        markouts.tick(at + SECOND - 1);
        assertEquals(at + SECOND, markouts.nextDeadline());
        markouts.tick(at + SECOND);
        assertEquals(at + 10 * SECOND, markouts.nextDeadline());
        market.top = null;
        markouts.tick(at + 10 * SECOND);
        market.mid("51000");
        markouts.tick(at + 59 * SECOND);
        assertEquals(List.of(), told);
        markouts.tick(at + 60 * SECOND);
        assertEquals(Long.MAX_VALUE, markouts.nextDeadline());
        BigDecimal price = fill.price();
        var expected = new ArrayList<@Nullable BigDecimal>();
        for (String mid : new String[]{"50000", "", "51000"}) {
            expected.add(mid.isEmpty()
                    ? null
                    : new BigDecimal(mid).subtract(price)
                            .multiply(BigDecimal.valueOf(intent.buys() ? 10_000 : -10_000))
                            .divide(price, 4, java.math.RoundingMode.HALF_EVEN));
        }
        assertEquals(List.of(new Markouts.Markout(fill, intent.listing(), intent.buys(), expected)),
                told);
    }
}
