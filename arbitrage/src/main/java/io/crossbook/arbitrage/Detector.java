package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds what survives its costs: two legs across exchanges, every pair of listings of one instrument or of spot and perpetual; and, where
/// [ChainSettings] ask for them, conversions and cycles.
///
/// To be told of every message of a book and every change of its health by [#changed], and called by [#look] when [#nextLook] has come: then its
/// opportunities are at every moment those that looking at all pairs anew would find. Only the pairs of the listing that changed are looked at, and those
/// only when something moved that a first glance goes by, or when one of them got further than that glance. An evaluation that ends in a [Pass], or finds
/// an open opportunity much as it was told, allocates nothing. Times are the engine's, epoch nanoseconds. One thread.
public final class Detector {

    private final Books books;
    private final Identity identity;
    private final DepthWalk walk = new DepthWalk();
    private final List<Pair> pairs = new ArrayList<>();
    private final Register register;
    private final Chains chains;
    private final List<Watched> markets = new ArrayList<>();
    private final ArrayDeque<Watched> touched = new ArrayDeque<>();
    /// By family.
    private final Map<String, Board> boards = new HashMap<>();
    private @Nullable Watched[] ofListing = new Watched[16];
    private DetectorSettings settings;
    private Costs costs;
    private long nextFunding = Long.MAX_VALUE;
    private boolean busy;

    /// One that counts fees and no other costs.
    public Detector(Books books, DetectorSettings settings, Fees fees, Identity identity,
            Opportunities out) {
        this(books, settings, Costs.of(fees), identity, out);
    }

    /// A detector that knows no listing yet; each is met at its first change.
    public Detector(Books books, DetectorSettings settings, Costs costs, Identity identity,
            Opportunities out) {
        this.books = books;
        this.settings = settings;
        this.costs = costs;
        this.identity = identity;
        register = new Register(out);
        chains = new Chains(books, identity, settings, costs, register);
    }

    /// Reads what the next change of a listing needs, as [io.crossbook.books.OrderBook#prefetch].
    public long prefetch(int listing) {
        Watched market = listing < ofListing.length ? ofListing[listing] : null;
        return market == null ? 0 : market.prefetch();
    }

    /// A message of this book was applied or confirmed it, or its health or metadata changed.
    public void changed(ListingBook book, long now) {
        Watched market = market(book, now);
        market.settle();
        boolean moved = market.moved();
        if (moved) {
            market.measure(costs, now);
            show(market);
        }
        if (moved || market.near > 0) {
            busy = true;
            evaluate(market, now);
            work(now);
        }
        if (chains.active()) {
            busy = true;
            chains.changed(market, moved, now);
            work(now);
        }
    }

    /// Sizes carried conversions to what may still be carried; before any is looked for.
    public void within(Carried carried) {
        chains.within(carried);
    }

    /// What is carried has changed: carried conversions are sized anew, and those that are `wanted` told once more if what is not taken of them is still worth
    /// doing.
    public void resize(Predicate<Opportunity> wanted, long now) {
        busy = true;
        chains.resize(wanted, now);
        work(now);
    }

    /// When one of the chains may have to be looked at, though nothing was told of it; [#nextLook] knows of it too.
    public long nextChainLook() {
        return chains.nextLook();
    }

    /// The exchange tells of a perpetual's coming funding: `rate` at [DerivativeUpdate#SCALE] decimals, positive when buyers pay sellers, at `nanos`; a
    /// time of 0 when none is known.
    public void funding(ListingBook book, long rate, long nanos, long now) {
        Watched market = market(book, now);
        if (market.funding(rate, nanos, now)) {
            nextFunding = Math.min(nextFunding, market.fundingLess(now));
            busy = true;
            evaluateAll(market, now);
            work(now);
        }
    }

