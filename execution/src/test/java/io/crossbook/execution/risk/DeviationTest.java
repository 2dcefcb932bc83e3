package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The price of a leg against those of all other markets.
final class DeviationTest {

    private static final Instrument BTC = Instrument.spot("BTC", "USDT");
    private final List<References.Reference> references = new ArrayList<>();
    private final Map<Integer, @Nullable BigDecimal> medians = new HashMap<>();
    private @Nullable BigDecimal index;
    private final References port = new References() {
        @Override
        public List<Reference> of(Instrument instrument) {
            return references;
        }

        @Override
        public @Nullable BigDecimal minuteMedian(Listing listing) {
            return medians.get(listing.id());
        }

        @Override
        public @Nullable BigDecimal index(Instrument instrument) {
            return index;
        }
    };
    private final Markets none = new Markets() {
        @Override
        public @Nullable Top top(Listing listing) {
            return null;
        }

        @Override
        public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
            return null;
        }

        @Override
        public List<Listing> listings(String base, String quote) {
            return List.of();
        }
    };
    private final PriceChecks checks = new PriceChecks(none, port,
            LimitsInForce.always(GateSettings.DEFAULT));

    private static Listing listing(int id) {
        return new Listing(id, "x" + id, "BTCUSDT", BTC, GateRig.RULES);
    }

    private void market(int id, int original, @Nullable String mid, @Nullable String median) {
        references.add(new References.Reference(listing(id), original,
                mid == null ? null : new BigDecimal(mid), 0));
        medians.put(id, median == null ? null : new BigDecimal(median));
    }

    private void shows(String... mids) {
        references.clear();
        medians.clear();
        for (int i = 0; i < mids.length; i++) {
            market(i, i, mids[i].isEmpty() ? null : mids[i], "1");
        }
    }

    private Case leg(String limit, boolean reduces) {
        return leg(listing(0), limit, reduces);
    }

    private static Case leg(Listing listing, String limit, boolean reduces) {
        var intent = new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, 0), listing, true,
                BigDecimal.ONE, new BigDecimal(limit),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, reduces);
        return new Case(intent, new Attempt.Plan(1, 1, "USDT", List.of(intent), BigDecimal.ONE,
                BigDecimal.ONE), null, false, 1);
    }

    private String code(String limit) {
        return code(limit, false);
    }

    private String code(String limit, boolean reduces) {
        Case leg = leg(limit, reduces);
        Denial denial = reduces ? null : checks.references(leg);
        denial = denial == null ? checks.deviation(leg) : denial;
        return denial == null ? "" : denial.code() + " " + denial.measured();
    }

    @Test
    void one_wrong_market_of_three_moves_nothing() {
        shows("100", "101", "5000");
        index = BigDecimal.ONE; // of three markets it is none
        assertEquals("", code("101"));
        assertEquals("", code("102.01"));
        assertEquals("deviation 100.990099009901", code("102.02"));
        assertTrue(code("5000").startsWith("deviation 485"));
        assertEquals("", code("99.99"));
        assertTrue(code("99.98").startsWith("deviation"));
    }

    @Test
    void of_an_even_number_the_middle_of_the_two_in_the_middle_counts() {
        shows("1", "100", "102", "5000");
        assertEquals("", code("102.01"));
        assertTrue(code("102.02").startsWith("deviation"));
    }

    @Test
    void of_three_markets_none_may_be_missing_and_of_more_three_must_be_there() {
        shows("100", "100", "");
        assertEquals("references 2", code("100"));
        shows("100", "100", "100", "");
        assertEquals("", code("100"));
        shows("", "", "", "");
        assertEquals("references 0", code("100"));
        shows();
        assertEquals("references 0", code("100"));
    }

    @Test
    void two_markets_are_held_to_their_minute_and_an_index_and_a_tighter_cap() {
        market(0, 0, "500", "100");
        market(1, 1, "500", "101");
        index = new BigDecimal("100.5");
        assertEquals("", code("101.0025"));
        assertEquals("", code("99.9975"));
        assertEquals("deviation 50.009950248757", code("101.0026"));
        index = null;
        assertEquals("references 2", code("100"));
        index = new BigDecimal("100.5");
        references.remove(1);
        market(1, 1, "500", null);
        assertEquals("references 2", code("100"));
    }

    @Test
    void without_a_book_nothing_is_known_of_its_middle_and_age() {
        Denial limit = checks.limit(leg("100", false));
        assertEquals("limit: unknown bps, limit 200 bps", String.valueOf(limit));
        assertEquals("age: unknown ms, limit 2000 ms",
                String.valueOf(checks.age(leg("100", false))));
    }

    @Test
    void an_index_is_for_one_coin_and_a_price_may_be_for_a_thousand() {
        market(0, 0, null, "100000");
        market(1, 1, null, "101000");
        index = new BigDecimal("100.5");
        Listing thousand = listing(0)
                .with(new Rules(2, 5, 1, 1, 10, 0, 1_000, Rules.Status.TRADING));
        assertEquals("null", String.valueOf(checks.deviation(leg(thousand, "100998", false))));
        assertEquals("deviation: 50 bps, limit 50 bps",
                String.valueOf(checks.deviation(leg(thousand, "101003", false)))
                        .replaceAll("50\\.[0-9]+", "50"));
    }

    @Test
    void one_market_has_nothing_to_be_compared_with() {
        market(0, 0, "100", "100");
        index = new BigDecimal("100");
        assertEquals("references 2", code("100"));
    }

    @Test
    void markets_that_share_a_book_count_once() {
        market(0, 0, "100", "100");
        market(1, 1, "100", "100");
        market(2, 1, "100", "100");
        assertEquals("references 2", code("100"), "two, and no index");
        index = new BigDecimal("100");
        assertEquals("", code("100.5"));
        assertTrue(code("100.51").startsWith("deviation"), "the cap of two");
        market(3, 3, "100", "100");
        assertEquals("", code("101"));
    }

    @Test
    void what_reduces_has_a_wider_cap_and_needs_no_references() {
        shows("100", "100", "100");
        assertEquals("", code("103", true));
        assertEquals("deviation 301", code("103.01", true));
        shows("100", "100", "");
        assertEquals("", code("900", true));
    }

    /// A second implementation, by counting instead of sorting, over markets of whole prices.
    @Test
    void random_markets_are_judged_as_another_would() {
        var random = new Random(7);
        int denied = 0;
        for (int round = 0; round < 4_000; round++) {
            int count = 3 + random.nextInt(6);
            int[] mids = random.ints(count, 9_700, 10_300).toArray();
            references.clear();
            medians.clear();
            for (int i = 0; i < count; i++) {
                market(i, i, String.valueOf(mids[i]), null);
            }
            int limit = 9_600 + random.nextInt(800);
            boolean beyond = beyond(mids, limit);
            denied += beyond ? 1 : 0;
            assertEquals(beyond, !code(String.valueOf(limit)).isEmpty(),
                    () -> limit + " among " + java.util.Arrays.toString(mids));
        }
        assertTrue(denied > 1_000 && denied < 3_500, "too easy: " + denied);
    }

    /// Twice the median by counting how many are below; a hundredth away is allowed.
    private static boolean beyond(int[] mids, int limit) {
        long twice = 0;
        for (int half = 0; half < 2; half++) {
            int rank = (mids.length - 1 + half) / 2;
            for (int candidate : mids) {
                long below = java.util.Arrays.stream(mids).filter(each -> each < candidate)
                        .count();
                long upTo = java.util.Arrays.stream(mids).filter(each -> each <= candidate)
                        .count();
                if (below <= rank && rank < upTo) {
                    twice += candidate;
                    break;
                }
            }
        }
        return Math.abs(200L * limit - 100 * twice) > twice;
    }
}
