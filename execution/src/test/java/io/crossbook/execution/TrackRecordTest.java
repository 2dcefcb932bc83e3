package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the journal tells of how it went.
final class TrackRecordTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 0, 1, Rules.Status.TRADING);
    private static final Listing ALPHA = new Listing(0, "alpha", "BTCUSDT",
            Instrument.spot("BTC", "USDT"), RULES);
    private static final Listing BETA = new Listing(1, "beta", "BTCUSDT",
            Instrument.spot("BTC", "USDT"), RULES);
    private static final String PAIR = "alpha BTCUSDT + beta BTCUSDT";

    private final ExecutionState state = new ExecutionState();
    private final TrackRecord record = state.record();
    private long now = 100 * DAY;
    private int trades;

    private static OrderIntent leg(long attempt, int number, Listing listing, boolean buys) {
        return new OrderIntent(new OrderId(1, attempt, OrderId.Role.LEG, number, number), listing,
                buys, BigDecimal.ONE, BigDecimal.valueOf(100),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, false);
    }

    private Attempt.Plan begins(long id, String planned) {
        var plan = new Attempt.Plan(id, id, "USDT",
                List.of(leg(id, 0, ALPHA, true), leg(id, 1, BETA, false)), BigDecimal.ONE,
                new BigDecimal(planned));
        state.apply(new Entry.Reserved(plan, now));
        plan.legs().forEach(
                each -> state.apply(new Entry.Acted(each.id(), OrderNews.HANDED, "", now)));
        return plan;
    }

    private void told(OrderEvent event) {
        state.apply(new Entry.Told(event, now));
    }

    private void trades(OrderIntent order) {
        told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(), "BTCUSDT",
                "t" + trades++, order.limit(), order.size(), BigDecimal.ZERO, "USDT", now,
                Fill.Source.STREAM)));
        told(new OrderEvent.Ended(order.id(), OrderEvent.End.FILLED, order.size()));
    }

    private void closed(long id, Map<String, BigDecimal> net) {
        state.apply(new Entry.Closed(id, net, Map.of(), Map.of(), now));
    }

    private void attempt(long id, String planned, String net) {
        begins(id, planned).legs().forEach(this::trades);
        closed(id, Map.of("USDT", new BigDecimal(net)));
    }

    @Test
    void a_pair_is_a_set_of_listings_in_any_order() {
        var there = new Attempt.Plan(1, 1, "USDT",
                List.of(leg(1, 0, ALPHA, true), leg(1, 1, BETA, false)), BigDecimal.ONE,
                BigDecimal.ONE);
        var back = new Attempt.Plan(1, 1, "USDT",
                List.of(leg(1, 0, BETA, true), leg(1, 1, ALPHA, false)), BigDecimal.ONE,
                BigDecimal.ONE);
        assertEquals(PAIR, TrackRecord.pair(there));
        assertEquals(PAIR, TrackRecord.pair(back));
    }

    @Test
    void orders_count_for_a_minute_at_their_exchange() {
        begins(1, "1");
        now += SECOND;
        begins(2, "1");
        assertEquals(2, record.sent("alpha", now));
        assertEquals(2, record.sent("beta", now));
        assertEquals(0, record.sent("gamma", now));
        now += 59 * SECOND - 1;
        assertEquals(2, record.sent("alpha", now));
        assertEquals(1, record.sent("alpha", now + 1));
        assertEquals(0, record.sent("alpha", now + SECOND + 1));
        now += 1;
        begins(3, "1");
        assertEquals(2, record.sent("alpha", now));
    }

    @Test
    void the_first_word_about_an_order_counts_and_no_later_one() {
        var plan = begins(1, "1");
        told(new OrderEvent.Ambiguous(plan.legs().getFirst().id(), "x"));
        told(new OrderEvent.Accepted(plan.legs().getFirst().id(), "x"));
        told(new OrderEvent.Accepted(plan.legs().getLast().id(), "x"));
        state.apply(new Entry.Acted(plan.legs().getLast().id(), OrderNews.SILENT, "", now));
        assertEquals(new TrackRecord.Words(1, 1), record.words("alpha", now));
        assertEquals(new TrackRecord.Words(1, 0), record.words("beta", now));
        assertEquals(new TrackRecord.Words(0, 0), record.words("gamma", now));
    }

    @Test
    void refusals_silence_and_orders_that_never_left_are_errors() {
        for (int i = 1; i <= 9; i++) {
            OrderId id = begins(i, "1").legs().getFirst().id();
            switch (i) {
                case 1 -> told(new OrderEvent.Refused(id, "x", "y"));
                case 2 -> told(new OrderEvent.NotSent(id, "x"));
                case 3 -> told(new OrderEvent.Ambiguous(id, "x"));
                case 4 -> told(
                        new OrderEvent.Ended(id, OrderEvent.End.REJECTED, BigDecimal.ZERO));
                case 5 -> state.apply(new Entry.Acted(id, OrderNews.SILENT, "", now));
                case 6 -> told(
                        new OrderEvent.Ended(id, OrderEvent.End.EXPIRED, BigDecimal.ZERO));
                case 7 -> told(new OrderEvent.Standing(id, BigDecimal.ZERO));
                case 8 -> trades(java.util.Objects.requireNonNull(state.attempt(i)).plan().legs()
                        .getFirst());
                default -> told(new OrderEvent.NotFound(id));
            }
        }
        assertEquals(new TrackRecord.Words(8, 5), record.words("alpha", now));
    }

    @Test
    void words_count_for_ten_minutes() {
        told(new OrderEvent.Refused(begins(1, "1").legs().getFirst().id(), "x", "y"));
        now += SECOND;
        told(new OrderEvent.Refused(begins(2, "1").legs().getFirst().id(), "x", "y"));
        assertEquals(2, record.words("alpha", now + 599 * SECOND - 1).orders());
        assertEquals(1, record.words("alpha", now + 599 * SECOND).orders());
        assertEquals(1, record.words("alpha", now + 600 * SECOND - 1).errors());
        assertEquals(0, record.words("alpha", now + 600 * SECOND).errors());
        now += 599 * SECOND;
        told(new OrderEvent.Accepted(begins(3, "1").legs().getFirst().id(), "x"));
        assertEquals(new TrackRecord.Words(2, 1), record.words("alpha", now));
    }

    @Test
    void a_day_ends_at_midnight() {
        attempt(1, "1", "-3");
        attempt(2, "1", "1");
        assertEquals(Map.of("USDT", new BigDecimal("-2")), record.today(now));
        assertEquals(Map.of("USDT", new BigDecimal("-2")), record.today(now + DAY - 1));
        assertEquals(Map.of(), record.today(now + DAY));
        now += DAY;
        attempt(3, "1", "-4");
        assertEquals(Map.of("USDT", new BigDecimal("-4")), record.today(now));
    }

    @Test
    void an_attempt_that_is_closed_once_more_counts_as_it_is_then() {
        attempt(1, "1", "-3");
        closed(1, Map.of("USDT", new BigDecimal("-5")));
        assertEquals(Map.of("USDT", new BigDecimal("-5")), record.today(now));
        assertEquals(1, record.losingStreak(PAIR));
        assertEquals(new TrackRecord.Sum(1, BigDecimal.ONE, new BigDecimal("-5")),
                record.last(PAIR, 50));
    }

    @Test
    void a_streak_ends_with_one_that_did_not_lose() {
        assertEquals(0, record.losingStreak(PAIR));
        attempt(1, "1", "-3");
        attempt(2, "1", "-0.00000001");
        assertEquals(2, record.losingStreak(PAIR));
        attempt(3, "1", "0");
        assertEquals(0, record.losingStreak(PAIR));
        attempt(4, "1", "-1");
        assertEquals(1, record.losingStreak(PAIR));
        assertEquals(0, record.losingStreak("others"));
    }

    @Test
    void attempts_of_which_nothing_traded_count_for_neither() {
        attempt(1, "1", "-3");
        begins(2, "1");
        closed(2, Map.of());
        assertEquals(1, record.losingStreak(PAIR));
        assertEquals(1, record.last(PAIR, 50).attempts());
    }

    @Test
    void the_last_so_many_are_summed_of_which_it_is_known_what_they_were_to_bring() {
        attempt(1, "10", "9");
        attempt(2, "0", "7");
        attempt(3, "3", "2");
        attempt(4, "4", "1");
        assertEquals(new TrackRecord.Sum(2, BigDecimal.valueOf(7), BigDecimal.valueOf(3)),
                record.last(PAIR, 2));
        assertEquals(3, record.last(PAIR, 50).attempts());
        assertEquals(0, record.last("others", 50).attempts());
    }

    @Test
    void what_is_left_over_counts_at_the_limit_at_which_it_was_to_be_traded() {
        begins(1, "1").legs().subList(0, 1).forEach(this::trades);
        closed(1, Map.of("USDT", BigDecimal.valueOf(-100), "BTC", BigDecimal.ONE));
        assertEquals(0, record.losingStreak(PAIR));
        closed(1, Map.of("USDT", BigDecimal.valueOf(-101), "BTC", BigDecimal.ONE));
        assertEquals(1, record.losingStreak(PAIR));
    }

    @Test
    void what_stays_to_be_carried_is_worth_what_it_was_to_be_worth() {
        var beyond = new Listing(4, "beta", "BTCUSDC", Instrument.spot("BTC", "USDC"), RULES);
        var plan = new Attempt.Plan(1, 1, "USDT",
                List.of(leg(1, 0, ALPHA, true), leg(1, 1, beyond, false)), BigDecimal.ONE,
                new BigDecimal("0.5"), false, Map.of("USDC", new BigDecimal("0.999")));
        state.apply(new Entry.Reserved(plan, now));
        plan.legs().forEach(this::trades);
        closed(1, Map.of("USDT", BigDecimal.valueOf(-100), "USDC", new BigDecimal("100.6")));

        String pair = TrackRecord.pair(plan);
        assertEquals(0, record.losingStreak(pair));
        assertEquals(0, record.badNanos(pair));
        assertEquals(0, new BigDecimal("0.4994").compareTo(record.last(pair, 9).realised()));
        closed(1, Map.of("USDT", BigDecimal.valueOf(-100), "USDC", new BigDecimal("100.05")));
        assertEquals(1, record.losingStreak(pair), "it was worth less than was paid");
    }

    @Test
    void of_a_round_trip_what_is_left_counts_where_it_is_traded_for_what_is_counted() {
        var thousand = new Rules(2, 5, 1, 1, 10, 0, 10, Rules.Status.TRADING);
        var cross = new Listing(2, "alpha", "ETHBTC", Instrument.spot("ETH", "BTC"), RULES);
        var eth = new Listing(3, "alpha", "ETHUSDT", Instrument.spot("ETH", "USDT"), thousand);
        var plan = new Attempt.Plan(1, 1, "USDT", List.of(leg(1, 0, ALPHA, true),
                leg(1, 1, cross, true), leg(1, 2, eth, false)), BigDecimal.ONE, BigDecimal.ONE);
        state.apply(new Entry.Reserved(plan, now));
        trades(plan.legs().getFirst());
        // 100 for ten: one that is left is worth 10.
        closed(1, Map.of("USDT", BigDecimal.valueOf(-10), "ETH", BigDecimal.ONE));
        assertEquals(0, record.losingStreak("alpha BTCUSDT + alpha ETHBTC + alpha ETHUSDT"));
        closed(1, Map.of("USDT", new BigDecimal("-10.1"), "ETH", BigDecimal.ONE));
        assertEquals(1, record.losingStreak("alpha BTCUSDT + alpha ETHBTC + alpha ETHUSDT"));
    }

    @Test
    void it_reads_as_all_that_it_knows() {
        attempt(1, "1", "-3");
        assertEquals("day 100 brought {USDT=-3}, sent {alpha=[8640000000000000], beta="
                + "[8640000000000000]}, told {alpha=[Word[at=8640000000000000, error=false]], beta="
                + "[Word[at=8640000000000000, error=false]]}\n" + PAIR
                + ": [Result[attempt=1, planned=1, realised=-3]], bad 8640000000000000\n"
                + "legs of alpha BTCUSDT + beta BTCUSDT: 1 attempts, alpha 1 of 1, beta 1 of 1\nreconciled 0\n",
                record.toString());
    }

    @Test
    void a_loss_a_rung_or_a_parking_begins_a_cool_down() {
        attempt(1, "1", "0");
        assertEquals(0, record.badNanos(PAIR));
        attempt(2, "1", "-1");
        assertEquals(now, record.badNanos(PAIR));
        now += 5;
        attempt(3, "1", "1");
        assertEquals(now - 5, record.badNanos(PAIR));
        state.apply(new Entry.Skipped(3, 1, "", now));
        closed(3, Map.of("USDT", BigDecimal.ONE));
        assertEquals(now, record.badNanos(PAIR));
        now += 5;
        begins(4, "1");
        for (AttemptNews news : List.of(AttemptNews.SENT, AttemptNews.UNRESOLVED,
                AttemptNews.EXHAUSTED)) {
            state.apply(new Entry.Turned(4, news, "", now));
        }
        assertEquals(AttemptState.PARKED,
                java.util.Objects.requireNonNull(state.attempt(4)).state());
        closed(4, Map.of());
        assertEquals(now, record.badNanos(PAIR));
        assertEquals(0, record.badNanos("others"));
    }

    @Test
    void a_human_lets_pairs_begin_anew_and_no_loss_be_forgotten() {
        attempt(1, "1", "-3");
        state.apply(new Entry.Rearmed("looked", Entry.Rearmed.ALL, now));
        assertEquals(0, record.losingStreak(PAIR));
        assertEquals(0, record.badNanos(PAIR));
        assertEquals(0, record.last(PAIR, 50).attempts());
        assertEquals(Map.of("USDT", new BigDecimal("-3")), record.today(now));
        assertEquals(1, record.sent("alpha", now));
    }

    @Test
    void two_hundred_results_are_kept() {
        for (int i = 1; i <= 201; i++) {
            attempt(i, "1", "-1");
        }
        assertEquals(200, record.losingStreak(PAIR));
    }
}
