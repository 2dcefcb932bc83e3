package io.crossbook.execution.desk;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Lots;
import io.crossbook.execution.Markets;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.risk.PreTradeGate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds the order by which what is left over of an attempt goes: where it costs least of where a rung may trade.
final class Unwinding {

    private static final BigDecimal WHOLE_BPS = BigDecimal.valueOf(10_000);

    private final DeskTerms terms;
    private final Markets markets;
    private final PreTradeGate gate;
    private final Predicate<String> shown;
    private String why = "";
    /// Of what a human did not allow; 0 for none.
    private int leastNeeded;

    /// `shown` says whether an exchange has shown what it has of ours since the start.
    Unwinding(DeskTerms terms, Markets markets, PreTradeGate gate, Predicate<String> shown) {
        this.shown = shown;
        this.terms = terms;
        this.markets = markets;
        this.gate = gate;
    }

    /// What an exchange lists now: a leg may be older than its rules.
    private Listing today(Listing planned) {
        var instrument = planned.instrument();
        return markets.listings(instrument.base(), instrument.quote()).stream()
                .filter(planned::sameAs).findFirst().orElse(planned);
    }

    /// Whether any of what is left over can be traded where the attempt has traded, at the prices of now, or those of its legs.
    boolean tradable(Attempt attempt) {
        return attempt.residue().entrySet().stream()
                .anyMatch(left -> tradable(attempt, left.getKey(), left.getValue()));
    }

    /// The same of any amount of an asset.
    boolean tradable(Attempt attempt, String asset, BigDecimal amount) {
        boolean sells = amount.signum() > 0;
        for (OrderIntent leg : attempt.plan().legs()) {
            Markets.Top top = markets.top(leg.listing());
            BigDecimal price = top == null ? leg.limit() : top.touch(!sells);
            if (leg.listing().instrument().base().equals(asset)
                    && Lots.tradable(today(leg.listing()), amount.abs(), price)) {
                return true;
            }
        }
        return false;
    }

