package io.crossbook.books;

/// An instrument as one exchange lists it.
///
/// `id` is dense and fixed for the life of an engine: everything on the hot path is an array by it. `exchange` is the
/// name in `exchanges.yaml`, `symbol` is what the exchange calls the instrument on the wire. Fresh metadata makes a
/// new record with the same id.
public record Listing(int id, String exchange, String symbol, Instrument instrument, Rules rules) {

    public Listing {
        if (id < 0 || exchange.isEmpty() || symbol.isEmpty()) {
            throw new IllegalArgumentException("no listing: " + id + " " + exchange + " " + symbol);
        }
    }

    /// This listing under new rules.
    public Listing with(Rules fresh) {
        return new Listing(id, exchange, symbol, instrument, fresh);
    }

    /// Whether what is bought there is delivered at once.
    public boolean spot() {
        return instrument.kind() == Instrument.Kind.SPOT;
    }

    /// Whether both are what one exchange calls by one symbol, whatever their ids and rules: what was written down in another run has others.
    public boolean sameAs(Listing other) {
        return symbol.equals(other.symbol) && exchange.equals(other.exchange);
    }

    /// How people read it: `kraken BTC/USD`.
    @Override
    public String toString() {
        return exchange + " " + symbol;
    }
}
