package io.crossbook.gateway.tape;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says under which configuration a recording shall be replayed, given the symbols found in it by exchange.
public interface Catalogue {

    /// What the imported tape begins with. The frames of the exchanges in `own` are of our own making (docs/tape.md): the dialect
    /// `xchange` reads them.
    Configuration of(SortedMap<String, SortedSet<String>> symbols, SortedSet<String> own);

    /// The configuration of a replay, and the listings that stand for metadata.
    record Configuration(Settings settings, List<Input.Listed> listed) {
        public Configuration {
            listed = List.copyOf(listed);
        }
    }

    /// Reads symbols as an exchange's dialect does; null where the symbol tells too little.
    interface Reading {
        @Nullable
        Instrument instrument(String exchange, String dialect, String symbol);
    }

    /// Every exchange with a dialect, every symbol that reads as an instrument, under rules unknown and no limits of age,
    /// so that a replay shows what was recorded. What has no dialect is kept on the tape and configured disabled.
    ///
    /// `entries` says what a configuration would say of an exchange: where it was recorded tells which protocol it spoke.
    static Catalogue by(Reading reading, Function<String, Entry> entries) {
        return (symbols, own) -> {
            var exchanges = new ArrayList<Settings.Exchange>();
            var listed = new ArrayList<Input.Listed>();
            int id = 0;
            for (var exchange : symbols.entrySet()) {
                String name = exchange.getKey();
                String dialect = own.contains(name) ? "xchange" : Venues.dialect(name);
                var instruments = new ArrayList<Instrument>();
                var listings = new ArrayList<Listing>();
                for (String symbol : exchange.getValue()) {
                    Instrument instrument = dialect.isEmpty()
                            ? null
                            : reading.instrument(name, dialect, symbol);
                    if (instrument != null && !instruments.contains(instrument)) {
                        instruments.add(instrument);
                        listings.add(new Listing(id++, name, symbol, instrument, Rules.UNKNOWN));
                    }
                }
                exchanges
                        .add(new Settings.Exchange(entries.apply(name), dialect, !dialect.isEmpty(),
                                instruments, BookLimits.NONE, 0, 0));
                listed.add(new Input.Listed(name, listings));
            }
            return new Configuration(new Settings(exchanges, DetectorSettings.DEFAULT, 0, List.of(),
                    List.of()), listed);
        };
    }
}
