package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What was earned, from raw frames: how the market went on after fills, and why all accounts are worth more or less than before.
final class EarningsTest {

    private static final long HOURS = 3_600L * Pit.SECOND;

    private static Earnings earnings(Pit pit) {
        return Objects.requireNonNull(pit.engine.earnings());
    }

    /// To the last digit; ether has no live book in this market, and so counts nothing.
    private static void adds(Statement told) {
        assertEquals(0, told.after().subtract(told.before()).compareTo(told.sum()),
                told::toString);
        assertEquals(Set.of("ETH"), told.unpriced());
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    /// Bought at 100.025 and sold at 100.40, where the middle stands at 100.20 from then on: (100.20 − 100.025) / 100.025, and (100.40 − 100.20) / 100.40.
    @Test
    void fills_are_compared_with_their_books_one_ten_and_sixty_seconds_later() {
        Pit pit = Pit.ready().trades("0.01");
        for (int second = 0; second < 59; second++) {
            pit.pass(1_000).noOffer();
        }
        assertEquals(List.of(), pit.markouts, "the last look is a minute after the fill");
        assertEquals("[[17.4956, 17.4956, null], [19.9203, 19.9203, null]]",
                earnings(pit).markouts(1).stream().map(Markouts.Markout::bps).toList()
                        .toString());
        pit.pass(1_000);

        assertEquals(List.of("alpha [17.4956, 17.4956, 17.4956]",
                "beta [19.9203, 19.9203, 19.9203]"),
                pit.markouts.stream()
                        .map(each -> each.fill().exchange() + " " + each.bps()).toList());
        assertEquals(pit.markouts, earnings(pit).markouts(1));
        assertEquals(List.of(), earnings(pit).markouts(2));
    }

    @Test
    void a_book_that_is_not_live_then_tells_nothing() {
        Pit pit = Pit.ready().trades("0.01");
        pit.pass(1_000).pass(60_000);

        for (Markouts.Markout each : pit.markouts) {
            assertTrue(each.bps().get(0) != null, each::toString);
            assertEquals(Arrays.asList(null, null), each.bps().subList(1, 3));
        }
        assertEquals(2, pit.markouts.size());
    }

    @Test
    void all_that_is_owned_is_worth_more_by_the_parts_that_are_told() {
        Pit pit = Pit.ready().trades("0.01");
        pit.pass(1_000);

        Statement told = pit.earned.getLast();
        assertEquals(told, earnings(pit).statement());
        adds(told);
        assertEquals("0.15", plain(told.captured()));
        assertEquals("0.15", plain(told.earned()));
        // The accounts were opened after it had begun: what they held came from outside.
        assertEquals("0", plain(told.before()));
        assertEquals(plain(told.after().subtract(told.earned())), plain(told.external()));
        int times = pit.earned.size();
        pit.pass(3_000);
        assertEquals(times, pit.earned.size(), "nothing moved since");
    }

    @Test
    void a_new_day_begins_with_what_is_owned_then() {
        Pit pit = Pit.ready().trades("0.01");
        pit.pass(1_000);
        Statement evening = earnings(pit).statement();
        pit.now += 12 * HOURS;
        pit.noOffer().pass(1_000);

        assertTrue(earnings(pit).sinceNanos() > pit.now - 2 * Pit.SECOND);
        Statement night = earnings(pit).statement();
        adds(night);
        assertEquals(plain(evening.after()), plain(night.before()));
        assertEquals("0", plain(night.earned()));
        assertEquals("0", plain(night.revaluation()));

        for (String exchange : Pit.THREE) {
            pit.books(exchange, "109.60", "110.80");
        }
        Statement dearer = earnings(pit).statement();
        adds(dearer);
        assertEquals("0", plain(dearer.earned()));
        // 29.6 BTC were and are there, each dearer by ten.
        assertEquals("300", plain(dearer.revaluation()));
    }
}
