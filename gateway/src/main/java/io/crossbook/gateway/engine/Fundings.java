package io.crossbook.gateway.engine;

import io.crossbook.books.DerivativeUpdate;
import java.util.Arrays;

/// What is known of the coming funding of each perpetual, by its listing. On the engine's thread; a message allocates nothing.
final class Fundings {

    /// At [DerivativeUpdate#SCALE]; and when it is paid, 0 when that is not known.
    private long[] rates = new long[16];
    private long[] times = new long[16];

    /// What a message does not say stays as it was.
    void heard(DerivativeUpdate update, int listing) {
        if (listing >= rates.length) {
            int length = Math.max(listing + 1, rates.length * 2);
            rates = Arrays.copyOf(rates, length);
            times = Arrays.copyOf(times, length);
        }
        if (update.fundingRate != DerivativeUpdate.NONE) {
            rates[listing] = update.fundingRate;
        }
        if (update.fundingNanos != DerivativeUpdate.NONE) {
            times[listing] = update.fundingNanos;
        }
    }

    /// Nobody tells of it any more.
    void lost(int listing) {
        times[listing] = 0;
    }

    /// Whether one is still to come.
    boolean known(int listing, long now) {
        return listing < times.length && times[listing] > now;
    }

    long rate(int listing) {
        return rates[listing];
    }

    /// When it is paid, epoch nanoseconds.
    long nanos(int listing) {
        return times[listing];
    }
}
