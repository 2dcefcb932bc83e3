package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Request;

/// What an exchange allows all that we ask of it together, and the silence that it asked for: shared by the lanes of one exchange.
///
/// Where we trade, a part of it is kept for what must not wait: others leave a fifth of it alone, orders a tenth, cancels, logins and questions after
/// orders nothing.
final class Allowance {

    private static final long MILLI = 1_000_000;
    private static final long SOON_NANOS = 60_000 * MILLI;
    private static final long MOST_PAUSE_NANOS = 120_000 * MILLI;

    private final int most;
    private final Limit limit;
    /// The quiet that was asked for concerns all lanes, also where budgets are counted apart.
    private final long[] heldUntil;
    /// What is counted is not asked until then: a counter of the exchange's stands higher than ours.
    private long countedUntil = Long.MIN_VALUE;
    private long lastPause;

    private Allowance(Quota quota, long[] heldUntil) {
        most = quota.weight();
        limit = quota.limit();
        this.heldUntil = heldUntil;
    }

    static Allowance of(Quota quota) {
        return new Allowance(quota, new long[]{Long.MIN_VALUE});
    }

    /// What an account has of its own; the same where that is nothing.
    Allowance ofAccount(Quota quota) {
        Quota own = quota.account();
        return own == null ? this : new Allowance(own, heldUntil);
    }

    /// When this may leave, as far as the exchange is concerned.
    long readyAt(long now, Request request, boolean traded) {
        if (request.weight() == 0) {
            return Math.max(heldUntil[0], now);
        }
        int kept = traded ? most / 10 * Rank.of(request).leaves() : 0;
        return Math.max(Math.max(heldUntil[0], countedUntil),
                limit.readyAt(now, request.weight() + kept));
    }

    void spend(long now, Request request) {
        charge(now, request.weight());
    }

    /// The same for what somebody else has asked in our name.
    void charge(long now, int weight) {
        limit.spend(now, weight);
    }

    void hold(long until) {
        heldUntil[0] = Math.max(heldUntil[0], until);
    }

    /// A counter has refused: what it counts waits, for twice as long each time that follows soon.
    void limited(long now, long millis) {
        if (now < countedUntil) {
            return; // asked before it was known
        }
        boolean again = lastPause > 0 && now - countedUntil < SOON_NANOS;
        lastPause = again ? Math.min(2 * lastPause, MOST_PAUSE_NANOS) : millis * MILLI;
        countedUntil = now + lastPause;
    }

    boolean held(long now) {
        return heldUntil[0] > now;
    }

    /// For how long still, in milliseconds.
    long heldMillis(long now) {
        return held(now) ? (heldUntil[0] - now + MILLI - 1) / MILLI : 0;
    }

    /// Which goes first: what ends a risk, what makes or hedges one, what streams need, what tells of one, all else.
    enum Rank {
        CANCEL(0), PLACE(1), LOGIN(0), ASK(0), OTHER(2);

        private final int leaves;

        Rank(int leaves) {
            this.leaves = leaves;
        }

        static Rank of(Request request) {
            return switch (request.about()) {
                case CANCEL, ARM -> CANCEL;
                case PLACE -> PLACE;
                // Without a token no stream tells of anything.
                case LOGIN -> LOGIN;
                case ASK -> ASK;
                case SNAPSHOT, METADATA, TIME, AUDIT, STATUS, SWEEP, BALANCES, PERMISSIONS,
                        TRANSFERS ->
                    OTHER;
            };
        }

        /// How many tenths it leaves alone, and how many places of those under way at once.
        int leaves() {
            return leaves;
        }
    }
}
