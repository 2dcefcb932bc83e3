package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.ListingBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Acts on opportunities on paper: all legs at once, and what the others did not match is given back.
///
/// Told of opportunities by [#offered], of books by [#updated], and of time by [#until] before anything else happens at that time: so
/// an order meets the book as it stood when it arrived. One attempt at a time for one opportunity.
public final class PaperDesk {

    private static final long MILLI = 1_000_000L;

    /// After how long a leg is compared with the market again.
    public static final List<Long> MARKOUT_NANOS = List.of(100 * MILLI, 1_000 * MILLI,
            10_000 * MILLI,
            60_000 * MILLI);

    /// Hears what became of orders, and what trading changes of what is held.
    @FunctionalInterface
    public interface Holdings {

        /// Nobody keeps count.
        Holdings NOBODY = (_, _, _) -> {};

        /// So much more of each asset is on an exchange, or less.
        void moved(String exchange, Map<String, BigDecimal> changes, long now);

        /// The order of a leg has arrived: whether all of its size filled.
        default void tried(Leg leg, boolean filled, long now) {}

        /// An opportunity is done with: what its legs matched spent so much of what it is counted in, and received so much of another quote.
        default void carried(Opportunity opportunity, BigDecimal spent, BigDecimal received,
                long now) {}
    }

    private record Due(long nanos, long order, LongConsumer action) {}

    private final PaperTerms terms;
    private final PaperMarket market;
    private final Holdings holdings;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
    private final Map<Long, PaperAttempt> running = new TreeMap<>();
    private final List<PaperAttempt> attempts = new ArrayList<>();
    private final Flows flows = new Flows();
    private final Map<String, BigDecimal> inFlight = new HashMap<>();
    private final Map<String, BigDecimal> mostInFlight = new TreeMap<>();
    private long orders;
    private long next = Long.MAX_VALUE;

    /// Trades on this market by these terms.
    public PaperDesk(PaperTerms terms, PaperMarket market) {
        this(terms, market, Holdings.NOBODY);
    }

    /// The same, and `holdings` hears what its trades move.
    public PaperDesk(PaperTerms terms, PaperMarket market, Holdings holdings) {
        this.terms = terms;
        this.market = market;
        this.holdings = holdings;
    }

    /// An opportunity that may be taken opened or changed; true when it is acted on.
    public boolean offered(Opportunity opportunity, long now) {
        if (running.containsKey(opportunity.id())) {
            return false;
        }
        var attempt = new PaperAttempt(attempts.size() + 1L, opportunity, now);
        attempts.add(attempt);
        running.put(opportunity.id(), attempt);
        tie(attempt, 1);
        for (AttemptLeg leg : attempt.legs()) {
            at(now + terms.latency(leg.leg().listing().exchange()),
                    time -> arrived(attempt, leg, time));
        }
        return true;
    }

    /// Whether an attempt at it is under way.
    public boolean runs(Opportunity opportunity) {
        return running.containsKey(opportunity.id());
    }

    /// A book has applied an update, or was broken.
    public void updated(ListingBook book) {
        market.updated(book);
    }

    /// When the next order arrives, or leg is looked at again; [Long#MAX_VALUE] when nothing is under way.
    public long nextDue() {
        return next;
    }

    /// Lets all that is due by then happen, in the order of its time.
    public void until(long now) {
        while (next <= now) {
            Due first = due.remove();
            next = due.isEmpty() ? Long.MAX_VALUE : due.element().nanos;
            first.action.accept(first.nanos);
        }
    }

    /// The recording has ended: what still runs is left as it is.
    public void end(long now) {
        until(now);
        for (PaperAttempt attempt : List.copyOf(running.values())) {
            attempt.match();
            settle(attempt, true, now);
        }
    }

    /// All attempts, in the order in which they were taken.
    public List<PaperAttempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    /// What trading moved, exchange by exchange.
    public Flows flows() {
        return flows;
    }

    /// The most that attempts under way planned to spend at one time, by the asset that they are counted in.
    public Map<String, BigDecimal> mostInFlight() {
        return Collections.unmodifiableMap(mostInFlight);
    }

