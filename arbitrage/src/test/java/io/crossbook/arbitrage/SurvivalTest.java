package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;
import java.util.ArrayList;
import java.util.List;
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

    /// A coin bought and sold, its dollars converted on Bitstamp or, when it is better, on Coinbase; a gate hears of it.
    private static final class Dollars {
        final Market market = new Market(Market.EVERY_CHANGE).with("binance");
        final Gate gate = new Gate(market.books, _ -> true);
        private int heard;

        Dollars() {
            var usdt = Instrument.spot("USDT", "USD");
            market.with("kraken", "0", Rules.UNKNOWN,
                    Instrument.spot("BTC", "USD"))
                    .with("bitstamp", "0", Rules.UNKNOWN, usdt)
                    .with("coinbase", "0", Rules.UNKNOWN, usdt);
            market.detector.configured(Market.EVERY_CHANGE, Costs.of(market.fees()),
                    new ChainSettings(List.of(new ChainSettings.Conversion("USDT", "USD",
                            ChainSettings.Mode.EXECUTED, 0)), ChainSettings.Cycles.NONE),
                    market.now);
            snapshot("bitstamp", "bid 0.95 x 500 | ask 0.96 x 500");
            snapshot("kraken", "bid 99 x 1 | ask 100 x 1");
            snapshot("binance", "bid 99 x 1 | ask 100 x 1");
        }

        void snapshot(String exchange, String picture) {
            market.snapshot(exchange, picture);
            hear();
        }

        void hear() {
            for (; heard < market.told.size(); heard++) {
                gate.judge(market.told.get(heard));
            }
        }
    }

    private static final long SECOND = Market.SECOND;

    @Test
    void each_path_of_a_chain_has_the_life_that_it_had() {
        var dollars = new Dollars();
        Opportunity bitstamp = dollars.market.last();
        dollars.market.after(700);
        dollars.snapshot("kraken", "bid 99 x 1 | ask 100 x 1");
        dollars.snapshot("binance", "bid 99 x 1 | ask 100 x 1");
        dollars.snapshot("coinbase", "bid 0.94 x 500 | ask 0.95 x 500");
        Opportunity coinbase = dollars.market.last();
        assertEquals("coinbase", coinbase.last().listing().exchange());
        dollars.market.after(5);
        dollars.snapshot("binance", "bid 99 x 1 | ask 120 x 1");

        assertEquals("closed", dollars.market.last().state().toString());
        Survival known = dollars.gate.survival();
        assertEquals(new Survival.Lives(1, 0, 250), known.of(coinbase, SECOND / 10));
        assertEquals(new Survival.Lives(1, 1, 500), known.of(coinbase, SECOND / 1_000));
        assertEquals(new Survival.Lives(1, 1, 500), known.of(bitstamp, SECOND / 10));
        assertEquals(new Survival.Lives(1, 0, 250), known.of(bitstamp, SECOND));
    }

    @Test
    void the_next_life_of_a_chain_begins_when_it_opens() {
        var dollars = new Dollars();
        Opportunity bitstamp = dollars.market.last();
        dollars.snapshot("coinbase", "bid 0.94 x 500 | ask 0.95 x 500");
        dollars.snapshot("coinbase", "bid 0.96 x 500 | ask 0.97 x 500");
        dollars.market.after(400);
        dollars.snapshot("binance", "bid 99 x 1 | ask 120 x 1");
        dollars.snapshot("binance", "bid 99 x 1 | ask 100 x 1");
        dollars.market.after(300);
        dollars.snapshot("binance", "bid 99 x 1 | ask 120 x 1");

        // For nothing, then 0.4 s, then 0.3.
        assertEquals(new Survival.Lives(3, 2, 500),
                dollars.gate.survival().of(bitstamp, SECOND / 10));
    }

    @Test
    void a_path_whose_book_fell_silent_was_never_seen_to_live_though_another_goes_on() {
        var dollars = new Dollars();
        Opportunity bitstamp = dollars.market.last();
        dollars.market.after(700);
        dollars.snapshot("coinbase", "bid 0.95 x 500 | ask 0.97 x 500");
        dollars.snapshot("kraken", "bid 99 x 1 | ask 100 x 1");
        dollars.snapshot("binance", "bid 99 x 1 | ask 100 x 1");
        dollars.market.after(300);
        dollars.hear();

        assertEquals("coinbase", dollars.market.last().last().listing().exchange());
        assertEquals(new Survival.Lives(1, 0, 250), dollars.gate.survival().of(bitstamp, 1));
    }

    @Test
    void only_so_many_paths_are_remembered_those_that_ended_last() {
        var known = new ArrayList<Survival.Kept>();
        for (int i = 0; i < Survival.MOST_PATHS; i++) {
            known.add(new Survival.Kept(List.of(100_000 - i, 7), List.of(1L)));
        }
        survival.remember(known);
        assertEquals(known, survival.kept(), "in the order in which they ended");

        lives("kraken", 1_000);
        lives("bybit", 1_000);
        lives("kraken", 1_000);
        List<Survival.Kept> kept = survival.kept();
        assertEquals(Survival.MOST_PATHS, kept.size());
        assertEquals(known.get(2), kept.getFirst());
        assertEquals(List.of(0, 1), kept.getLast().path());
    }
}
