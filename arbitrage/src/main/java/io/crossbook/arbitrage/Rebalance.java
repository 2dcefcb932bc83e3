package io.crossbook.arbitrage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Proposes, when stock leans to one side, how it comes back for the least: for a person to read. Nothing here moves anything.
///
/// Stock leans where an exchange holds less than half of its share of an asset. There are three ways back, told in this order: trades that flow the other way,
/// even at a small loss; trades within the exchange that is short; and a withdrawal, of the asset itself or of another that it is traded
/// for and back. What each costs is reckoned in the asset that leans, by the levels of the books that are known, after fees; sizes are not rounded to lots.
public final class Rebalance {

    /// Of each kind, as many as one person reads.
    private static final int MOST = 3;
    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);

    private final Stock stock;
    private final Map<String, Map<String, Long>> shares;
    private final Transfers transfers;
    private final Exchanging exchanging;

    /// The ways back.
    public enum Kind {
        /// Sold where there is too much, bought where there is too little.
        OPPOSITE,
        /// Traded for on the exchange that is short, for what that has too much of.
        WITHIN,
        /// Withdrawn and deposited, as itself or as another asset.
        TRANSFER;

        /// How people and tools read it: `opposite`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// So much of an asset is too much on one exchange and too little on the other.
    public record Lean(String asset, String from, String to, BigDecimal amount) {}

    /// One way back: what to do, what it costs of the asset that leans (negative: it earns), and how long it takes.
    public record Proposal(Kind kind, List<String> steps, BigDecimal cost, BigDecimal costBps,
            int minutes) {
        public Proposal {
            steps = List.copyOf(steps);
        }
    }

    /// `shares` say by exchange and asset in which proportions assets are to be held; an asset that they do not name is to be held alike on all exchanges that
    /// trade it.
    public Rebalance(Stock stock, Map<String, Map<String, Long>> shares, Transfers transfers,
            Exchanging exchanging) {
        this.stock = stock;
        this.shares = shares;
        this.transfers = transfers;
        this.exchanging = exchanging;
    }

    /// Where stock leans, by asset: from the fullest exchange to the emptiest, then on.
    public List<Lean> leans() {
        var assets = new TreeSet<String>();
        stock.exchanges().forEach(exchange -> assets.addAll(stock.assets(exchange)));
        var leans = new ArrayList<Lean>();
        assets.forEach(asset -> leans.addAll(leans(asset)));
        return leans;
    }

    private List<Lean> leans(String asset) {
        Map<String, BigDecimal> targets = targets(asset);
        var over = new TreeMap<String, BigDecimal>();
        var leans = new ArrayList<Lean>();
        targets.forEach((exchange, target) -> {
            BigDecimal more = held(exchange, asset).subtract(target);
            if (more.signum() > 0) {
                over.put(exchange, more);
            }
        });
        targets.entrySet().stream().filter(entry -> held(entry.getKey(), asset)
                .compareTo(entry.getValue().divide(BigDecimal.TWO, MathContext.DECIMAL64)) < 0)
                .sorted(Comparator.comparing((Map.Entry<String, BigDecimal> entry) -> held(
                        entry.getKey(), asset).subtract(entry.getValue())))
                .forEach(entry -> fill(asset, entry.getKey(),
                        entry.getValue().subtract(held(entry.getKey(), asset)), over, leans));
        return leans;
    }

    private static void fill(String asset, String to, BigDecimal missing,
            Map<String, BigDecimal> over, List<Lean> leans) {
        BigDecimal open = missing;
        while (open.signum() > 0 && !over.isEmpty()) {
            String from = over.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow()
                    .getKey();
            BigDecimal part = open.min(over.getOrDefault(from, BigDecimal.ZERO));
            leans.add(new Lean(asset, from, to, part.setScale(Money.SCALE, RoundingMode.DOWN)));
            BigDecimal left = over.getOrDefault(from, BigDecimal.ZERO).subtract(part);
            open = open.subtract(part);
            if (left.signum() > 0) {
                over.put(from, left);
            } else {
                over.remove(from);
            }
        }
        leans.removeIf(lean -> lean.amount.signum() == 0);
    }

    /// What each exchange should hold of all that there is.
    private Map<String, BigDecimal> targets(String asset) {
        var weights = new LinkedHashMap<String, BigDecimal>();
        for (String exchange : stock.exchanges()) {
            long share = shares.getOrDefault(exchange, Map.of()).getOrDefault(asset, 0L);
            if (share > 0) {
                weights.put(exchange, BigDecimal.valueOf(share));
            }
        }
        if (weights.isEmpty()) {
            stock.exchanges().stream()
                    .filter(exchange -> !exchanging.partners(exchange, asset).isEmpty())
                    .forEach(exchange -> weights.put(exchange, BigDecimal.ONE));
        }
        BigDecimal all = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = weights.keySet().stream().map(exchange -> held(exchange, asset))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var targets = new LinkedHashMap<String, BigDecimal>();
        weights.forEach((exchange, weight) -> targets.put(exchange,
                total.multiply(weight).divide(all, MathContext.DECIMAL64)));
        return targets;
    }

    /// The ways back, kind by kind, the cheapest of each first.
    public List<Proposal> proposals(Lean lean) {
        var all = new ArrayList<Proposal>();
        all.addAll(cheapest(opposite(lean)));
        all.addAll(cheapest(within(lean)));
        all.addAll(cheapest(transfers(lean)));
        return all;
    }

    private static List<Proposal> cheapest(List<Proposal> proposals) {
        return proposals.stream()
                .sorted(Comparator.comparing(Proposal::cost).thenComparingInt(Proposal::minutes)
                        .thenComparing(proposal -> String.join(" ", proposal.steps)))
                .limit(MOST).toList();
    }

    /// Why nothing is proposed for what could only be brought back by a transfer; empty when it can be.
    public String shut(Lean lean) {
        return transfers.way(lean.asset, lean.from, lean.to, money(lean.amount)).shut();
    }

    private SortedSet<String> shared(Lean lean) {
        SortedSet<String> partners = new TreeSet<>(exchanging.partners(lean.from, lean.asset));
        partners.retainAll(exchanging.partners(lean.to, lean.asset));
        return partners;
    }

    private List<Proposal> opposite(Lean lean) {
        var proposals = new ArrayList<Proposal>();
        for (String partner : shared(lean)) {
            BigDecimal got = exchanging.convert(lean.from, lean.asset, partner, lean.amount)
                    .orElse(null);
            if (got == null || held(lean.to, partner).compareTo(got) < 0) {
                continue; // it is paid for with what is there already
            }
            exchanging.convert(lean.to, partner, lean.asset, got).ifPresent(back -> proposals.add(
                    proposal(Kind.OPPOSITE, lean.amount, back, 0,
                            exchanging.told(lean.from, lean.asset, lean.amount, partner, got),
                            exchanging.told(lean.to, partner, got, lean.asset, back))));
        }
        return proposals;
    }

    private List<Proposal> within(Lean lean) {
        var proposals = new ArrayList<Proposal>();
        for (String surplus : stock.assets(lean.to)) {
            BigDecimal target = targets(surplus).getOrDefault(lean.to, BigDecimal.ZERO);
            BigDecimal spare = held(lean.to, surplus).subtract(target);
            if (!surplus.equals(lean.asset) && spare.signum() > 0) {
                direct(lean, surplus, spare).ifPresent(proposals::add);
                for (String through : exchanging.partners(lean.to, surplus)) {
                    through(lean, surplus, through, spare).ifPresent(proposals::add);
                }
            }
        }
        return proposals;
    }

    private Optional<Proposal> direct(Lean lean, String surplus, BigDecimal spare) {
        return exchanging.middle(lean.to, lean.asset, surplus).flatMap(price -> {
            BigDecimal give = part(lean, price, spare);
            return exchanging.convert(lean.to, surplus, lean.asset, give)
                    .map(got -> proposal(Kind.WITHIN, worth(give, price), got, 0,
                            exchanging.told(lean.to, surplus, give, lean.asset, got)));
        });
    }

    private Optional<Proposal> through(Lean lean, String surplus, String through,
            BigDecimal spare) {
        BigDecimal first = exchanging.middle(lean.to, lean.asset, through).orElse(null);
        BigDecimal second = exchanging.middle(lean.to, through, surplus).orElse(null);
        if (first == null || second == null || through.equals(lean.asset)) {
            return Optional.empty();
        }
        BigDecimal price = first.multiply(second, MathContext.DECIMAL64);
        BigDecimal give = part(lean, price, spare);
        return exchanging.convert(lean.to, surplus, through, give)
                .flatMap(between -> exchanging.convert(lean.to, through, lean.asset, between)
                        .map(got -> proposal(Kind.WITHIN, worth(give, price), got, 0,
                                exchanging.told(lean.to, surplus, give, through, between),
                                exchanging.told(lean.to, through, between, lean.asset, got))));
    }

    /// As much of what is spared as the leaning amount is worth, at `price` of it for one of the asset.
    private static BigDecimal part(Lean lean, BigDecimal price, BigDecimal spare) {
        return lean.amount.multiply(price).min(spare).setScale(Money.SCALE, RoundingMode.DOWN);
    }

    private static BigDecimal worth(BigDecimal given, BigDecimal price) {
        return given.divide(price, Money.SCALE, RoundingMode.UP);
    }

    private List<Proposal> transfers(Lean lean) {
        var proposals = new ArrayList<Proposal>();
        Transfers.Way own = transfers.way(lean.asset, lean.from, lean.to, money(lean.amount));
        if (own.open()) {
            proposals.add(proposal(Kind.TRANSFER, lean.amount,
                    lean.amount.subtract(amount(own.fee())), own.minutes(),
                    sent(own, lean.amount)));
        }
        for (String carrier : shared(lean)) {
            BigDecimal got = exchanging.convert(lean.from, lean.asset, carrier, lean.amount)
                    .orElse(null);
            Transfers.Way way = got == null
                    ? null
                    : transfers.way(carrier, lean.from, lean.to, money(got));
            if (got == null || way == null || !way.open()) {
                continue;
            }
            BigDecimal arrived = got.subtract(amount(way.fee()));
            exchanging.convert(lean.to, carrier, lean.asset, arrived).ifPresent(back -> proposals
                    .add(proposal(Kind.TRANSFER, lean.amount, back, way.minutes(),
                            exchanging.told(lean.from, lean.asset, lean.amount, carrier, got),
                            sent(way, got),
                            exchanging.told(lean.to, carrier, arrived, lean.asset, back))));
        }
        return proposals;
    }

    private static String sent(Transfers.Way way, BigDecimal amount) {
        return way.from() + ": withdraw " + Exchanging.plain(amount) + " " + way.asset() + " to "
                + way.to() + " by " + way.network() + " (fee "
                + Exchanging.plain(amount(way.fee())) + " " + way.asset() + ", about "
                + way.minutes() + " minutes)";
    }

    private static Proposal proposal(Kind kind, BigDecimal gave, BigDecimal got,
            int minutes, String... steps) {
        BigDecimal cost = gave.subtract(got);
        BigDecimal bps = gave.signum() == 0
                ? BigDecimal.ZERO
                : cost.multiply(BPS).divide(gave, 2, RoundingMode.UP);
        return new Proposal(kind, List.of(steps), cost, bps, minutes);
    }

    private static long money(BigDecimal amount) {
        return amount.setScale(Money.SCALE, RoundingMode.DOWN).unscaledValue().longValueExact();
    }

    private BigDecimal held(String exchange, String asset) {
        return amount(Math.max(0, stock.free(exchange, asset)));
    }

    private static BigDecimal amount(long money) {
        return BigDecimal.valueOf(money, Money.SCALE);
    }
}
