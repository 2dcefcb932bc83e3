package io.crossbook.execution.paper;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Gate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Orders on paper: when they arrive, what they get, what is given back, and what that brought.
class PaperDeskTest {

    private static final long MILLI = Street.MILLI;
    private static final PaperTerms TERMS = new PaperTerms(100 * MILLI, Map.of(), 1_000 * MILLI, 3);

    private final Street street = new Street(TERMS).with("binance", "0.001").with("kraken", "0");

    private Street open() {
        return street.shows("binance", "bid 99 x 1 | ask 100 x 2")
                .shows("kraken", "bid 102 x 1 | ask 103 x 1");
    }

    private static void is(String expected, @Nullable BigDecimal actual) {
        assertEquals(0, new BigDecimal(expected).compareTo(requireNonNull(actual)),
                expected + " is expected, not " + actual);
    }

    private static PaperFill fill(AttemptLeg leg) {
        return requireNonNull(leg.fill());
    }

    @Test
    void both_legs_fill_at_what_the_books_show_when_they_arrive() {
        open().after(100);

        PaperAttempt attempt = street.attempt(1);
        assertEquals(PaperAttempt.Outcome.FILLED, attempt.outcome());
        // 1 × 102 − 1 × 100 − 0.1 % of 100
        is("2", attempt.proceeds().captured());
        is("0.1", attempt.proceeds().fees());
        is("0", attempt.proceeds().unwind());
        is("1.9", attempt.proceeds().net());
        assertEquals(street.now, attempt.settledNanos());
    }

    @Test
    void a_coin_that_pays_the_fee_goes_down_by_what_is_bid_for_it_and_the_money_counts_its_worth() {
        street.coins.put("binance", "BNB");
        street.withCoin("binance", "BNB", "bid 400 x 9 | ask 410 x 9");
        open().after(100);

        PaperFill bought = fill(street.attempt(1).legs().getFirst());
        assertEquals("BNB", bought.feeAsset());
        is("0.00025", bought.feeInCoin()); // 0.1 USDT at 400
        is("1.9", street.attempt(1).proceeds().net());
        is("-0.00025", street.held.get("binance BNB"));
        is("-100", street.held.get("binance USDT"));
        is("-0.00025", street.desk.flows().moved().get(new Flows.Place("binance", "BNB")));
        is("0.00025", street.desk.flows().needed().get(new Flows.Place("binance", "BNB")));
    }

    @Test
    void a_coin_of_which_no_price_is_known_goes_down_by_what_a_trade_takes_at_most() {
        street.coins.put("binance", "BNB");
        open().after(100);

        is("-0.2", street.held.get("binance BNB"));
        is("1.9", street.attempt(1).proceeds().net());
    }

    /// The coin itself is traded: its fee is no part of what was bought.
    @Test
    void a_coin_that_is_bought_pays_its_fee_all_the_same() {
        street.coins.put("binance", "BTC");
        open().after(100);

        // 0.1 USDT at the 99 that is bid for it, on top of what the two trades move.
        is("1.9", street.attempt(1).proceeds().net());
        is("0.99898989", street.held.get("binance BTC"));
    }

    @Test
    void nothing_happens_before_an_order_arrives() {
        open().after(99);

        assertNull(street.attempt(1).legs().getFirst().fill());
        street.after(1);
        assertTrue(street.attempt(1).legs().getFirst().fill() != null);
    }

    @Test
    void each_exchange_has_its_own_latency() {
        var slow = new Street(new PaperTerms(10 * MILLI, Map.of("kraken", 500 * MILLI),
                1_000 * MILLI, 3)).with("binance", "0").with("kraken", "0");
        slow.shows("binance", "bid 99 x 1 | ask 100 x 1").shows("kraken",
                "bid 102 x 1 | ask 103 x 1");

        slow.after(500);

        List<AttemptLeg> legs = slow.attempt(1).legs();
        assertEquals(490 * MILLI, fill(legs.get(1)).nanos() - fill(legs.get(0)).nanos());
    }

