package io.crossbook.gateway.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// How many requests each caller has left: so many a second, as many at once.
final class Rates {

    private static final int MOST_CALLERS = 1_024;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    private static final class Bucket {
        long left;
        long atNanos;
    }

    /// Whether this caller may ask once more now.
    boolean take(String caller, int perSecond, long nowNanos) {
        Bucket bucket = buckets.remove(caller);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = perSecond * SECOND_NANOS;
            bucket.atNanos = nowNanos;
        }
        buckets.put(caller, bucket); // last: who has been quiet for longest is forgotten first
        if (buckets.size() > MOST_CALLERS) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        long passed = Math.min(nowNanos - bucket.atNanos, SECOND_NANOS);
        bucket.atNanos = nowNanos;
        bucket.left = Math.min(bucket.left + passed * perSecond, perSecond * SECOND_NANOS);
        if (bucket.left < SECOND_NANOS) {
            return false;
        }
        bucket.left -= SECOND_NANOS;
        return true;
    }
}
