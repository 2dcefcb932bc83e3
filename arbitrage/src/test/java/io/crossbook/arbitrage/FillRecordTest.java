package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What orders got, and what is believed of the next one.
final class FillRecordTest {

    private final FillRecord record = new FillRecord();

    private static Listing listing(int id) {
        return new Listing(id, "exchange" + id, "BTCUSDT", Instrument.spot("BTC", "USDT"),
                Rules.UNKNOWN);
    }

    private static Leg leg(int id, Side side) {
        return new Leg(listing(id), side, 1, 0, 1, 0);
    }

    private void tries(int id, Side side, String orders) {
        orders.chars().forEach(order -> record.tried(listing(id), side, order == '+'));
    }

    private int believed(int id, Side side) {
        return record.of(leg(id, side)).permille();
    }

    @Test
    void nobody_is_sure_of_what_was_never_tried() {
        assertEquals(new Gate.Tries(0, 0, 800), record.of(leg(3, Side.ASK)));
        assertEquals(Gate.Fills.UNTRIED.of(leg(3, Side.ASK)), record.of(leg(3, Side.ASK)));
    }

    @Test
    void the_next_one_is_believed_to_do_as_the_last_ones_did() {
        tries(3, Side.ASK, "++++++++-+");
        assertEquals(new Gate.Tries(10, 9, 866), record.of(leg(3, Side.ASK))); // 13 of 15
        tries(3, Side.BID, "---");
        assertEquals(new Gate.Tries(3, 0, 500), record.of(leg(3, Side.BID))); // 4 of 8
    }

    @Test
    void each_side_of_each_listing_has_its_own_record() {
        tries(3, Side.ASK, "-");

        assertEquals(666, believed(3, Side.ASK));
        assertEquals(800, believed(3, Side.BID));
        assertEquals(800, believed(4, Side.ASK));
    }

    @Test
    void a_listing_is_known_by_its_names_whatever_id_another_run_gives_it() {
        tries(3, Side.ASK, "---");
        var renumbered = new Listing(7, "exchange3", "BTCUSDT", Instrument.spot("BTC", "USDT"),
                Rules.UNKNOWN);
        var stranger = new Listing(3, "exchange8", "BTCUSDT", Instrument.spot("BTC", "USDT"),
                Rules.UNKNOWN);

        assertEquals(500, record.of(new Leg(renumbered, Side.ASK, 1, 0, 1, 0)).permille());
        assertEquals(800, record.of(new Leg(stranger, Side.ASK, 1, 0, 1, 0)).permille());
        record.tried(renumbered, Side.ASK, false);
        assertEquals(1, record.kept().size());
    }

    @Test
    void an_exchange_that_begins_to_fail_is_not_judged_by_what_it_was() {
        tries(3, Side.ASK, "+".repeat(100_000));
        assertEquals(985, believed(3, Side.ASK)); // 68 of 69
        tries(3, Side.ASK, "-".repeat(FillRecord.LAST));

        assertEquals(new Gate.Tries(64, 0, 57), record.of(leg(3, Side.ASK))); // 4 of 69
        assertEquals(
                List.of(new FillRecord.Kept("exchange3", "BTCUSDT", Side.ASK, 100_064, 100_000, 0)),
                record.kept());
    }

    @Test
    void what_cannot_have_been_is_no_record() {
        record Claim(long tried, long filled, long last) {}
        for (Claim claim : List.of(new Claim(-1, 0, 0), new Claim(1, 0, 1), new Claim(1, 1, 0),
                new Claim(1, 1, 2), new Claim(0, 0, 1), new Claim(64, 64, -2),
                new Claim(65, 0, 1), new Claim(65, 2, 0))) {
            assertThrows(IllegalArgumentException.class,
                    () -> new FillRecord.Kept("exchange3", "BTCUSDT", Side.ASK,
                            claim.tried, claim.filled, claim.last),
                    claim.toString());
        }
    }

    /// All orders in a list, counted anew each time: for each side the last ones, in decimals.
    @Test
    void it_says_what_counting_all_orders_anew_says_also_after_it_was_kept() {
        long seed = new Random().nextLong();
        System.out.println("FillRecordTest seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            Map<Leg, List<Boolean>> all = new HashMap<>();
            var known = new FillRecord();
            int share = random.nextInt(101);
            for (int i = random.nextInt(600); i > 0; i--) {
                Leg leg = leg(random.nextInt(3), random.nextBoolean() ? Side.ASK : Side.BID);
                boolean filled = random.nextInt(100) < share;
                int before = known.of(leg).permille();
                known.tried(leg.listing(), leg.side(), filled);
                List<Boolean> orders = all.computeIfAbsent(leg, _ -> new ArrayList<>());
                orders.add(filled);
                assertEquals(counted(orders), known.of(leg), "seed " + seed);
                int after = known.of(leg).permille();
                assertTrue(filled ? after >= before : after <= before, "seed " + seed);
                if (random.nextInt(50) == 0) {
                    var fresh = new FillRecord();
                    fresh.tried(listing(9), Side.BID, true);
                    fresh.remember(known.kept());
                    assertEquals(known.kept(), fresh.kept(), "seed " + seed);
                    known = fresh;
                }
            }
            long filled = all.values().stream().flatMap(List::stream).filter(one -> one).count();
            assertEquals(filled, known.kept().stream().mapToLong(FillRecord.Kept::filled).sum());
            assertEquals(all.values().stream().mapToInt(List::size).sum(),
                    known.kept().stream().mapToLong(FillRecord.Kept::tried).sum());
        }
    }

    private static Gate.Tries counted(List<Boolean> orders) {
        List<Boolean> last = orders.subList(Math.max(0, orders.size() - 64), orders.size());
        int filled = (int) last.stream().filter(one -> one).count();
        var believed = new BigDecimal(filled + 4).divide(new BigDecimal(last.size() + 5), 3,
                RoundingMode.FLOOR);
        return new Gate.Tries(last.size(), filled, believed.movePointRight(3).intValueExact());
    }
}