    @Test
    void a_quote_pulled_in_flight_leaves_a_leg_to_be_given_back() {
        open().after(50);
        street.changes("kraken", "bid 102 x 0, 98 x 5").after(50);
        assertEquals(0, street.attempt(1).settledNanos(), "the time-out has not passed");
        // A second later, and 100 ms on the way: what was bought at 100 is sold at 99, both for 0.1 %.
        street.after(1_100);

        PaperAttempt attempt = street.attempt(1);
        assertEquals(PaperAttempt.Outcome.UNWOUND, attempt.outcome());
        is("0", attempt.proceeds().captured());
        is("0", attempt.proceeds().fees());
        is("1.199", attempt.proceeds().unwind());
        is("-1.199", attempt.proceeds().net());
    }

    @Test
    void a_part_that_both_legs_got_counts_and_the_rest_is_given_back() {
        open().after(50);
        street.changes("kraken", "bid 102 x 0.4").after(50).after(1_100);

        PaperAttempt attempt = street.attempt(1);
        assertEquals(PaperAttempt.Outcome.UNWOUND, attempt.outcome());
        is("0.4", attempt.share());
        is("0.8", attempt.proceeds().captured());
        is("0.04", attempt.proceeds().fees());
        is("0.6", attempt.legs().getFirst().excess());
        is("0.7194", attempt.proceeds().unwind()); // 0.6 × 1.199
        is("0.0406", attempt.proceeds().net());
    }

    /// Nobody knows the lot: what a book has shown so far is no reason to keep half a coin as dust.
    @Test
    void a_part_of_what_was_shown_without_a_point_is_given_back_too() {
        street.sizeScale = 0;
        open().after(50);
        street.sizeScale = 1;
        street.changes("kraken", "bid 102 x 0.5").after(50).after(1_100);

        PaperAttempt attempt = street.attempt(1);
        assertEquals(PaperAttempt.Outcome.UNWOUND, attempt.outcome());
        is("0.5", attempt.share());
        is("1", attempt.proceeds().captured());
        is("0.5", attempt.legs().getFirst().excess());
        is("0.5995", attempt.proceeds().unwind()); // 0.5 × 1.199
    }

    @Test
    void the_digits_of_what_it_got_itself_are_given_back_too() {
        street.sizeScale = 0;
        open().after(50);
        street.sizeScale = 2;
        street.changes("binance", "ask 100 x 0.75").changes("kraken", "bid 102 x 0.5").after(50)
                .after(1_100);

        is("0.25", street.attempt(1).legs().getFirst().excess());
        is("0.29975", street.attempt(1).proceeds().unwind()); // 0.25 × 1.199
    }

    @Test
    void a_better_price_on_arrival_is_ours_and_a_worse_one_is_not_paid() {
        open().after(50);
        street.changes("binance", "ask 99.5 x 0.5").changes("kraken", "bid 102 x 0, 101 x 5")
                .after(50);

        List<AttemptLeg> legs = street.attempt(1).legs();
        is("99.75", fill(legs.getFirst()).average());
        is("0", legs.getLast().filled());
    }

    @Test
    void neither_leg_filled_is_a_miss_that_costs_nothing() {
        open().after(50);
        street.changes("kraken", "bid 102 x 0").changes("binance", "ask 100 x 0, 101 x 1")
                .after(50);

        assertEquals(PaperAttempt.Outcome.MISSED, street.attempt(1).outcome());
        is("0", street.attempt(1).proceeds().net());
    }

    @Test
    void a_frozen_book_fires_once_and_again_when_it_shows_something_new() {
        open().after(100).after(10_000);
        street.changes("binance", "bid 98 x 1").changes("kraken", "ask 104 x 1").after(10_000);
        assertEquals(1, street.desk.attempts().size());

        street.changes("kraken", "bid 102 x 1.5").after(100);
        assertEquals(2, street.desk.attempts().size());
        // Of the 2 at 100 the first took 1: that is all that is left.
        is("1", street.attempt(2).legs().getFirst().filled());
    }

