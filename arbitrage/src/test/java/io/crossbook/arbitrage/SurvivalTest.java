package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// How long opportunities lived.
final class SurvivalTest {

    private final Market market = new Market(Market.EVERY_CHANGE).with("binance").with("kraken")
            .with("bybit");
    private final Survival survival = new Survival();

    private Opportunity lives(String at, long nanos) {
        market.snapshot("binance", "bid 99 x 1 | ask 100 x 1").snapshot(at,
                "bid 101 x 1 | ask 102 x 1");
        Opportunity opened = market.last();
        market.now += nanos;
        market.snapshot(at, "bid 99 x 1 | ask 102 x 1");
        survival.told(opened);
        survival.told(market.last());
        return opened;
    }

    @Test
    void with_nothing_known_one_in_three_is_believed_to_live() {
        Opportunity o = lives("kraken", 1_000_000);

        assertEquals(new Survival.Lives(0, 0, 333), new Survival().of(o, 1));
    }

    @Test
    void each_path_has_its_own_record() {
        Opportunity there = lives("kraken", 70_000_000);
        Opportunity other = lives("bybit", 1_000);

        assertEquals(new Survival.Lives(1, 1, 500), survival.of(there, 30_000_000));
        assertEquals(new Survival.Lives(1, 0, 250), survival.of(other, 30_000_000));
    }

    @Test
    void what_is_remembered_elsewhere_is_what_is_known_here() {
        Opportunity there = lives("kraken", 70_000_000);
        lives("kraken", 1_000);
        Opportunity other = lives("bybit", 1_000);

        var fresh = new Survival();
        fresh.remember(survival.kept());

        assertEquals(survival.of(there, 30_000_000), fresh.of(there, 30_000_000));
        assertEquals(survival.of(other, 500), fresh.of(other, 500));
        assertEquals(survival.kept(), fresh.kept());
    }

    @Test
    void one_whose_book_fell_silent_was_never_seen_to_live() {
        market.snapshot("binance", "bid 99 x 1 | ask 100 x 1").snapshot("kraken",
                "bid 101 x 1 | ask 102 x 1");
        market.after(1_000);

        assertEquals("too_old", market.last().closedWhy());
        survival.told(market.last());
        assertEquals(new Survival.Lives(1, 0, 250), survival.of(market.last(), 1));
    }

    @Test
    void it_never_counts_more_than_lived_and_never_fewer_than_twice_as_long() {
        var random = new SplittableRandom(7);
        var all = new ArrayList<Long>();
        Opportunity o = lives("kraken", 0);
        all.add(0L);
        for (int i = 0; i < 500; i++) {
            long life = random.nextLong(1L << random.nextInt(1, 30));
            all.add(life);
            lives("kraken", life);
        }
        for (int i = 0; i < 500; i++) {
            long asked = random.nextLong(1L << random.nextInt(1, 30));
            long lived = survival.of(o, asked).lived();
            assertTrue(lived <= all.stream().filter(life -> life >= asked).count(), "" + asked);
            assertTrue(lived >= all.stream().filter(life -> life >= 2 * asked).count(),
                    "" + asked);
        }
    }
}
