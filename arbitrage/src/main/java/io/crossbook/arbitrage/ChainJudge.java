package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Judges a chain that is near: through which listings it runs now, and why it is not worth doing.
///
/// Mostly the listings of the best rates decide: where these do not pay their fees, none do; where they are worth doing and are charged nothing, none are worth
/// more. Otherwise one of them may hide another way through the same assets (a coin that it lets out to nobody, a price that is an error, too little at
/// its best level, all of it taken), so the other choices are judged too, the best first ([ChainSearch]). Of each choice it asks what the detector asks of
/// pairs, in the same order. One thread.
final class ChainJudge {

    /// So many choices of listings are judged exactly in one evaluation, the best first; and are remembered.
    private static final int MOST_TRIES = 16;
    /// And so many more around what lets least through, where what was judged shows too little.
    private static final int MOST_AROUND = 8;
    private static final int REMEMBERED = MOST_TRIES + MOST_AROUND + 4;

    private final Books books;
    private final Identity identity;
    private final Predicate<Hop> free;
    /// Free, and where what was last asked of can get.
    private final Predicate<Hop> reached;
    private @Nullable Hop stands;
    private DetectorSettings settings;
    private Costs costs;
    private Elsewhere elsewhere = new Elsewhere(ChainSettings.DEFAULT);
    /// How often one was taken over.
    private long configuration;
    private KnownWays ways;
    private final List<Hop> selected = new ArrayList<>();
    private final Suspects suspects = new Suspects();
    private final ChainSearch search = new ChainSearch(this::distinct, suspects);
    private final Map<String, Integer> places = new HashMap<>();

    ChainJudge(Books books, Identity identity, DetectorSettings settings, Costs costs) {
        this.books = books;
        this.identity = identity;
        this.settings = settings;
        this.costs = costs;
        ways = new KnownWays(costs.transfers(), places);
        free = hop -> Chains.free(books, identity, hop.listing());
        reached = this::reaches;
    }

    void configured(DetectorSettings newSettings, Costs newCosts, ChainSettings chains) {
        settings = newSettings;
        costs = newCosts;
        ways = new KnownWays(newCosts.transfers(), places);
        elsewhere = new Elsewhere(chains);
        configuration++;
    }

    /// The best hop of a route that can be traded and is fresh, or null.
    private @Nullable Hop best(Route route, long now) {
        route.gather(now, settings.maxAgeNanos(), free, costs.fees());
        return route.best;
    }

    /// The same after another hop. What is only valued is so where the money stands, or on an exchange to which it has a way.
    private @Nullable Hop best(Route route, @Nullable Hop before, long now) {
        Hop best = best(route, now);
        if (best == null || before == null || !best.valued) {
            return best;
        }
        stands = before;
        return route.best(reached);
    }

    private boolean reaches(Hop hop) {
        Hop from = stands;
        return from == null || hop.exchange().equals(from.exchange())
                || (ways.transfers().counted() && ways.way(from, hop).way().open());
    }

    private Hop otherwise(Route route, @Nullable Hop before) {
        if (before == null || !route.valued()) {
            return route.otherwise(free);
        }
        stands = before;
        return route.otherwise(reached);
    }

    /// Whether a message of a hop's market may change what is found of a chain: it runs through that hop, or would run through another one
    /// of the route now, or others are taken for errors,
    /// or others than those of the best rates are asked and that one could pay. What becomes too old is looked at in its time.
    boolean concerns(Chain chain, Route route, Hop hop, long now) {
        Hop runs = chain.hop(route);
        return runs == null || runs == hop || chain.tried
                || best(route, chain.before(route), now) != runs
                || suspects(chain, now) != chain.suspects
                || (chain.searched && pays(chain, route, hop)
                        && opens(chain, route, hop));
    }

    /// Whether a hop pays with the best that the other routes show.
    private boolean pays(Chain chain, Route route, Hop hop) {
        double product = hop.rate();
        for (int i = 0; i < chain.routes().size(); i++) {
            Route other = chain.routes().get(i);
            product *= other == route ? 1 : other.bound();
        }
        return !Prices.below(product, ChainWalk.least(settings.minNetBps(), 0));
    }

