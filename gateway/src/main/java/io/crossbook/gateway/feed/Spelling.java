package io.crossbook.gateway.feed;

/// How messages of the normalised stream are spelt: as tardis-machine does, and what may be added to that for who asks for it.
///
/// @param unified with the instrument in the form of ccxt beside the exchange's symbol
/// @param strings with prices and amounts as decimal strings: no reader can round them by accident
/// @param exchange what the reader calls the exchange; empty: as we do
public record Spelling(boolean unified, boolean strings, String exchange) {

    /// As tardis-machine writes.
    public static final Spelling PLAIN = new Spelling(false, false, "");

    /// With a unified symbol or not, with decimal strings or not.
    public static Spelling of(boolean unified, boolean strings) {
        return new Spelling(unified, strings, "");
    }

    /// The same for a reader who calls the exchange so.
    public Spelling calling(String name) {
        return new Spelling(unified, strings, name);
    }
}