    @Test
    void what_filled_on_a_book_that_had_changed_meanwhile_is_found_for_nobody_else() {
        open().after(50);
        street.changes("binance", "ask 100 x 1"); // past what was reserved
        street.after(50).after(10_000);
        assertEquals(1, street.desk.attempts().size());

        // Binance's one at 100 was bought: another bid for it is no opportunity.
        street.changes("kraken", "bid 102 x 3").after(100);
        assertEquals(1, street.desk.attempts().size());
    }

    @Test
    void a_display_is_filled_once_whoever_asks() {
        street.shows("binance", "bid 99 x 1 | ask 100 x 2");
        PaperFill first = street.market.take(street.book("binance").listing(),
                io.crossbook.books.Side.ASK, new BigDecimal("1.5"), null, 1);
        PaperFill second = street.market.take(street.book("binance").listing(),
                io.crossbook.books.Side.ASK, new BigDecimal("1.5"), null, 2);

        is("1.5", first.size());
        is("0.5", second.size());
    }

    @Test
    void a_broken_book_fills_nothing_and_what_nobody_takes_back_is_stuck() {
        open().after(50);
        street.breaks("kraken").after(50).breaks("binance");
        street.after(1_100).after(1_100).after(1_100);

        PaperAttempt attempt = street.attempt(1);
        assertEquals(PaperAttempt.Outcome.STUCK, attempt.outcome());
        is("1", attempt.legs().getFirst().left());
        is("-0.1", attempt.proceeds().net()); // its fee is gone
    }

    @Test
    void what_is_stuck_is_revalued_and_no_profit() {
        open().after(50);
        street.breaks("kraken").after(50);
        street.shows("binance", "ask 110 x 1").after(1_100).after(1_100).after(1_100);
        street.shows("binance", "bid 105 x 1 | ask 107 x 1");

        PaperAttempt attempt = street.attempt(1);
        assertEquals(PaperAttempt.Outcome.STUCK, attempt.outcome());
        is("6", street.desk.revaluation(attempt)); // bought at 100, in the middle at 106
    }

    @Test
    void a_fee_in_what_is_received_leaves_less_to_sell_and_is_a_fee() {
        street.inKind.put("binance", true);
        open().after(100);

        PaperFill bought = fill(street.attempt(1).legs().getFirst());
        is("0.001", bought.feeInBase());
        is("0.999", bought.baseFlow());
        is("0.1", bought.fee());
    }

    @Test
    void a_recording_that_ends_leaves_an_attempt_unfinished() {
        open().after(50);
        street.desk.end(street.now);

        assertEquals(PaperAttempt.Outcome.UNFINISHED, street.attempt(1).outcome());
        is("0", street.attempt(1).proceeds().net());
    }

    /// Of the first and the last leg: tried and filled.
    private String orders() {
        PaperAttempt attempt = street.attempt(1);
        var text = new StringBuilder();
        for (AttemptLeg leg : attempt.legs()) {
            Gate.Tries tries = street.fills.of(leg.leg());
            text.append(text.isEmpty() ? "" : ", ").append(tries.filled()).append(" of ")
                    .append(tries.tried());
        }
        return text.toString();
    }

    @Test
    void orders_that_got_all_of_their_size_are_filled() {
        open().after(100);

        assertEquals("1 of 1, 1 of 1", orders());
    }

    @Test
    void a_part_is_not_filled_and_what_undoes_the_other_leg_is_no_order_of_a_leg() {
        open().after(50);
        street.changes("kraken", "bid 102 x 0.999").after(50).after(1_100);

        assertEquals(PaperAttempt.Outcome.UNWOUND, street.attempt(1).outcome());
        assertEquals("1 of 1, 0 of 1", orders());
        assertEquals(2, street.fills.kept().size());
    }

    @Test
    void a_book_that_broke_on_the_way_filled_nothing_in_time() {
        open().after(50);
        street.breaks("kraken").after(50);

        assertEquals("1 of 1, 0 of 1", orders());
    }

    @Test
    void an_order_that_is_still_under_way_was_not_tried_yet() {
        open().after(99);
        street.desk.end(street.now);

        assertEquals("0 of 0, 0 of 0", orders());
    }