    /// Whether anything may be chosen with a hop, of a chain of which nothing could be before that hop's market changed; its suspects are as they were.
    private boolean opens(Chain chain, Route route, Hop hop) {
        return chain.suspects != Suspects.ALL && route.offers(hop) && mayPay(chain)
                && search.begin(chain.routes(), false, hop, settings, ways) && search.next();
    }

    /// Finds out which listings' prices are too good to be true, by all that its routes show now.
    private long suspects(Chain chain, long now) {
        for (int i = 0; i < chain.routes().size(); i++) {
            best(chain.routes().get(i), now);
        }
        return suspects.find(chain.routes(), settings.maxEdgeBps());
    }

    /// Whether any choice of its listings may pay, as far as two neighbours tell.
    private boolean mayPay(Chain chain) {
        return chain.mayPay(ways, ChainWalk.least(settings.maxEdgeBps(), 0),
                ChainWalk.least(settings.minNetBps(), 0));
    }

    /// Null when it is worth doing; then the chain holds what.
    @Nullable
    Pass judge(Chain chain, long now) {
        chain.searched = false;
        chain.tried = false;
        boolean converts = select(chain, now);
        chain.suspects = suspects.find(chain.routes(), settings.maxEdgeBps());
        if (chain.suspects != Suspects.NONE) {
            chain.staleWithAny();
        }
        Pass reason = incomplete(chain, converts);
        if (reason != null) {
            return reason;
        }
        reason = judge(chain, selected, now);
        if (reason == Pass.NO_SPREAD || reason == Pass.FEES
                || chain.suspects == Suspects.ALL) {
            return reason;
        }
        if (reason == null && !Choice.anyTaken(selected)
                && chain.memory(selected, REMEMBERED).ways.rate(selected, ways) == 0) {
            return elsewhere.has(chain, selected) ? Pass.ELSEWHERE : null;
        }
        return search(chain, reason, now);
    }

    /// The best of all choices that is worth doing; where none is, `reason`, which is why that of the best rates is not.
    private @Nullable Pass search(Chain chain, @Nullable Pass reason, long now) {
        chain.searched = true;
        boolean taken = false;
        for (int i = 0; i < chain.routes().size(); i++) {
            taken |= chain.routes().get(i).taken;
        }
        boolean consumed = reason == Pass.CONSUMED && !elsewhere.has(chain, selected);
        boolean more = mayPay(chain)
                && search.begin(chain.routes(), false, null, settings, ways);
        for (int tries = 1; more && search.next(); tries++) {
            List<Hop> choice = search.choice();
            Pass why = tried(chain, choice, now);
            if (why == null) {
                return worth(chain, choice);
            }
            consumed |= why == Pass.CONSUMED && !elsewhere.has(chain, choice);
            more = goesOn(chain, why, tries);
        }
        if (reason == null) {
            // Nothing better was found in time.
            judge(chain, selected, now);
            return worth(chain, selected);
        }
        if (consumed || (taken && chain.open != null && consumed(chain, now))) {
            return Pass.CONSUMED;
        }
        return reason == Pass.CONSUMED ? Pass.ELSEWHERE : reason;
    }

    /// Whether there may be another choice, after so many that were not worth doing.
    private boolean goesOn(Chain chain, Pass why, int tries) {
        boolean small = why == Pass.TOO_SMALL || why == Pass.CONSUMED;
        if (tries < MOST_TRIES) {
            return !small || search.sized(chain.mostLast);
        }
        return small && tries < MOST_TRIES + MOST_AROUND && search.around();
    }

    /// Whether something would be worth doing by all that is displayed.
    private boolean consumed(Chain chain, long now) {
        boolean more = search.begin(chain.routes(), true, null, settings, ways);
        for (int tries = 1; more && search.next(); tries++) {
            Pass why = tried(chain, search.choice(), now);
            if (why == Pass.CONSUMED && !elsewhere.has(chain, search.choice())) {
                return true;
            }
            more = why != null && goesOn(chain, why, tries);
        }
        return false;
    }

    private @Nullable Pass tried(Chain chain, List<Hop> choice, long now) {
        chain.tried = true;
        chain.stale(choice, false, settings.maxAgeNanos(), now);
        refresh(choice);
        return judge(chain, choice, now);
    }

    private @Nullable Pass worth(Chain chain, List<Hop> choice) {
        if (elsewhere.has(chain, choice)) {
            return Pass.ELSEWHERE;
        }
        chain.through(choice);
        return null;
    }

