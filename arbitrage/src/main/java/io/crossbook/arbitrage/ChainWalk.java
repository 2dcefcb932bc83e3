package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sizes two to four hops that end in the asset they begin with, and prices them.
///
/// First all books are walked together, level against level, as long as the product of the net rates pays at the limits that would
/// reach the levels. Then forward: the first hop's size is what flowed, in its lots and within what may be spent; each later one is the most that both the
/// flow and what the hop before really delivers pay for. Then backward: each earlier hop shrinks to the fewest lots that still
/// pay for the next. Then minimums, and the price again. Exact to the lot, where a lot is worth the last decimal of [Money].
/// Holds the last result. One thread.
final class ChainWalk {

    private static final BigInteger MONEY = Hop.power(Decimals.MAX_SCALE - Money.SCALE);

    /// More than any size, of whatever coin.
    private static final BigInteger UNBOUNDED = Hop.power(3 * Decimals.MAX_SCALE);

    private final DetectorSettings settings;
    private final List<Hop> hops;
    private final List<HopLevels> levels = new ArrayList<>();
    private final long[] lots;
    private final long[] sizes;
    private final BigInteger mostSpent;
    private BigInteger mostLast;
    private ChainCharges charges = ChainCharges.NONE;
    private @Nullable Leaving leaving;
    private @Nullable Pass result;

    /// All that the first hop takes, and what the last one brings more than that: [Money] of the asset that it is counted in.
    long cost;
    long net;
    long netBps;
    /// What the last hop sells for before its fee, where something is charged on that.
    long proceeds;

    /// A walk through hops of which each gives what the one before gets, around.
    ChainWalk(List<Hop> hops, DetectorSettings settings) {
        this.hops = List.copyOf(hops);
        this.settings = settings;
        lots = new long[hops.size()];
        sizes = new long[hops.size()];
        mostSpent = BigInteger.valueOf(settings.mostSpent(hops.getFirst().gives())).multiply(MONEY);
        mostLast = UNBOUNDED;
        for (int i = 0; i < lots.length; i++) {
            lots[i] = lot(hops.get(i), hops.getFirst().gives());
        }
    }

    /// Bounds what the last hop takes, with its fee, in whole units (0: unbounded); where that hop is only valued, all that stays.
    ChainWalk lastWithin(long whole) {
        if (whole > 0) {
            mostLast = BigInteger.valueOf(whole).multiply(Hop.power(Decimals.MAX_SCALE));
        }
        return this;
    }

    /// Bounds what stays likewise: so much [Money] of it may still be carried.
    ChainWalk within(long room) {
        mostLast = mostLast.min(Money.exact(room, Money.SCALE));
        return this;
    }

    /// Counts these costs too.
    ChainWalk charged(ChainCharges other) {
        charges = other;
        return this;
    }

    /// Two hops are left again in this way, which is its own from now on.
    ChainWalk left(Leaving way) {
        leaving = way;
        return this;
    }

    /// What is counted has the decimals of [Money].
    private static long lot(Hop hop, String counted) {
        int finer = hop.sizeScale() - Money.SCALE;
        if (finer <= 0 || !hop.listing().instrument().base().equals(counted)) {
            return hop.lot();
        }
        BigInteger lot = Scales.lcm(BigInteger.valueOf(hop.lot()), Hop.power(finer));
        return lot.bitLength() < Long.SIZE - 1 ? lot.longValue() : LegWalk.MOST;
    }

    /// Sizes by what is displayed (`all`), or by what of it is not taken; null when it is worth doing.
    @Nullable
    Pass walk(boolean all) {
        result = walkAnew(all);
        return result;
    }

    /// What the last walk ended in; null when it is worth doing.
    @Nullable
    Pass result() {
        return result;
    }

    /// Whether all that the last walk looked at stands there as it did: by the same terms it would end in the same. Allocates nothing.
    boolean stands() {
        for (int i = 0; i < levels.size(); i++) {
            if (!levels.get(i).stands()) {
                return false;
            }
        }
        return !levels.isEmpty() && (leaving == null || leaving.stands());
    }

    private @Nullable Pass walkAnew(boolean all) {
        levels.clear();
        for (Hop hop : hops) {
            levels.add(new HopLevels(hop, all));
        }
        long[] flowed = flow();
        if (!forward(flowed)) {
            return Pass.TOO_SMALL;
        }
        backward();
        for (int i = 0; i < sizes.length; i++) {
            if (!levels.get(i).enough(sizes[i])) {
                return Pass.TOO_SMALL;
            }
        }
        return price() ? null : Pass.TOO_SMALL;
    }

