package io.crossbook.gateway.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// Wrong tokens by the address they came from: the first few are answered at once, those after them not before their minute is over.
///
/// Only wrong ones are held up: whoever has to halt gets in while somebody else guesses from the same address. Guessing 256 random bits is hopeless at any pace;
/// this keeps it from costing us anything, and tells people that it happens.
final class Tries {

    private static final int FREE = 10;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MOST_ADDRESSES = 1_024;

    private final Map<String, Count> counts = new LinkedHashMap<>();

    private record Count(int wrong, long sinceNanos) {}

    /// A wrong token came from this address: how many seconds until the next is looked at, 0 while it still is at once.
    long wrong(String address, long nowNanos) {
        Count before = counts.remove(address);
        boolean fresh = before == null || nowNanos - before.sinceNanos >= MINUTE_NANOS;
        Count now = fresh || before == null
                ? new Count(1, nowNanos)
                : new Count(before.wrong + 1, before.sinceNanos);
        counts.put(address, now);
        if (counts.size() > MOST_ADDRESSES) {
            counts.remove(counts.keySet().iterator().next());
        }
        long left = MINUTE_NANOS - (nowNanos - now.sinceNanos);
        return now.wrong <= FREE ? 0 : Math.max(1, Math.ceilDiv(left, 1_000_000_000L));
    }

    /// How many came in the address's last minute.
    int count(String address) {
        Count count = counts.get(address);
        return count == null ? 0 : count.wrong;
    }
}
