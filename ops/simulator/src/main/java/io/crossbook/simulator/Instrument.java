package io.crossbook.simulator;

/// An instrument by its two assets, in common names: BTC (never XBT), DOGE (never XDG).
public record Instrument(String base, String quote) {

    /// Reads `BTC/USDT`.
    public static Instrument of(String name) {
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw new IllegalArgumentException("an instrument is BASE/QUOTE, not \"" + name + "\"");
        }
        return new Instrument(name.substring(0, slash), name.substring(slash + 1));
    }

    @Override
    public String toString() {
        return base + "/" + quote;
    }
}
