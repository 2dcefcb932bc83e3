package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Stock.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is free, and what is promised.
class StockTest {

    private static Stock of(long usdt, long btc) {
        var stock = new Stock();
        stock.told("kraken", Map.of("USDT", usdt, "BTC", btc));
        return stock;
    }

    @Test
    void what_nobody_told_of_is_unknown_and_what_a_known_exchange_did_not_name_is_zero() {
        Stock stock = of(5, 0);

        assertEquals(Inventory.UNKNOWN, stock.free("okx", "USDT"));
        assertEquals(0, stock.free("kraken", "ETH"));
        assertEquals(0, stock.free("kraken", "BTC"));
        assertFalse(stock.reserve(1, List.of(new Claim("okx", "USDT", 0))));
    }

    @Test
    void a_reservation_is_whole_or_none() {
        Stock stock = of(100, 3);

        assertFalse(stock.reserve(1, List.of(new Claim("kraken", "USDT", 60),
                new Claim("kraken", "BTC", 4))));
        assertEquals(100, stock.free("kraken", "USDT"));
        assertFalse(stock.reserve(1, List.of(new Claim("kraken", "USDT", 60),
                new Claim("kraken", "USDT", 41))));
        assertTrue(stock.reserve(1, List.of(new Claim("kraken", "USDT", 60),
                new Claim("kraken", "BTC", 3))));
        assertEquals(40, stock.free("kraken", "USDT"));
        assertFalse(stock.reserve(2, List.of(new Claim("kraken", "USDT", 41))));

        stock.release(1);
        stock.release(1);

        assertEquals(100, stock.free("kraken", "USDT"));
        assertEquals(3, stock.free("kraken", "BTC"));
    }

    @Test
    void an_id_reserves_once() {
        Stock stock = of(100, 3);
        stock.reserve(1, List.of(new Claim("kraken", "USDT", 1)));

        assertThrows(IllegalStateException.class,
                () -> stock.reserve(1, List.of(new Claim("kraken", "USDT", 1))));
    }

    @Test
    void a_fresh_balance_leaves_what_is_reserved_reserved() {
        Stock stock = of(100, 3);
        stock.reserve(1, List.of(new Claim("kraken", "USDT", 80)));

        stock.told("kraken", Map.of("USDT", 70L));

        assertEquals(0, stock.free("kraken", "USDT"));
        assertEquals(0, stock.free("kraken", "BTC"));
        stock.release(1);
        assertEquals(70, stock.free("kraken", "USDT"));
    }

    @Test
    void what_changes_nothing_is_no_change() {
        Stock stock = of(100, 3);
        long seen = stock.changes();

        stock.told("kraken", Map.of("BTC", 3L, "USDT", 100L, "ETH", 0L));
        stock.release(1);
        assertEquals(seen, stock.changes());

        stock.told("kraken", Map.of("USDT", 100L));
        assertEquals(seen + 1, stock.changes());
        stock.moved("kraken", "USDT", -1);
        stock.reserve(1, List.of(new Claim("kraken", "USDT", 1)));
        stock.release(1);
        stock.told("okx", Map.of()); // known from now on: nothing is there
        assertEquals(seen + 5, stock.changes());
    }

    @Test
    void less_than_three_trades_on_a_side_are_low() {
        Stock stock = of(300, 5);
        stock.told("okx", Map.of("USDT", 299L));

        assertEquals(
                List.of("kraken USDT 3 false", "okx USDT 2 true"),
                stock.depths(Map.of("USDT", 100L)).stream().map(depth -> depth.exchange() + " "
                        + depth.asset() + " " + depth.trades() + " " + depth.low()).toList());
    }

    /// Whatever is reserved, released, moved and told in whatever order: no more is promised than was free when it was.
    @Test
    void reservations_never_promise_more_than_there_is() {
        long seed = Long.getLong("crossbook.seed", 20261121L);
        System.out.println("StockTest seed " + seed);
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            var stock = new Stock();
            var held = new HashMap<String, Long>();
            var claimed = new HashMap<Long, List<Claim>>();
            List<String> exchanges = List.of("a", "b");
            List<String> assets = List.of("X", "Y", "Z");
            for (String exchange : exchanges) {
                var told = new HashMap<String, Long>();
                assets.forEach(asset -> told.put(asset, random.nextLong(1_000)));
                stock.told(exchange, told);
                told.forEach((asset, amount) -> held.put(exchange + asset, amount));
            }
            for (long id = 0; id < 200; id++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        var claims = new ArrayList<Claim>();
                        for (int i = random.nextInt(1, 5); i > 0; i--) {
                            claims.add(new Claim(exchanges.get(random.nextInt(2)),
                                    assets.get(random.nextInt(3)), random.nextLong(1, 300)));
                        }
                        var before = promised(claimed);
                        claims.forEach(claim -> before.merge(claim.exchange() + claim.asset(),
                                claim.amount(), Long::sum));
                        boolean there = before.entrySet().stream()
                                .filter(e -> claims.stream().anyMatch(
                                        c -> (c.exchange() + c.asset()).equals(e.getKey())))
                                .allMatch(e -> e.getValue() <= held.getOrDefault(e.getKey(), 0L));
                        boolean reserved = stock.reserve(id, claims);
                        assertEquals(there, reserved, "seed " + seed + " round " + round);
                        refused += reserved ? 0 : 1;
                        if (reserved) {
                            claimed.put(id, claims);
                        }
                    }
                    case 2 -> claimed.keySet().stream().sorted().findFirst().ifPresent(oldest -> {
                        stock.release(oldest);
                        claimed.remove(oldest);
                    });
                    default -> {
                        String exchange = exchanges.get(random.nextInt(2));
                        String asset = assets.get(random.nextInt(3));
                        long change = random.nextLong(-200, 300);
                        stock.moved(exchange, asset, change);
                        held.merge(exchange + asset, change, Long::sum);
                    }
                }
                var promised = promised(claimed);
                for (String exchange : exchanges) {
                    for (String asset : assets) {
                        long rest = held.getOrDefault(exchange + asset, 0L)
                                - promised.getOrDefault(exchange + asset, 0L);
                        assertEquals(Math.max(0, rest), stock.free(exchange, asset),
                                "seed " + seed + " round " + round);
                    }
                }
            }
        }
        assertTrue(refused > 1_000, "refused " + refused);
    }

    private static Map<String, Long> promised(Map<Long, List<Claim>> claimed) {
        var sums = new HashMap<String, Long>();
        claimed.values().forEach(claims -> claims.forEach(claim -> sums.merge(
                claim.exchange() + claim.asset(), claim.amount(), Long::sum)));
        return sums;
    }
}
