package io.crossbook.simulator;

import java.util.Locale;

/// What a recorded frame is about, in the same words as the live protocols use.
final class TapeTopics {

    private TapeTopics() {}

    static Topic of(TapeRecord record) {
        String key = record.key();
        return switch (record.exchange()) {
            case BINANCE, BINANCE_FUTURES -> new Topic(
                    kind(key.substring(key.indexOf('@') + 1)),
                    key.substring(0, key.indexOf('@')).toUpperCase(Locale.ROOT));
            case KRAKEN -> new Topic(kind(key), key.substring(key.indexOf(' ') + 1));
            case BYBIT -> new Topic(kind(key), key.substring(key.lastIndexOf('.') + 1));
        };
    }

    private static Topic.Kind kind(String name) {
        if (name.startsWith("depth") || name.startsWith("book-") || name.startsWith("book ")
                || name.startsWith("orderbook")) {
            return Topic.Kind.BOOK;
        }
        if (name.startsWith("bookTicker")) {
            return Topic.Kind.QUOTE;
        }
        return name.toLowerCase(Locale.ROOT).contains("trade")
                ? Topic.Kind.TRADE
                : Topic.Kind.TICKER;
    }
}
