package io.crossbook.gateway.feed;

import io.crossbook.books.DerivativeUpdate;

/// What is known of a perpetual beside its book, gathered from messages that each carry some of it.
final class Ticker {

    final DerivativeUpdate known = new DerivativeUpdate();
    /// Whether anything is known.
    boolean heard;

    /// Takes in what a message carries; whether any of it is new.
    boolean take(DerivativeUpdate update) {
        boolean changed = differs(update.lastPrice, known.lastPrice)
                || differs(update.openInterest, known.openInterest)
                || differs(update.fundingRate, known.fundingRate)
                || differs(update.fundingNanos, known.fundingNanos)
                || differs(update.indexPrice, known.indexPrice)
                || differs(update.markPrice, known.markPrice);
        known.lastPrice = later(update.lastPrice, known.lastPrice);
        known.openInterest = later(update.openInterest, known.openInterest);
        known.fundingRate = later(update.fundingRate, known.fundingRate);
        known.fundingNanos = later(update.fundingNanos, known.fundingNanos);
        known.indexPrice = later(update.indexPrice, known.indexPrice);
        known.markPrice = later(update.markPrice, known.markPrice);
        known.eventNanos = update.eventNanos;
        heard |= changed;
        return changed;
    }

    private static boolean differs(long update, long before) {
        return update != DerivativeUpdate.NONE && update != before;
    }

    private static long later(long update, long before) {
        return update == DerivativeUpdate.NONE ? before : update;
    }

    /// The connection is gone: what was known is old.
    void reset() {
        known.begin(known.listing);
        heard = false;
    }
}
