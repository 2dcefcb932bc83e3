package io.crossbook.arbitrage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How long opportunities lived, by the path of their legs: the chance that the next one is still there when orders arrive.
///
/// One that goes on through other listings has lived as long as it did through these, and begins anew. Pessimistic: with nothing known one in three lives long enough; one whose books fell silent or were lost was never seen to live, whatever the clock says; and lives are kept by powers of two, rounded down. One thread.
public final class Survival {

    private static final int BUCKETS = 64;
    /// So many paths are remembered; of more the one of which none ended for the longest is forgotten.
    static final int MOST_PATHS = 10_000;
    private static final Set<String> BY_THE_MARKET = Stream
            .of(Pass.NO_SPREAD, Pass.FEES, Pass.CHARGES, Pass.TOO_SMALL, Pass.EMPTY)
            .map(Pass::toString).collect(Collectors.toUnmodifiableSet());

    /// The path of an opportunity: its legs' listings, in order.
    private record Path(List<Integer> listings) {
        static Path of(Opportunity opportunity) {
            return new Path(opportunity.legs().stream().map(leg -> leg.listing().id()).toList());
        }
    }

    /// In the order in which one of each ended last.
    private final Map<Path, long[]> lives = new LinkedHashMap<>();
    /// Since when those that are open run through the listings that they run through now, by their ids; of those only that ran through others before.
    private final Map<Long, Long> since = new HashMap<>();

    /// Of so many ended opportunities of one path so many lived at least so long.
    public record Lives(long ended, long lived, int permille) {}

    /// The lives of one path, by the ids of its listings: how many ended in each bucket, without the empty ones at the end.
    public record Kept(List<Integer> path, List<Long> ended) {
        public Kept {
            path = List.copyOf(path);
            ended = List.copyOf(ended);
            if (ended.size() > BUCKETS) {
                throw new IllegalArgumentException(
                        "lives have " + BUCKETS + " buckets, not " + ended.size());
            }
        }
    }

    /// All that is known, the path of which one ended last at the end.
    public List<Kept> kept() {
        return lives.entrySet().stream()
                .map(entry -> new Kept(entry.getKey().listings, buckets(entry.getValue())))
                .toList();
    }

    private static List<Long> buckets(long[] counts) {
        int end = BUCKETS;
        while (end > 0 && counts[end - 1] == 0) {
            end--;
        }
        return Arrays.stream(counts, 0, end).boxed().toList();
    }

    /// Takes over what was known elsewhere, instead of what is known here.
    public void remember(List<Kept> known) {
        lives.clear();
        for (Kept kept : known) {
            long[] counts = new long[BUCKETS];
            for (int i = 0; i < kept.ended.size(); i++) {
                counts[i] = kept.ended.get(i);
            }
            lives.put(new Path(kept.path), counts);
        }
    }

    /// Hears of every step of every opportunity; the end of one is what counts.
    public void told(Opportunity opportunity) {
        if (opportunity.state() == Opportunity.State.CLOSED) {
            Long began = since.remove(opportunity.id());
            if (!unasked(opportunity)) {
                long life = opportunity.closedNanos()
                        - (began == null ? opportunity.openedNanos() : began);
                lived(opportunity, seen(opportunity) ? life : 0);
            }
        }
    }

    /// An open one is told as `now` after it was told as `before`: whether it runs through other listings. Those of before were seen to live until then
    /// unless one of them was not `heard` any more.
    public void goesOn(Opportunity before, Opportunity now, Predicate<Opportunity> heard) {
        if (!same(before.legs(), now.legs())) {
            Long began = since.put(now.id(), now.updatedNanos());
            long life = now.updatedNanos() - (began == null ? before.openedNanos() : began);
            lived(before, heard.test(before) ? life : 0);
        }
    }

    private static boolean same(List<Leg> before, List<Leg> now) {
        for (int i = 0; i < before.size() && before.size() == now.size(); i++) {
            if (before.get(i).listing().id() != now.get(i).listing().id()) {
                return false;
            }
        }
        return before.size() == now.size();
    }

    private void lived(Opportunity opportunity, long nanos) {
        var path = Path.of(opportunity);
        long[] known = lives.remove(path);
        long[] counts = known == null ? new long[BUCKETS] : known;
        counts[bucket(nanos)]++;
        lives.put(path, counts);
        if (lives.size() > MOST_PATHS) {
            lives.remove(lives.keySet().iterator().next());
        }
    }

    /// Whether the market ended it, by prices or sizes that it showed.
    private static boolean seen(Opportunity closed) {
        return BY_THE_MARKET.contains(closed.closedWhy());
    }

    private static boolean unasked(Opportunity closed) {
        return closed.closedWhy().equals(Pass.UNASKED.toString());
    }

    /// What is known of the path of an opportunity, for orders that take `nanos` to arrive.
    public Lives of(Opportunity opportunity, long nanos) {
        long[] known = lives.getOrDefault(Path.of(opportunity), NOTHING);
        long ended = Arrays.stream(known).sum();
        // A bucket whose shortest life is long enough.
        long lived = Arrays.stream(known, nanos <= 1 ? bucket(nanos) : bucket(nanos - 1) + 1,
                BUCKETS).sum();
        return new Lives(ended, lived, (int) ((lived + 1) * 1_000 / (ended + 3)));
    }

    private static final long[] NOTHING = new long[BUCKETS];

    /// Lives from 2^n nanoseconds to below 2^(n+1) are of bucket n + 1; none at all of the first.
    private static int bucket(long nanos) {
        return nanos <= 0 ? 0 : 64 - Long.numberOfLeadingZeros(nanos);
    }
}
