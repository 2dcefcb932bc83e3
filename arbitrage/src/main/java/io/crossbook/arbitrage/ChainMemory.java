package io.crossbook.arbitrage;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found of a choice of listings of a chain by its best prices alone, and by which: it holds while none of them moves, however long the chain stays near.
///
/// So what lastingly is shut, above the cap or too small is not worked out again at every message. One thread.
final class ChainMemory {

    private static final int FIELDS = 3;

    private final Hop[] hops;
    private final long[] seen;
    private long configuration = -1;

    /// Why the best prices do not pay, or must not be used; null when they do.
    @Nullable
    Pass prices;
    /// Whether the best prices, before all costs, are too good to be true.
    boolean aboveCap;
    /// Whether its charges are those of these prices.
    boolean charged;
    ChainCharges charges = ChainCharges.NONE;
    /// In which evaluation of its chain it was asked last.
    long asked;
    /// Which ways its assets have to go.
    final ChainWays ways;
    /// What was walked last, if anything was since the prices were taken in; only what was not taken of it.
    @Nullable
    ChainWalk walked;
    /// What could be carried then.
    long room;

    ChainMemory(int count, Hop first) {
        hops = new Hop[count];
        Arrays.fill(hops, first);
        seen = new long[count * FIELDS];
        ways = new ChainWays(count);
    }

    /// Whether it is one of these hops.
    boolean of(List<Hop> others) {
        for (int i = 0; i < hops.length; i++) {
            if (hops[i] != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the same hops show the same best prices under the same configuration and rules.
    boolean holds(List<Hop> now, long nowConfiguration) {
        if (configuration != nowConfiguration) {
            return false;
        }
        for (int i = 0; i < hops.length; i++) {
            Hop hop = now.get(i);
            int at = i * FIELDS;
            if (hops[i] != hop || seen[at] != hop.best() || seen[at + 1] != hop.book.terms()
                    || seen[at + 2] != hop.haircut()) {
                return false;
            }
        }
        return true;
    }

    /// Takes in what they show now; what was found before holds no more.
    void take(List<Hop> now, long nowConfiguration) {
        boolean same = configuration == nowConfiguration;
        configuration = nowConfiguration;
        for (int i = 0; i < hops.length; i++) {
            Hop hop = now.get(i);
            same &= hops[i] == hop;
            hops[i] = hop;
            seen[i * FIELDS] = hop.best();
            seen[i * FIELDS + 1] = hop.book.terms();
            seen[i * FIELDS + 2] = hop.haircut();
        }
        if (!same) {
            ways.forget();
        }
        prices = null;
        charged = false;
        aboveCap = false;
        walked = null;
    }
}
