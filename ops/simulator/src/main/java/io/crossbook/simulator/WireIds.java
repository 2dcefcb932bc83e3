package io.crossbook.simulator;

import java.util.Locale;

/// What the exchanges call orders and executions: numbers at Binance, groups of capitals at Kraken,
/// UUIDs and long numbers at Bybit.
final class WireIds {

    private WireIds() {}

    static String order(Exchange exchange, long id) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> Long.toString(id);
            case KRAKEN -> kraken('O', id);
            case BYBIT -> "18" + Digits.plain(10_000_000_000_000_000L + id, 0);
        };
    }

    /// Binance tells executions by the public trade.
    static String execution(Exchange exchange, long id, long tradeId) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> Long.toString(tradeId);
            case KRAKEN -> kraken('T', id);
            case BYBIT -> "22" + Digits.plain(90_000_000_000_000_000L + id, 0);
        };
    }

    /// `OABCDE-FGHIJ-KLMNOP`: a letter and sixteen more, the number in base 36 at their end.
    private static String kraken(char letter, long id) {
        String digits = Long.toString(id, 36).toUpperCase(Locale.ROOT);
        String all = letter + "CB2Q7XN5ZR3VW8KLA".substring(0, 16 - digits.length()) + digits;
        return all.substring(0, 6) + "-" + all.substring(6, 11) + "-" + all.substring(11);
    }
}
