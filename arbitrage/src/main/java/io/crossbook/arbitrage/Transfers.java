package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How assets get from one exchange to another, by which network, for what and how long.
///
/// Suspension has a direction. Whoever buys X on A and sells X on B for Q has more X and less Q on A afterwards, and on B the other way
/// round; so X has to go from A to B, and Q from B to A. Asked is exactly this, of one network each that both ends know:
///
/// | | of A, where it buys | of B, where it sells |
/// |---|---|---|
/// | X | lets it out | lets it in |
/// | Q | lets it in | lets it out |
///
/// So a coin that cannot leave A is not bought there, nor is one bought that B does not let in: that is why it is cheap here or dear there. But
/// stock that is held on B is sold there whether B lets it out or not. Whatever is not known is shut.
///
/// Where X is missing on A, and too much of it stands on B ([Leans]), the trade itself brings it home: X stays on A, which costs nothing. The way has to be open
/// all the same, for what cannot leave A again is cheap there for that reason.
public final class Transfers {

    /// Asks nothing and costs nothing: for whoever does not want ways counted.
    public static final Transfers IGNORED = new Transfers(List.of(), Map.of(), Set.of(), true);

    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Comparator<Way> CHEAPEST = Comparator.comparingLong(Way::fee)
            .thenComparingInt(Way::minutes).thenComparing(Way::network);

    private final Map<String, List<Network>> table = new HashMap<>();
    private final Map<String, Long> cycles;
    private final Set<String> told;
    private final boolean ignored;
    private final Leans leans;
    /// What a pair of trades may cost that only brings home what leans, at [DetectorSettings#BPS_SCALE].
    private final long maxCostBps;

    /// A network as one exchange has it for one asset, under its one name ([Networks]).
    ///
    /// `fee` is what the exchange keeps of a withdrawal, `minimum` the least that it lets out, both as [Money] of the asset; `minutes` from request to
    /// credit. `contract` is the token's address on that network; empty when it is not known, or the coin is the network's own.
    public record Network(String exchange, String asset, String name, long fee, long minimum,
            int minutes, boolean deposits, boolean withdrawals, String contract) {

        public Network {
            name = Networks.canonical(asset, name);
            if (exchange.isEmpty() || asset.isEmpty() || name.isEmpty()) {
                throw new IllegalArgumentException(
                        "no network: '" + exchange + "' '" + asset + "' '" + name + "'");
            }
            if (fee < 0 || fee > Money.MOST || minimum < 0 || minimum > Money.MOST || minutes < 0
                    || minutes > 100_000) {
                throw new IllegalArgumentException(exchange + " " + asset + " by " + name
                        + ": fee " + fee + ", minimum " + minimum + " or " + minutes
                        + " minutes out of range");
            }
        }

        /// The least that leaves and arrives, its fee included.
        private long least() {
            return Math.max(minimum, fee + 1);
        }

        private boolean sameTokenAs(Network other) {
            return contract.isEmpty() || other.contract.isEmpty()
                    || contract.equalsIgnoreCase(other.contract);
        }
    }

    /// How an asset gets from one exchange to another: by this network, for this much of itself, `least` or more at a time, in about so many minutes. Or
    /// not at all, and `shut` says why; then the others say nothing.
    public record Way(String asset, String from, String to, String network, long fee, long least,
            int minutes, String shut) {

        /// Whether there is one.
        public boolean open() {
            return shut.isEmpty();
        }

        /// The same, where nothing is sent, for what would have to go is missing where it is.
        private Way home() {
            return new Way(asset, from, to, "", 0, least, 0, "");
        }

        private static Way shut(String asset, String from, String to, String why) {
            return new Way(asset, from, to, "", 0, 0, 0, why);
        }

        /// How people read it: `USDT from okx to kraken by TRX for 1 USDT in 3 minutes`.
        @Override
        public String toString() {
            if (open() && network.isEmpty()) {
                return asset + " stays on " + from;
            }
            String what = asset + " from " + from + " to " + to;
            return open()
                    ? what + " by " + network + " for " + Decimals.format(fee, Money.SCALE) + " "
                            + asset + " in " + minutes + " minutes"
                    : what + ": " + shut;
        }
    }

