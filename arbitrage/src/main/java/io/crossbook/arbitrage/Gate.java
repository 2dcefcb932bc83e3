package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Says of every opportunity whether it may be fired, and if not why: what cannot be traded is shown, never fired.
///
/// Asked whenever one is told; learns from how they end. What it asks, in this order: are the rules of all listings known, and the fundings; are ways back
/// counted where something is moved; is what is expected, with the chance that all legs fill, worth the threshold (or, of what only brings home what leans, does it cost no more than it may); does it bring home no more than is missing ([Leans]); may that much be carried
/// ([Carried]); is enough there to pay each leg, besides what others need of which more is expected ([Needs], [Allotment]); does anybody trade. One thread.
public final class Gate {

    /// Said where nobody trades, as it is with everyone who was never told otherwise.
    public static final String NOBODY = "nobody trades: mode is watch";

    private static final String PERPETUAL = "perpetuals are not traded yet";
    private static final BigInteger NONE = BigInteger.ZERO;

    private final Books books;
    private final Predicate<Listing> funded;
    private final Survival survival = new Survival();
    private final Carried carried = new Carried();
    /// Those that are open, as they were last told.
    private final Map<Long, Opportunity> open = new HashMap<>();
    private DetectorSettings settings = DetectorSettings.DEFAULT;
    private Costs costs = Costs.of(_ -> 0);
    private final Allotment allotment = new Allotment();
    private Fills fills = Fills.UNTRIED;
    private Leans leans = Leans.NONE;
    private String idle = NOBODY;

    /// Of the orders that were tried on a side of a listing, how many filled in time.
    @FunctionalInterface
    public interface Fills {

        /// Nobody has traded yet: eight in ten are believed to.
        Fills UNTRIED = _ -> Tries.of(0, 0);

        /// What is known of orders like this leg's.
        Tries of(Leg leg);
    }

    /// Of so many orders so many filled in time: what is believed of the next one, in thousandths.
    public record Tries(int tried, int filled, int permille) {

        /// As if five more had been tried before, of which four filled; rounded down.
        public static Tries of(int tried, int filled) {
            return new Tries(tried, filled, (filled + 4) * 1_000 / (tried + 5));
        }
    }

    /// Looks at the books for what unwinding would cost; `funded` says whether the coming funding of a perpetual is known.
    public Gate(Books books, Predicate<Listing> funded) {
        this.books = books;
        this.funded = funded;
    }

    /// Takes over settings, costs and what there is.
    public void configured(DetectorSettings newSettings, Costs newCosts, Inventory newInventory,
            Fills newFills) {
        settings = newSettings;
        costs = newCosts;
        allotment.of(newInventory);
        fills = newFills;
        leans = newCosts.transfers().leans();
    }

    /// So much of it leans now.
    public void leaning(Leans now) {
        leans = now;
    }

    /// Somebody trades from now on, or nobody does, for this reason. True when that is something else than before: those that are open are then to be judged anew.
    public boolean idle(String why) {
        boolean changed = !why.equals(idle);
        idle = why;
        return changed;
    }

    /// How long opportunities lived.
    public Survival survival() {
        return survival;
    }

    /// What conversions left to be carried.
    public Carried carried() {
        return carried;
    }

    /// The opportunity with its chance, and with the first reason why it must not be fired.
    public Opportunity judge(Opportunity opportunity) {
        if (opportunity.state() == Opportunity.State.CLOSED) {
            survival.told(opportunity);
            allotment.drop(opportunity.id());
            Opportunity last = open.remove(opportunity.id());
            return last == null ? opportunity : opportunity.judgedAs(last);
        }
        Opportunity before = open.get(opportunity.id());
        if (before != null) {
            survival.goesOn(before, opportunity, last -> heard(last, opportunity.updatedNanos()));
        }
        Opportunity judged = opportunity.with(chance(opportunity));
        String why = unknown(judged);
        why = why.isEmpty() ? uncounted(judged) : why;
        why = why.isEmpty() ? unworthy(judged) : why;
        why = why.isEmpty() ? leans.beyond(judged) : why;
        why = why.isEmpty() ? carried.beyond(judged) : why;
        boolean perpetual = judged.legs().stream().anyMatch(Gate::perpetual);
        if (why.isEmpty()) {
            why = allotment.claim(judged.id(), !perpetual, judged.asset(),
                    judged.chance().expected(), Needs.of(judged, costs.fees()));
        } else {
            allotment.drop(judged.id());
        }
        why = why.isEmpty() && perpetual ? PERPETUAL : why;
        why = why.isEmpty() ? idle : why;
        judged = why.isEmpty() ? judged.released() : judged.withheld(why);
        open.put(judged.id(), judged);
        return judged;
    }

    /// Whether all books of an opportunity are still there and young.
    private boolean heard(Opportunity opportunity, long now) {
        for (Leg leg : opportunity.legs()) {
            ListingBook book = books.book(leg.listing().id());
            if (book.health() != Health.LIVE
                    || now >= book.receivedNanos() + settings.maxAgeNanos()) {
                return false;
            }
        }
        return true;
    }

