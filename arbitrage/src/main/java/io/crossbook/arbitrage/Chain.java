package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two to four routes that end in the asset they begin with: a conversion or a cycle; how often it was worth doing, and why not.
///
/// It exists from the first time that its bounds paid. Which listings it runs through is decided anew at each evaluation ([ChainJudge]). What the
/// outside sees are its kind, its assets and its counters. One thread.
public final class Chain extends Dislocation {

    private final Kind kind;
    /// The exchange that it keeps to; empty when it does not.
    private final String exchange;
    private List<Route> routes;
    /// Of each route with the one after it, around.
    private Joint[] joints;
    private int blocked;
    /// The most that the last hop may convert, in whole units; 0 for any.
    final long mostLast;
    private final Carried carried;
    /// What may still be carried, as of the [Carried#changes] that were seen last; and when it was last told of.
    private long room;
    private long roomSeen = -1;
    private long roomTold;

    /// As of the last evaluation.
    final List<Hop> hops = new ArrayList<>();
    @Nullable
    ChainWalk walk;
    DetectorSettings settings = DetectorSettings.DEFAULT;
    /// What is remembered of the choices of listings that were judged last.
    private final List<ChainMemory> memories = new ArrayList<>();
    private long evaluation;
    /// Whether the listings of the best rates did not decide the last evaluation alone, and whether others were judged exactly for it.
    boolean searched;
    boolean tried;
    /// Which of its listings were taken for an error in the last evaluation, see [Suspects#find].
    long suspects;
    /// Whether the bounds pay.
    boolean near;
    private long staleAt = Long.MAX_VALUE;

    Chain(Kind kind, String exchange, List<Route> routes, long mostLast, Carried carried) {
        this.kind = kind;
        this.exchange = exchange;
        this.routes = routes;
        this.mostLast = mostLast;
        this.carried = carried;
        joints = joints(routes);
    }

    /// [Kind#CONVERSION] or [Kind#CYCLE].
    public Kind kind() {
        return kind;
    }

    /// The exchange that it keeps to; empty when it runs over the best of all.
    public String exchange() {
        return exchange;
    }

    /// The assets that it runs through, beginning with the one it is counted in.
    public List<String> assets() {
        return routes.stream().map(route -> route.gives).toList();
    }

    /// The listings that it ran through at its last evaluation.
    public List<Listing> listings() {
        return hops.stream().map(Hop::listing).toList();
    }

    List<Route> routes() {
        return routes;
    }

    /// The hops that it ran through at its last evaluation.
    List<Hop> hops() {
        return hops;
    }

    /// The hop of a route that it ran through at its last evaluation; null before the first.
    @Nullable
    Hop hop(Route route) {
        for (int i = 0; i < hops.size(); i++) {
            if (routes.get(i) == route) {
                return hops.get(i);
            }
        }
        return null;
    }

    /// The hop before a route's at its last evaluation; null where there is none.
    @Nullable
    Hop before(Route route) {
        for (int i = 1; i < hops.size(); i++) {
            if (routes.get(i) == route) {
                return hops.get(i - 1);
            }
        }
        return null;
    }

    /// The same routes, found anew.
    void reroute(List<Route> fresh) {
        routes = fresh;
        joints = joints(fresh);
        hops.clear();
        memories.clear();
        searched = false;
    }

    /// Whether the best of each route together, about, brings more than this.
    boolean pays(double threshold) {
        double product = 1;
        for (int i = 0; i < routes.size(); i++) {
            product *= routes.get(i).bound();
        }
        return product > threshold;
    }

    private static Joint[] joints(List<Route> routes) {
        var joints = new Joint[routes.size()];
        for (int i = 0; i < joints.length; i++) {
            joints[i] = routes.get(i).joint(routes.get((i + 1) % joints.length));
        }
        return joints;
    }

    /// Whether any choice of its listings may bring as much as this, of which each asset has a way to the next one and which is not above the cap; its routes have
    /// gathered what there is. Asks two neighbours and the best of the others; first those that said no the last time.
    boolean mayPay(KnownWays ways, double cap, double least) {
        for (int i = 0; i < joints.length; i++) {
            int at = (blocked + i) % joints.length;
            double others = 1;
            double leastRaw = 1;
            for (int j = 2; j < joints.length; j++) {
                Route other = routes.get((at + j) % joints.length);
                others *= other.mostLeft;
                leastRaw *= other.leastRaw;
            }
            joints[at].renew(ways);
            if (Prices.below(joints[at].most(cap / leastRaw) * others, least)) {
                blocked = at;
                return false;
            }
        }
        for (int i = 0; i < joints.length - 2 && joints.length == 4; i++) {
            Joint one = joints[i];
            Joint other = joints[i + 2];
            if (Prices.below(one.most(cap / other.leastRaw()) * other.most(cap / one.leastRaw()),
                    least)) {
                return false;
            }
        }
        return true;
    }

