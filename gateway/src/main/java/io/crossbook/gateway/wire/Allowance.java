package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Request;

/// What an exchange allows all that we ask of it together, and the silence that it asked for: shared by the lanes of one exchange.
///
/// Where we trade, a part of it is kept for what must not wait: others leave a fifth of it alone, orders a tenth, cancels and questions after
/// orders nothing.
final class Allowance {

    private static final long MILLI = 1_000_000;

    private final int most;
    private final Budget budget;
    /// The quiet that was asked for concerns all lanes, also where budgets are counted apart.
    private final long[] heldUntil;

    private Allowance(Quota quota, long[] heldUntil) {
        most = quota.weight();
        budget = new Budget(most, quota.weightWindowMillis());
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
        int kept = traded ? most / 10 * Rank.of(request).leaves() : 0;
        return Math.max(heldUntil[0], budget.readyAt(now, request.weight() + kept));
    }

    void spend(long now, Request request) {
        budget.spend(now, request.weight());
    }

    void hold(long until) {
        heldUntil[0] = Math.max(heldUntil[0], until);
    }

    boolean held(long now) {
        return heldUntil[0] > now;
    }

    /// For how long still, in milliseconds.
    long heldMillis(long now) {
        return held(now) ? (heldUntil[0] - now + MILLI - 1) / MILLI : 0;
    }

    /// Which goes first: what ends a risk, what makes or hedges one, what tells of one, all else.
    enum Rank {
        CANCEL(0), PLACE(1), ASK(0), OTHER(2);

        private final int leaves;

        Rank(int leaves) {
            this.leaves = leaves;
        }

        static Rank of(Request request) {
            return switch (request.about()) {
                case CANCEL, ARM -> CANCEL;
                case PLACE -> PLACE;
                case ASK -> ASK;
                case SNAPSHOT, METADATA, TIME, AUDIT, SWEEP, BALANCES, LOGIN, PERMISSIONS -> OTHER;
            };
        }

        /// How many tenths it leaves alone, and how many places of those under way at once.
        int leaves() {
            return leaves;
        }
    }
}
