package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;

/// A listing that a detector watches: its book, what is taken of it, and the pairs that it is part of.
///
/// Nine messages in ten leave the best prices where they are. A pair that failed its [Pair#glance] would then fail it
/// again for the same reason, so nothing is looked at: neither book nor pair of the other side is touched. When they move,
/// the [Board] tells of most pairs that they do not pay; then neither is touched as well.
final class Watched {

    private static final long FINER = Decimals
            .power(DerivativeUpdate.SCALE - DetectorSettings.FEE_SCALE);

    /// How long before a funding one must be in to be counted among those who receive it: exchanges pay those whom they find within some seconds around its
    /// time, and their clocks are not ours.
    static final long CLOSE_NANOS = 5_000_000_000L;
    /// For how long a rate that is not repeated is still expected to be received: those who tell it seldom do so every minute or so.
    static final long SILENCE_NANOS = 120_000_000_000L;

    final ListingBook book;
    final Posted posted;
    final Consumed asks = new Consumed(Side.ASK);
    final Consumed bids = new Consumed(Side.BID);
    final List<Pair> pairs = new ArrayList<>();
    /// Whether [#asks] or [#bids] may hold anything.
    boolean anyTaken;
    /// How many of the pairs passed their last glance: what comes after it depends on sizes and time too.
    int near;

    /// What is lost while an order is under way, a rate at [DetectorSettings#FEE_SCALE].
    long haircut;
    private final Volatility volatility = new Volatility();
    private long terms;
    /// The coming funding, at [DerivativeUpdate#SCALE], and when it is paid; 0 when none is known.
    private long fundingRate;
    private long fundingNanos;
    /// When its exchange last told of it, and how long an order takes until its answer is here.
    private long fundingTold;
    private long roundTripNanos;

    /// The book's [ListingBook#prices] when it was last looked at.
    private long seen;

    Watched(ListingBook book, Board board) {
        this.book = book;
        posted = new Posted(book, board);
    }

    /// Reads what the next change needs, as [io.crossbook.books.OrderBook#prefetch].
    long prefetch() {
        return seen + near;
    }

    /// Counts as taken at least what has been traded on a side.
    void cover(Side side, Consumed traded) {
        (side == Side.ASK ? asks : bids).cover(traded);
        anyTaken = !asks.isEmpty() || !bids.isEmpty();
    }

    /// Counts what a leg takes as taken.
    void take(Leg leg) {
        (leg.buys() ? asks : bids).take(book, leg.size(), leg.sizeScale(), leg.limit(),
                leg.priceScale());
        anyTaken = true;
    }

    /// Lets the book update past what is taken of it.
    void settle() {
        if (anyTaken && book.health() != Health.BROKEN) {
            asks.settle(book.levels());
            bids.settle(book.levels());
            anyTaken = !asks.isEmpty() || !bids.isEmpty();
        }
    }

    /// The price has moved: learns how much it moves, and what that costs over a round trip.
    void measure(Costs costs, long now) {
        if (costs.latencyPercent() == 0) {
            haircut = 0;
            return;
        }
        if (terms != book.terms()) {
            terms = book.terms();
            volatility.restart();
        }
        if (book.bestBid() > 0 && book.bestAsk() > 0) {
            volatility.moved(book.bestBid() + book.bestAsk(), now);
        }
        haircut = Math
                .ceilDiv(volatility.within(costs.roundTripMillis().applyAsLong(book.listing()))
                        * costs.latencyPercent(), 100);
    }

    /// How long an order takes from now on.
    void configured(Costs costs) {
        roundTripNanos = costs.roundTripMillis().applyAsLong(book.listing()) * 1_000_000;
    }

    /// The exchange tells of the coming funding; true when that is news.
    boolean funding(long rate, long nanos, long now) {
        boolean news = rate != fundingRate || nanos != fundingNanos
                || now >= fundingTold + SILENCE_NANOS;
        fundingRate = rate;
        fundingNanos = nanos;
        fundingTold = now;
        return news;
    }

    /// Whether the funding that is known has been paid.
    boolean fundingPaid(long now) {
        return fundingNanos != 0 && fundingNanos <= now;
    }

    /// When less may count of the funding that is known than now; [Long#MAX_VALUE] when nothing does.
    long fundingLess(long now) {
        long until = receivedUntil();
        return fundingNanos == 0
                ? Long.MAX_VALUE
                : now < until ? until : now < fundingNanos ? fundingNanos : Long.MAX_VALUE;
    }

    /// Up to then the funding is expected by whoever decides to enter, if nobody tells of it again.
    private long receivedUntil() {
        return Math.min(fundingNanos - roundTripNanos - CLOSE_NANOS, fundingTold + SILENCE_NANOS);
    }

    /// What whoever has sold receives with the coming funding, rounded down; negative when he pays. What is paid counts until its time, what is
    /// received as long as an order is surely in time and the rate is told.
    long sellerReceives(long now) {
        return now < (fundingRate > 0 ? receivedUntil() : fundingNanos)
                ? Math.floorDiv(fundingRate, FINER)
                : 0;
    }

    /// What whoever has bought pays with the coming funding, rounded up; negative when he receives. When it counts is as for
    /// [#sellerReceives].
    long buyerPays(long now) {
        return now < (fundingRate < 0 ? receivedUntil() : fundingNanos)
                ? Math.ceilDiv(fundingRate, FINER)
                : 0;
    }

    /// Whether anything that a glance goes by may differ from what it was when last asked.
    boolean moved() {
        if (book.prices() == seen) {
            return false;
        }
        seen = book.prices();
        return true;
    }

    /// Whether the board tells why a pair passes, by its place among [#pairs]; then it is counted. Not while one is near: what is
    /// open must be closed.
    boolean passes(int pair) {
        return near == 0 && posted.passes(pair);
    }

    /// Whether the board tells of all pairs at once that they pass, as it nearly always does; then they are counted.
    boolean passAll() {
        return near == 0 && posted.passAll();
    }

    /// How often the board told that a pair passes for this reason.
    long passes(Pair pair, Pass reason) {
        return posted.passes(pairs.indexOf(pair), reason);
    }
}
