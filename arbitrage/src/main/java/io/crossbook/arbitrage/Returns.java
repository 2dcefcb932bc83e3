package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What it takes to bring back what a pair moves, by the price of the base: the dearer it is, the less of it a cycle buys.
final class Returns {

    private final List<Transfers.Return> all = new ArrayList<>();
    private long[] upTo = {};

    /// From where the last one ends up to this price.
    void add(Transfers.Return at, long price) {
        all.add(at);
        upTo = Arrays.copyOf(upTo, all.size());
        upTo[all.size() - 1] = price;
    }

    /// What holds at a price. Allocates nothing.
    Transfers.Return at(long price) {
        int i = 0;
        while (price > upTo[i]) {
            i++;
        }
        return all.get(i);
    }
}