    /// What was to be paid has been paid, or is not to be received any more.
    private void settleFundings(long now) {
        long due = nextFunding;
        nextFunding = Long.MAX_VALUE;
        for (Watched market : markets) {
            boolean less = market.fundingLess(due - 1) <= now;
            if (market.fundingPaid(now)) {
                market.funding(0, 0, now);
            }
            if (less) {
                evaluateAll(market, now);
            }
            nextFunding = Math.min(nextFunding, market.fundingLess(now));
        }
    }

    /// Time has passed: closes what has become too old. Due at [#nextLook].
    public void look(long now) {
        busy = true;
        if (nextFunding <= now) {
            settleFundings(now);
        }
        for (int i = register.size() - 1; i >= 0; i--) {
            if (register.open(i) instanceof Pair pair && pair.staleAt() <= now) {
                evaluate(pair, now);
            }
        }
        chains.look(now);
        work(now);
    }

    /// When an open opportunity will be too old, if nothing comes, or a funding is paid or comes too soon to be received; [Long#MAX_VALUE]
    /// when there is nothing of that.
    public long nextLook() {
        return Math.min(register.staleAt(), Math.min(nextFunding, chains.nextLook()));
    }

    /// Takes over settings and fees, and looks at everything anew.
    public void configured(DetectorSettings newSettings, Fees newFees, long now) {
        configured(newSettings, Costs.of(newFees), now);
    }

    /// Takes over settings and costs, and looks at everything anew.
    public void configured(DetectorSettings newSettings, Costs newCosts, long now) {
        configured(newSettings, newCosts, chains.settings(), now);
    }

    /// Takes over settings, costs and what chains are looked for, and looks at everything anew.
    public void configured(DetectorSettings newSettings, Costs newCosts, ChainSettings newChains,
            long now) {
        settings = newSettings;
        costs = newCosts;
        busy = true;
        for (Pair pair : pairs) {
            pair.configured(newSettings, newCosts);
        }
        for (Watched market : markets) {
            market.posted.learn(market.pairs, newSettings, newCosts);
            market.measure(newCosts, now);
            market.configured(newCosts);
            nextFunding = Math.min(nextFunding, market.fundingLess(now));
        }
        for (Pair pair : List.copyOf(pairs)) {
            evaluate(pair, now);
        }
        chains.configured(newSettings, newCosts, newChains, markets, now);
        work(now);
    }

    /// Somebody acts on an opportunity: what it would take is displayed for others no more, until the books update past it.
    /// That counts for mirrors of its books too.
    public void taken(Opportunity opportunity, long now) {
        List<Leg> legs = opportunity.legs();
        for (int i = 0; i < legs.size(); i++) {
            take(legs.get(i));
        }
        if (!busy) {
            work(now);
        }
    }

    /// Somebody has traded on a side of a book, in all what `traded` counts: that is displayed for others no more, whether or not it was
    /// what [#taken] had counted, until the book updates past it.
    public void traded(ListingBook book, Side side, Consumed traded, long now) {
        Watched market = market(book, now);
        market.cover(side, traded);
        touch(market);
        if (!busy) {
            work(now);
        }
    }

    private void take(Leg leg) {
        int original = books.originalOf(leg.listing().id());
        for (Watched market : markets) {
            if (books.originalOf(market.book.id()) == original) {
                market.take(leg);
                touch(market);
            }
        }
    }

    /// Its turn to be evaluated comes; in the turns before it less is left too.
    private void touch(Watched market) {
        touched.add(market);
        chains.touch(market);
    }

    /// Evaluates the pairs of all markets that were touched; a sink that takes something touches more.
    private void work(long now) {
        busy = true;
        while (!touched.isEmpty()) {
            Watched market = touched.remove();
            evaluate(market, now);
            chains.changed(market, false, now);
        }
        busy = false;
    }

    /// Evaluates those pairs of a market of which the board does not tell at once that they do not pay.
    private void evaluate(Watched market, long now) {
        if (market.passAll()) {
            return;
        }
        List<Pair> those = market.pairs;
        for (int i = 0; i < those.size(); i++) {
            if (!market.passes(i)) {
                evaluate(those.get(i), now);
            }
        }
    }

