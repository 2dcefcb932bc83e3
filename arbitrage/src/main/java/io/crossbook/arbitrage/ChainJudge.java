package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Judges a chain that is near: through which listings it runs now, and why it is not worth doing.
///
/// Asks what the detector asks of pairs, in the same order. One thread.
final class ChainJudge {

    private final Books books;
    private final Identity identity;
    private final Predicate<Listing> free;
    /// Free, and where what was last asked of can get.
    private final Predicate<Listing> reached;
    private String asset = "";
    private String stands = "";
    private DetectorSettings settings;
    private Costs costs;
    private ChainSettings wanted = ChainSettings.DEFAULT;
    /// How often one was taken over.
    private long configuration;
    private KnownWays ways;
    private final List<Hop> selected = new ArrayList<>();
    /// How often it has begun.
    private long round;

    ChainJudge(Books books, Identity identity, DetectorSettings settings, Costs costs) {
        this.books = books;
        this.identity = identity;
        this.settings = settings;
        this.costs = costs;
        ways = new KnownWays(costs.transfers());
        free = listing -> Chains.free(books, identity, listing);
        reached = listing -> free.test(listing) && reaches(listing);
    }

    void configured(DetectorSettings newSettings, Costs newCosts, ChainSettings chains) {
        settings = newSettings;
        costs = newCosts;
        ways = new KnownWays(newCosts.transfers());
        wanted = chains;
        configuration++;
    }

    /// From now until it begins again no book changes, nor does time: the best of each route is looked for once, for all chains that run through it.
    void begin() {
        round++;
    }

    /// The best hop of a route that can be traded and is fresh, or null.
    private @Nullable Hop best(Route route, long now) {
        if (route.round != round) {
            route.round = round;
            // A book may have changed of which the detector is told only next.
            for (int i = 0; i < route.hops.size(); i++) {
                route.hops.get(i).refresh(costs.fees());
            }
            route.ofRound = route.best(now, settings.maxAgeNanos(), free);
        }
        return route.ofRound;
    }

    /// The same after another hop. What is only valued is so where the money stands, or on an exchange to which it has a way.
    private @Nullable Hop best(Route route, @Nullable Hop before, long now) {
        Hop best = best(route, now);
        if (best == null || before == null || !best.valued) {
            return best;
        }
        from(before);
        return reaches(best.listing())
                ? best
                : route.best(now, settings.maxAgeNanos(), reached);
    }

    private void from(Hop before) {
        asset = before.gets();
        stands = before.exchange();
    }

    private boolean reaches(Listing listing) {
        return listing.exchange().equals(stands) || (ways.transfers().counted()
                && ways.way(asset, stands, listing.exchange()).way().open());
    }

    private Hop otherwise(Route route, @Nullable Hop before) {
        if (before == null || !route.valued()) {
            return route.otherwise(free);
        }
        from(before);
        return route.otherwise(reached);
    }

    /// Whether a message of a hop's market may change what is found of a chain: it runs through that hop, or would run through another one
    /// of the route now. What becomes too old is looked at in its time.
    boolean concerns(Chain chain, Route route, Hop hop, long now) {
        Hop runs = chain.hop(route);
        return runs == null || runs == hop
                || best(route, chain.before(route), now) != runs;
    }

    /// Null when it is worth doing; then the chain holds what.
    @Nullable
    Pass judge(Chain chain, long now) {
        boolean converts = select(chain, now);
        List<Hop> hops = chain.hops;
        boolean conversion = chain.kind() == Kind.CONVERSION;
        Pass reason = missing(hops, conversion ? hops.size() - 1 : hops.size());
        if (reason != null) {
            return reason;
        }
        if (conversion && !converts) {
            return Pass.CONVERSION;
        }
        for (int i = 0; i < hops.size(); i++) {
            if (!hops.get(i).fits()) {
                return Pass.TOO_PRECISE;
            }
        }
        ChainMemory memory = chain.memory();
        if (!memory.holds(hops, configuration)) {
            memory.take(hops, configuration);
            memory.prices = prices(chain, memory);
            memory.aboveCap = memory.prices == null && above(hops, true, settings.maxEdgeBps(), 0);
        }
        if (memory.prices != null) {
            return memory.prices;
        }
        if (!distinct(hops)) {
            return Pass.IDENTITY;
        }
        if (memory.aboveCap) {
            return Pass.ABOVE_CAP;
        }
        reason = trust(chain, now);
        if (reason != null) {
            return reason;
        }
        charges(chain, memory);
        reason = chain.size(false);
        return reason != null && anyTaken(hops) && chain.size(true) == null
                ? Pass.CONSUMED
                : reason;
    }

