package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Says of every opportunity whether it may be fired, and if not why: what cannot be traded is shown, never fired.
///
/// Asked whenever one is told; learns from how they end. What it asks, in this order: are the rules of all listings known; is what is expected, with the chance
/// that all legs fill, worth the threshold; is enough there to pay each leg. One thread.
public final class Gate {

    private final Books books;
    private final Survival survival = new Survival();
    /// Those that are open, as they were last told.
    private final Map<Long, Opportunity> open = new HashMap<>();
    private DetectorSettings settings = DetectorSettings.DEFAULT;
    private Costs costs = Costs.of(_ -> 0);
    private Inventory inventory = Inventory.NONE;
    private Fills fills = Fills.UNTRIED;

    /// Of the orders that were tried on a listing, how many filled in time.
    @FunctionalInterface
    public interface Fills {

        /// Nobody has traded yet: eight in ten are believed to.
        Fills UNTRIED = _ -> 800;

        /// So many in a thousand.
        int permille(Leg leg);
    }

    /// Looks at the books for what unwinding would cost.
    public Gate(Books books) {
        this.books = books;
    }

    /// Takes over settings, costs and what there is.
    public void configured(DetectorSettings newSettings, Costs newCosts, Inventory newInventory,
            Fills newFills) {
        settings = newSettings;
        costs = newCosts;
        inventory = newInventory;
        fills = newFills;
    }

    /// How long opportunities lived.
    public Survival survival() {
        return survival;
    }

    /// The opportunity with its chance, and with the first reason why it must not be fired.
    public Opportunity judge(Opportunity opportunity) {
        if (opportunity.state() == Opportunity.State.CLOSED) {
            survival.told(opportunity);
            Opportunity last = open.remove(opportunity.id());
            return last == null ? opportunity : opportunity.judgedAs(last);
        }
        Opportunity judged = opportunity.with(chance(opportunity));
        String why = unknownRules(judged);
        why = why.isEmpty() ? unworthy(judged) : why;
        why = why.isEmpty() ? missing(judged) : why;
        judged = why.isEmpty() ? judged : judged.withheld(why);
        open.put(judged.id(), judged);
        return judged;
    }

    /// Whether what is expected of a judged opportunity is worth the threshold, whatever else may speak against it.
    public boolean worth(Opportunity judged) {
        return unworthy(judged).isEmpty();
    }

    private static String unknownRules(Opportunity opportunity) {
        for (Leg leg : opportunity.legs()) {
            Rules rules = leg.listing().rules();
            if (rules.status() == Rules.Status.UNKNOWN || rules.sizeScale() < 0
                    || rules.priceScale() < 0) {
                return "the rules of " + leg.listing() + " are not known";
            }
        }
        return "";
    }

    private Chance chance(Opportunity opportunity) {
        long slowest = 0;
        long permille = 1_000;
        long unwind = 0;
        long cost = cost(opportunity);
        for (Leg leg : opportunity.legs()) {
            slowest = Math.max(slowest, costs.roundTripMillis().applyAsLong(leg.listing()));
            permille = permille * fills.permille(leg) / 1_000;
            unwind = Math.max(unwind, unwind(leg, cost));
        }
        permille = permille * survival.of(opportunity, slowest * 1_000_000).permille() / 1_000;
        return Chance.of((int) permille, opportunity.net(), unwind);
    }

    /// A leg that has filled alone is traded back: its fee once more, and across the spread.
    private long unwind(Leg leg, long cost) {
        ListingBook book = books.book(leg.listing().id());
        long bid = book.bestBid();
        long ask = book.bestAsk();
        if (bid <= 0 || ask <= 0) {
            return cost; // nobody takes it back
        }
        var wide = new Wide().addProduct(Math.max(0, ask - bid), DetectorSettings.FEE_ONE);
        wide.divide(bid);
        long rate = Math.min(DetectorSettings.FEE_ONE, wide.clamped()) + 1
                + Math.max(0, costs.fees().taker(leg.listing()));
        wide.set(0).addProduct(cost, rate).divide(DetectorSettings.FEE_ONE);
        return wide.clamped() + 1;
    }

    /// What its trades take of the asset that it is counted in.
    private static long cost(Opportunity opportunity) {
        long cost = 0;
        for (Step step : opportunity.steps()) {
            boolean trade = step.what() == Step.What.BUY || step.what() == Step.What.SELL;
            if (trade && step.amount() < 0 && step.asset().equals(opportunity.asset())) {
                cost -= step.scale() == Money.SCALE
                        ? step.amount()
                        : money(step.amount(), step.scale());
            }
        }
        return cost;
    }

    private static long money(long amount, int scale) {
        return scale > Money.SCALE
                ? Math.floorDiv(amount, Decimals.power(scale - Money.SCALE))
                : amount * Decimals.power(Money.SCALE - scale);
    }

    private String unworthy(Opportunity opportunity) {
        Chance chance = opportunity.chance();
        boolean worth = chance.expected() > 0 && Decimals.compare(chance.expected(),
                DetectorSettings.BPS_ONE, cost(opportunity), settings.minNetBps()) >= 0;
        return worth
                ? ""
                : "expected value " + Decimals.format(chance.expected(), Money.SCALE) + " "
                        + opportunity.asset() + ": all legs fill in " + chance.permille()
                        + " of 1000, else unwinding costs "
                        + Decimals.format(chance.unwind(), Money.SCALE);
    }

    /// Follows the postings on each spot market: nothing may be spent before it is there.
    private String missing(Opportunity opportunity) {
        Set<String> margined = new HashSet<>();
        for (Leg leg : opportunity.legs()) {
            if (leg.listing().instrument().kind() != Instrument.Kind.SPOT) {
                margined.add(leg.listing().exchange());
            }
        }
        Map<String, Long> left = new HashMap<>();
        for (Step step : opportunity.steps()) {
            if (trades(step) && !margined.contains(step.exchange())) {
                String where = step.asset() + " on " + step.exchange();
                Long before = left.get(where);
                long free = before == null
                        ? inventory.free(step.exchange(), step.asset())
                        : before;
                if (free == Inventory.UNKNOWN && step.amount() < 0) {
                    return "nothing is known of the " + where;
                }
                free = Math.max(0, free);
                long after = free + money(step.amount(), step.scale());
                if (after < 0) {
                    return "of the " + where + " " + Decimals.format(free, Money.SCALE)
                            + " is free, and " + Decimals.format(free - after, Money.SCALE)
                            + " is needed";
                }
                left.put(where, after);
            }
        }
        return "";
    }

    private static boolean trades(Step step) {
        return switch (step.what()) {
            case BUY, BUY_FEE, SELL, SELL_FEE -> true;
            case CARRY, EXIT, FUNDING, TRANSFER, LATENCY -> false;
        };
    }
}