    private void evaluateAll(Watched market, long now) {
        List<Pair> those = market.pairs;
        for (int i = 0; i < those.size(); i++) {
            evaluate(those.get(i), now);
        }
    }

    private void evaluate(Pair pair, long now) {
        register.live(pair, judge(pair, now), now);
    }

    /// Null when it is worth doing; then the walk holds what.
    private @Nullable Pass judge(Pair pair, long now) {
        Pass reason = pair.glance(now);
        pair.near(reason == null || pair.lenient(now));
        if (reason != null) {
            return reason;
        }
        if (!distinct(pair)) {
            return Pass.IDENTITY;
        }
        if (pair.aboveCap()) {
            return Pass.ABOVE_CAP;
        }
        reason = pair.fresh(now);
        if (reason != null) {
            return reason;
        }
        if (!pair.known()) {
            return Pass.BEYOND_HORIZON;
        }
        reason = pair.size(walk, false);
        return reason != null && pair.anyTaken() && pair.size(walk, true) == null
                ? Pass.CONSUMED
                : reason;
    }

    private boolean distinct(Pair pair) {
        int buy = pair.buy().id();
        int sell = pair.sell().id();
        return books.counts(buy) && books.counts(sell)
                && books.originalOf(buy) != books.originalOf(sell)
                && identity.same(pair.buy(), pair.sell());
    }

    private Watched market(ListingBook book, long now) {
        int id = book.id();
        if (id >= ofListing.length) {
            ofListing = Arrays.copyOf(ofListing, Math.max(id + 1, ofListing.length * 2));
        }
        Watched known = ofListing[id];
        return known == null ? meet(book, now) : known;
    }

    private Watched meet(ListingBook book, long now) {
        String family = Board.family(book.listing().instrument());
        var fresh = new Watched(book, boards.computeIfAbsent(family, _ -> new Board()));
        for (Watched other : markets) {
            if (other.posted.rivals(fresh.posted)) {
                join(fresh, other, now);
                join(other, fresh, now);
                fresh.posted.learn(fresh.pairs, settings, costs);
                other.posted.learn(other.pairs, settings, costs);
            }
        }
        fresh.configured(costs);
        markets.add(fresh);
        ofListing[book.id()] = fresh;
        chains.meet(fresh);
        return fresh;
    }

    /// Puts what a market shows on its board, by the scales and rules that now hold.
    private void show(Watched market) {
        if (market.posted.outdated()) {
            for (int i = 0; i < market.pairs.size(); i++) {
                market.pairs.get(i).configured(settings, costs);
            }
            market.posted.learn(market.pairs, settings, costs);
        } else {
            market.posted.show();
        }
    }

    private void join(Watched buy, Watched sell, long now) {
        var pair = new Pair(buy, sell, settings, costs);
        buy.pairs.add(pair);
        sell.pairs.add(pair);
        pairs.add(pair);
        pair.near(pair.lenient(now));
    }

    /// Evaluates buying here and selling there once more and tells nobody. Null where that is not compared, or a conversion never was near paying.
    public @Nullable Verdict ask(int buy, int sell, long now) {
        for (Pair pair : pairs) {
            if (pair.buy().id() == buy && pair.sell().id() == sell) {
                return Verdict.of(judge(pair, now), pair);
            }
        }
        return chains.ask(buy, sell, now);
    }

    /// All pairs with their counters, in the order in which their listings were met.
    public List<Pair> pairs() {
        return Collections.unmodifiableList(pairs);
    }

    /// All conversions and cycles that ever were near paying, with their counters.
    public List<Chain> chains() {
        return chains.all();
    }

    /// Goes on counting after this id, if it is higher; returns the one that was told last.
    public long countFrom(long told) {
        return register.countFrom(told);
    }

    /// Whether an open one still is as it was told here, and not all of it was taken since.
    public boolean stands(Opportunity told) {
        return register.stands(told);
    }

    /// What is open now, as last told.
    public List<Opportunity> open() {
        return register.told();
    }
}
