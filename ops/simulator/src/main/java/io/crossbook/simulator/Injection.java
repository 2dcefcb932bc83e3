package io.crossbook.simulator;

/// A dislocation that the practice market made on purpose: what, where, and from when until when
/// (milliseconds of the market's clock). `shiftBps` is how far that exchange's price stands off;
/// for a frozen or lagging listing, how far all the others move meanwhile.
public record Injection(Kind kind, Instrument instrument, Exchange exchange, long from, long until,
        int shiftBps) {

    /// Whether it is in force at this moment.
    public boolean active(long now) {
        return from <= now && now < until;
    }

    /// What a dislocation is: worth taking, or one of the traps.
    public enum Kind {
        /// Worth taking: far more than two taker fees, deep enough, for 0.3 to 3 seconds.
        OPPORTUNITY,
        /// The listing's book and trades freeze on an open socket while the others move.
        STALE,
        /// The listing's events come seconds late, at an unchanged cadence.
        LAGGING,
        /// A real difference that the fees eat.
        FEE_EATEN,
        /// A large difference on a quote below the exchange's minimum.
        TOO_SMALL,
        /// A large difference that is gone before an order can arrive.
        PULLED,
        /// A suspended listing whose price walks away because nobody can trade it level.
        SUSPENDED
    }
}
