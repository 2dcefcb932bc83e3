package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All conversions and all cycles that there are in a market, by the listings that were met, each with all hops of its routes.
final class ChainList {

    /// All hops from one asset into another; of them, at a moment, the best that is fresh, and the best of any age.
    static final class Pool {
        final List<Hop> hops = new ArrayList<>();
        @Nullable
        Hop best;
        @Nullable
        Hop any;
    }

    record Candidate(String name, Kind kind, String exchange, List<Pool> routes,
            ChainSettings.@Nullable Conversion conversion) {}

    private final Oracle market;
    ChainSettings wanted = ChainSettings.DEFAULT;
    final List<ListingBook> met = new ArrayList<>();
    private final Map<String, Consumed> taken = new HashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private ChainSettings drawn = ChainSettings.DEFAULT;
    private int drawnOf;

    ChainList(Oracle market) {
        this.market = market;
    }

    Consumed taken(ListingBook book, Side side) {
        return taken.computeIfAbsent(book.id() + " " + side, _ -> new Consumed(side));
    }

    /// As of now.
    List<Candidate> candidates() {
        if (!drawn.equals(wanted) || drawnOf != met.size()) {
            draw();
        }
        return candidates;
    }

    /// All hops of theirs.
    Iterable<Pool> pools() {
        return pools.values();
    }

    /// Writes down all chains that there are.
    private void draw() {
        drawn = wanted;
        drawnOf = met.size();
        pools.clear();
        candidates.clear();
        for (ChainSettings.Conversion conversion : wanted.conversions()) {
            conversions(conversion, conversion.one(), conversion.other());
            conversions(conversion, conversion.other(), conversion.one());
        }
        if (wanted.cycles().onOneExchange()) {
            for (String exchange : met.stream().map(book -> book.listing().exchange())
                    .collect(Collectors.toCollection(TreeSet::new))) {
                cycles(exchange);
            }
        }
        if (wanted.cycles().across()) {
            cycles("");
        }
    }

    private Hop hop(ListingBook book, Side side, boolean valued) {
        return new Hop(book, side, taken(book, side), valued, market.fees);
    }

    private void conversions(ChainSettings.Conversion conversion, String paid, String received) {
        boolean valued = conversion.mode() == ChainSettings.Mode.CARRIED;
        Pool converting = pool(received, paid, "", valued);
        if (converting.hops.isEmpty()) {
            return;
        }
        for (ListingBook buy : spot()) {
            for (ListingBook sell : spot()) {
                Instrument bought = buy.listing().instrument();
                if (bought.quote().equals(paid) && sell.listing().instrument()
                        .equals(Instrument.spot(bought.base(), received))) {
                    candidates.add(new Candidate(buy.id() + " to " + sell.id(), Kind.CONVERSION,
                            "", List.of(alone(buy, Side.ASK), alone(sell, Side.BID), converting),
                            conversion));
                }
            }
        }
    }

    private List<ListingBook> spot() {
        return met.stream().filter(
                book -> book.listing().instrument().kind() == Instrument.Kind.SPOT).toList();
    }

    private Pool alone(ListingBook book, Side side) {
        return pools.computeIfAbsent(book.id() + " " + side, _ -> {
            var pool = new Pool();
            pool.hops.add(hop(book, side, false));
            return pool;
        });
    }

    /// On an exchange or (empty) on any.
    private Pool pool(String from, String to, String exchange, boolean valued) {
        return pools.computeIfAbsent(from + " " + to + " " + exchange + " " + valued, _ -> {
            var pool = new Pool();
            fill(pool.hops, from, to, exchange, valued);
            return pool;
        });
    }

    private void fill(List<Hop> hops, String from, String to, String exchange, boolean valued) {
        for (ListingBook book : spot()) {
            Listing listing = book.listing();
            if (exchange.isEmpty() || listing.exchange().equals(exchange)) {
                if (listing.instrument().equals(Instrument.spot(to, from))) {
                    hops.add(hop(book, Side.ASK, valued));
                } else if (listing.instrument().equals(Instrument.spot(from, to))) {
                    hops.add(hop(book, Side.BID, valued));
                }
            }
        }
    }

    private void cycles(String exchange) {
        var assets = new TreeSet<String>();
        for (ListingBook book : spot()) {
            assets.add(book.listing().instrument().base());
            assets.add(book.listing().instrument().quote());
        }
        for (String first : wanted.cycles().assets()) {
            extend(exchange, List.of(first), assets);
        }
    }

    private void extend(String exchange, List<String> path, Set<String> assets) {
        if (path.size() >= 3) {
            List<Pool> routes = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                routes.add(pool(path.get(i), path.get((i + 1) % path.size()), exchange, false));
            }
            if (routes.stream().noneMatch(pool -> pool.hops.isEmpty())) {
                candidates.add(new Candidate(exchange + path, Kind.CYCLE, exchange, routes, null));
            }
        }
        if (path.size() == wanted.cycles().maxHops()) {
            return;
        }
        List<String> counted = wanted.cycles().assets();
        for (String asset : assets) {
            boolean later = !counted.contains(asset)
                    || counted.indexOf(asset) > counted.indexOf(path.getFirst());
            if (later && !path.contains(asset)) {
                var longer = new ArrayList<>(path);
                longer.add(asset);
                extend(exchange, longer, assets);
            }
        }
    }
}