    /// Walks all books together; how far each was used.
    private long[] flow() {
        int count = hops.size();
        var reached = new Fraction[count];
        Arrays.fill(reached, Fraction.ZERO);
        boolean more = true;
        for (int i = 0; i < count; i++) {
            more &= levels.get(i).next();
        }
        more = more && (leaving == null || leaving.start());
        while (more && pays()) {
            int first = first(reached);
            used(first, Fraction.of(levels.get(first).end()), reached);
            more = leaving == null || left(leaving, reached);
            for (int i = 0; i < count; i++) {
                if (more && reached[i].compareTo(Fraction.of(levels.get(i).end())) >= 0) {
                    more = levels.get(i).next();
                }
            }
        }
        return Arrays.stream(reached).mapToLong(reach -> reach.floor(LegWalk.MOST)).toArray();
    }

    /// Which hop comes first to the end of its level.
    private int first(Fraction[] reached) {
        Fraction share = Fraction.ONE;
        Fraction least = Fraction.of(levels.getFirst().end()).minus(reached[0]);
        int first = 0;
        for (int i = 1; i < reached.length; i++) {
            HopLevels level = levels.get(i);
            share = share.times(hops.get(i - 1).got(levels.get(i - 1).price()))
                    .divide(hops.get(i).given(level.price()));
            Fraction allows = Fraction.of(level.end()).minus(reached[i]).divide(share);
            if (allows.compareTo(least) < 0) {
                least = allows;
                first = i;
            }
        }
        return first;
    }

    /// What all hops have used when one comes to the end of its level: what it gives the ones before have got, what it gets the ones after give.
    private void used(int ends, Fraction size, Fraction[] reached) {
        reached[ends] = size;
        for (int i = ends + 1; i < reached.length; i++) {
            reached[i] = levels.get(i).sizeGiving(levels.get(i - 1).got(reached[i - 1]));
        }
        for (int i = ends - 1; i >= 0; i--) {
            reached[i] = levels.get(i).sizeGetting(levels.get(i + 1).given(reached[i + 1]));
        }
    }

    /// Cuts what flowed to what can be left again at the levels that are stood on, and steps to the next; false when there is none.
    private boolean left(Leaving way, Fraction[] reached) {
        int last = reached.length - 1;
        Fraction end = way.end(hops.get(last));
        if (reached[last].compareTo(end) < 0) {
            return true;
        }
        used(last, end, reached);
        return way.pass(way.left());
    }