    /// The order that a rung would send now; null when there is none that the books, the budget and the gate allow.
    @Nullable
    OrderIntent next(Attempt attempt, Rung rung, int epoch, int number, long now) {
        OrderIntent best = null;
        BigDecimal bestCost = BigDecimal.ZERO;
        why = "";
        leastNeeded = 0;
        if (attempt.numbers() >= OrderId.MOST_ORDERS) {
            why = "it has had " + attempt.numbers() + " orders, and no id is left for one more: "
                    + "trade it yourself, then: crossbook clear " + attempt.id();
            return null;
        }
        for (Map.Entry<String, BigDecimal> left : attempt.residue().entrySet()) {
            for (Listing listing : where(attempt, left.getKey(), rung)) {
                OrderIntent intent = intent(attempt, listing, left.getValue(), rung, epoch,
                        number, now);
                BigDecimal cost = intent == null ? null : cost(intent);
                if (intent != null && cost != null && passes(intent, now)
                        && (best == null || cost.compareTo(bestCost) < 0)) {
                    best = intent;
                    bestCost = cost;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return best;
    }

    private boolean passes(OrderIntent intent, long now) {
        Denial denial = gate.objection(intent, now);
        why = denial == null ? why : intent.listing() + ": " + denial;
        return denial == null;
    }

    /// What speaks against the last order that was looked at and could not be; empty when nothing is known.
    String why() {
        return why;
    }

    private List<Listing> where(Attempt attempt, String asset, Rung rung) {
        List<Listing> own = new ArrayList<>();
        List<Listing> all = new ArrayList<>();
        for (OrderIntent leg : attempt.plan().legs()) {
            Listing today = today(leg.listing());
            var instrument = today.instrument();
            if (instrument.base().equals(asset) && !own.contains(today)) {
                own.add(today);
                for (Listing listing : markets.listings(asset, instrument.quote())) {
                    if (!all.contains(listing)
                            && terms.patience().containsKey(listing.exchange())) {
                        all.add(listing);
                    }
                }
            }
        }
        return switch (rung.where()) {
            case CHEAPER -> own;
            case OTHER -> {
                Order last = attempt.orders().getLast();
                if (last.intent().rung() > 0) {
                    own.removeIf(listing -> listing.sameAs(last.intent().listing()));
                }
                yield own;
            }
            case ELSEWHERE -> {
                all.removeIf(listing -> attempt.plan().legs().stream()
                        .anyMatch(leg -> leg.listing().exchange().equals(listing.exchange())));
                yield all;
            }
            case ANYWHERE -> all.isEmpty() ? own : all;
        };
    }

    private @Nullable OrderIntent intent(Attempt attempt, Listing listing, BigDecimal left,
            Rung rung, int epoch, int number, long now) {
        Markets.Top top = markets.top(listing);
        boolean buys = left.signum() < 0;
        if (top == null || !shown.test(listing.exchange())
                || !Lots.tradable(listing, left.abs(), top.touch(buys))) {
            return null;
        }
        if (rung.byHand() && !counted(attempt, listing)) {
            why = listing + ": what that would lose in all cannot be told in "
                    + attempt.plan().asset() + "; trade it yourself, then: crossbook clear "
                    + attempt.id();
            return null;
        }
        BigDecimal size = Lots.size(listing, left.abs());
        BigDecimal limit = Lots.limit(listing, buys, limit(attempt, listing, left, rung, top));
        boolean reaches = buys
                ? limit.compareTo(top.ask()) >= 0
                : limit.compareTo(top.bid()) <= 0;
        if (limit.signum() <= 0 || !reaches) {
            refuse(attempt, listing, left, rung, top);
            return null; // the budget does not pay for what the book asks
        }
        OrderIntent completes = leg(attempt, listing, buys);
        OrderIntent of = completes == null ? attempt.plan().legs().getFirst() : completes;
        boolean traded = attempt.plan().legs().stream()
                .anyMatch(leg -> leg.listing().sameAs(listing));
        var id = new OrderId(epoch, attempt.id(),
                completes == null && traded ? OrderId.Role.UNWIND : OrderId.Role.HEDGE,
                of.id().leg(), attempt.numbers());
        return new OrderIntent(id, listing, buys, size, limit,
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL,
                now + terms.of(listing.exchange()).windowNanos(), number, true);
    }

    private static @Nullable OrderIntent leg(Attempt attempt, Listing listing, boolean buys) {
        return attempt.plan().legs().stream()
                .filter(leg -> leg.listing().sameAs(listing) && leg.buys() == buys)
                .findFirst().orElse(null);
    }

    /// As far from the best price as the rung allows, and no further than the loss budget does where that binds it.
    private BigDecimal limit(Attempt attempt, Listing listing, BigDecimal left, Rung rung,
            Markets.Top top) {
        boolean buys = left.signum() < 0;
        BigDecimal cap = part(rung.capBps());
        BigDecimal limit = top.touch(buys)
                .multiply(buys ? BigDecimal.ONE.add(cap) : BigDecimal.ONE.subtract(cap));
        if (!counted(attempt, listing)) {
            return limit;
        }
        BigDecimal budget = rung.byHand()
                ? worth(attempt).multiply(part(rung.lossBps()))
                : attempt.plan().lossBudget();
        BigDecimal net = net(attempt).add(budget);
        // Sold at p, the attempt ends with net + left * p * (1 - fee): that must not be less than nothing with its budget.
        BigDecimal each = each(left);
        BigDecimal worst = buys
                ? net.divide(each, MathContext.DECIMAL128)
                : net.negate().divide(each, MathContext.DECIMAL128);
        return buys ? limit.min(worst) : limit.max(worst);
    }

    /// Whether what is lost in all can be told: not from one trade of several, and not where a human has traded.
    private static boolean counted(Attempt attempt, Listing listing) {
        return listing.instrument().quote().equals(attempt.plan().asset())
                && attempt.residue().size() == 1 && attempt.cleared().isEmpty();
    }

    /// Why nobody can tell what it loses in all, and so no order besides the ladder is sent; empty where that can be told.
    String untold(Attempt attempt) {
        if (!attempt.cleared().isEmpty()) {
            return "a human has cleared some of it, so nobody can tell what it loses in all";
        }
        if (attempt.residue().size() > 1) {
            return "more than one asset is left, so nobody can tell what each loses";
        }
        return attempt.plan().legs().stream().anyMatch(leg -> counted(attempt, leg.listing()))
                ? ""
                : "it is counted in " + attempt.plan().asset()
                        + ", and nothing of it is traded for that";
    }

    private static BigDecimal net(Attempt attempt) {
        return attempt.net().getOrDefault(attempt.plan().asset(), BigDecimal.ZERO);
    }

    /// What its first leg is worth.
    private static BigDecimal worth(Attempt attempt) {
        OrderIntent first = attempt.plan().legs().getFirst();
        return first.size().multiply(first.limit());
    }

    /// What trading all that is left takes or brings at a price of 1, fees included.
    private BigDecimal each(BigDecimal left) {
        BigDecimal fee = part(terms.feeReserveBps());
        return left.abs().multiply(left.signum() < 0
                ? BigDecimal.ONE.add(fee)
                : BigDecimal.ONE.subtract(fee));
    }

    /// Says what a human would have to allow for it at the best price of now; the least of all that were asked.
    private void refuse(Attempt attempt, Listing listing, BigDecimal left, Rung rung,
            Markets.Top top) {
        if (!rung.byHand()) {
            return;
        }
        int needed = Math.max(1, lost(attempt, left, top)) + 1;
        if (leastNeeded == 0 || needed < leastNeeded) {
            leastNeeded = needed;
            why = "at " + rung.lossBps() + " bps nothing can be done: at the best price of now, "
                    + top.touch(left.signum() < 0).toPlainString() + " at " + listing.exchange()
                    + ", it loses " + needed + " bps of its first leg, fees included"
                    + (Rung.sane(needed)
                            ? ""
                            : ", more than may be allowed: trade it yourself, then: crossbook clear "
                                    + attempt.id());
        }
    }

    /// What an attempt loses in all, of what its first leg is worth, when what is left of it goes at this price, fees included; rounded up.
    private int lost(Attempt attempt, BigDecimal left, Markets.Top top) {
        BigDecimal ends = top.touch(left.signum() < 0).multiply(each(left))
                .multiply(BigDecimal.valueOf(left.signum())).add(net(attempt));
        return ends.negate().multiply(WHOLE_BPS).divide(worth(attempt), 0, RoundingMode.UP)
                .intValue();
    }

    /// The same at the best price of now of all that what is left could be traded at; empty where nobody can tell.
    OptionalInt lost(Attempt attempt) {
        OptionalInt least = OptionalInt.empty();
        for (Map.Entry<String, BigDecimal> left : attempt.residue().entrySet()) {
            for (Listing listing : where(attempt, left.getKey(), Rung.STOP)) {
                Markets.Top top = markets.top(listing);
                if (top != null && counted(attempt, listing) && Lots.tradable(listing,
                        left.getValue().abs(), top.touch(left.getValue().signum() < 0))) {
                    int lost = lost(attempt, left.getValue(), top);
                    least = OptionalInt.of(Math.min(lost, least.orElse(lost)));
                }
            }
        }
        return least;
    }

    /// What taking its size now costs, fee included, or (negative) brings; at its limit where the book does not show so much.
    private @Nullable BigDecimal cost(OrderIntent intent) {
        BigDecimal worth = markets.worth(intent.listing(), intent.buys(), intent.size());
        if (worth == null) {
            Markets.Top top = markets.top(intent.listing());
            worth = top == null ? null : intent.limit().multiply(intent.size());
        }
        return worth == null ? null : gate.cost(intent.listing(), intent.buys(), worth);
    }

    private static BigDecimal part(int bps) {
        return BigDecimal.valueOf(bps).divide(WHOLE_BPS);
    }
}
