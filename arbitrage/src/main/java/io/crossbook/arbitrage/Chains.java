package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All conversions and cycles of a detector: which are near paying, and when they are evaluated.
///
/// A chain is near while the best rates that its routes show, of any age, would pay; a listing that may be part of none shows nothing, from when the detector
/// is told of it ([Detector#changed]) until it is told that it may again. Only a rate that rises can bring one near, and the
/// finders look at those it belongs to. Near ones are evaluated at each message of one of their books, and when one of the books that they run through
/// becomes too old: then others take its place. So what is open is what evaluating all chains anew would have opened. One thread.
final class Chains {

    /// What identifies a chain: the listings of a conversion's base, the assets of a cycle. One can be asked for again and again without making another.
    static final class Key {
        private Kind kind = Kind.CYCLE;
        private String exchange = "";
        private int a;
        private int b;
        private int c;
        private int d;

        /// This key from now on.
        Key at(Kind newKind, String newExchange, int newA, int newB, int newC, int newD) {
            kind = newKind;
            exchange = newExchange;
            a = newA;
            b = newB;
            c = newC;
            d = newD;
            return this;
        }

        private Key copy() {
            return new Key().at(kind, exchange, a, b, c, d);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && kind == key.kind && a == key.a && b == key.b
                    && c == key.c && d == key.d && exchange.equals(key.exchange);
        }

        @Override
        public int hashCode() {
            int hash = 31 * (31 * (31 * a + b) + c) + d;
            return 31 * (31 * hash + exchange.hashCode()) + kind.name().hashCode();
        }
    }

    /// Where every evaluation goes.
    interface Life {
        /// Null: it is worth doing.
        void live(Dislocation at, @Nullable Pass reason, long now);
    }

    /// Doubles of what surely does not pay are further below the threshold than this.
    private static final double MARGIN = 1e-12;

    private final Books books;
    private final Identity identity;
    private final ChainJudge judge;
    private final Life life;
    private final Map<Key, Chain> known = new HashMap<>();
    private final List<Chain> all = new ArrayList<>();
    private final List<Chain> near = new ArrayList<>();
    private final List<Chain> due = new ArrayList<>();
    private Carried carried = new Carried();
    private @Nullable Member[] members = new Member[16];
    private ChainSettings wanted = ChainSettings.DEFAULT;
    private Costs costs;
    private Conversions conversions;
    private Cycles cycles;
    private double threshold;
    private long nextLook = Long.MAX_VALUE;

    Chains(Books books, Identity identity, DetectorSettings settings, Costs costs, Life life) {
        this.books = books;
        this.identity = identity;
        this.life = life;
        this.costs = costs;
        judge = new ChainJudge(books, identity, settings, costs);
        conversions = new Conversions(this, wanted.conversions(), costs.fees(), 0);
        cycles = new Cycles(this, wanted.cycles(), 0);
    }

    /// What is looked for.
    ChainSettings settings() {
        return wanted;
    }

    /// Whether any are.
    boolean active() {
        return !wanted.conversions().isEmpty() || wanted.cycles().enabled();
    }

    /// Takes over settings and costs, and looks at everything anew. When other chains are wanted than before, what is open closes; what is still wanted
    /// opens again.
    void configured(DetectorSettings settings, Costs newCosts, ChainSettings chains,
            List<Watched> markets, long now) {
        var open = new ArrayList<Chain>();
        for (Chain chain : near) {
            if (chain.open != null) {
                open.add(chain);
            }
            chain.near = false;
        }
        near.clear();
        if (!chains.equals(wanted)) {
            for (Chain chain : open) {
                life.live(chain, Pass.UNASKED, now);
            }
            open.clear();
            known.clear();
            all.clear();
        }
        wanted = chains;
        costs = newCosts;
        judge.configured(settings, newCosts, chains);
        threshold = (1 + (double) settings.minNetBps() / DetectorSettings.BPS_ONE) * (1 - MARGIN);
        conversions = new Conversions(this, chains.conversions(), newCosts.fees(), threshold);
        cycles = new Cycles(this, chains.cycles(), threshold);
        Arrays.fill(members, null);
        for (Watched market : markets) {
            meet(market);
        }
        due.clear();
        due.addAll(near);
        for (Chain chain : open) {
            if (!chain.near) {
                relearn(chain);
                due.add(chain);
            }
        }
        evaluateDue(now);
    }

    /// What is not near any more is judged once more by what it was, at today's costs.
    private void relearn(Chain chain) {
        for (Route route : chain.routes()) {
            route.touched = true;
            for (Hop hop : route.hops) {
                hop.learn(costs.fees());
            }
        }
    }

