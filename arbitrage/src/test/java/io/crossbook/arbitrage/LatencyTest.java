package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a price may do until an order arrives is a cost, and where it is a sale, a share of what is sold.
final class LatencyTest {

    @Test
    void a_price_that_jumps_about_must_pay_more() {
        var wild = new Market(Market.EVERY_CHANGE).with("binance").with("kraken");
        wild.detector.configured(Market.EVERY_CHANGE,
                new Costs(wild.fees(), Transfers.IGNORED, _ -> 600, 100), wild.now);
        wild.snapshot("binance", "bid 99 x 1 | ask 101 x 1").after(100)
                .snapshot("binance", "bid 98 x 1 | ask 100 x 1")
                .snapshot("kraken", "bid 101 x 1 | ask 102 x 1");

        // One move of 1 % in a minute's span: a standard deviation of 0.01 · √(0.6 s / 60 s) = 0.1 %.
        Opportunity o = wild.last();
        assertEquals("latency -0.1", o.steps().getLast().what() + " "
                + Decimals.format(o.steps().getLast().amount(), Money.SCALE));
        assertEquals(90000000L, o.net());
    }

    /// Kraken's price moves by 1 % on the way to this: a tenth of a percent in 600 ms, and `percent` of that is lost.
    private static Market wild(boolean inKind, int percent, String first, String kraken) {
        var wild = new Market(Market.EVERY_CHANGE).with("binance").with("kraken");
        Fees fees = new Fees() {
            @Override
            public long taker(Listing listing) {
                return 0;
            }

            @Override
            public boolean inReceived(Listing listing) {
                return inKind;
            }
        };
        wild.detector.configured(
                new DetectorSettings(0, 100_000_000, Market.SECOND, Market.SECOND, 0, 0, 0),
                new Costs(fees, Transfers.IGNORED, _ -> 600, percent), wild.now);
        return wild.snapshot("kraken", first).after(100)
                .snapshot("kraken", kraken);
    }

    /// It sells for 104 what cost 100: a tenth of a percent is 0.104, also where a fee in kind makes it a chain.
    @Test
    void what_the_price_does_until_a_sale_is_a_share_of_what_is_sold() {
        for (boolean inKind : List.of(false, true)) {
            Market wild = wild(inKind, 100, "bid 102.98 x 1 | ask 105.02 x 1",
                    "bid 104 x 1 | ask 106.08 x 1")
                    .snapshot("binance", "bid 99 x 1 | ask 100 x 1");

            Opportunity o = wild.last();
            Step late = o.steps().getLast();
            assertEquals("latency kraken -0.104 what the price does meanwhile, 0.1 % of 104",
                    late.what() + " " + late.exchange() + " "
                            + Decimals.format(late.amount(), Money.SCALE) + " " + late.detail());
            assertEquals(389600000L, o.net());
            assertEquals(10400000L, o.working().latency());
            // As a share of what is bought, beside the other costs.
            assertEquals(List.of(1_040_000L), Objects
                    .requireNonNull(wild.detector.ask(0, 1, wild.now)).costs().stream()
                    .map(Verdict.Cost::rate).toList());
        }
    }

    /// A tenth of what is sold is lost: 112 leave 100.8, and 110.5 leave less than the 100 that it costs, though a tenth of those is 10.
    @Test
    void what_is_lost_of_a_sale_is_lost_of_each_level() {
        for (boolean inKind : List.of(false, true)) {
            Market wild = wild(inKind, 10_000, "bid 110.98 x 1 | ask 113.02 x 1",
                    "bid 112 x 1, 110.5 x 1 | ask 114.24 x 1")
                    .snapshot("binance", "bid 99 x 1 | ask 100 x 5");

            assertEquals("1", Decimals.format(wild.last().first().size(),
                    wild.last().first().sizeScale()));
            assertEquals(80000000L, wild.last().net());
        }
    }
}