    /// `networks` as they are now; `cycles` how much is brought back at a time, as [Money] of each quote asset: its costs are
    /// shared by that much trading.
    public Transfers(List<Network> networks, Map<String, Long> cycles) {
        this(networks, cycles, Set.of());
    }

    /// The same; the exchanges in `told` have told our account of their networks, so what is not among these is suspended there.
    public Transfers(List<Network> networks, Map<String, Long> cycles, Set<String> told) {
        this(networks, cycles, told, false);
    }

    private Transfers(List<Network> networks, Map<String, Long> cycles, Set<String> told,
            boolean ignored) {
        this.cycles = Map.copyOf(cycles);
        this.told = Set.copyOf(told);
        this.ignored = ignored;
        leans = Leans.NONE;
        maxCostBps = 0;
        cycles.forEach((asset, cycle) -> {
            if (cycle <= 0) {
                throw new IllegalArgumentException("a cycle of " + cycle + " " + asset);
            }
        });
        for (Network network : networks) {
            table.computeIfAbsent(key(network.exchange, network.asset), _ -> new ArrayList<>())
                    .add(network);
        }
    }

    private Transfers(Transfers ways, Leans leans, long maxCostBps) {
        table.putAll(ways.table);
        cycles = ways.cycles;
        told = ways.told;
        ignored = ways.ignored;
        this.leans = leans;
        this.maxCostBps = maxCostBps;
    }

    /// The same, where this leans, and two trades that do nothing but bring it home may cost so many basis points, at [DetectorSettings#BPS_SCALE].
    public Transfers leaning(Leans newLeans, long newMaxCostBps) {
        if (newMaxCostBps < 0 || newMaxCostBps >= DetectorSettings.BPS_ONE) {
            throw new IllegalArgumentException("a cost of " + newMaxCostBps
                    + " ten-thousandths of a basis point is none");
        }
        return ignored ? this : new Transfers(this, newLeans, newMaxCostBps);
    }

    /// What leans.
    public Leans leans() {
        return leans;
    }

    private static String key(String exchange, String asset) {
        return exchange + " " + asset;
    }

    /// Whether ways are counted at all.
    public boolean counted() {
        return !ignored;
    }

    /// How much is brought back at a time, as [Money] of `quote`; 0 when nobody said.
    public long cycle(String quote) {
        return cycles.getOrDefault(quote, 0L);
    }

    /// Whether an exchange lets an asset out, by whatever network; false where ways are not counted.
    public boolean lets(String exchange, String asset) {
        return table.getOrDefault(key(exchange, asset), List.of()).stream()
                .anyMatch(Network::withdrawals);
    }

    /// The cheapest way of all, for amounts that are large enough.
    public Way way(String asset, String from, String to) {
        return way(asset, from, to, Money.MOST);
    }

    /// The cheapest way for `size` ([Money] of the asset, its fee included): of the networks by which `from` lets it out and `to` lets it in. Of
    /// equally cheap ones the fastest.
    public Way way(String asset, String from, String to, long size) {
        if (ignored || from.equals(to)) {
            return new Way(asset, from, to, "", 0, 0, 0, "");
        }
        List<Network> out = table.getOrDefault(key(from, asset), List.of());
        List<Network> in = table.getOrDefault(key(to, asset), List.of());
        Way best = null;
        String why = out.isEmpty() || in.isEmpty()
                ? unknown(asset, out.isEmpty() ? from : to)
                : "no network of " + asset + " is known on both";
        for (Network one : out) {
            for (Network other : in) {
                if (one.name.equals(other.name)) {
                    String wrong = wrong(one, other, size);
                    why = wrong.isEmpty() ? why : wrong;
                    var way = new Way(asset, from, to, one.name, one.fee, one.least(),
                            Math.max(one.minutes, other.minutes), "");
                    best = wrong.isEmpty() && (best == null || CHEAPEST.compare(way, best) < 0)
                            ? way
                            : best;
                }
            }
        }
        if (best == null) {
            return Way.shut(asset, from, to, why);
        }
        return leans.amount(asset, to, from) > 0 ? best.home() : best;
    }

