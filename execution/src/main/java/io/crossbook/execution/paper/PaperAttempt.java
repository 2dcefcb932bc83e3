package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Opportunity;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One opportunity that was acted on, as it was then told, and what became of it.
public final class PaperAttempt {

    /// How it ended.
    public enum Outcome {
        /// Every leg got all of its size.
        FILLED,
        /// Every leg got the same part of its size, and not all.
        PARTLY,
        /// Something was filled that the other legs did not match, and was given back.
        UNWOUND,
        /// No leg got anything.
        MISSED,
        /// Something was left that nobody took back.
        STUCK,
        /// The recording ended before it did.
        UNFINISHED;

        /// How people and tools read it: `filled`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final long id;
    private final Opportunity opportunity;
    private final long takenNanos;
    private final List<AttemptLeg> legs;
    private int arrivals;
    private int unwinds;
    private long settledNanos;
    private @Nullable Outcome outcome;
    private @Nullable Proceeds proceeds;

    PaperAttempt(long id, Opportunity opportunity, long takenNanos) {
        this.id = id;
        this.opportunity = opportunity;
        this.takenNanos = takenNanos;
        legs = opportunity.legs().stream().map(AttemptLeg::new).toList();
        arrivals = legs.size();
    }

    /// Dense, from 1.
    public long id() {
        return id;
    }

    /// What was acted on, as it stood then.
    public Opportunity opportunity() {
        return opportunity;
    }

    /// When it was taken.
    public long takenNanos() {
        return takenNanos;
    }

    /// When its last order was done with; 0 while it runs.
    public long settledNanos() {
        return settledNanos;
    }

    /// Its legs, in the order of the opportunity's.
    public List<AttemptLeg> legs() {
        return legs;
    }

    /// How it ended.
    public Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("attempt " + id + " still runs");
        }
        return outcome;
    }

    /// What it brought.
    public Proceeds proceeds() {
        if (proceeds == null) {
            throw new IllegalStateException("attempt " + id + " still runs");
        }
        return proceeds;
    }

    /// How much of it was done: the part of its size that all legs got.
    public BigDecimal share() {
        BigDecimal planned = legs.getFirst().planned();
        return legs.getFirst().matched().divide(planned, java.math.MathContext.DECIMAL64);
    }

    /// One of the orders under way has arrived; true when it was the last.
    boolean arrived() {
        return --arrivals == 0;
    }

    void sent(int orders) {
        arrivals = orders;
    }

    /// Compares what the legs got: what one has beyond the others must be given back.
    void match() {
        AttemptLeg least = legs.getFirst();
        for (AttemptLeg leg : legs) {
            if (leg.filled().multiply(least.planned())
                    .compareTo(least.filled().multiply(leg.planned())) < 0) {
                least = leg;
            }
        }
        BigDecimal part = least.filled();
        BigDecimal whole = least.planned();
        legs.forEach(leg -> leg.match(part, whole));
    }

    List<AttemptLeg> toUnwind() {
        return legs.stream().filter(leg -> leg.left().signum() > 0).toList();
    }

    int unwinds() {
        return unwinds;
    }

    void unwinding() {
        unwinds++;
    }

    void settled(boolean ended, Proceeds result, long now) {
        settledNanos = now;
        proceeds = result;
        outcome = ended ? Outcome.UNFINISHED : ended();
    }

    private Outcome ended() {
        if (!toUnwind().isEmpty()) {
            return Outcome.STUCK;
        }
        if (unwinds > 0) {
            return Outcome.UNWOUND;
        }
        if (legs.stream().allMatch(leg -> leg.filled().signum() == 0)) {
            return Outcome.MISSED;
        }
        return legs.stream().allMatch(leg -> leg.filled().compareTo(leg.planned()) >= 0)
                ? Outcome.FILLED
                : Outcome.PARTLY;
    }
}
