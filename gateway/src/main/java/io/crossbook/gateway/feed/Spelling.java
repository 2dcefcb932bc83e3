package io.crossbook.gateway.feed;

/// How messages of the normalised stream are spelt: as tardis-machine does, and what may be added to that for who asks for it.
public enum Spelling {
    /// As tardis-machine writes.
    PLAIN(false, false),
    /// With the instrument in the form of ccxt beside the exchange's symbol.
    UNIFIED(true, false),
    /// With prices and amounts as decimal strings: no reader can round them by accident.
    STRINGS(false, true),
    /// Both.
    UNIFIED_STRINGS(true, true);

    final boolean unified;
    final boolean strings;

    Spelling(boolean unified, boolean strings) {
        this.unified = unified;
        this.strings = strings;
    }

    /// With a unified symbol or not, with decimal strings or not.
    public static Spelling of(boolean unified, boolean strings) {
        return unified ? (strings ? UNIFIED_STRINGS : UNIFIED) : (strings ? STRINGS : PLAIN);
    }
}