    /// Why there is no network of an asset on an exchange.
    private String unknown(String asset, String exchange) {
        return told.contains(exchange)
                ? exchange + " told its account of no usable network for " + asset + ": suspended"
                : "no network of " + asset + " is known on " + exchange;
    }

    /// Why a network does not do; empty when it does.
    private static String wrong(Network out, Network in, long size) {
        String what = out.asset + " by " + out.name;
        if (!out.withdrawals) {
            return out.exchange + " lets no " + what + " out";
        }
        if (!in.deposits) {
            return in.exchange + " lets no " + what + " in";
        }
        if (!out.sameTokenAs(in)) {
            return what + " is another token on " + out.exchange + " than on " + in.exchange;
        }
        return size < out.least()
                ? out.exchange + " lets out no less than "
                        + Decimals.format(out.least(), Money.SCALE) + " " + what
                : "";
    }

    /// What it takes to bring back what a pair of trades has moved: the base from `buy` to `sell`, the quote from `sell` to `buy`; of the
    /// quote a whole cycle at a time, of the base what a cycle buys at `price`, at `priceScale` decimals. A derivative moves no asset: nothing is asked then.
    public Return back(Listing buy, Listing sell, long price, int priceScale) {
        if (ignored || !moves(buy, sell)) {
            return Return.NOTHING;
        }
        long cycle = cycle(buy.instrument().quote());
        BigInteger bought = units(cycle, priceScale, buy)
                .divide(BigInteger.valueOf(Math.max(1, price)));
        return back(buy, sell, way(buy.instrument().base(), buy.exchange(), sell.exchange(),
                cycle == 0
                        ? Money.MOST
                        : bought.min(BigInteger.valueOf(Money.MOST)).longValueExact()));
    }

    /// How much of the base a cycle would buy at a price of one.
    private static BigInteger units(long cycle, int priceScale, Listing buy) {
        return BigInteger.valueOf(cycle).multiply(Hop.power(priceScale))
                .multiply(BigInteger.valueOf(buy.rules().multiplier()));
    }

    private Return back(Listing buy, Listing sell, Way there) {
        String quote = buy.instrument().quote();
        long cycle = cycle(quote);
        Way back = way(quote, sell.exchange(), buy.exchange(), cycle == 0 ? Money.MOST : cycle);
        String why = there.open() ? back.shut : there.shut;
        return new Return(there, back, cycle,
                why.isEmpty() && cycle == 0
                        ? "transfers.cycle does not say how much " + quote
                                + " is brought back at a time"
                        : why);
    }

    /// The same for all prices, for those who ask again and again: the dearer the base is, the less of it a cycle buys, and the fewer networks let so little
    /// out.
    Returns returns(Listing buy, Listing sell, int priceScale) {
        long cycle = cycle(buy.instrument().quote());
        var all = new Returns();
        BigInteger units = units(cycle, priceScale, buy);
        long from = 1;
        while (from > 0) {
            Return at = back(buy, sell, from, priceScale);
            Way base = at.base;
            long upTo = cycle == 0 || base == null || !base.open()
                    ? Long.MAX_VALUE
                    : units.divide(BigInteger.valueOf(base.least)).min(LONGEST).longValueExact();
            if (upTo < from) {
                throw new IllegalStateException(at + ": more than a cycle at a price of " + from);
            }
            all.add(at, upTo);
            from = upTo + 1; // ends below zero
        }
        return all;
    }

