package io.crossbook.gateway.listings;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Specification;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known so far of the listings of one exchange, and under which rules; one answer that is missing unlearns nothing.
final class Rulebook {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");

    private final Map<String, Rules> rules = new HashMap<>();
    private final Set<String> notListed = new HashSet<>();

    /// Learns from what was found. Only a whole answer that lists something tells what the exchange does not list.
    void learn(Settings.Exchange exchange, Dialect dialect, Inquiry.Found found) {
        for (Specification specification : found.specifications()) {
            rules.put(specification.symbol(), specification.rules());
            notListed.remove(specification.symbol());
        }
        if (!found.whole() || found.specifications().isEmpty()) {
            return;
        }
        Set<String> listed = new HashSet<>();
        found.specifications().forEach(specification -> listed.add(specification.symbol()));
        for (Instrument instrument : exchange.instruments()) {
            String symbol = dialect.symbol(instrument);
            if (!listed.contains(symbol) && notListed.add(symbol)) {
                LOG.warn("{}: lists no {} (symbol {}); left out", exchange.entry().name(),
                        instrument, symbol);
            }
        }
    }

    /// What shall be streamed: what is configured, less what is known not to be listed; without rules where none are known, so
    /// that at least the data comes.
    List<Listing> listings(Settings.Exchange exchange, Dialect dialect,
            ToIntFunction<Instrument> ids) {
        var listings = new ArrayList<Listing>();
        for (Instrument instrument : exchange.instruments()) {
            String symbol = dialect.symbol(instrument);
            if (!notListed.contains(symbol)) {
                listings.add(new Listing(ids.applyAsInt(instrument), exchange.entry().name(),
                        symbol, instrument, rules.getOrDefault(symbol, Rules.UNKNOWN)));
            }
        }
        return listings;
    }
}
