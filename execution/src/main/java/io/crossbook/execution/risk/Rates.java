package io.crossbook.execution.risk;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a configured rate may be: what one unit of a currency is worth in USDT, give or take what years may do to it.
///
/// A rate is a factor of every limit in USDT where no market in USDT tells a price: one that is a hundred times too low takes all of them away. So only currencies have one of which everybody knows
/// roughly what they are worth, and nobody takes a hundredth of it for it, nor a tenth.
public final class Rates {

    /// What a configured rate and a live book may differ by.
    static final Bps MOST_APART = Bps.of(500);

    private static final Map<String, Band> BANDS = bands();

    private record Band(BigDecimal least, BigDecimal most) {}

    private Rates() {}

    private static Map<String, Band> bands() {
        var bands = new TreeMap<String, Band>();
        for (String dollar : new String[]{"USD", "USDC", "FDUSD", "TUSD", "PYUSD", "USDE", "DAI",
                "RLUSD", "USDG"}) {
            bands.put(dollar, band("0.9", "1.1"));
        }
        for (String euro : new String[]{"EUR", "EURC", "EURI", "EURQ"}) {
            bands.put(euro, band("0.8", "1.6"));
        }
        bands.put("GBP", band("0.9", "1.9"));
        bands.put("CHF", band("0.8", "1.8"));
        bands.put("CAD", band("0.5", "1.1"));
        bands.put("AUD", band("0.4", "1.1"));
        bands.put("BRL", band("0.1", "0.4"));
        bands.put("PLN", band("0.15", "0.5"));
        bands.put("JPY", band("0.004", "0.013"));
        return Collections.unmodifiableMap(bands);
    }

    private static Band band(String least, String most) {
        return new Band(new BigDecimal(least), new BigDecimal(most));
    }

    /// What is wanted of the rate of an asset, for people, where this one is not; null where it may be.
    public static @Nullable String wanted(String asset, BigDecimal rate) {
        Band band = BANDS.get(asset);
        if (band == null) {
            return "no rate (its markets in USDT tell it), or one of " + String.join(", ",
                    BANDS.keySet()) + ",";
        }
        return rate.compareTo(band.least) >= 0 && rate.compareTo(band.most) <= 0
                ? null
                : "from " + band.least + " to " + band.most;
    }
}
