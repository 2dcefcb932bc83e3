package io.crossbook.exchanges.binance;

/// What a stream carries.
enum Stream {
    DEPTH(0), QUOTE(1), TRADE(2), AGGREGATE_TRADE(3), MARK_PRICE(4), LIQUIDATION(5);

    private static final Stream[] ALL = values();
    private static final int COUNT = ALL.length;

    private final int number;

    Stream(int number) {
        this.number = number;
    }

    /// A bit of its own.
    int bit() {
        return 1 << number;
    }

    /// Packs a line's place and a stream into one number.
    int slot(int line) {
        return line * COUNT + number;
    }

    static int line(int slot) {
        return slot / COUNT;
    }

    static Stream of(int slot) {
        return ALL[slot % COUNT];
    }
}