    /// Through which hops it runs now; whether something can be had of the last route.
    private boolean select(Chain chain, long now) {
        List<Route> routes = chain.routes();
        selected.clear();
        boolean last = true;
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            Hop before = i == 0 ? null : selected.get(i - 1);
            Hop best = best(route, before, now);
            last = best != null;
            selected.add(best == null ? otherwise(route, before) : best);
        }
        chain.through(selected);
        chain.settings = settings;
        chain.stale(settings.maxAgeNanos(), now);
        return last;
    }

    /// The first of the reasons that any of the first `count` has.
    private static @Nullable Pass missing(List<Hop> hops, int count) {
        Pass first = null;
        for (int i = 0; i < count; i++) {
            Pass reason = hops.get(i).missing();
            if (reason != null && (first == null || reason.compareTo(first) < 0)) {
                first = reason;
            }
        }
        return first;
    }

    /// Asks only what best prices, configuration and rules decide: see [ChainMemory].
    private @Nullable Pass prices(Chain chain, ChainMemory memory) {
        if (!above(chain.hops, false, settings.minNetBps(), 0)) {
            return above(chain.hops, true, 0, 0) ? Pass.FEES : Pass.NO_SPREAD;
        }
        Pass reason = charged(chain, memory);
        return reason == null && chain.kind() == Kind.CYCLE && elsewhere(chain)
                ? Pass.ELSEWHERE
                : reason;
    }

    /// Whether the best prices pay for the charges too, and all can be brought back. Doubles decide where they are far enough apart.
    private @Nullable Pass charged(Chain chain, ChainMemory memory) {
        double about = 1;
        for (int i = 0; i < chain.hops.size(); i++) {
            about *= chain.hops.get(i).rate();
        }
        ChainWays bound = memory.ways;
        double least = ChainWalk.least(settings.minNetBps(), 0) + bound.rate(chain.hops, ways);
        if (Prices.below(about, least)) {
            return Pass.CHARGES;
        }
        if (bound.sure() && Prices.below(least + bound.slack(), about)) {
            return bound.shut() ? Pass.TRANSFER_SHUT : null;
        }
        ChainCharges exact = charges(chain, memory);
        if (!above(chain.hops, false, settings.minNetBps(), exact.rate())) {
            return Pass.CHARGES;
        }
        return exact.shut ? Pass.TRANSFER_SHUT : null;
    }

    /// What a chain is charged, exactly, by its best prices.
    private ChainCharges charges(Chain chain, ChainMemory memory) {
        if (!memory.charged) {
            chain.charges = ChainCharges.of(chain.hops, costs);
            memory.charged = true;
        }
        return chain.charges;
    }

    /// Whether the best prices, with fees or without (`raw`), bring more than this many basis points, and this share besides. Doubles decide where they are
    /// far enough apart.
    private static boolean above(List<Hop> hops, boolean raw, long bps, long rate) {
        double about = 1;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            about *= raw ? hop.aboutRaw() : hop.rate();
        }
        double least = ChainWalk.least(bps, rate);
        if (Prices.below(least, about) || Prices.below(about, least)) {
            return about > least;
        }
        Fraction product = Fraction.ONE;
        for (Hop hop : hops) {
            product = product.times(raw ? hop.rawRate(hop.best()) : hop.rate(hop.best()));
        }
        return ChainWalk.above(product, bps, rate);
    }

    /// Whether it is told of as something else, which is looked for: by the exchange that all of it lies on, or as a conversion that is executed.
    private boolean elsewhere(Chain chain) {
        List<Hop> hops = chain.hops;
        String exchange = hops.getFirst().exchange();
        boolean within = chain.exchange().isEmpty() && wanted.cycles().onOneExchange();
        for (int i = 1; within && i < hops.size(); i++) {
            within = hops.get(i).exchange().equals(exchange);
        }
        for (int i = 0; !within && hops.size() == 3 && i < 3; i++) {
            within = converts(hops.get(i), hops.get((i + 1) % 3), hops.get((i + 2) % 3));
        }
        return within;
    }

    private boolean converts(Hop conversion, Hop buy, Hop sell) {
        List<ChainSettings.Conversion> declared = wanted.conversions();
        for (int i = 0; buy.buys() && !sell.buys() && i < declared.size(); i++) {
            ChainSettings.Conversion one = declared.get(i);
            if (one.mode() == ChainSettings.Mode.EXECUTED
                    && one.between(conversion.gives(), conversion.gets())) {
                return true;
            }
        }
        return false;
    }

    private boolean distinct(List<Hop> hops) {
        for (int i = 0; i < hops.size(); i++) {
            Listing one = hops.get(i).listing();
            Listing next = hops.get((i + 1) % hops.size()).listing();
            if (!books.counts(one.id()) || !identity.same(one, next)) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (books.originalOf(one.id()) == books.originalOf(hops.get(j).book.id())) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether the books are young, were received close to each other, and show what may be walked.
    private @Nullable Pass trust(Chain chain, long now) {
        long oldest = Long.MAX_VALUE;
        long youngest = Long.MIN_VALUE;
        boolean known = true;
        for (int i = 0; i < chain.hops.size(); i++) {
            Hop hop = chain.hops.get(i);
            oldest = Math.min(oldest, hop.book.receivedNanos());
            youngest = Math.max(youngest, hop.book.receivedNanos());
            known &= hop.known();
        }
        if (now >= oldest + settings.maxAgeNanos()) {
            return Pass.TOO_OLD;
        }
        if (youngest - oldest >= settings.maxSkewNanos()) {
            return Pass.SKEWED;
        }
        return known ? null : Pass.BEYOND_HORIZON;
    }

    private static boolean anyTaken(List<Hop> hops) {
        for (int i = 0; i < hops.size(); i++) {
            if (!hops.get(i).consumed.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
