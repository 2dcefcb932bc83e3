package io.crossbook.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An instrument as one practice exchange lists it; prices are counted in ticks, sizes in lots.
///
/// One tick is `10^-priceDecimals` of the quote asset, one lot `10^-sizeDecimals` of the base
/// asset; `minSize` is in lots, `minNotional` a plain decimal in the quote asset.
public record Listing(Exchange exchange, Instrument instrument, String symbol, int priceDecimals,
        int sizeDecimals, long minSize, String minNotional) {

    /// The price as the exchange prints it, with exactly [#priceDecimals()] digits.
    public String price(long ticks) {
        return Digits.plain(ticks, priceDecimals);
    }

    /// The size with exactly [#sizeDecimals()] digits.
    public String size(long lots) {
        return Digits.plain(lots, sizeDecimals);
    }

    /// What a trade costs. Kraken's costs have so many decimals and no more: the rest is cut.
    BigDecimal cost(BigDecimal price, BigDecimal size) {
        BigDecimal exact = price.multiply(size);
        return exchange == Exchange.KRAKEN
                ? exact.setScale(Math.min(exact.scale(), costDecimals()), RoundingMode.DOWN)
                : exact;
    }

    /// What Kraken's `cost_decimals` says: no more than the quote asset has.
    int costDecimals() {
        return Math.min(priceDecimals + 4, Listings.decimals(instrument.quote()));
    }

    @Override
    public String toString() {
        return exchange.id() + " " + instrument;
    }
}