    /// What an attempt's fills are worth at the middles now, beyond what its proceeds tell: what stands open, revalued.
    public BigDecimal revaluation(PaperAttempt attempt) {
        var rates = new Rates(attempt, market);
        BigDecimal sum = BigDecimal.ZERO;
        for (AttemptLeg leg : attempt.legs()) {
            sum = sum.add(Revaluation.of(leg, market.mid(leg.leg().listing().id()),
                    attempt.opportunity().asset())
                    .multiply(rates.of(leg.leg().listing().instrument().quote())));
        }
        return sum.setScale(io.crossbook.arbitrage.Money.SCALE, java.math.RoundingMode.HALF_EVEN);
    }

    private void at(long nanos, LongConsumer action) {
        due.add(new Due(nanos, orders++, action));
        next = Math.min(next, nanos);
    }

    private void arrived(PaperAttempt attempt, AttemptLeg leg, long now) {
        PaperFill execution = market.take(leg.leg().listing(), leg.leg().side(), leg.planned(),
                leg.limit(), now);
        leg.filled(execution);
        holdings.tried(leg.leg(), execution.size().compareTo(leg.planned()) >= 0, now);
        if (execution.filled()) {
            move(execution);
            for (int i = 0; i < MARKOUT_NANOS.size(); i++) {
                int which = i;
                at(now + MARKOUT_NANOS.get(i),
                        _ -> leg.markout(which, market.mid(leg.leg().listing().id())));
            }
        }
        if (attempt.arrived()) {
            attempt.match();
            goOn(attempt, now);
        }
    }

    /// All orders have arrived: done, or what is left is given back after the time-out.
    private void goOn(PaperAttempt attempt, long now) {
        if (attempt.toUnwind().isEmpty() || attempt.unwinds() == terms.unwinds()) {
            settle(attempt, false, now);
        } else {
            at(now + terms.timeoutNanos(), time -> unwind(attempt, time));
        }
    }

    private void unwind(PaperAttempt attempt, long now) {
        List<AttemptLeg> legs = attempt.toUnwind();
        attempt.unwinding();
        attempt.sent(legs.size());
        for (AttemptLeg leg : legs) {
            at(now + terms.latency(leg.leg().listing().exchange()),
                    time -> unwound(attempt, leg, time));
        }
    }

    private void unwound(PaperAttempt attempt, AttemptLeg leg, long now) {
        PaperFill execution = market.take(leg.leg().listing(), leg.opposite(), leg.left(), null,
                now);
        if (execution.filled()) {
            leg.unwound(execution);
            move(execution);
        }
        if (attempt.arrived()) {
            goOn(attempt, now);
        }
    }

    private void move(PaperFill execution) {
        holdings.moved(execution.listing().exchange(), flows.add(execution), execution.nanos());
    }

    private void settle(PaperAttempt attempt, boolean ended, long now) {
        running.remove(attempt.opportunity().id());
        tie(attempt, -1);
        attempt.settled(ended, Proceeds.of(attempt, new Rates(attempt, market)), now);
        carry(attempt, now);
    }

    private void carry(PaperAttempt attempt, long now) {
        BigDecimal spent = BigDecimal.ZERO;
        BigDecimal received = BigDecimal.ZERO;
        for (AttemptLeg leg : attempt.legs()) {
            BigDecimal flow = leg.matchedQuote();
            if (leg.leg().listing().instrument().quote().equals(attempt.opportunity().asset())) {
                spent = spent.subtract(flow);
            } else {
                received = received.add(flow);
            }
        }
        holdings.carried(attempt.opportunity(), spent, received, now);
    }

    private void tie(PaperAttempt attempt, int sign) {
        Opportunity opportunity = attempt.opportunity();
        BigDecimal spends = opportunity.steps().stream()
                .filter(step -> step.asset().equals(opportunity.asset()) && step.amount() < 0)
                .map(step -> BigDecimal.valueOf(-step.amount(), step.scale()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal tied = inFlight.merge(opportunity.asset(),
                sign > 0 ? spends : spends.negate(), BigDecimal::add);
        mostInFlight.merge(opportunity.asset(), tied, BigDecimal::max);
    }
}
