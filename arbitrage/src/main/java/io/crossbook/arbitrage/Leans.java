package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where too much of an asset stands, and where as much of it is missing: at least what one trade moves.
///
/// Whoever buys it where it is missing, and sells it where there is too much, brings it home: for that nothing has to be transferred. An exchange's share of an asset is in
/// proportion to what it began with, of what all that have a share hold now. Of an asset of which nobody said how much one trade moves, and of one that an exchange with
/// a share of it has told nothing of, it is not known to lean. Immutable.
public final class Leans {

    /// Nothing leans.
    public static final Leans NONE = new Leans(List.of());

    /// So much of an asset is too much on `from` and missing on `to`, [Money].
    public record Lean(String asset, String from, String to, long amount) {
        public Lean {
            if (amount <= 0 || from.equals(to)) {
                throw new IllegalArgumentException(
                        amount + " " + asset + " from " + from + " to " + to + " does not lean");
            }
        }
    }

    private record Place(String asset, String from, String to) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = asset.compareTo(other.asset);
            order = order != 0 ? order : from.compareTo(other.from);
            return order != 0 ? order : to.compareTo(other.to);
        }
    }

    private final Map<Place, Lean> leans = new TreeMap<>();

    /// These and no others.
    public Leans(Collection<Lean> all) {
        all.forEach(lean -> leans.put(new Place(lean.asset, lean.from, lean.to), lean));
    }

    /// What leans now: `shares` by exchange and asset in any unit, `trades` how much of an asset one trade moves, [Money].
    public static Leans of(Stock stock, Map<String, Map<String, Long>> shares,
            Map<String, Long> trades) {
        var all = new ArrayList<Lean>();
        new TreeMap<>(trades).forEach(
                (asset, trade) -> all.addAll(of(stock, shares(asset, shares), asset, trade)));
        return all.isEmpty() ? NONE : new Leans(all);
    }

    private static Map<String, Long> shares(String asset, Map<String, Map<String, Long>> shares) {
        var those = new TreeMap<String, Long>();
        shares.forEach((exchange, assets) -> {
            long share = assets.getOrDefault(asset, 0L);
            if (share > 0) {
                those.put(exchange, share);
            }
        });
        return those;
    }

    private static List<Lean> of(Stock stock, Map<String, Long> shares, String asset, long trade) {
        if (trade <= 0 || !shares.keySet().stream().allMatch(stock::knows)) {
            return List.of();
        }
        BigInteger held = BigInteger.ZERO;
        BigInteger whole = BigInteger.ZERO;
        for (Map.Entry<String, Long> each : shares.entrySet()) {
            held = held.add(BigInteger.valueOf(Math.max(0, stock.free(each.getKey(), asset))));
            whole = whole.add(BigInteger.valueOf(each.getValue()));
        }
        var over = new TreeMap<String, Long>();
        for (Map.Entry<String, Long> each : shares.entrySet()) {
            long target = held.multiply(BigInteger.valueOf(each.getValue())).divide(whole)
                    .longValueExact();
            over.put(each.getKey(), Math.max(0, stock.free(each.getKey(), asset)) - target);
        }
        var leans = new ArrayList<Lean>();
        over.forEach((from, more) -> over.forEach((to, less) -> {
            if (more >= trade && -less >= trade) {
                leans.add(new Lean(asset, from, to, Math.min(more, -less)));
            }
        }));
        return leans;
    }

    /// How much of an asset is too much on `from` and missing on `to`, [Money]; 0 when that is less than one trade.
    public long amount(String asset, String from, String to) {
        if (leans.isEmpty()) {
            return 0;
        }
        Lean lean = leans.get(new Place(asset, from, to));
        return lean == null ? 0 : lean.amount;
    }

    /// Whether the same leans, in whatever amounts.
    public boolean same(Leans other) {
        return leans.keySet().equals(other.leans.keySet());
    }

    /// Whether nothing does.
    public boolean none() {
        return leans.isEmpty();
    }

    /// What leans, by the names of assets and exchanges.
    public List<Lean> all() {
        return List.copyOf(leans.values());
    }

    /// Why an opportunity goes further than home: of an asset that leans it would bring more than is missing. Empty when it does not.
    String beyond(Opportunity opportunity) {
        if (leans.isEmpty()) {
            return "";
        }
        Map<String, BigInteger> moved = moved(opportunity);
        for (Lean lean : leans.values()) {
            BigInteger gained = moved.getOrDefault(key(lean.to, lean.asset), BigInteger.ZERO);
            BigInteger lost = moved.getOrDefault(key(lean.from, lean.asset), BigInteger.ZERO)
                    .negate();
            BigInteger brought = gained.min(lost);
            if (brought.compareTo(Money.exact(lean.amount, Money.SCALE)) > 0) {
                return "of the " + lean.asset + " on " + lean.from + " "
                        + Decimals.format(lean.amount, Money.SCALE) + " is missing on " + lean.to
                        + ", and more would be brought there";
            }
        }
        return "";
    }

    /// What trades and their fees add to what is held, by exchange and asset.
    private static Map<String, BigInteger> moved(Opportunity opportunity) {
        Set<Step.What> trades = new TreeSet<>(List.of(Step.What.BUY, Step.What.BUY_FEE,
                Step.What.SELL, Step.What.SELL_FEE));
        var moved = new HashMap<String, BigInteger>();
        for (Step step : opportunity.steps()) {
            if (trades.contains(step.what())) {
                moved.merge(key(step.exchange(), step.asset()),
                        Money.exact(step.amount(), step.scale()), BigInteger::add);
            }
        }
        return moved;
    }

    private static String key(String exchange, String asset) {
        return exchange + " " + asset;
    }

    /// How people read it: `0.4 BTC from okx to kraken, 900 USDT from kraken to okx`.
    @Override
    public String toString() {
        var words = new ArrayList<String>();
        leans.values().forEach(
                lean -> words.add(Decimals.format(lean.amount, Money.SCALE) + " " + lean.asset
                        + " from " + lean.from + " to " + lean.to));
        return String.join(", ", words);
    }
}
