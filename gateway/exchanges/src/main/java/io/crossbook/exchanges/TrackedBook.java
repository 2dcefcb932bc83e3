package io.crossbook.exchanges;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.Listing;

/// One listing in one conversation: its digits, whether its book has had a snapshot, and when it is to be started anew.
public final class TrackedBook {

    private static final long NEVER = Long.MAX_VALUE;

    /// What is tracked.
    public final Listing listing;
    /// The scales of its prices and sizes.
    public final Digits digits;
    private final BookSkip unsynced;
    private final RepairDelay repairDelay = new RepairDelay();
    private boolean synced;
    private boolean known;
    private boolean repairing;
    private long repairNanos = NEVER;

    public TrackedBook(Listing listing, Entry entry) {
        this.listing = listing;
        digits = new Digits(listing, entry);
        unsynced = new BookSkip(listing.id(), BookSkip.Reason.UNSYNCED);
    }

    /// Whether a snapshot has come and nothing broke it since: changes may be handed on.
    public boolean synced() {
        return synced;
    }

    /// A snapshot has come.
    public void snapshot() {
        synced = true;
        known = true;
        repairing = false;
        repairNanos = NEVER;
    }

    /// What to say of a change that comes before the snapshot.
    public BookSkip unsynced() {
        return unsynced;
    }

    /// The book is to be started anew, once the back-off has passed; false when that is under way already.
    public boolean repair(long now) {
        synced = false;
        if (repairing) {
            return false;
        }
        repairing = true;
        repairNanos = now + repairDelay.millis(now) * 1_000_000;
        return true;
    }

    /// Whether a repair waits for its time.
    public boolean repairPending() {
        return repairNanos != NEVER;
    }

    /// The book was found wrong outside.
    public void broken() {
        synced = false;
    }

    /// Whether the exchange has ever sent a snapshot here: a refusal later is no fault of the symbol's.
    public boolean known() {
        return known;
    }

    /// The repair did not bring a snapshot: it may be begun again.
    public void repairFailed() {
        repairing = false;
        repairNanos = NEVER;
    }

    /// Says once that the time of the repair has come.
    public boolean repairDue(long now) {
        if (now < repairNanos) {
            return false;
        }
        repairNanos = NEVER;
        return true;
    }

    /// The book cannot be believed: tells `out`.
    public void fail(BookBreak.Kind kind, String why, Out out) {
        synced = false;
        out.event(new BookBreak(listing.id(), kind, why));
    }
}
