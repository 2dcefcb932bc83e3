package io.crossbook.exchanges.binance;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.RepairDelay;
import io.crossbook.exchanges.Request;
import org.jspecify.annotations.Nullable;

/// Keeps one book in sequence: holds events back until a snapshot fits them, then wants them without a hole.
final class DepthSync {

    /// A lost answer must not leave a book broken for ever; `wire` may queue for minutes at the rate limit.
    private static final long SNAPSHOT_PATIENCE_NANOS = 300_000_000_000L;
    private static final int MOST_REFUSED = 3;

    private final Market market;
    private final Listing listing;
    private final Request snapshotRequest;
    private final Out out;
    private final RepairDelay repairDelay = new RepairDelay();
    private final HeldDepths held = new HeldDepths();
    private @Nullable Renewal renewal;

    private boolean standing;
    private boolean joined;
    private long first;
    private long last;
    private long inFlightUntil;
    /// The highest id that any event bore: a snapshot from before it would take the book back in time.
    private long seen;
    private int refused;
    /// An event was lost whose ids nobody knows: only the next whole one tells which snapshot is young enough.
    private boolean hole;

    DepthSync(Market market, Listing listing, Request snapshotRequest, Out out) {
        this.market = market;
        this.listing = listing;
        this.snapshotRequest = snapshotRequest;
        this.out = out;
    }

    /// Whether the book waits for a snapshot.
    boolean waits() {
        return !standing;
    }

    /// A depth event.
    void depth(Depth depth, long now) {
        seen = Math.max(seen, depth.last);
        if (!standing) {
            hold(depth);
            want(0, now);
            return;
        }
        if (old(depth)) {
            skip(BookSkip.Reason.STALE, depth.update.eventNanos());
        } else if (continues(depth)) {
            apply(depth);
        } else {
            out.event(new BookBreak(listing.id(), BookBreak.Kind.GAP, gap(depth)));
            fall();
            hold(depth);
            want(repairDelay.millis(now), now);
        }
    }

    /// A snapshot that was asked for.
    void snapshot(Depth snapshot, long now) {
        inFlightUntil = 0;
        if (standing) {
            if (renewal != null) {
                renewal.answered(snapshot);
            }
            return;
        }
        int next = 0;
        while (next < held.count() && market.before(held.at(next), snapshot.last)) {
            next++;
        }
        if (next < held.count() ? !market.joins(held.at(next), snapshot.last) : tooOld(snapshot)) {
            want(repairDelay.millis(now), now);
            return;
        }
        standing = true;
        joined = false;
        first = snapshot.last;
        last = snapshot.last;
        out.event(snapshot.update);
        release(now);
    }

    /// Whether a snapshot that no held event tells the age of is from before what has come. An id that was wrong must not keep
    /// the book broken for ever: a few times only.
    private boolean tooOld(Depth snapshot) {
        if (hole) {
            return true;
        }
        if (snapshot.last < seen && refused < MOST_REFUSED) {
            refused++;
            return true;
        }
        refused = 0;
        seen = snapshot.last;
        return false;
    }

    /// Lets what was held follow its snapshot. What does not fit breaks the book as it would have live.
    private void release(long now) {
        // Whoever hears of an event may start the book anew, which lets go of what is held.
        for (int i = 0; i < held.count() && standing; i++) {
            Depth depth = held.at(i);
            if (old(depth)) {
                skip(BookSkip.Reason.STALE, 0); // measured when it came
            } else if (continues(depth)) {
                apply(depth);
            } else {
                out.event(new BookBreak(listing.id(), BookBreak.Kind.GAP, gap(depth)));
                fall();
                want(repairDelay.millis(now), now);
                return;
            }
        }
        held.clear();
    }

    /// The request failed.
    void failed(long retryAfterMillis, long now) {
        inFlightUntil = 0;
        renewal = null;
        if (!standing) {
            want(Math.max(retryAfterMillis, repairDelay.millis(now)), now);
        }
    }

    /// The book was found wrong: start anew.
    void restart(long now) {
        fall();
        want(repairDelay.millis(now), now);
    }

    /// An event came that could not be read.
    void lost(long now) {
        hole = true;
        restart(now);
    }

    boolean renewing() {
        return renewal != null;
    }

    /// Asks for a fresh snapshot of a book that stands; false when there is no point in it now.
    boolean renew(long now) {
        if (!standing || inFlightUntil > now) {
            return false;
        }
        renewal = new Renewal(market, listing);
        ask(0, now);
        return true;
    }

    /// Asks for a snapshot unless the book stands or one is on its way.
    void want(long delayMillis, long now) {
        if (!standing && inFlightUntil <= now) {
            ask(delayMillis, now);
        }
    }

    private void ask(long delayMillis, long now) {
        inFlightUntil = now + delayMillis * 1_000_000 + SNAPSHOT_PATIENCE_NANOS;
        out.request(snapshotRequest.after(delayMillis));
    }

    /// No event can follow: those held were of a stream with a hole.
    private void fall() {
        standing = false;
        held.clear();
        renewal = null;
    }

    private void hold(Depth depth) {
        hole = false;
        if (held.count() > 0) {
            Depth latest = held.at(held.count() - 1);
            if (repeats(depth, latest.first, latest.last)) {
                skip(BookSkip.Reason.STALE, depth.update.eventNanos());
                return;
            }
            // Behind a hole those before it are of no use.
            if (!market.follows(depth, latest.last)) {
                held.clear();
            }
        }
        if (!held.add(depth)) {
            skip(BookSkip.Reason.UNSYNCED, 0);
        }
        skip(BookSkip.Reason.BUFFERED, depth.update.eventNanos());
    }

    private void skip(BookSkip.Reason reason, long eventNanos) {
        out.event(new BookSkip(listing.id(), reason, eventNanos));
    }

    private void apply(Depth depth) {
        joined = true;
        first = depth.first;
        last = depth.last;
        Renewal underWay = renewal;
        if (underWay == null) {
            out.event(depth.update);
            return;
        }
        BookUpdate told = underWay.follow(depth);
        renewal = underWay.over() ? null : underWay;
        out.event(told);
    }

    private boolean continues(Depth depth) {
        return joined ? market.follows(depth, last) : market.joins(depth, last);
    }

    private boolean old(Depth depth) {
        return joined ? repeats(depth, first, last) : market.before(depth, last);
    }

    /// Whether it is the last event once more, or lies before it. One that begins inside or after the last event and still
    /// ends before it does not exist in a whole stream: then the ids are wrong, and that is a gap.
    private static boolean repeats(Depth depth, long lastFirst, long lastLast) {
        return depth.last < lastFirst || (depth.first == lastFirst && depth.last == lastLast);
    }

    private String gap(Depth depth) {
        return switch (market) {
            case SPOT -> "update " + (last + 1) + " was due, " + depth.first + " came";
            case USD_M -> "update after " + last + " was due, one after " + depth.previous
                    + " came";
        };
    }
}
