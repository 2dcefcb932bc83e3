package io.crossbook.execution;

import java.util.Locale;

/// Where an attempt stands: `PROPOSED → RESERVED → WORKING → SETTLED | RESOLVING → IMBALANCED → HEDGING ⇄ UNWINDING → SETTLED | DUST |
/// PARKED`.
///
/// A total function of state and news, with a case for what cannot happen. The whole table stands in `docs/execution-states.md`.
public enum AttemptState {
    /// Looked at, nothing reserved.
    PROPOSED,
    /// Reserved, its intents on their way to the journal.
    RESERVED,
    /// At least one leg has left.
    WORKING,
    /// Something is not known and is asked after.
    RESOLVING,
    /// All is known, and the legs do not match.
    IMBALANCED,
    /// What is missing is being completed.
    HEDGING,
    /// What is too much is being given back.
    UNWINDING,
    /// Over, nothing left.
    SETTLED,
    /// Over, with less left than can be traded.
    DUST,
    /// Nothing more is tried; a human must look. It stays counted in the exposure.
    PARKED;

    /// Whether nothing more is to be done, if nothing more is told.
    public boolean over() {
        return switch (this) {
            case SETTLED, DUST, PARKED -> true;
            case PROPOSED, RESERVED, WORKING, RESOLVING, IMBALANCED, HEDGING, UNWINDING -> false;
        };
    }

    /// Where this news leads to.
    public Next<AttemptState> on(AttemptNews news) {
        return switch (this) {
            case PROPOSED -> proposed(news);
            case RESERVED -> reserved(news);
            case WORKING, RESOLVING -> trying(news);
            case IMBALANCED, HEDGING, UNWINDING -> mending(news);
            case SETTLED, DUST, PARKED -> closed(news);
        };
    }

    private static Next<AttemptState> proposed(AttemptNews news) {
        return switch (news) {
            case RESERVED -> Next.to(RESERVED);
            case DENIED -> Next.to(SETTLED);
            case ABANDONED, SENT, UNRESOLVED, EVEN, SMALL, UNEVEN, HEDGE_INTENDED,
                    UNWIND_INTENDED, EXHAUSTED, CLEARED, RESTARTED ->
                Next.impossible(PROPOSED);
        };
    }

    private static Next<AttemptState> reserved(AttemptNews news) {
        return switch (news) {
            case SENT -> Next.to(WORKING);
            case ABANDONED -> Next.to(SETTLED);
            // Whether its orders left before we died must be asked.
            case RESTARTED -> Next.to(RESOLVING);
            // Somebody told something of orders that never left.
            case UNRESOLVED, UNEVEN, SMALL -> Next.impossible(RESOLVING);
            case RESERVED, DENIED, EVEN, HEDGE_INTENDED, UNWIND_INTENDED, EXHAUSTED, CLEARED ->
                Next.impossible(RESERVED);
        };
    }

    private Next<AttemptState> trying(AttemptNews news) {
        return switch (news) {
            case UNRESOLVED, RESTARTED -> Next.to(RESOLVING);
            case EVEN -> Next.to(SETTLED);
            case SMALL -> Next.to(DUST);
            case UNEVEN -> Next.to(IMBALANCED);
            // A leg that was held back for another stays back once something is unknown.
            case SENT -> this == WORKING ? Next.to(this) : Next.impossible(this);
            case EXHAUSTED -> this == RESOLVING ? Next.to(PARKED) : Next.impossible(this);
            case RESERVED, DENIED, ABANDONED, HEDGE_INTENDED, UNWIND_INTENDED, CLEARED ->
                Next.impossible(this);
        };
    }

    private Next<AttemptState> mending(AttemptNews news) {
        return switch (news) {
            case HEDGE_INTENDED -> Next.to(HEDGING);
            case UNWIND_INTENDED -> Next.to(UNWINDING);
            case UNEVEN -> Next.to(this);
            case EVEN -> Next.to(SETTLED);
            case SMALL -> Next.to(DUST);
            case EXHAUSTED -> Next.to(PARKED);
            case UNRESOLVED, RESTARTED -> Next.to(RESOLVING);
            case SENT -> this == IMBALANCED ? Next.impossible(this) : Next.to(this);
            case RESERVED, DENIED, ABANDONED, CLEARED -> Next.impossible(this);
        };
    }

    /// Late fills open it again, but nothing new is tried of what is parked unless a human says so.
    private Next<AttemptState> closed(AttemptNews news) {
        boolean parked = this == PARKED;
        return switch (news) {
            case EVEN -> Next.to(SETTLED);
            case SMALL -> Next.to(DUST);
            case UNEVEN -> Next.to(parked ? PARKED : IMBALANCED);
            case UNRESOLVED -> Next.to(parked ? PARKED : RESOLVING);
            case RESTARTED -> Next.to(this);
            case CLEARED -> parked ? Next.to(SETTLED) : Next.impossible(this);
            case HEDGE_INTENDED -> parked ? Next.to(HEDGING) : Next.impossible(this);
            case UNWIND_INTENDED -> parked ? Next.to(UNWINDING) : Next.impossible(this);
            case RESERVED, DENIED, ABANDONED, SENT, EXHAUSTED -> Next.impossible(this);
        };
    }

    /// How people and the journal read it: `imbalanced`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
