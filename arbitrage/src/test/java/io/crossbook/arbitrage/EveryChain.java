package io.crossbook.arbitrage;

import io.crossbook.arbitrage.ChainList.Candidate;
import io.crossbook.arbitrage.ChainList.Pool;
import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// All conversions and all cycles of a market, each looked at anew through every choice of listings: no graph, no bound, nothing remembered.
///
/// What one of them is worth is asked of a fresh [ChainWalk], which [ChainWalkTest] compares with trying every lot.
final class EveryChain {

    /// Either why not, or what; `pass` is null for the latter.
    record Verdict(@Nullable Pass pass, List<Leg> legs, long net, long bps) {
        static Verdict of(Pass pass) {
            return new Verdict(pass, List.of(), 0, 0);
        }
    }

    private final Oracle market;
    private final RandomMirrors mirrors;
    final ChainList chains;
    private final ChainReasons reasons;
    /// Of what is judged, those whose prices are too good to be true.
    private Set<Hop> errors = Set.of();

    EveryChain(Oracle market, RandomMirrors mirrors) {
        this.market = market;
        this.mirrors = mirrors;
        chains = new ChainList(market);
        reasons = new ChainReasons(market, mirrors);
    }

    void settle(ListingBook book) {
        if (book.health() != Health.BROKEN) {
            chains.taken(book, Side.ASK).settle(book.levels());
            chains.taken(book, Side.BID).settle(book.levels());
        }
    }

    /// By name.
    Map<String, Verdict> judge(long now) {
        List<Candidate> candidates = chains.candidates();
        for (Pool pool : chains.pools()) {
            for (Hop hop : pool.hops) {
                hop.learn(market.fees);
            }
            pool.best = best(pool.hops, now, market.settings.maxAgeNanos());
            pool.any = best(pool.hops, now, Long.MAX_VALUE);
        }
        var all = new TreeMap<String, Verdict>();
        for (Candidate candidate : candidates) {
            if (all.put(candidate.name(), judge(candidate, now)) != null) {
                throw new AssertionError(candidate.name() + " is there twice");
            }
        }
        return all;
    }

    private @Nullable Hop best(List<Hop> hops, long now, long maxAge) {
        return hops.stream().filter(hop -> usable(hop, now, maxAge))
                .min(Comparator.comparingDouble((Hop hop) -> -hop.rate())
                        .thenComparingInt(hop -> hop.book.id()))
                .orElse(null);
    }

    private boolean usable(Hop hop, long now, long maxAge) {
        return ChainReasons.missing(hop) == null && now - hop.book.receivedNanos() < maxAge
                && mirrors.counts(hop.listing())
                && market.identity.same(hop.listing(), hop.listing());
    }

    /// What the best of all choices of listings is worth, one hop of each route; where none is worth doing, why not the one of the best rates.
    private Verdict judge(Candidate candidate, long now) {
        List<Hop> best = new ArrayList<>();
        boolean converts = true;
        for (Pool route : candidate.routes()) {
            Hop fresh = route.best;
            Hop any = route.any;
            if (route.hops.getFirst().valued) {
                List<Hop> there = reached(route.hops, best.getLast());
                fresh = best(there, now, market.settings.maxAgeNanos());
                any = best(there, now, Long.MAX_VALUE);
            }
            converts = fresh != null;
            best.add(fresh != null ? fresh : any != null ? any : route.hops.getFirst());
        }
        errors = errors(candidate, now);
        boolean consumed = false;
        for (List<Hop> choice : choices(candidate, now)) {
            Verdict verdict = judge(candidate, choice, true, now);
            boolean told = candidate.kind() == Kind.CYCLE && elsewhere(candidate, choice);
            if (verdict.pass == null) {
                return told ? Verdict.of(Pass.ELSEWHERE) : verdict;
            }
            consumed |= verdict.pass == Pass.CONSUMED && !told;
        }
        if (consumed) {
            return Verdict.of(Pass.CONSUMED);
        }
        Verdict verdict = judge(candidate, best, converts, now);
        return verdict.pass == Pass.CONSUMED ? Verdict.of(Pass.ELSEWHERE) : verdict;
    }

    /// All of them, those of the highest value first.
    private List<List<Hop>> choices(Candidate candidate, long now) {
        List<List<Hop>> all = List.of(List.of());
        for (Pool route : candidate.routes()) {
            List<List<Hop>> longer = new ArrayList<>();
            for (List<Hop> begun : all) {
                List<Hop> next = route.hops.getFirst().valued
                        ? reached(route.hops, begun.getLast())
                        : route.hops;
                for (Hop hop : next) {
                    if (usable(hop, now, market.settings.maxAgeNanos())) {
                        var more = new ArrayList<>(begun);
                        more.add(hop);
                        longer.add(more);
                    }
                }
            }
            all = longer;
        }
        all.removeIf(choice -> about(choice, Hop::rate) < 1 - 0.01);
        all.sort((one, other) -> {
            int order = Double.compare(value(other), value(one));
            for (int i = 0; order == 0 && i < one.size(); i++) {
                order = Double.compare(left(other.get(i)), left(one.get(i)));
                order = order == 0
                        ? Integer.compare(one.get(i).book.id(), other.get(i).book.id())
                        : order;
            }
            return order;
        });
        return all;
    }