    /// One more market; other than spot is no part of a chain.
    void meet(Watched market) {
        int id = market.book.id();
        if (!active()
                || market.book.listing().instrument().kind() != Instrument.Kind.SPOT) {
            return;
        }
        if (id >= members.length) {
            members = Arrays.copyOf(members, Math.max(id + 1, members.length * 2));
        }
        var member = new Member(market, costs.fees());
        members[id] = member;
        conversions.join(member);
        if (wanted.cycles().enabled()) {
            cycles.join(member);
        }
        member.show(costs.fees(), free(books, identity, market.book.listing()));
    }

    /// A message came to a market, or something of it was taken; `moved` when its best prices, health or rules may have changed.
    void changed(Watched market, boolean moved, long now) {
        Member member = member(market);
        if (member == null) {
            return;
        }
        boolean free = free(books, identity, market.book.listing());
        if (moved || free != member.free) {
            member.show(costs.fees(), free);
        }
        if (!near.isEmpty() && member.touch()) {
            due.clear();
            member.near(judge, now, due);
            evaluateDue(now);
        }
    }

    /// Something of a market was taken; [#changed] will be told too.
    void touch(Watched market) {
        Member member = member(market);
        if (member != null) {
            member.touch();
        }
    }

    private @Nullable Member member(Watched market) {
        int id = market.book.id();
        return id < members.length ? members[id] : null;
    }

    /// Whether that the bounds of a chain pay is known already. Allocates nothing.
    boolean isNear(Key key) {
        Chain chain = known.get(key);
        return chain != null && chain.near;
    }

    /// A finder has found that the bounds of these routes pay.
    void near(Key key, List<Route> routes, long mostLast) {
        Chain chain = known.get(key);
        if (chain == null) {
            chain = new Chain(key.kind, key.exchange, routes, mostLast, carried);
            known.put(key.copy(), chain);
            all.add(chain);
        }
        if (!chain.near) {
            chain.reroute(routes);
            chain.near = true;
            near.add(chain);
            for (Route route : routes) {
                route.near.add(chain);
                route.touched = true;
            }
        }
    }

    private void evaluateDue(long now) {
        for (int i = 0; i < due.size(); i++) {
            evaluate(due.get(i), now);
        }
        due.clear();
    }

    private void evaluate(Chain chain, long now) {
        life.live(chain, judge.judge(chain, now), now);
        if (chain.near && !chain.pays(threshold)) {
            chain.near = false;
            near.remove(chain);
            for (Route route : chain.routes()) {
                route.near.remove(chain);
            }
        }
        if (chain.near) {
            nextLook = Math.min(nextLook, chain.staleAt());
        }
    }

    /// Judges the conversion of a base that is bought and sold on these once more; null when it was never near.
    @Nullable
    Verdict ask(int buy, int sell, long now) {
        Chain chain = known.get(new Key().at(Kind.CONVERSION, "", buy, sell, 0, 0));
        if (chain == null) {
            return null;
        }
        Pass reason = judge.judge(chain, now);
        return Verdict.of(reason, chain, judge.charges(chain));
    }

    /// Time has passed: some books may have become too old.
    void look(long now) {
        if (now < nextLook) {
            return;
        }
        due.clear();
        for (Chain chain : near) {
            if (chain.staleAt() <= now) {
                due.add(chain);
            }
        }
        nextLook = Long.MAX_VALUE;
        evaluateDue(now);
        for (Chain chain : near) {
            nextLook = Math.min(nextLook, chain.staleAt());
        }
    }

    /// Chains that come up from now on are sized to what may still be carried.
    void within(Carried position) {
        carried = position;
    }

    /// What may be carried has changed: looks at what is open and near anew, and tells once more of those that are `wanted` and still worth doing by what is not
    /// taken.
    void resize(Predicate<Opportunity> wanted, long now) {
        due.clear();
        for (Chain chain : near) {
            if (chain.carries()) {
                Opportunity open = chain.open;
                chain.consumed |= open != null && wanted.test(open);
                due.add(chain);
            }
        }
        evaluateDue(now);
    }

    /// When that may be next, or before.
    long nextLook() {
        return nextLook;
    }

    /// All that ever were near, in the order in which they came.
    List<Chain> all() {
        return Collections.unmodifiableList(all);
    }

    /// Whether a listing may be part of a chain: not one that mirrors another of its instrument, or is quarantined.
    static boolean free(Books books, Identity identity, Listing listing) {
        return books.counts(listing.id()) && identity.same(listing, listing);
    }
}