    /// It runs through these from now on.
    void through(List<Hop> now) {
        if (hops.size() != now.size()) {
            hops.clear();
            hops.addAll(now);
        }
        for (int i = 0; i < now.size(); i++) {
            hops.set(i, now.get(i));
        }
    }

    /// What is remembered of a choice of its listings; of so many that were asked last.
    ChainMemory memory(List<Hop> choice, int most) {
        evaluation++;
        for (int i = 0; i < memories.size(); i++) {
            if (memories.get(i).of(choice)) {
                memories.get(i).asked = evaluation;
                return memories.get(i);
            }
        }
        int at = oldest();
        if (memories.size() < most) {
            at = memories.size();
            memories.add(new ChainMemory(choice.size(), choice.getFirst()));
        }
        memories.get(at).asked = evaluation;
        return memories.get(at);
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < memories.size(); i++) {
            oldest = memories.get(i).asked < memories.get(oldest).asked ? i : oldest;
        }
        return oldest;
    }

    /// Whether what it receives stays.
    boolean carries() {
        return kind == Kind.CONVERSION && routes.getLast().valued();
    }

    /// How much of what it receives may still be carried, [Money]; no bound where nothing bounds it, or where nothing is left: then it is shown as it is, and not
    /// acted on ([Carried]).
    private long room() {
        if (roomSeen != carried.changes()) {
            roomSeen = carried.changes();
            long left = carries()
                    ? carried.room(routes.getLast().gives, routes.getFirst().gives)
                    : Money.MOST;
            room = left == 0 ? Money.MOST : left;
        }
        return room;
    }

    /// Sizes a choice of its listings by what is displayed (`all`), or by what of it is not taken; and to what may still be carried, unless that is too little to
    /// trade.
    @Nullable
    Pass size(List<Hop> choice, ChainMemory memory, boolean all) {
        ChainWalk last = memory.walked;
        long left = room();
        if (all || last == null || memory.room != left || !last.stands()) {
            last = walk(choice, memory, all, left);
            last = last.result() == Pass.TOO_SMALL && left < Money.MOST
                    ? walk(choice, memory, all, Money.MOST)
                    : last;
            memory.walked = all ? memory.walked : last;
            memory.room = all ? memory.room : left;
        }
        Pass pass = last.result();
        walk = pass == null ? last : walk;
        return pass;
    }

    private ChainWalk walk(List<Hop> choice, ChainMemory memory, boolean all, long left) {
        var fresh = new ChainWalk(choice, settings).lastWithin(mostLast).charged(memory.charges);
        fresh = left < Money.MOST ? fresh.within(left) : fresh;
        fresh.walk(all);
        return fresh;
    }

    /// Remembers when the first of the books that are fresh now will be too old; of these, and of those that were named since `anew`.
    void stale(List<Hop> choice, boolean anew, long maxAgeNanos, long now) {
        staleAt = anew ? Long.MAX_VALUE : staleAt;
        for (int i = 0; i < choice.size(); i++) {
            long at = choice.get(i).staleAt(maxAgeNanos);
            staleAt = at > now ? Math.min(staleAt, at) : staleAt;
        }
    }

    /// Remembers when the first of all that its routes have gathered will be too old.
    void staleWithAny() {
        for (int i = 0; i < routes.size(); i++) {
            staleAt = Math.min(staleAt, routes.get(i).freshUntil);
        }
    }

    @Override
    long staleAt() {
        return staleAt;
    }

    private ChainWalk found() {
        ChainWalk last = walk;
        if (last == null) {
            throw new IllegalStateException("nothing was ever found of " + this);
        }
        return last;
    }

    @Override
    long foundBps() {
        return found().netBps;
    }

    @Override
    boolean moved(Opportunity told) {
        return found().moved(told) || (room() != roomTold && found().resized(told));
    }

    @Override
    Opportunity posted(long id, Opportunity.State state, long openedNanos, long now) {
        roomTold = room();
        return new ChainPosting(found()).of(id, kind, state, best, openedNanos, now);
    }

    /// How people read it: `cycle USDT BTC ETH on kraken`.
    @Override
    public String toString() {
        return kind + " " + String.join(" ", assets())
                + (exchange.isEmpty() ? "" : " on " + exchange);
    }
}