    /// Whether what flows at the levels that the walk stands on ends with more than it began with, and the threshold.
    private boolean pays() {
        if (leaving != null) {
            return leaving.pays(limit(0), limit(1));
        }
        double about = 1;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            about *= hop.about(hop.limit(levels.get(i).price()));
        }
        about *= (double) keptOfSale() / sale();
        double least = least(settings.minNetBps(), charges.rate());
        if (Prices.below(least, about) || Prices.below(about, least)) {
            return about > least;
        }
        Fraction product = Fraction.ONE;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            product = product.times(hop.rate(hop.limit(levels.get(i).price())));
        }
        product = product.times(Fraction.of(keptOfSale()).divide(Fraction.of(sale())));
        return above(product, settings.minNetBps(), charges.rate());
    }

    /// What the last hop's fee leaves of one unit that it sells for, where something is charged on that; else one.
    private long sale() {
        return charges.soldRate() == 0
                ? 1
                : DetectorSettings.FEE_ONE - hops.getLast().fee();
    }

    /// What is left of it once that is charged too.
    private long keptOfSale() {
        return Math.max(0, sale() - charges.soldRate());
    }

    private long limit(int hop) {
        return hops.get(hop).limit(levels.get(hop).price());
    }

    /// What a product of rates has to be above, about: by more than a thousandth of what [Prices] leaves to exact numbers.
    static double least(long bps, long rate) {
        return 1 + (double) bps / DetectorSettings.BPS_ONE
                + (double) rate / DetectorSettings.FEE_ONE;
    }

    /// Whether a product of rates brings more than this many basis points, and this share besides.
    static boolean above(Fraction product, long bps, long rate) {
        BigInteger one = BigInteger.valueOf(DetectorSettings.BPS_ONE * DetectorSettings.FEE_ONE);
        BigInteger more = BigInteger.valueOf(
                bps * DetectorSettings.FEE_ONE + rate * DetectorSettings.BPS_ONE);
        return product.over().multiply(one)
                .compareTo(product.under().multiply(one.add(more))) > 0;
    }

    /// What each hop can do with what the one before delivers; false when one can do nothing.
    private boolean forward(long[] flowed) {
        BigInteger have = mostSpent;
        for (int i = 0; i < sizes.length; i++) {
            HopLevels hop = levels.get(i);
            BigInteger delivered = have;
            boolean first = i == 0;
            boolean last = i == sizes.length - 1;
            // What is only valued is not converted: all of what is received stays.
            boolean stays = i == sizes.length - 2 && hops.getLast().valued;
            long lot = lots[i];
            sizes[i] = lot * Lots.most(flowed[i] / lot, count -> {
                long size = count * lot;
                return hop.postable(size)
                        && (first ? hop.spent(size) : hop.given(size)).compareTo(delivered) <= 0
                        && (!last || hop.given(size).compareTo(mostLast) <= 0)
                        && (!stays || hop.got(size).compareTo(mostLast) <= 0);
            });
            if (sizes[i] == 0) {
                return false;
            }
            have = hop.got(sizes[i]);
        }
        return true;
    }

    private void backward() {
        for (int i = sizes.length - 2; i >= 0; i--) {
            HopLevels hop = levels.get(i);
            BigInteger need = levels.get(i + 1).given(sizes[i + 1]);
            long lot = lots[i];
            sizes[i] = lot
                    * Lots.fewest(sizes[i] / lot,
                            count -> hop.got(count * lot).compareTo(need) >= 0);
        }
    }

    /// Prices what was sized; false when it is not worth it.
    private boolean price() {
        BigInteger first = levels.getFirst().given(sizes[0]).divide(MONEY);
        BigInteger last = levels.getLast().got(sizes[sizes.length - 1]).divide(MONEY);
        if (first.max(last).bitLength() >= Long.SIZE - 1 || first.signum() <= 0) {
            return false;
        }
        cost = first.longValue();
        proceeds = charges.soldRate() == 0
                ? 0
                : levels.getLast().quote(sizes[sizes.length - 1]).longValueExact();
        net = last.longValue() - cost - charges.of(cost, proceeds);
        if (leaving != null) {
            int sold = sizes.length - 1;
            net -= leaving.price(sizes[sold] * leaving.finer(hops.get(sold)), cost,
                    levels.get(sold).quote(sizes[sold]).longValueExact());
        }
        boolean worth = Decimals.compare(net, DetectorSettings.BPS_ONE, cost,
                settings.minNetBps()) > 0;
        netBps = worth ? Money.bps(net, cost, new Wide()) : 0;
        return worth;
    }

    List<Hop> hops() {
        return hops;
    }

    ChainCharges charges() {
        return charges;
    }

    @Nullable
    Leaving leaving() {
        return leaving;
    }

    /// Whether what was found differs from what was last told by more than the steps of the settings.
    boolean moved(Opportunity told) {
        List<Leg> legs = told.legs();
        long bps = Math.abs(netBps - told.netBps());
        boolean moved = (settings.stepBps() == 0 && net != told.net())
                || (bps != 0 && bps >= settings.stepBps());
        for (int i = 0; i < hops.size() && !hops.get(i).valued; i++) {
            Hop now = hops.get(i);
            Leg then = legs.get(i);
            moved |= now.listing().id() != then.listing().id()
                    || now.sizeScale() != then.sizeScale() || now.priceScale() != then.priceScale()
                    || Dislocation.stepped(sizes[i], then.size(), 100, settings.stepPercent())
                    || Dislocation.stepped(levels.get(i).limit(sizes[i]), then.limit(),
                            DetectorSettings.BPS_ONE, settings.stepBps());
        }
        return moved || coins() != coins(told);
    }

    /// Whether any leg has another size than was last told.
    boolean resized(Opportunity told) {
        boolean other = false;
        for (int i = 0; i < told.legs().size(); i++) {
            other |= sizes[i] != told.legs().get(i).size();
        }
        return other;
    }

    /// How many of the fees a coin pays.
    private int coins() {
        int coins = 0;
        for (int i = 0; i < hops.size(); i++) {
            coins += hops.get(i).valued || hops.get(i).coin().isEmpty() ? 0 : 1;
        }
        return coins;
    }

    private static int coins(Opportunity told) {
        int coins = 0;
        for (int i = 0; i < told.steps().size(); i++) {
            coins += told.steps().get(i).what() == Step.What.COIN_FEE ? 1 : 0;
        }
        return coins;
    }

    /// The levels of a hop that were walked.
    HopLevels levels(int hop) {
        return levels.get(hop);
    }

    /// How much of a hop's base, in its units.
    long size(int hop) {
        return sizes[hop];
    }

    /// What one hop would take, as people and exchanges say it.
    Leg leg(int hop) {
        Hop of = hops.get(hop);
        return new Leg(of.listing(), of.side, sizes[hop], of.sizeScale(),
                levels.get(hop).limit(sizes[hop]), of.priceScale());
    }
}
