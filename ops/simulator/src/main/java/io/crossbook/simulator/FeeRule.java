package io.crossbook.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What an exchange charges of a trade, at its entry tier: fractions of what is traded.
record FeeRule(BigDecimal taker, BigDecimal maker) {

    /// Fees are cut to so many digits; that is what is charged, told and booked.
    private static final int DECIMALS = 8;

    static FeeRule of(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BYBIT -> of("0.001", "0.001");
            case BINANCE_FUTURES -> of("0.0005", "0.0002");
            case KRAKEN -> of("0.004", "0.0025");
        };
    }

    private static FeeRule of(String taker, String maker) {
        return new FeeRule(new BigDecimal(taker), new BigDecimal(maker));
    }

    /// The fee on this amount of the asset that it is charged in.
    BigDecimal on(BigDecimal amount, boolean asMaker) {
        return amount.multiply(asMaker ? maker : taker).setScale(DECIMALS, RoundingMode.DOWN);
    }

    /// No fee on this amount can be more.
    BigDecimal most(BigDecimal amount) {
        return amount.multiply(taker.max(maker)).setScale(DECIMALS, RoundingMode.UP);
    }
}