    @Test
    void markouts_follow_the_middle_in_our_favour() {
        open().after(100);
        street.shows("binance", "bid 103 x 1 | ask 105 x 1").shows("kraken",
                "bid 103 x 1 | ask 105 x 1").after(1_000);

        is("400", street.attempt(1).legs().getFirst().markouts().get(1)); // bought at 100, now 104
        is("-196.0784", street.attempt(1).legs().getLast().markouts().get(1)); // sold at 102
        assertNull(street.attempt(1).legs().getFirst().markouts().get(2));
    }

    @Test
    void what_was_needed_at_the_outset_covers_every_trade() {
        open().after(100);

        is("100.1", street.desk.flows().needed().get(new Flows.Place("binance", "USDT")));
        is("1", street.desk.flows().needed().get(new Flows.Place("kraken", "BTC")));
        is("102", street.desk.flows().moved().get(new Flows.Place("kraken", "USDT")));
        is("100.1", street.desk.mostInFlight().get("USDT"));
    }

    /// Whatever happens on the way: what attempts tell, and what stands open, is what was paid and received.
    @Test
    void accounts_and_revaluation_are_all_the_money_there_is() {
        long seed = new Random().nextLong();
        System.out.println("PaperDeskTest seed " + seed);
        var random = new SplittableRandom(seed);
        long attempts = 0;
        for (int i = 0; i < 2_000; i++) {
            var some = new Street(TERMS).with("binance", "0.0004").with("kraken", "0.0007");
            for (int step = 0; step < 12; step++) {
                int mid = 100 + random.nextInt(3);
                some.tells(random.nextBoolean() ? "binance" : "kraken",
                        "bid " + (mid - 1) + " x " + random.nextInt(4) + " | ask " + mid + " x "
                                + random.nextInt(4));
                some.after(random.nextInt(700));
            }
            some.shows("binance", "bid 100 x 9 | ask 101 x 9").shows("kraken",
                    "bid 100 x 9 | ask 101 x 9");
            some.desk.end(some.now);
            assertEquals(counted(some.desk.attempts()), some.fills.kept().stream()
                    .map(kept -> kept.exchange() + " " + kept.side() + " " + kept.filled() + " of "
                            + kept.tried())
                    .sorted().toList(), "seed " + seed + ", street " + i);
            BigDecimal told = BigDecimal.ZERO;
            for (PaperAttempt attempt : some.desk.attempts()) {
                told = told.add(attempt.proceeds().net())
                        .add(some.desk.revaluation(attempt));
                attempts++;
            }
            BigDecimal money = BigDecimal.ZERO;
            for (var moved : some.desk.flows().moved().entrySet()) {
                BigDecimal worth = moved.getKey().asset().equals("BTC")
                        ? moved.getValue().multiply(new BigDecimal("100.5"))
                        : moved.getValue();
                money = money.add(worth);
            }
            assertTrue(told.subtract(money).abs().compareTo(new BigDecimal("0.000001")) < 0,
                    "seed " + seed + ", street " + i + ": told " + told + ", moved " + money);
        }
        assertTrue(attempts > 200, attempts + " attempts, seed " + seed);
    }

    /// What became of the orders of all legs, by what each got.
    private static List<String> counted(List<PaperAttempt> attempts) {
        var tried = new TreeMap<String, Integer>();
        var filled = new TreeMap<String, Integer>();
        for (PaperAttempt attempt : attempts) {
            for (AttemptLeg leg : attempt.legs()) {
                PaperFill fill = leg.fill();
                if (fill != null) {
                    String place = leg.leg().listing().exchange() + " " + leg.leg().side();
                    tried.merge(place, 1, Integer::sum);
                    BigDecimal missing = leg.planned().subtract(fill.size());
                    filled.merge(place, missing.signum() > 0 ? 0 : 1, Integer::sum);
                }
            }
        }
        return tried.entrySet().stream().map(entry -> entry.getKey() + " "
                + filled.get(entry.getKey()) + " of " + entry.getValue()).toList();
    }
}