    /// Why no listing of some route can be asked.
    private @Nullable Pass incomplete(Chain chain, boolean converts) {
        boolean conversion = chain.kind() == Kind.CONVERSION;
        Pass reason = Choice.missing(selected, conversion ? selected.size() - 1 : selected.size());
        if (reason != null) {
            return reason;
        }
        if (conversion && !converts) {
            return Pass.CONVERSION;
        }
        for (int i = 0; i < selected.size(); i++) {
            if (!selected.get(i).fits()) {
                return Pass.TOO_PRECISE;
            }
        }
        return null;
    }

    /// Null when a choice of listings is worth doing.
    private @Nullable Pass judge(Chain chain, List<Hop> hops, long now) {
        Pass reason = Choice.missing(hops, hops.size());
        if (reason != null) {
            return reason;
        }
        ChainMemory memory = chain.memory(hops, REMEMBERED);
        if (!memory.holds(hops, configuration)) {
            memory.take(hops, configuration);
            memory.prices = prices(hops, memory);
            memory.aboveCap = memory.prices == null
                    && Choice.above(hops, true, settings.maxEdgeBps(), 0);
        }
        if (memory.prices != null) {
            return memory.prices;
        }
        if (!distinct(hops)) {
            return Pass.IDENTITY;
        }
        if (memory.aboveCap || suspects.hasAny(hops)) {
            return Pass.ABOVE_CAP;
        }
        reason = Choice.trust(hops, settings, now);
        if (reason != null) {
            return reason;
        }
        reason = size(chain, hops, memory, false);
        return reason != null && Choice.anyTaken(hops) && size(chain, hops, memory, true) == null
                ? Pass.CONSUMED
                : reason;
    }

    private @Nullable Pass size(Chain chain, List<Hop> hops, ChainMemory memory, boolean all) {
        if (Choice.small(hops, all, settings)) {
            return Pass.TOO_SMALL; // needs no exact number
        }
        charges(hops, memory);
        return chain.size(hops, memory, all);
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
        refresh(selected);
        chain.through(selected);
        chain.settings = settings;
        chain.stale(selected, true, settings.maxAgeNanos(), now);
        return last;
    }

    /// A book may have changed of which the detector is told only next.
    private void refresh(List<Hop> hops) {
        for (int i = 0; i < hops.size(); i++) {
            hops.get(i).refresh(costs.fees());
        }
    }

    /// Asks only what best prices, configuration and rules decide: see [ChainMemory].
    private @Nullable Pass prices(List<Hop> hops, ChainMemory memory) {
        return Choice.above(hops, false, settings.minNetBps(), 0)
                ? charged(hops, memory)
                : Choice.above(hops, true, 0, 0) ? Pass.FEES : Pass.NO_SPREAD;
    }

    /// Whether the best prices pay for the charges too, and all can be brought back. Doubles decide where they are far enough apart.
    private @Nullable Pass charged(List<Hop> hops, ChainMemory memory) {
        double about = 1;
        for (int i = 0; i < hops.size(); i++) {
            about *= hops.get(i).rate();
        }
        ChainWays bound = memory.ways;
        double least = ChainWalk.least(settings.minNetBps(), 0) + bound.rate(hops, ways);
        if (Prices.below(about, least)) {
            return Pass.CHARGES;
        }
        if (bound.sure() && Prices.below(least + bound.slack(), about)) {
            return bound.shut() ? Pass.TRANSFER_SHUT : null;
        }
        ChainCharges exact = charges(hops, memory);
        if (!Choice.above(hops, false, settings.minNetBps(), exact.rate())) {
            return Pass.CHARGES;
        }
        return exact.shut ? Pass.TRANSFER_SHUT : null;
    }

    /// What the listings that it ran through are charged; nothing where one of them shows nothing.
    ChainCharges charges(Chain chain) {
        return Choice.missing(chain.hops(), chain.hops().size()) == null
                ? ChainCharges.of(chain.hops(), costs)
                : ChainCharges.NONE;
    }

    /// What a choice of listings is charged, exactly, by its best prices.
    private ChainCharges charges(List<Hop> hops, ChainMemory memory) {
        if (!memory.charged) {
            memory.charges = ChainCharges.of(hops, costs);
            memory.charged = true;
        }
        return memory.charges;
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
}
