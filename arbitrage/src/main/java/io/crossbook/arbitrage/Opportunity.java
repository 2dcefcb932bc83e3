package io.crossbook.arbitrage;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;

/// Something worth doing, with its working: trades that end with more than they began with.
///
/// One dislocation is one opportunity, from opening to closing, under one `id` (dense, from 1). `legs` stand in the order of the flow: of two, the first buys and
/// the second sells. It is counted in `asset`; `netBps` is net over all that the first leg costs, at [DetectorSettings#BPS_SCALE] decimals,
/// `bestNetBps` the most that it has been. The `steps` in `asset` add up to `net`, which is that of the `working`; those in any other
/// asset to what is left over of it, never less than nothing. Times are epoch nanoseconds. While it is open `closedNanos` is 0 and
/// `closedWhy` empty; a closed one carries what was last told of it, and the [Pass] that ended it.
/// `chance` is what [Gate] expects of it.
public record Opportunity(long id, Kind kind, State state, List<Leg> legs, String asset, long net,
        long netBps, long bestNetBps, Working working, List<Step> steps, boolean executable,
        String reason, long openedNanos, long updatedNanos, long closedNanos, String closedWhy,
        Chance chance) {

    /// Where it stands in its life.
    public enum State {
        OPENED, CHANGED, CLOSED;

        /// How people and tools read it: `opened`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Opportunity {
        legs = List.copyOf(legs);
        steps = List.copyOf(steps);
        assert addsUp(asset, net, working, steps) : steps + " do not add up to " + net + " "
                + asset + ", or " + working + " does not";
    }

    /// One of which nobody has asked yet how likely it is to succeed.
    public Opportunity(long id, Kind kind, State state, List<Leg> legs, String asset, long net,
            long netBps, long bestNetBps, Working working, List<Step> steps, boolean executable,
            String reason, long openedNanos, long updatedNanos, long closedNanos,
            String closedWhy) {
        this(id, kind, state, legs, asset, net, netBps, bestNetBps, working, steps, executable,
                reason, openedNanos, updatedNanos, closedNanos, closedWhy, Chance.UNKNOWN);
    }

    /// Whether the postings are what is claimed of them: asked wherever assertions are on, so in every test.
    private static boolean addsUp(String asset, long net, Working working, List<Step> steps) {
        var sums = new HashMap<String, BigInteger>();
        for (Step step : steps) {
            sums.merge(step.asset(), Money.exact(step.amount(), step.scale()), BigInteger::add);
        }
        BigInteger counted = sums.remove(asset);
        return working.net() == net && Money.exact(net, Money.SCALE).equals(counted)
                && sums.values().stream().allMatch(left -> left.signum() >= 0);
    }

    /// The leg that begins it.
    public Leg first() {
        return legs.getFirst();
    }

    /// The leg that ends it.
    public Leg last() {
        return legs.getLast();
    }

    /// The same, told once more.
    public Opportunity again(long now) {
        return new Opportunity(id, kind, State.CHANGED, legs, asset, net, netBps, bestNetBps,
                working, steps, executable, reason, openedNanos, now, closedNanos, closedWhy,
                chance);
    }

    /// The same, which must not be taken for this reason.
    public Opportunity withheld(String why) {
        return new Opportunity(id, kind, state, legs, asset, net, netBps, bestNetBps, working,
                steps, false, why, openedNanos, updatedNanos, closedNanos, closedWhy, chance);
    }

    /// The same, which may be fired.
    Opportunity released() {
        return new Opportunity(id, kind, state, legs, asset, net, netBps, bestNetBps, working,
                steps, true, "", openedNanos, updatedNanos, closedNanos, closedWhy, chance);
    }

    /// The same, with what is expected of it.
    Opportunity with(Chance fresh) {
        return new Opportunity(id, kind, state, legs, asset, net, netBps, bestNetBps, working,
                steps, executable, reason, openedNanos, updatedNanos, closedNanos, closedWhy,
                fresh);
    }

    /// The same, with what was said of another.
    Opportunity judgedAs(Opportunity other) {
        return new Opportunity(id, kind, state, legs, asset, net, netBps, bestNetBps, working,
                steps, other.executable, other.reason, openedNanos, updatedNanos, closedNanos,
                closedWhy, other.chance);
    }

    /// How it ended.
    Opportunity closed(Pass why, long best, long now) {
        return new Opportunity(id, kind, State.CLOSED, legs, asset, net, netBps, best, working,
                steps, executable, reason, openedNanos, now, now, why.toString(), chance);
    }
}