    /// What is free of an asset on an exchange has changed; of all there when it is empty: those of which something else has to be said are stirred.
    public void moved(String exchange, String asset) {
        allotment.moved(exchange, asset);
    }

    /// Whether others than the one that was judged last have what they need now, or not any more: to be judged anew are those of which
    /// [#stirred(Opportunity)] says so.
    public boolean stirred() {
        return allotment.stirred();
    }

    /// Whether something else has to be said of an open one than when it was last judged, since others took what it needs, or left it.
    public boolean stirred(Opportunity opportunity) {
        return allotment.stirred(opportunity.id());
    }

    /// An open opportunity as it was last judged.
    public Opportunity judged(Opportunity opportunity) {
        return open.getOrDefault(opportunity.id(), opportunity);
    }

    /// Whether an opportunity still does nothing but bring home what leans: then it may cost something.
    private boolean rebalances(Opportunity opportunity) {
        return opportunity.kind() == Kind.REBALANCE && costs.transfers()
                .homeward(opportunity.first().listing(), opportunity.last().listing());
    }

    /// Whether what is expected of a judged opportunity is worth the threshold, whatever else may speak against it.
    public boolean worth(Opportunity judged) {
        return unworthy(judged).isEmpty();
    }

    private String unknown(Opportunity opportunity) {
        for (Leg leg : opportunity.legs()) {
            Rules rules = leg.listing().rules();
            if (rules.status() == Rules.Status.UNKNOWN || rules.sizeScale() < 0
                    || rules.priceScale() < 0) {
                return "the rules of " + leg.listing() + " are not known";
            }
            if (perpetual(leg) && !funded.test(leg.listing())) {
                return "the funding of " + leg.listing() + " is not known";
            }
        }
        return "";
    }

    private static boolean perpetual(Leg leg) {
        return leg.listing().instrument().kind() != Instrument.Kind.SPOT;
    }

    /// What is bought on one exchange and sold on another has to be brought back.
    private String uncounted(Opportunity opportunity) {
        String exchange = opportunity.first().listing().exchange();
        boolean moves = opportunity.kind() != Kind.BASIS && opportunity.legs().stream()
                .anyMatch(leg -> !leg.listing().exchange().equals(exchange));
        return moves && !costs.transfers().counted()
                ? "ways back between exchanges are not counted"
                : "";
    }

    /// What the chance of an opportunity is made of, by what is known now.
    public Odds odds(Opportunity opportunity) {
        long slowest = 0;
        var tries = new ArrayList<Tries>();
        for (Leg leg : opportunity.legs()) {
            slowest = Math.max(slowest, costs.roundTripMillis().applyAsLong(leg.listing()));
            tries.add(fills.of(leg));
        }
        return new Odds(slowest, survival.of(opportunity, slowest * 1_000_000), tries);
    }

    private Chance chance(Opportunity opportunity) {
        long cost = cost(opportunity);
        var unwinds = new ArrayList<Long>();
        for (Leg leg : opportunity.legs()) {
            unwinds.add(unwind(leg, cost));
        }
        // All but one may have filled: the one that is cheapest to undo.
        unwinds.sort(null);
        long unwind = unwinds.stream().skip(1).reduce(0L, (one, other) -> one + other);
        return Chance.of(odds(opportunity).permille(), opportunity.net(), unwind);
    }

    /// A leg that has filled in vain is traded back: its fee twice, and what its book takes for that ([Unwinding]).
    private long unwind(Leg leg, long cost) {
        long rate = Unwinding.rate(leg, books.book(leg.listing().id()))
                + 2 * Math.max(0, costs.fees().taker(leg.listing()));
        var wide = new Wide().addProduct(cost, rate);
        wide.divide(DetectorSettings.FEE_ONE);
        return Math.min(Money.MOST, wide.clamped()) + 1;
    }

    /// What its trades take of the asset that it is counted in.
    private static long cost(Opportunity opportunity) {
        BigInteger cost = NONE;
        for (Step step : opportunity.steps()) {
            boolean trade = step.what() == Step.What.BUY || step.what() == Step.What.SELL;
            if (trade && step.amount() < 0 && step.asset().equals(opportunity.asset())) {
                cost = cost.subtract(Money.exact(step.amount(), step.scale()));
            }
        }
        return cost.divide(Hop.power(Decimals.MAX_SCALE - Money.SCALE))
                .min(BigInteger.valueOf(Money.MOST)).longValueExact();
    }

    private String unworthy(Opportunity opportunity) {
        Chance chance = opportunity.chance();
        boolean home = rebalances(opportunity);
        long least = home
                ? costs.transfers().least(settings.minNetBps())
                : settings.minNetBps();
        boolean worth = (home || chance.expected() > 0) && Decimals.compare(chance.expected(),
                DetectorSettings.BPS_ONE, cost(opportunity), least) >= 0;
        return worth
                ? ""
                : "expected value " + Decimals.format(chance.expected(), Money.SCALE) + " "
                        + opportunity.asset() + ": all legs fill in " + chance.permille()
                        + " of 1000, else unwinding costs "
                        + Decimals.format(chance.unwind(), Money.SCALE);
    }
}
