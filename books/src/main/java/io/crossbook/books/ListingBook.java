package io.crossbook.books;

/// The book of one listing and whether it may be believed.
///
/// Starts broken ("no snapshot yet"). Only a snapshot makes it whole; a break lasts until the next one. In between it
/// is stale while it is too old, its feed lags, or it is crossed. Times are the engine's, epoch nanoseconds. One thread.
public final class ListingBook {

    /// What came of an update.
    public enum Applied {
        /// The book now is what the exchange has.
        YES,
        /// The exchange's checksum is not ours: the book is broken.
        CHECKSUM,
        /// More digits than fixed point can hold: the book is broken.
        TOO_PRECISE,
        /// A change for a book that waits for a snapshot: nothing happened.
        UNSYNCED
    }

    private final OrderBook levels;
    private final int id;
    private BookShape shape;
    private BookLimits limits;
    private Listing listing;

    private boolean broken = true;
    private boolean old;
    private boolean lagging;
    private boolean crossed;
    private long crossedSince;
    private String why = "no snapshot yet";
    private long receivedNanos;
    private long provenNanos;
    private long eventNanos;
    private long updateId;
    private long changes;
    private long ourChecksum;

    private final Best best = new Best();
    private long bests;
    private Health shown = Health.BROKEN;
    private long prices = 1;
    private long shows = 1;
    private long terms = 1;

    /// A book that waits for its first snapshot.
    public ListingBook(Listing listing, BookShape shape, OrderBook levels, BookLimits limits) {
        this.id = listing.id();
        this.listing = listing;
        this.shape = shape;
        this.levels = levels;
        this.limits = limits;
        best.zeros = Decimals.exponent(listing.rules().multiplier());
    }

    /// Reads what applying an update will need, as [OrderBook#prefetch].
    public long prefetch() {
        return changes + best.bid + levels.prefetch();
    }

    /// Applies an update that its conversation found in sequence.
    public Applied apply(BookUpdate update, long now) {
        if (update.listing() != id) {
            throw new IllegalStateException(
                    "an update of listing " + update.listing() + " came to " + listing);
        }
        if (!update.snapshot() && broken) {
            return Applied.UNSYNCED;
        }
        try {
            levels.apply(update);
        } catch (ArithmeticException e) {
            fail(BookBreak.Kind.TOO_PRECISE,
                    e.getMessage() == null ? "too many digits" : e.getMessage());
            return Applied.TOO_PRECISE;
        }
        if (shape.truncate()) {
            levels.truncate(shape.depth());
        }
        changes++;
        receivedNanos = now;
        eventNanos = update.eventNanos();
        updateId = update.updateId();
        if (shape.checksum() != null && update.checksum() != BookUpdate.NO_CHECKSUM) {
            ourChecksum = shape.checksum().of(levels);
            if (ourChecksum != update.checksum()) {
                fail(BookBreak.Kind.CHECKSUM,
                        "checksum was " + update.checksum() + ", ours is " + ourChecksum);
                return Applied.CHECKSUM;
            }
        }
        broken = false;
        old = false;
        if (levels.bests() != bests) {
            compareSides(now);
        }
        show();
        return Applied.YES;
    }

    /// Believes this book no more, until its next snapshot. A feed that is gone lags no more: the next connection says
    /// for itself.
    public void fail(BookBreak.Kind kind, String reason) {
        broken = true;
        old = false;
        crossed = false;
        lagging &= kind != BookBreak.Kind.DISCONNECTED;
        why = reason.isEmpty() ? kind.name().toLowerCase(java.util.Locale.ROOT) : reason;
        levels.clear();
        changes++;
        updateId = 0;
        show();
    }

    /// The exchange says on this feed that the book still stands though nothing changed. True when its health changed; a
    /// broken book stays broken.
    public boolean confirm(long now) {
        if (broken) {
            return false;
        }
        receivedNanos = now;
        return prove(now, now);
    }

    /// A spot check shows that the book stood at `asOfNanos`: it is not too old, but nothing was received ([#receivedNanos]).
    /// That a halted market stands still proves nothing of its trading. True when its health changed; a broken book stays
    /// broken, and what is proven of too long ago leaves it too old.
    public boolean prove(long asOfNanos, long now) {
        if (broken) {
            return false;
        }
        Health before = health();
        provenNanos = Math.max(provenNanos, asOfNanos);
        old = isOld(now);
        show();
        return before != health();
    }

    private boolean isOld(long now) {
        return now - Math.max(receivedNanos, provenNanos) >= limits.maxAgeNanos();
    }

