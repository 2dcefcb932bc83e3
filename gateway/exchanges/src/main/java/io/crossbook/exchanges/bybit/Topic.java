package io.crossbook.exchanges.bybit;

/// What a topic carries.
enum Topic {
    BOOK(0), QUOTE(1), TRADES(2), TICKER(3), LIQUIDATIONS(4);

    private static final Topic[] ALL = values();
    private static final int COUNT = ALL.length;

    private final int number;

    Topic(int number) {
        this.number = number;
    }

    /// A bit of its own.
    int bit() {
        return 1 << number;
    }

    /// Packs a line's place and a topic into one number.
    int slot(int line) {
        return line * COUNT + number;
    }

    static int line(int slot) {
        return slot / COUNT;
    }

    static Topic of(int slot) {
        return ALL[slot % COUNT];
    }
}
