package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.DetectorSettings;
import org.junit.jupiter.api.Test;

/// The cheaper of completing what is missing and giving back what is too much.
final class CheaperTest {

    /// Bought at alpha, not sold at beta.
    private static Rig uneven(long alphaFeeBps, long betaFeeBps) {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fees.put("alpha", bps(alphaFeeBps));
        rig.fees.put("beta", bps(betaFeeBps));
        rig.shows("alpha", "50000", "50010");
        rig.shows("beta", "50010", "50020"); // 2 bp more for what is sold
        rig.fills(rig.placed.get(1), "0");
        return rig;
    }

    static long bps(long whole) {
        long scale = 1;
        for (int i = 0; i < DetectorSettings.FEE_SCALE - 4; i++) {
            scale *= 10;
        }
        return whole * scale;
    }

    @Test
    void counts_what_the_price_is_and_what_the_fee_is() {
        assertEquals("beta", uneven(10, 10).last().listing().exchange());
        assertEquals("beta", uneven(10, 11).last().listing().exchange());
        assertEquals("alpha", uneven(10, 13).last().listing().exchange());
        assertEquals("alpha", uneven(10, 40).last().listing().exchange());
    }
}
