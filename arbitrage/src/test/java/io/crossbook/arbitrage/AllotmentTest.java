package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Needs.Need;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Who may count on what is free.
final class AllotmentTest {

    private final Map<String, Long> free = new HashMap<>();
    private final Allotment allotment = new Allotment();

    AllotmentTest() {
        allotment.of((exchange, asset) -> free.getOrDefault(asset + " on " + exchange,
                Inventory.UNKNOWN));
    }

    private static Need need(String asset, long units) {
        return new Need("okx", asset, Money.exact(units, 0));
    }

    private void free(String asset, long units) {
        free.put(asset + " on okx", units * 100_000_000);
        allotment.moved("okx", asset);
    }

    @Test
    void of_equal_ones_the_one_that_opened_first_has_it() {
        free("USDT", 100);

        assertEquals("", allotment.claim(2, true, "USDT", 5, List.of(need("USDT", 60))));
        assertEquals("", allotment.claim(1, true, "USDT", 5, List.of(need("USDT", 60))));
        assertTrue(allotment.stirred(2));
        assertEquals("of the USDT on okx 100 is free, others of which more is expected need 60, "
                + "and 60 is needed",
                allotment.claim(2, true, "USDT", 5, List.of(need("USDT", 60))));
        assertFalse(allotment.stirred());
    }

    @Test
    void what_one_that_lacks_something_else_would_need_is_left_for_the_next() {
        free("USDT", 100);
        free("BTC", 0);

        assertEquals("of the BTC on okx 0 is free, and 1 is needed",
                allotment.claim(1, true, "USDT", 9, List.of(need("USDT", 60), need("BTC", 1))));
        assertEquals("", allotment.claim(2, true, "USDT", 5, List.of(need("USDT", 60))));
    }

    @Test
    void different_assets_are_not_compared() {
        free("USDT", 100);

        assertEquals("", allotment.claim(1, true, "USDT", 900, List.of(need("USDT", 60))));
        assertEquals("", allotment.claim(2, true, "BTC", 5, List.of(need("USDT", 60))));
        assertTrue(allotment.stirred(1));
    }

    /// Of a basis nothing is fired: it shall take nothing from what is.
    @Test
    void what_is_never_fired_comes_after_all_that_is() {
        free("USDT", 100);

        assertEquals("", allotment.claim(1, false, "BTC", 900, List.of(need("USDT", 60))));
        assertEquals("", allotment.claim(2, true, "USDT", 5, List.of(need("USDT", 60))));
        assertTrue(allotment.stirred(1));
        assertFalse(allotment.stirred(2));
    }

    @Test
    void only_those_of_which_something_else_is_to_be_said_are_stirred() {
        free("USDT", 100);
        allotment.claim(1, true, "USDT", 9, List.of(need("USDT", 60)));
        allotment.claim(2, true, "USDT", 5, List.of(need("USDT", 60)));
        allotment.claim(3, true, "USDT", 4, List.of(need("USDT", 30)));

        // It needs more, but less than the second could do with; the third has to go.
        allotment.claim(1, true, "USDT", 9, List.of(need("USDT", 80)));
        assertFalse(allotment.stirred(2));
        assertTrue(allotment.stirred(3));

        allotment.drop(1);
        assertTrue(allotment.stirred(2));
        assertFalse(allotment.stirred(3));
    }

    /// Against those that are there, sorted anew and counted down: whatever came in whatever order.
    @Test
    void it_follows_from_what_is_open_and_free_alone() {
        long seed = Long.getLong("crossbook.seed", 20261121L);
        System.out.println("AllotmentTest seed " + seed);
        var random = new Random(seed);
        List<String> assets = List.of("USDT", "BTC", "ETH");
        var open = new TreeMap<Long, List<Need>>();
        var expected = new HashMap<Long, Long>();
        int lacking = 0;
        int funded = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(20) == 0) {
                free(assets.get(random.nextInt(3)), random.nextLong(300));
            }
            long id = random.nextLong(8);
            if (random.nextInt(3) == 0) {
                open.remove(id);
                allotment.drop(id);
                all(open, expected, "seed " + seed + " at " + i);
                continue;
            }
            var needs = new ArrayList<Need>();
            for (String asset : assets) {
                if (random.nextInt(2) == 0) {
                    needs.add(need(asset, random.nextLong(1, 120)));
                }
            }
            open.put(id, needs);
            expected.put(id, random.nextLong(5));
            boolean has = allotment.claim(id, true, "USDT", expected.getOrDefault(id, 0L), needs)
                    .isEmpty();
            assertEquals(funded(open, expected).contains(id), has, "seed " + seed + " at " + i);
            all(open, expected, "seed " + seed + " at " + i);
            lacking += has ? 0 : 1;
            funded += has ? 1 : 0;
        }
        assertTrue(lacking > 2_000 && funded > 2_000, lacking + " lacking, " + funded + " not");
    }

    /// Of each that is open, whether or not anything was said of it meanwhile.
    private void all(Map<Long, List<Need>> open, Map<Long, Long> expected, String where) {
        assertEquals(funded(open, expected).stream().sorted().toList(), open.keySet().stream()
                .filter(id -> allotment.lacks(id).isEmpty()).toList(), where);
    }

    private List<Long> funded(Map<Long, List<Need>> open, Map<Long, Long> expected) {
        var left = new HashMap<String, BigInteger>();
        var funded = new ArrayList<Long>();
        open.keySet().stream().sorted(Comparator
                .comparing((Long id) -> expected.getOrDefault(id, 0L)).reversed()
                .thenComparing(Comparator.naturalOrder())).forEach(id -> {
                    List<Need> needs = open.getOrDefault(id, List.of());
                    if (needs.stream().allMatch(need -> left(left, need)
                            .compareTo(need.amount()) >= 0)) {
                        needs.forEach(need -> left.put(need.asset(),
                                left(left, need).subtract(need.amount())));
                        funded.add(id);
                    }
                });
        return funded;
    }

    private BigInteger left(Map<String, BigInteger> left, Need need) {
        return left.getOrDefault(need.asset(), Money.exact(
                free.getOrDefault(need.asset() + " on okx", Inventory.UNKNOWN), Money.SCALE));
    }
}
