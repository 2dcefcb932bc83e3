package io.crossbook.execution.risk;

import static io.crossbook.execution.risk.Denials.denial;
import static io.crossbook.execution.risk.Denials.least;
import static io.crossbook.execution.risk.Denials.most;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Lots;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.TrackRecord;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether the exchange is in order, and would take the order as it is.
final class ExchangeChecks {

    /// Of fewer orders nobody can tell whether errors are many.
    private static final int FEWEST_ORDERS = 8;
    /// Who has told it a day ago is believed no more.
    private static final Duration MOST_FEE_AGE = Duration.ofNanos(FeeModel.BELIEVED_NANOS - 1);

    private final ExecutionState state;
    private final Conditions conditions;
    private final Fees fees;
    private final LimitsInForce limits;

    ExchangeChecks(ExecutionState state, Facts facts, LimitsInForce limits) {
        this.state = state;
        conditions = facts.conditions();
        fees = facts.fees();
        this.limits = limits;
    }

    @Nullable
    Denial maintenance(Case at) {
        return open(Check.MAINTENANCE, conditions.trading(at.exchange()));
    }

    @Nullable
    Denial planned(Case at) {
        return open(Check.PLANNED, conditions.planned(at.exchange()));
    }

    @Nullable
    Denial stream(Case at) {
        return open(Check.STREAM, conditions.stream(at.exchange()));
    }

    private static @Nullable Denial open(Check check, Conditions.Status status) {
        return status == Conditions.Status.OPEN
                ? null
                : denial(check, status, Conditions.Status.OPEN);
    }

    @Nullable
    Denial errors(Case at) {
        TrackRecord.Words words = state.record().words(at.exchange(), at.now());
        return words.orders() < FEWEST_ORDERS
                ? null
                : most(Check.ERRORS, Percent.ratio(BigDecimal.valueOf(words.errors()),
                        BigDecimal.valueOf(words.orders())), limits.percent(Setting.MAX_ERRORS));
    }

    @Nullable
    Denial unknowns(Case at) {
        long unknown = 0;
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                unknown += order.state() == OrderState.UNKNOWN
                        && order.intent().listing().exchange().equals(at.exchange()) ? 1 : 0;
            }
        }
        return most(Check.UNKNOWNS, unknown, limits.count(Setting.MAX_UNKNOWN_ORDERS));
    }

    @Nullable
    Denial clock(Case at) {
        return most(Check.CLOCK, conditions.clockOffset(at.exchange()),
                limits.time(Setting.MAX_CLOCK_OFFSET));
    }

    @Nullable
    Denial withdrawals(Case at) {
        Instrument instrument = at.listing().instrument();
        String bought = at.intent().buys() ? instrument.base() : instrument.quote();
        return open(Check.WITHDRAWALS, conditions.withdrawals(at.exchange(), bought));
    }

    /// With real money what is configured is a guess, and so is one rate for the whole account: an exchange charges by pair, and by tier.
    @Nullable
    Denial fees(Case at) {
        if (!limits.realMoney()) {
            return null;
        }
        long told = fees.toldNanos(at.listing());
        return told == Fees.UNTOLD
                ? denial(Check.FEES, at.listing() + ": not told by the account",
                        MOST_FEE_AGE)
                : most(Check.FEES, Duration.ofNanos(at.now() - told), MOST_FEE_AGE);
    }

    /// Legs that leave in one turn count together.
    @Nullable
    Denial rate(Case at) {
        long together = !at.intent().reduces() && at.opens() ? legs(at) : 1;
        return most(Check.RATE, state.record().sent(at.exchange(), at.now()) + together,
                limits.count(at.intent().reduces()
                        ? Setting.MAX_REDUCING_ORDERS
                        : Setting.MAX_ORDERS));
    }

    /// How many legs of its attempt are at its exchange.
    static long legs(Case at) {
        long legs = 0;
        for (OrderIntent leg : at.plan().legs()) {
            legs += leg.listing().exchange().equals(at.exchange()) ? 1 : 0;
        }
        return legs;
    }

    @Nullable
    Denial kind(Case at) {
        Instrument.Kind kind = at.listing().instrument().kind();
        return kind == Instrument.Kind.SPOT
                ? null
                : denial(Check.KIND, kind, Instrument.Kind.SPOT);
    }

    @Nullable
    Denial rules(Case at) {
        Listing listing = at.listing();
        return listing.rules().status() == Rules.Status.TRADING && Lots.known(listing)
                ? null
                : denial(Check.RULES, listing.rules(), "trading and known");
    }

    @Nullable
    Denial tick(Case at) {
        BigDecimal tick = Lots.tick(at.listing());
        return Lots.fits(at.intent().limit(), tick)
                ? null
                : denial(Check.TICK, at.intent().limit(), tick);
    }

    @Nullable
    Denial lot(Case at) {
        BigDecimal lot = Lots.lot(at.listing());
        return Lots.fits(at.intent().size(), lot)
                ? null
                : denial(Check.LOT, at.intent().size(), lot);
    }

    @Nullable
    Denial size(Case at) {
        return least(Check.SIZE, at.intent().size(), Lots.minSize(at.listing()));
    }

    @Nullable
    Denial notional(Case at) {
        OrderIntent intent = at.intent();
        return least(Check.NOTIONAL, intent.size().multiply(intent.limit()),
                Lots.minNotional(at.listing()));
    }
}