    private static double about(List<Hop> hops, ToDoubleFunction<Hop> rate) {
        double about = 1;
        for (Hop hop : hops) {
            about *= rate.applyAsDouble(hop);
        }
        return about;
    }

    /// The rate of the best level of which something is not taken.
    private static double left(Hop hop) {
        var cursor = new Cursor();
        hop.book.levels().walk(hop.side, cursor);
        while (cursor.next()) {
            if (hop.consumed.left(cursor.price(), cursor.size()) > 0) {
                return hop.about(cursor.price());
            }
        }
        return 0;
    }

    /// What is not taken of the best brings, net of all that a large amount is charged.
    private double value(List<Hop> hops) {
        double charged = 0;
        double flow = 1;
        for (int i = 0; i < hops.size() && !hops.get(i).valued; i++) {
            Hop hop = hops.get(i);
            Hop next = hops.get((i + 1) % hops.size());
            charged += market.haircut(hop.book) * 1e-9;
            flow *= hop.aboutRaw();
            if (market.transfers.counted() && !hop.exchange().equals(next.exchange())) {
                Transfers.Way way = market.transfers.way(hop.gets(), hop.exchange(),
                        next.exchange());
                double cycle = market.transfers.cycle(hops.getFirst().gives());
                charged += way.open() && cycle > 0 ? Math.min(1, way.fee() / cycle / flow) : 1;
            }
        }
        return about(hops, EveryChain::left) - charged;
    }

    private Verdict judge(Candidate candidate, List<Hop> hops, boolean converts, long now) {
        Pass reason = reasons.of(candidate, hops, converts, errors, now);
        if (reason != null) {
            return Verdict.of(reason);
        }
        long limit = candidate.conversion() == null ? 0 : candidate.conversion().limit();
        var walk = new ChainWalk(hops, market.settings).lastWithin(limit)
                .charged(reasons.charges(hops));
        reason = walk.walk(false);
        if (reason == null) {
            return new Verdict(null, legs(walk), walk.net, walk.netBps);
        }
        boolean any = hops.stream().anyMatch(hop -> !hop.consumed.isEmpty());
        return Verdict.of(any && walk.walk(true) == null ? Pass.CONSUMED : reason);
    }

    /// Those on the exchange on which the money stands, and on those to which somebody would bring it.
    private List<Hop> reached(List<Hop> hops, Hop sold) {
        return hops.stream().filter(hop -> hop.exchange().equals(sold.exchange())
                || (market.transfers.counted() && market.transfers
                        .way(hop.gives(), sold.exchange(), hop.exchange()).open()))
                .toList();
    }

    private static List<Leg> legs(ChainWalk walk) {
        var legs = new ArrayList<Leg>();
        for (int i = 0; i < walk.hops().size(); i++) {
            if (!walk.hops().get(i).valued) {
                legs.add(walk.leg(i));
            }
        }
        return legs;
    }

    /// What is in error while the best of all prices are above the cap together: each best one that is better than the next one of its route by more than half
    /// of the cap; and without those, once more. All, where none is and they still are above it.
    private Set<Hop> errors(Candidate candidate, long now) {
        List<List<Hop>> honest = new ArrayList<>();
        for (Pool route : candidate.routes()) {
            honest.add(new ArrayList<>(route.hops.stream()
                    .filter(hop -> usable(hop, now, market.settings.maxAgeNanos()))
                    .sorted(Comparator.comparing(EveryChain::raw).reversed()).toList()));
        }
        if (honest.stream().anyMatch(List::isEmpty)) {
            return Set.of();
        }
        Set<Hop> found = new HashSet<>();
        while (true) {
            Fraction most = Fraction.ONE;
            for (List<Hop> route : honest) {
                most = most.times(raw(route.getFirst()));
            }
            if (most.compareTo(ChainReasons.bps(market.settings.maxEdgeBps())) <= 0) {
                return found;
            }
            Fraction apart = ChainReasons.bps(market.settings.maxEdgeBps() / 2);
            int before = found.size();
            for (List<Hop> route : honest) {
                if (route.size() > 1
                        && raw(route.get(0)).compareTo(raw(route.get(1)).times(apart)) > 0) {
                    found.add(route.removeFirst());
                }
            }
            if (found.size() == before) {
                candidate.routes().forEach(route -> found.addAll(route.hops));
                return found;
            }
        }
    }

    private static Fraction raw(Hop hop) {
        return hop.rawRate(hop.best());
    }

    private boolean elsewhere(Candidate candidate, List<Hop> hops) {
        long exchanges = hops.stream().map(Hop::exchange).distinct().count();
        if (candidate.exchange().isEmpty() && exchanges == 1
                && chains.wanted.cycles().onOneExchange()) {
            return true;
        }
        if (hops.size() != 3) {
            return false;
        }
        for (ChainSettings.Conversion declared : chains.wanted.conversions()) {
            for (int i = 0; i < 3; i++) {
                Instrument one = hops.get((i + 1) % 3).listing().instrument();
                Instrument other = hops.get((i + 2) % 3).listing().instrument();
                if (declared.mode() == ChainSettings.Mode.EXECUTED
                        && declared.between(hops.get(i).gives(), hops.get(i).gets())
                        && one.base().equals(other.base())) {
                    return true;
                }
            }
        }
        return false;
    }
}