    /// Marks whether the feed of this book runs late; true when its health changed.
    public boolean lagging(boolean late) {
        Health before = health();
        lagging = late;
        show();
        return before != health();
    }

    /// Looks at the clock: too old, or crossed for too long. True when its health changed.
    public boolean look(long now) {
        Health before = health();
        if (!broken) {
            old = isOld(now);
            if (crossed && now - crossedSince >= limits.maxCrossedNanos()) {
                fail(BookBreak.Kind.CROSSED,
                        "crossed for " + limits.maxCrossedNanos() / 1_000_000 + " ms");
            }
        }
        show();
        return before != health();
    }

    /// Whether nothing has been heard of it for too long, as of the last [#look].
    public boolean isOld() {
        return old;
    }

    /// When [#look] may next find something; [Long#MAX_VALUE] for a broken book.
    public long nextLook() {
        if (broken) {
            return Long.MAX_VALUE;
        }
        long age = old
                ? Long.MAX_VALUE
                : Math.max(receivedNanos, provenNanos) + limits.maxAgeNanos();
        return !crossed ? age : Math.min(age, crossedSince + limits.maxCrossedNanos());
    }

    /// A crossed or locked book of one exchange is wrong or about to change.
    private void compareSides(long now) {
        long newBid = levels.bestBid();
        long newAsk = levels.bestAsk();
        boolean before = crossed;
        crossed = newBid != 0 && newAsk != 0 && newBid >= newAsk;
        if (crossed && !before) {
            crossedSince = now;
        }
    }

    /// Notes what stands at the best; nine changes in ten leave it as it was.
    private void show() {
        if (levels.bests() != bests) {
            bests = levels.bests();
            showBest();
        }
        Health health = health();
        if (health != shown) {
            shown = health;
            prices++;
            shows++;
        }
    }

    private void showBest() {
        int moved = best.show(levels);
        terms += moved == Best.SCALES ? 1 : 0;
        prices += moved >= Best.PRICES ? 1 : 0;
        shows += moved != Best.NOTHING ? 1 : 0;
    }

    /// Moves whenever the best price of either side, the scales, the health or the metadata do: who has seen this number has seen
    /// all of them. Never zero.
    public long prices() {
        return prices;
    }

    /// Moves whenever the scales or the metadata do. Never zero.
    public long terms() {
        return terms;
    }

    /// The highest bid, 0 when there is none: that of [#levels], kept here so that who compares many books looks at one place of each.
    public long bestBid() {
        return best.bid;
    }

    /// The lowest ask, 0 when there is none; likewise.
    public long bestAsk() {
        return best.ask;
    }

    /// Moves whenever [#prices] or the size at either best does. Never zero.
    public long shows() {
        return shows;
    }

    /// Whether it may be believed and traded on, as of the last [#apply], [#look] or [#lagging].
    public Health health() {
        if (broken) {
            return Health.BROKEN;
        }
        return old || lagging || crossed ? Health.STALE : Health.LIVE;
    }

    /// Why it is not live, for people; empty when it is.
    public String why() {
        if (broken) {
            return why;
        }
        if (lagging) {
            return "its feed lags";
        }
        if (old) {
            return "no message for " + limits.maxAgeNanos() / 1_000_000 + " ms";
        }
        return crossed ? "crossed" : "";
    }

    public Listing listing() {
        return listing;
    }

    /// The listing's id.
    public int id() {
        return id;
    }

    /// What of it stands in the tops, and where.
    Best best() {
        return best;
    }

    /// Takes over fresh metadata.
    public void listing(Listing fresh) {
        listing = fresh;
        best.zeros = Decimals.exponent(fresh.rules().multiplier());
        terms++;
        prices++;
        shows++;
    }

    /// Other limits hold from the next [#look] on, and another cut from the next update on.
    public void reshape(BookShape freshShape, BookLimits freshLimits) {
        shape = freshShape;
        limits = freshLimits;
    }

    /// The levels. Those of a broken book are gone.
    public OrderBook levels() {
        return levels;
    }

    public BookShape shape() {
        return shape;
    }

    /// When the last message of this book was received.
    public long receivedNanos() {
        return receivedNanos;
    }

    /// The exchange's time of the last update; 0 when it sends none.
    public long eventNanos() {
        return eventNanos;
    }

    /// The exchange's id of this state; 0 when it has none or the book is broken.
    public long updateId() {
        return updateId;
    }

    /// Moves with every change of the levels, a break included.
    public long changes() {
        return changes;
    }

    /// The last checksum that was computed here.
    public long ourChecksum() {
        return ourChecksum;
    }
}
