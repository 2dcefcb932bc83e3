package io.crossbook.execution.paper;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// What an attempt brought, in `asset`, by where it comes from: `captured − fees − conversion − unwind − transfer − exit +
/// funding = net`.
///
/// `captured` is what the matched part of the legs really brought before their fees, conversion at the middle of its book;
/// `unwind` what giving back the rest cost, its fees included. Transfer, exit and funding are as planned, for the part that
/// was done. What stands open at the end is no part of it.
public record Proceeds(String asset, BigDecimal captured, BigDecimal fees, BigDecimal conversion,
        BigDecimal unwind, BigDecimal transfer, BigDecimal exit, BigDecimal funding,
        BigDecimal net) {

    /// Adds up an attempt whose orders are done with.
    static Proceeds of(PaperAttempt attempt, Rates rates) {
        String asset = attempt.opportunity().asset();
        BigDecimal flow = BigDecimal.ZERO;
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal conversion = BigDecimal.ZERO;
        BigDecimal unwind = BigDecimal.ZERO;
        for (AttemptLeg leg : attempt.legs()) {
            PaperFill fill = leg.fill();
            if (fill == null || !fill.filled()) {
                continue;
            }
            BigDecimal share = leg.matched().divide(fill.size(), MathContext.DECIMAL128);
            BigDecimal rate = rates.of(fill.listing().instrument().quote());
            BigDecimal fee = fill.fee().multiply(share).multiply(rate);
            fees = fees.add(fee);
            // What a fee swallowed on the way was bought too: that is a fee, and no lesser spread.
            flow = flow.add(flow(fill, asset).multiply(share))
                    .add(fill.swallowedFee(asset) ? fee : BigDecimal.ZERO);
            if (converts(attempt, leg.leg()) && fill.mid() != null) {
                BigDecimal atMid = fill.mid().multiply(fill.size());
                BigDecimal lost = fill.buys()
                        ? fill.notional().subtract(atMid)
                        : atMid.subtract(fill.notional());
                conversion = conversion.add(lost.multiply(share).multiply(rate));
            }
            unwind = unwind.add(unwind(leg, fill).multiply(rate));
        }
        BigDecimal part = attempt.share();
        Working planned = attempt.opportunity().working();
        flow = flow.add(carried(attempt, rates));
        if (carries(attempt)) {
            conversion = conversion.add(money(planned.conversion()).multiply(part));
        }
        return of(asset, flow.add(conversion), fees, conversion, unwind,
                money(planned.transfer()).multiply(part), money(planned.exit()).multiply(part),
                money(planned.funding()).multiply(part));
    }

    private static Proceeds of(String asset, BigDecimal captured, BigDecimal fees,
            BigDecimal conversion, BigDecimal unwind, BigDecimal transfer, BigDecimal exit,
            BigDecimal funding) {
        BigDecimal paid = up(fees);
        BigDecimal converted = up(conversion);
        BigDecimal lost = up(unwind);
        BigDecimal moved = up(transfer);
        BigDecimal left = up(exit);
        BigDecimal funded = up(funding);
        // The net is rounded once, from exact numbers; what the other parts lose by their rounding shows in what was captured.
        BigDecimal net = up(captured.subtract(fees).subtract(conversion).subtract(unwind)
                .subtract(transfer).subtract(exit).add(funding));
        BigDecimal gained = net.add(paid).add(converted).add(lost).add(moved).add(left)
                .subtract(funded);
        return new Proceeds(asset, gained, paid, converted, lost, moved, left, funded, net);
    }

    private static BigDecimal up(BigDecimal amount) {
        return amount.setScale(Money.SCALE, RoundingMode.HALF_EVEN);
    }

    static BigDecimal money(long amount) {
        return BigDecimal.valueOf(amount, Money.SCALE);
    }

    /// What a trade moved of what is counted, before its fee.
    private static BigDecimal flow(PaperFill fill, String asset) {
        if (fill.listing().instrument().quote().equals(asset)) {
            return fill.quoteFlow();
        }
        if (fill.listing().instrument().base().equals(asset)) {
            return fill.buys() ? fill.size() : fill.size().negate();
        }
        return BigDecimal.ZERO;
    }

    /// A leg that trades neither the base nor what is counted against it: the one between the quotes.
    private static boolean converts(PaperAttempt attempt, Leg leg) {
        return attempt.opportunity().kind() == Kind.CONVERSION && attempt.opportunity().legs()
                .stream().filter(other -> other.listing().instrument().base()
                        .equals(leg.listing().instrument().base()))
                .count() == 1;
    }

    /// What giving back the part that was unwound cost, and the fee of all that was to be, in the leg's quote asset.
    private static BigDecimal unwind(AttemptLeg leg, PaperFill fill) {
        if (leg.excess().signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal beyond = fill.size().subtract(leg.matched()).divide(fill.size(),
                MathContext.DECIMAL128);
        BigDecimal back = leg.excess().subtract(leg.left()).divide(leg.excess(),
                MathContext.DECIMAL128);
        BigDecimal flow = fill.quoteFlow().multiply(beyond).multiply(back)
                .subtract(fill.feeOnTop().multiply(beyond));
        for (PaperFill reversed : leg.unwound()) {
            flow = flow.add(reversed.quoteFlow()).subtract(reversed.fee());
        }
        return flow.negate();
    }

    /// What is left of another quote, where that is to be carried and not traded.
    private static BigDecimal carried(PaperAttempt attempt, Rates rates) {
        String asset = attempt.opportunity().asset();
        BigDecimal sum = BigDecimal.ZERO;
        if (!carries(attempt)) {
            return sum;
        }
        for (AttemptLeg leg : attempt.legs()) {
            String quote = leg.leg().listing().instrument().quote();
            if (!quote.equals(asset)) {
                sum = sum.add(leg.matchedQuote().multiply(rates.of(quote)));
            }
        }
        return sum;
    }

    private static boolean carries(PaperAttempt attempt) {
        return attempt.opportunity().steps().stream()
                .anyMatch(step -> step.what() == Step.What.CARRY);
    }
}
