package io.crossbook.gateway.config;

import io.crossbook.books.FeedEvent;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Makes the dialect of an entry, and has it make what it would make for a connection, before there is any: it knows best which depths, options
/// and instruments it takes, and what it refused later would end the engine.
final class DialectTrial {

    /// What a conversation says before anybody has connected.
    private static final Out NOBODY = new Out() {
        @Override
        public void event(FeedEvent event) {}

        @Override
        public void send(String frame) {}

        @Override
        public void request(Request request) {}

        @Override
        public void fault(Fault fault) {}

        @Override
        public void reconnect(String why) {}
    };

    private static final String DEPTH = "depth";

    private final BiFunction<String, Entry, ? extends @Nullable Dialect> dialects;
    private final Section entries;

    DialectTrial(BiFunction<String, Entry, ? extends @Nullable Dialect> dialects, Section entries) {
        this.dialects = dialects;
        this.entries = entries;
    }

    /// The dialect; null where what it would not take has been told.
    @Nullable
    Dialect of(Section section, String name, Entry entry, List<Instrument> instruments) {
        try {
            Dialect dialect = dialects.apply(name, entry);
            if (dialect == null || !options(section, dialect, entry)
                    || !kinds(section, name, dialect, instruments)) {
                return null;
            }
            for (Link link : dialect.links(listings(dialect, entry, instruments))) {
                dialect.converse(link, NOBODY);
            }
            return dialect;
        } catch (IllegalArgumentException e) {
            refused(section, name, entry, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// At the option that the dialect speaks of, where it does, else at the exchange.
    private void refused(Section section, String name, Entry entry, String why) {
        String text = "(dialect " + name + "): " + why;
        String option = entry.options().keySet().stream().filter(why::contains).findFirst()
                .orElse("");
        if (!option.isEmpty()) {
            section.section("options").wrongKey(option, text);
        } else if (why.contains(DEPTH) && section.has(DEPTH)) {
            section.wrongKey(DEPTH, text);
        } else {
            String near = Dialects.names().contains(name)
                    ? ""
                    : Nearest.of(name, Dialects.names());
            entries.wrongKey(entry.name(),
                    text + (near.isEmpty() ? "" : "; did you mean " + near + "?"));
        }
    }

    /// What is misspelt here would be left out without a word.
    private static boolean options(Section section, Dialect dialect, Entry entry) {
        Set<String> known = dialect.options();
        if (known == null || known.containsAll(entry.options().keySet())) {
            return true;
        }
        section.section("options").unknown(known);
        return false;
    }

    /// One symbol may be two things: `BTCUSDT` is a pair on Binance's spot market, and a perpetual on its futures market.
    private static boolean kinds(Section section, String name, Dialect dialect,
            List<Instrument> instruments) {
        boolean right = true;
        for (Instrument instrument : instruments) {
            Instrument read = dialect.instrument(dialect.symbol(instrument));
            if (read != null && read.kind() != instrument.kind()) {
                section.wrongItem("listings", instrument.toString(), "is "
                        + kind(instrument) + ", and dialect " + name + " would stream "
                        + kind(read) + ": " + read + " is wanted, or another dialect");
                right = false;
            }
        }
        return right;
    }

    private static String kind(Instrument instrument) {
        return "a " + instrument.kind().name().toLowerCase(Locale.ROOT)
                + (instrument.kind() == Instrument.Kind.SPOT ? " pair" : "");
    }

    private static List<Listing> listings(Dialect dialect, Entry entry,
            List<Instrument> instruments) {
        var listings = new ArrayList<Listing>();
        for (Instrument instrument : instruments) {
            listings.add(new Listing(listings.size(), entry.name(), dialect.symbol(instrument),
                    instrument, Rules.UNKNOWN));
        }
        return listings;
    }
}
