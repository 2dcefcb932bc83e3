package io.crossbook.execution;

import java.util.Locale;

/// Where an order stands: `INTENDED → SENT → {OPEN, PARTIAL, UNKNOWN} → FILLED | CANCELLED | EXPIRED | REJECTED`.
///
/// A total function of state and news, with a case for what cannot happen. How much is filled is no part of it. The whole table
/// stands in `docs/execution-states.md`.
public enum OrderState {
    /// Written down and not handed out. Nothing of it can be at the exchange.
    INTENDED,
    /// Handed out, nothing heard.
    SENT,
    /// Seen at the exchange, nothing filled as far as we know.
    OPEN,
    /// Seen at the exchange, partly filled.
    PARTIAL,
    /// It may stand, have traded, or never have arrived. It is asked after, and never sent again.
    UNKNOWN,
    /// We have asked to cancel it: it may end in any way.
    CANCEL_PENDING,
    /// By all that can be asked it never arrived. Any trace opens it again.
    PRESUMED_DEAD,
    /// A human has said that nobody will ever tell what became of it. Any trace opens it again.
    WRITTEN_OFF,
    /// All of it traded.
    FILLED,
    /// Cancelled, by us or by the exchange; some of it may have traded.
    CANCELLED,
    /// Its time ran out; some of it may have traded.
    EXPIRED,
    /// It never stood at the exchange, or was thrown out there: refused, not sent, given up.
    REJECTED;

    /// Whether nothing more of it can trade, if what was told is true.
    public boolean ended() {
        return switch (this) {
            case FILLED, CANCELLED, EXPIRED, REJECTED -> true;
            case INTENDED, SENT, OPEN, PARTIAL, UNKNOWN, CANCEL_PENDING, PRESUMED_DEAD,
                    WRITTEN_OFF ->
                false;
        };
    }

    /// Where this news leads to.
    public Next<OrderState> on(OrderNews news) {
        return switch (this) {
            case INTENDED -> intended(news);
            case SENT, OPEN, PARTIAL, UNKNOWN, CANCEL_PENDING, PRESUMED_DEAD, WRITTEN_OFF ->
                living(news);
            case FILLED, CANCELLED, EXPIRED, REJECTED -> over(news);
        };
    }

    /// Not handed out: whatever an exchange says of it cannot be, and must be asked after.
    private Next<OrderState> intended(OrderNews news) {
        return switch (news) {
            case WRITTEN -> Next.to(INTENDED);
            case ABANDONED -> Next.to(REJECTED);
            case HANDED -> Next.to(SENT);
            // The journal does not tell whether it left before we died.
            case RESTARTED -> Next.to(UNKNOWN);
            case ACCEPTED, REFUSED, NOT_SENT, AMBIGUOUS, TRADED_PART, TRADED_ALL, TRADED_BEYOND,
                    STANDING, STANDING_PART, ENDED_FILLED, ENDED_CANCELLED, ENDED_EXPIRED,
                    ENDED_REJECTED, CONTRADICTED, NOT_FOUND, CANCEL_REFUSED ->
                Next.impossible(UNKNOWN);
            case CANCEL_ASKED, SILENT, DEATH_SHOWN, WRITTEN_OFF, WATCHED ->
                Next.impossible(INTENDED);
        };
    }

    private Next<OrderState> living(OrderNews news) {
        return switch (news) {
            case ACCEPTED, STANDING -> Next.to(standing());
            case STANDING_PART, TRADED_PART -> Next.to(this == CANCEL_PENDING ? this : PARTIAL);
            case TRADED_ALL, ENDED_FILLED -> Next.to(FILLED);
            case ENDED_CANCELLED -> Next.to(CANCELLED);
            case ENDED_EXPIRED -> Next.to(EXPIRED);
            case ENDED_REJECTED -> Next.to(REJECTED);
            case REFUSED, NOT_SENT -> this == OPEN || this == PARTIAL
                    ? Next.impossible(UNKNOWN) // it was seen
                    : Next.to(REJECTED);
            case TRADED_BEYOND, CONTRADICTED -> Next.impossible(UNKNOWN);
            // That it was seen is worth more than an answer that nobody understands.
            case AMBIGUOUS -> Next.to(this == SENT || this == CANCEL_PENDING ? UNKNOWN : this);
            // What an exchange does not show yet may be there all the same.
            case NOT_FOUND, RESTARTED -> Next.to(givenUp() ? this : UNKNOWN);
            case CANCEL_REFUSED -> Next.to(this == CANCEL_PENDING ? UNKNOWN : this);
            case CANCEL_ASKED -> givenUp() ? Next.impossible(this) : Next.to(CANCEL_PENDING);
            case SILENT -> givenUp() ? Next.impossible(this) : Next.to(UNKNOWN);
            case DEATH_SHOWN -> this == UNKNOWN
                    ? Next.to(PRESUMED_DEAD)
                    : Next.impossible(this);
            case WRITTEN_OFF -> givenUp() ? Next.impossible(this) : Next.to(WRITTEN_OFF);
            case WATCHED -> givenUp() ? Next.to(this) : Next.impossible(this);
            case WRITTEN, ABANDONED, HANDED -> Next.impossible(this);
        };
    }

    /// Whether nothing more is expected of it, and nobody knows.
    private boolean givenUp() {
        return this == PRESUMED_DEAD || this == WRITTEN_OFF;
    }

    private OrderState standing() {
        return this == PARTIAL || this == CANCEL_PENDING ? this : OPEN;
    }

    /// At its end: what is told late or again changes nothing, and another end cannot be. Fills are booked all the same.
    private Next<OrderState> over(OrderNews news) {
        return switch (news) {
            case ACCEPTED, AMBIGUOUS, TRADED_PART, TRADED_ALL, STANDING, STANDING_PART, NOT_FOUND,
                    CANCEL_REFUSED, RESTARTED ->
                Next.to(this);
            case ENDED_FILLED -> this == FILLED ? Next.to(this) : Next.impossible(UNKNOWN);
            // One end has several names: an exchange's answer and its stream need not agree on them.
            case ENDED_CANCELLED, ENDED_EXPIRED, ENDED_REJECTED -> this == FILLED
                    ? Next.impossible(UNKNOWN)
                    : Next.to(this);
            case REFUSED, NOT_SENT -> this == REJECTED
                    ? Next.to(this)
                    : Next.impossible(UNKNOWN);
            case TRADED_BEYOND, CONTRADICTED -> Next.impossible(UNKNOWN);
            // Its fills never came.
            case WRITTEN_OFF -> Next.to(WRITTEN_OFF);
            case WRITTEN, ABANDONED, HANDED, CANCEL_ASKED, SILENT, DEATH_SHOWN, WATCHED ->
                Next.impossible(this);
        };
    }

    /// How people and the journal read it: `cancel_pending`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
