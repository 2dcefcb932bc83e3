package io.crossbook.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The times of which the journal may tell too little: from the last entry that a process left until the next process began.
///
/// When a machine dies, the last commits may be gone although they were acknowledged (`NORMAL`); what the process did then is in such a time. Each
/// exchange is to be swept so far back, until it has shown all that it has of it. A part of the fold over the journal. Epoch nanoseconds.
public final class Gaps {

    /// No time at all.
    public static final long NONE = Long.MAX_VALUE;
    private static final long DAY = 24 * 3_600_000_000_000L;
    /// No clock that is traded by is off by so much.
    private static final long MINUTE = 60_000_000_000L;

    private final List<Gap> gaps = new ArrayList<>();
    private final Map<String, Long> swept = new HashMap<>();
    private long last;
    /// What the journal began with, and when; 0 before it has.
    private int firstEpoch;
    private long firstNanos;

    /// Ended by the boot of this epoch.
    private record Gap(int epoch, long fromNanos, long untilNanos) {}

    /// Where a sweep of an exchange must reach back to at `now`; [#NONE] when all such times have been swept. What was done there shows `shownNanos`
    /// after the time is over. A day after it nobody looks any more: exchanges forget too.
    public long since(String exchange, long shownNanos, long now) {
        long asked = swept.getOrDefault(exchange, 0L);
        return gaps.stream()
                .filter(gap -> asked < gap.untilNanos + shownNanos && now < gap.untilNanos + DAY)
                .mapToLong(Gap::fromNanos).min().orElse(NONE);
    }

    /// When the first process of the last day was left, the one that began at `now` not counted: since then nobody may have compared anything.
    public long leftNanos(long now) {
        return gaps.stream().filter(gap -> now < gap.untilNanos + DAY).mapToLong(Gap::fromNanos)
                .min().orElse(now);
    }

    /// Where a sweep must reach back to that shall find what the journal has lost of an epoch.
    public long since(int epoch) {
        return gaps.stream().filter(gap -> gap.epoch > epoch).mapToLong(Gap::fromNanos).findFirst()
                .orElse(NONE);
    }

    /// Whether this was traded before this journal was begun, by an order of another that was there before. What such an order trades later is no such thing: then
    /// somebody else trades in this account now.
    public boolean predates(Fill fill) {
        return fill.order().epoch() < firstEpoch && fill.tradedNanos() > 0
                && fill.tradedNanos() < firstNanos - MINUTE;
    }

    /// An entry was taken over.
    void heard(Entry entry) {
        if (entry instanceof Entry.Booted first && firstNanos == 0) {
            firstEpoch = first.epoch();
            firstNanos = first.atNanos();
        }
        if (entry instanceof Entry.Booted booted && last != 0) {
            gaps.add(new Gap(booted.epoch(), Math.min(last, booted.atNanos()),
                    booted.atNanos()));
        }
        if (entry instanceof Entry.Swept(var exchange, _, var askedNanos, _)) {
            swept.merge(exchange, askedNanos, Math::max);
        }
        last = entry.atNanos();
    }
}
