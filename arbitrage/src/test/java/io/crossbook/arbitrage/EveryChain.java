package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
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

    /// All hops from one asset into another; of them, at a moment, the best that is fresh, and the best of any age.
    private static final class Pool {
        final List<Hop> hops = new ArrayList<>();
        @Nullable
        Hop best;
        @Nullable
        Hop any;
    }

    private record Candidate(String name, Kind kind, String exchange, List<Pool> routes,
            ChainSettings.@Nullable Conversion conversion) {}

    final Oracle market;
    private final RandomMirrors mirrors;
    ChainSettings wanted = ChainSettings.DEFAULT;
    final List<ListingBook> met = new ArrayList<>();
    private final Map<String, Consumed> taken = new HashMap<>();
    private final Map<String, Pool> pools = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    /// Of what is judged, those whose prices are too good to be true.
    private Set<Hop> errors = Set.of();
    private ChainSettings drawn = ChainSettings.DEFAULT;
    private int drawnOf;

    EveryChain(Oracle market, RandomMirrors mirrors) {
        this.market = market;
        this.mirrors = mirrors;
    }

    Consumed taken(ListingBook book, Side side) {
        return taken.computeIfAbsent(book.id() + " " + side, _ -> new Consumed(side));
    }

    void settle(ListingBook book) {
        if (book.health() != Health.BROKEN) {
            taken(book, Side.ASK).settle(book.levels());
            taken(book, Side.BID).settle(book.levels());
        }
    }

    /// By name.
    Map<String, Verdict> judge(long now) {
        if (!drawn.equals(wanted) || drawnOf != met.size()) {
            draw();
        }
        for (Pool pool : pools.values()) {
            for (Hop hop : pool.hops) {
                hop.learn(market.fees);
            }
            pool.best = best(pool.hops, now, market.settings.maxAgeNanos());
            pool.any = best(pool.hops, now, Long.MAX_VALUE);
        }
        var all = new TreeMap<String, Verdict>();
        for (Candidate candidate : candidates) {
            if (all.put(candidate.name, judge(candidate, now)) != null) {
                throw new AssertionError(candidate.name + " is there twice");
            }
        }
        return all;
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

    private @Nullable Hop best(List<Hop> hops, long now, long maxAge) {
        return hops.stream().filter(hop -> usable(hop, now, maxAge))
                .min(Comparator.comparingDouble((Hop hop) -> -hop.rate())
                        .thenComparingInt(hop -> hop.book.id()))
                .orElse(null);
    }

    private boolean usable(Hop hop, long now, long maxAge) {
        return missing(hop) == null && now - hop.book.receivedNanos() < maxAge
                && mirrors.counts(hop.listing())
                && market.identity.same(hop.listing(), hop.listing());
    }

    private static @Nullable Pass missing(Hop hop) {
        if (hop.book.health() != Health.LIVE) {
            return Pass.NOT_LIVE;
        }
        if (hop.listing().rules().status() == Rules.Status.HALTED) {
            return Pass.HALTED;
        }
        long price = hop.side == Side.ASK
                ? hop.book.levels().bestAsk()
                : hop.book.levels().bestBid();
        return price == 0 ? Pass.EMPTY : null;
    }

    /// What the best of all choices of listings is worth, one hop of each route; where none is worth doing, why not the one of the best rates.
    private Verdict judge(Candidate candidate, long now) {
        List<Hop> best = new ArrayList<>();
        boolean converts = true;
        for (Pool route : candidate.routes) {
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
            boolean told = candidate.kind == Kind.CYCLE && elsewhere(candidate, choice);
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
        for (Pool route : candidate.routes) {
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
        Pass reason = reason(candidate, hops, converts, now);
        if (reason != null) {
            return Verdict.of(reason);
        }
        long limit = candidate.conversion == null ? 0 : candidate.conversion.limit();
        var walk = new ChainWalk(hops, market.settings).lastWithin(limit)
                .charged(charges(hops));
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

    private @Nullable Pass reason(Candidate candidate, List<Hop> hops, boolean converts,
            long now) {
        boolean conversion = candidate.kind == Kind.CONVERSION;
        List<Pass> missing = new ArrayList<>();
        for (Hop hop : conversion ? hops.subList(0, 2) : hops) {
            Pass why = missing(hop);
            if (why != null) {
                missing.add(why);
            }
        }
        if (!missing.isEmpty()) {
            return Collections.min(missing);
        }
        if (conversion && !converts) {
            return Pass.CONVERSION;
        }
        DetectorSettings settings = market.settings;
        // What is a tenth of a basis point below the threshold is not looked at closer.
        double about = 1;
        for (Hop hop : hops) {
            about *= hop.rate();
        }
        if (about < 1 + settings.minNetBps() / 1e8 - 1e-5) {
            double raw = 1;
            for (Hop hop : hops) {
                Fraction rate = hop.rawRate(hop.best());
                raw *= rate.over().doubleValue() / rate.under().doubleValue();
            }
            if (Math.abs(raw - 1) > 1e-9) {
                return raw > 1 ? Pass.FEES : Pass.NO_SPREAD;
            }
        }
        Fraction net = Fraction.ONE;
        Fraction raw = Fraction.ONE;
        for (Hop hop : hops) {
            net = net.times(hop.rate(hop.best()));
            raw = raw.times(hop.rawRate(hop.best()));
        }
        Fraction least = bps(settings.minNetBps());
        if (net.compareTo(least) <= 0) {
            return raw.compareTo(Fraction.ONE) > 0 ? Pass.FEES : Pass.NO_SPREAD;
        }
        ChainCharges charges = charges(hops);
        Fraction charged = least.plus(Fraction.of(charges.rate())
                .divide(Fraction.of(DetectorSettings.FEE_ONE)));
        if (net.compareTo(charged) <= 0) {
            return Pass.CHARGES;
        }
        if (shut(hops)) {
            return Pass.TRANSFER_SHUT;
        }
        return trust(hops, raw, now);
    }

    private @Nullable Pass trust(List<Hop> hops, Fraction raw, long now) {
        for (int i = 0; i < hops.size(); i++) {
            if (!market.identity.same(hops.get(i).listing(),
                    hops.get((i + 1) % hops.size()).listing())) {
                return Pass.IDENTITY;
            }
            for (Hop other : hops) {
                if (other != hops.get(i)
                        && !mirrors.apart(hops.get(i).listing(), other.listing())) {
                    return Pass.IDENTITY;
                }
            }
        }
        if (raw.compareTo(bps(market.settings.maxEdgeBps())) > 0
                || hops.stream().anyMatch(errors::contains)) {
            return Pass.ABOVE_CAP;
        }
        List<Long> times = hops.stream().map(hop -> hop.book.receivedNanos()).toList();
        if (now - Collections.min(times) >= market.settings.maxAgeNanos()) {
            return Pass.TOO_OLD;
        }
        if (Collections.max(times) - Collections.min(times) >= market.settings.maxSkewNanos()) {
            return Pass.SKEWED;
        }
        for (Hop hop : hops) {
            if (market.levels(hop.book, hop.side, true).isEmpty()) {
                return Pass.BEYOND_HORIZON;
            }
        }
        return null;
    }

    /// What is in error while the best of all prices are above the cap together: each best one that is better than the next one of its route by more than half
    /// of the cap; and without those, once more. All, where none is and they still are above it.
    private Set<Hop> errors(Candidate candidate, long now) {
        List<List<Hop>> honest = new ArrayList<>();
        for (Pool route : candidate.routes) {
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
            if (most.compareTo(bps(market.settings.maxEdgeBps())) <= 0) {
                return found;
            }
            Fraction apart = bps(market.settings.maxEdgeBps() / 2);
            int before = found.size();
            for (List<Hop> route : honest) {
                if (route.size() > 1
                        && raw(route.get(0)).compareTo(raw(route.get(1)).times(apart)) > 0) {
                    found.add(route.removeFirst());
                }
            }
            if (found.size() == before) {
                candidate.routes.forEach(route -> found.addAll(route.hops));
                return found;
            }
        }
    }

    private static Fraction raw(Hop hop) {
        return hop.rawRate(hop.best());
    }

    private static Fraction bps(long value) {
        return new Fraction(BigInteger.valueOf(DetectorSettings.BPS_ONE + value),
                BigInteger.valueOf(DetectorSettings.BPS_ONE));
    }

    private boolean elsewhere(Candidate candidate, List<Hop> hops) {
        long exchanges = hops.stream().map(Hop::exchange).distinct().count();
        if (candidate.exchange.isEmpty() && exchanges == 1 && wanted.cycles().onOneExchange()) {
            return true;
        }
        if (hops.size() != 3) {
            return false;
        }
        for (ChainSettings.Conversion declared : wanted.conversions()) {
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

    private boolean shut(List<Hop> hops) {
        Fraction rate = Fraction.ONE;
        for (int i = 0; i < hops.size(); i++) {
            Hop next = hops.get((i + 1) % hops.size());
            Hop hop = hops.get(i);
            if (hop.valued || !market.transfers.counted()) {
                return false;
            }
            rate = rate.times(hop.rawRate(hop.best()));
            if (!hop.exchange().equals(next.exchange())
                    && (!way(hop, next, hops.getFirst().gives(), rate).open()
                            || market.transfers.cycle(hops.getFirst().gives()) == 0)) {
                return true;
            }
        }
        return false;
    }

    /// For what a cycle of the counted asset makes of what is moved.
    private Transfers.Way way(Hop hop, Hop next, String counted, Fraction rate) {
        BigInteger amount = BigInteger.valueOf(market.transfers.cycle(counted))
                .multiply(rate.over()).divide(rate.under());
        return market.transfers.way(hop.gets(), hop.exchange(), next.exchange(),
                amount.min(BigInteger.valueOf(Money.MOST)).longValueExact());
    }

    private ChainCharges charges(List<Hop> hops) {
        var charges = new ChainCharges();
        Fraction rate = Fraction.ONE;
        for (int i = 0; i < hops.size() && !hops.get(i).valued; i++) {
            Hop hop = hops.get(i);
            Hop next = hops.get((i + 1) % hops.size());
            rate = rate.times(hop.rawRate(hop.best()));
            charges.add(new ChainCharges.Part(Step.What.LATENCY, hop.exchange(),
                    market.haircut(hop.book), ""));
            long cycle = market.transfers.cycle(hops.getFirst().gives());
            Transfers.Way way = way(hop, next, hops.getFirst().gives(), rate);
            if (way.open() && cycle > 0) {
                // The fee over the cycle, both in the asset that is moved; in billionths, rounded up.
                BigInteger[] parts = BigInteger.valueOf(way.fee()).multiply(rate.under())
                        .multiply(BigInteger.valueOf(1_000_000_000)).divideAndRemainder(
                                BigInteger.valueOf(cycle).multiply(rate.over()));
                charges.add(new ChainCharges.Part(Step.What.TRANSFER, hop.exchange(),
                        parts[0].min(BigInteger.valueOf(1_000_000_000)).longValueExact()
                                + parts[1].signum(),
                        ""));
            }
        }
        return charges;
    }
}
