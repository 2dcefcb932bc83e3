package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A listing that shows too little, or takes only more than there is, hides none of the many ways around it.
final class TooLittleTest {

    private static final int EXCHANGES = 10;
    private static final String BAD = "x0";
    private static final Rules ONE_DOLLAR = Market.rules("0.0001", "0.0001", "0.0001", "1");

    private final Market market = new Market(Market.EVERY_CHANGE);

    /// USDT to BTC to ETH to USDT pays through any three of ten exchanges; through the first it seems to pay most, where Ether is sold by these rules.
    private void seen(DetectorSettings settings, Rules others, Rules last, String bids) {
        for (int i = 0; i < EXCHANGES; i++) {
            boolean bad = i == 0;
            market.with("x" + i, "0", others, Instrument.parse("BTC/USDT"))
                    .with("x" + i, "0", Market.rules("0.0001", "0.0001", "0.0001", "0"),
                            Instrument.parse("ETH/BTC"))
                    .with("x" + i, "0", bad ? last : others, Instrument.parse("ETH/USDT"));
        }
        market.detector.configured(settings, Costs.of(market.fees()), new ChainSettings(List.of(),
                new ChainSettings.Cycles(false, true, 3, List.of("USDT"))), market.now);
        for (int i = 0; i < EXCHANGES; i++) {
            boolean bad = i == 0;
            market.snapshot("x" + i + " BTC/USDT", "bid 990 x 1.0000 | ask 1000." + i + " x 1.0000")
                    .snapshot("x" + i + " ETH/BTC",
                            "bid 0.0490 x 10.0000 | ask 0.0500" + i + " x 10.0000")
                    .snapshot("x" + i + " ETH/USDT",
                            "bid " + (bad ? bids : "50.5" + (9 - i) + " x 4.0000")
                                    + " | ask 62 x 4.0000");
        }
        market.change("x0 BTC/USDT", "bid 980 x 1.0000");
    }

    private void assertPaysElsewhere() {
        assertEquals(1, market.detector.open().size(), market.detector.chains().toString());
        assertEquals("x1",
                market.detector.open().getFirst().legs().getLast().listing().exchange());
    }

    @Test
    void less_than_its_own_minimum() {
        seen(Market.EVERY_CHANGE, ONE_DOLLAR, Market.rules("0.0001", "0.0001", "1", "1"),
                "51.2 x 0.5, 40 x 9");
        assertPaysElsewhere();
    }

    @Test
    void less_than_what_the_others_trade() {
        seen(Market.EVERY_CHANGE, ONE_DOLLAR, Rules.UNKNOWN, "51.2 x 0.001, 40 x 9");
        assertPaysElsewhere();
    }

    @Test
    void a_minimum_above_what_may_be_spent() {
        seen(new DetectorSettings(0, 5_000_000, Market.SECOND, Market.SECOND, 40, 0, 0),
                ONE_DOLLAR, Market.rules("0.0001", "0.0001", "1", "1"), "51.2 x 5, 40 x 9");
        assertPaysElsewhere();
    }

    @Test
    void what_is_taken_of_all_but_dust() {
        seen(Market.EVERY_CHANGE, ONE_DOLLAR, ONE_DOLLAR, "51.2 x 0.5000, 40 x 9.0000");
        assertEquals(BAD, market.last().last().listing().exchange());

        var half = new Consumed(Side.BID);
        half.take(market.book(BAD + " ETH/USDT"), 4_999, 4, 51, 0);
        market.detector.traded(market.book(BAD + " ETH/USDT"), Side.BID, half,
                market.now);
        assertPaysElsewhere();
    }

    /// Of 0.0029 Ether whole lots of 0.0015 are sold, and the Bitcoin for them is only to be had in twice as many.
    @Test
    void what_the_lots_of_the_others_swallow() {
        Rules coarse = Market.rules("0.0001", "0.0001", "0.0001", "0");
        seen(Market.EVERY_CHANGE, coarse, Market.rules("0.0001", "0.0015", "0.0015", "0"),
                "51.2 x 0.0029, 40 x 9");
        assertPaysElsewhere();
    }
}