    /// Whether buying on one listing and selling on the other does nothing but bring home what leans: the base to where it is bought, the quote to where that is sold.
    public boolean homeward(Listing buy, Listing sell) {
        return moves(buy, sell)
                && leans.amount(buy.instrument().base(), sell.exchange(), buy.exchange()) > 0
                && leans.amount(buy.instrument().quote(), buy.exchange(), sell.exchange()) > 0;
    }

    /// What such a pair must bring where others must bring `minNetBps`.
    long least(long minNetBps) {
        return leans.none() ? minNetBps : Math.min(minNetBps, -maxCostBps);
    }

    private static boolean moves(Listing buy, Listing sell) {
        return buy.spot() && sell.spot() && !buy.exchange().equals(sell.exchange());
    }

    /// Both ways back, of which every trade bears its share of a cycle. `shut` says why there are none; empty when there are.
    public record Return(@Nullable Way base, @Nullable Way quote, long cycle, String shut) {

        /// Nothing has to be brought anywhere.
        static final Return NOTHING = new Return(null, null, 0, "");

        /// Whether all can be brought back.
        public boolean open() {
            return shut.isEmpty();
        }

        /// How people read it: both ways, one after the other.
        @Override
        public String toString() {
            return base == null || quote == null ? "nothing to bring back" : base + "; " + quote;
        }

        /// How long it takes: both ways are gone at the same time.
        public int seconds() {
            return open() && base != null && quote != null
                    ? 60 * Math.max(base.minutes, quote.minutes)
                    : 0;
        }

        /// What both ways cost, as a fraction of the quote that is traded, at [DetectorSettings#FEE_SCALE], rounded up; a base unit is
        /// worth `price` at `priceScale` decimals, divided by `multiplier`. [DetectorSettings#FEE_ONE] when it is all of it or more. Allocates nothing but what `scratch` is.
        long rate(long price, int priceScale, long multiplier, Wide scratch) {
            if (!open() || base == null || quote == null) {
                return open() ? 0 : DetectorSettings.FEE_ONE;
            }
            scratch.set(0).addProduct(base.fee, price).times(DetectorSettings.FEE_ONE);
            long there = up(up(scratch, Decimals.power(priceScale), multiplier), 1, cycle)
                    .clamped();
            scratch.set(0).addProduct(quote.fee, DetectorSettings.FEE_ONE);
            long back = up(scratch, 1, cycle).clamped();
            return Math.min(DetectorSettings.FEE_ONE,
                    Math.min(there, DetectorSettings.FEE_ONE)
                            + Math.min(back, DetectorSettings.FEE_ONE));
        }

        /// The same, for those who may allocate.
        public long rate(long price, int priceScale, long multiplier) {
            return rate(price, priceScale, multiplier, new Wide());
        }
    }

    /// What `fee` of an asset costs, as a fraction of what is counted, rounded up: `counted` of that buys `flow` of the asset, and `cycle` of it is brought
    /// back at a time. For chains, whose price is what flowed; [DetectorSettings#FEE_ONE] when it is all of it or more.
    public static long rate(long fee, long flow, long counted, long cycle) {
        if (fee == 0) {
            return 0;
        }
        if (flow <= 0 || counted <= 0 || cycle <= 0) {
            return DetectorSettings.FEE_ONE;
        }
        var wide = new Wide().set(0).addProduct(fee, counted).times(DetectorSettings.FEE_ONE);
        return Math.min(DetectorSettings.FEE_ONE, up(wide, flow, cycle).clamped());
    }

    /// Divides by both, rounded up; which is the same as rounding up once.
    private static Wide up(Wide value, long one, long other) {
        long rest = value.divide(one);
        if (rest != 0) {
            value.addProduct(1, 1);
        }
        rest = value.divide(other);
        if (rest != 0) {
            value.addProduct(1, 1);
        }
        return value;
    }
}
