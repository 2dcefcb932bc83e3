package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.risk.GateSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The part of the configuration that decides something: what the engine sees of `exchanges.yaml`.
///
/// `auditMillis` is how often one sampled book is compared with the exchange's own snapshot (0: never).
/// `mirrors` are groups of listings that show one and the same book, as `exchange BASE/QUOTE` with `*` for any base:
/// they count once. `limits` are the risk gate's where they were changed while it runs, null where those count that trading began with. `latencyPercent` is how many hundredths of what prices move by while an order is under way count as lost. What a tape of
/// an earlier build does not name is as if it were left out of the file.
public record Settings(List<Exchange> exchanges, DetectorSettings detector, long auditMillis,
        List<Mirror> mirrors, List<AssetEntry> assets, ChainSettings chains, Ways transfers,
        Holdings inventory, int latencyPercent, @Nullable GateSettings limits) {

    public Settings {
        exchanges = List.copyOf(exchanges);
        mirrors = List.copyOf(mirrors);
        assets = List.copyOf(assets);
        chains = Objects.requireNonNullElse(chains, ChainSettings.DEFAULT);
        transfers = Objects.requireNonNullElse(transfers, Ways.NOT_COUNTED);
        inventory = Objects.requireNonNullElse(inventory, Holdings.UNKNOWN);
    }

    /// With the limits that trading began with.
    public Settings(List<Exchange> exchanges, DetectorSettings detector, long auditMillis,
            List<Mirror> mirrors, List<AssetEntry> assets, ChainSettings chains, Ways transfers,
            Holdings inventory, int latencyPercent) {
        this(exchanges, detector, auditMillis, mirrors, assets, chains, transfers, inventory,
                latencyPercent, null);
    }

    /// Two legs and nothing but their fees.
    public Settings(List<Exchange> exchanges, DetectorSettings detector, long auditMillis,
            List<Mirror> mirrors, List<AssetEntry> assets) {
        this(exchanges, detector, auditMillis, mirrors, assets, ChainSettings.DEFAULT,
                Ways.NOT_COUNTED, Holdings.UNKNOWN, 0);
    }

    /// The same for other exchanges, or for these otherwise.
    public Settings with(List<Exchange> others) {
        return new Settings(others, detector, auditMillis, mirrors, assets, chains, transfers,
                inventory, latencyPercent, limits);
    }

    /// The same, spending no more than this of an asset on one opportunity, [io.crossbook.arbitrage.Money].
    public Settings bounded(Map<String, Long> bounds) {
        return new Settings(exchanges, detector.within(bounds), auditMillis, mirrors, assets,
                chains, transfers, inventory, latencyPercent, limits);
    }

    /// The same, holding this at first at exchanges of which the configuration does not say it.
    public Settings holding(Map<String, Map<String, Long>> told) {
        var start = new TreeMap<>(told);
        start.putAll(inventory.start);
        return new Settings(exchanges, detector, auditMillis, mirrors, assets, chains, transfers,
                new Holdings(start, inventory.trade), latencyPercent, limits);
    }

    /// The same, compared with the exchanges' own snapshots this often.
    public Settings audited(long everyMillis) {
        return new Settings(exchanges, detector, everyMillis, mirrors, assets, chains, transfers,
                inventory, latencyPercent, limits);
    }

    /// The same within these limits of the risk gate.
    public Settings limited(GateSettings others) {
        return new Settings(exchanges, detector, auditMillis, mirrors, assets, chains, transfers,
                inventory, latencyPercent, others);
    }

    /// One entry. `takerFee` and `makerFee` are fractions of notional at [DetectorSettings#FEE_SCALE] decimals.
    /// `instruments` are what shall be streamed; `symbols` may name a wire symbol where the dialect's rule is wrong.
    public record Exchange(Entry entry, String dialect, boolean enabled,
            List<Instrument> instruments, BookLimits limits, long takerFee, long makerFee,
            Terms terms, List<Maintenance> maintenances) {
        public Exchange {
            instruments = List.copyOf(instruments);
            terms = Objects.requireNonNullElse(terms, Terms.PLAIN);
            maintenances = List.copyOf(Objects.requireNonNullElse(maintenances, List.of()));
        }

        /// One that has announced no maintenance.
        public Exchange(Entry entry, String dialect, boolean enabled, List<Instrument> instruments,
                BookLimits limits, long takerFee, long makerFee, Terms terms) {
            this(entry, dialect, enabled, instruments, limits, takerFee, makerFee, terms,
                    List.of());
        }

        /// One whose fees are the same for everything.
        public Exchange(Entry entry, String dialect, boolean enabled, List<Instrument> instruments,
                BookLimits limits, long takerFee, long makerFee) {
            this(entry, dialect, enabled, instruments, limits, takerFee, makerFee, Terms.PLAIN);
        }

        /// The same fees and limits for what `recorded` streamed, as it was spoken then.
        public Exchange of(Exchange recorded, List<Instrument> streamed) {
            return new Exchange(recorded.entry, recorded.dialect, enabled && recorded.enabled,
                    streamed, limits, takerFee, makerFee, terms, maintenances);
        }

        /// The maintenances that are not over yet.
        List<AccountFact.Maintenance> planned(long now) {
            return maintenances.stream().filter(each -> each.untilNanos() > now)
                    .map(each -> new AccountFact.Maintenance(each.fromNanos(), each.untilNanos()))
                    .toList();
        }

        /// The same, switched on or off.
        public Exchange with(boolean isEnabled) {
            return new Exchange(entry, dialect, isEnabled, instruments, limits, takerFee, makerFee,
                    terms, maintenances);
        }

        /// The same with other instruments.
        public Exchange with(List<Instrument> others) {
            return new Exchange(entry, dialect, enabled, others, limits, takerFee, makerFee, terms,
                    maintenances);
        }

        /// The same, where it has announced these.
        public Exchange maintained(List<Maintenance> announced) {
            return new Exchange(entry, dialect, enabled, instruments, limits, takerFee, makerFee,
                    terms, announced);
        }

        /// The same, where an order takes so long.
        public Exchange withLatency(int millis) {
            return new Exchange(entry, dialect, enabled, instruments, limits, takerFee, makerFee,
                    new Terms(terms.tiers, terms.volume, terms.pairs, terms.payer, terms.coin,
                            millis),
                    maintenances);
        }

        /// What trading costs there, as configured.
        public FeeModel.Schedule fees() {
            return new FeeModel.Schedule(new FeeModel.Rate(takerFee, makerFee), terms.tiers,
                    terms.volume, terms.pairs, terms.payer, terms.coin);
        }
    }

    /// The exchange has announced that it will not be there from then until then, epoch nanoseconds.
    public record Maintenance(long fromNanos, long untilNanos) {

        /// So long before, nothing is begun any more: an attempt and all rungs of its ladder are over by then.
        static final long BEFORE_NANOS = 300_000_000_000L;

        public Maintenance {
            if (fromNanos < 0 || untilNanos <= fromNanos) {
                throw new IllegalArgumentException(
                        "no maintenance: from " + fromNanos + " until " + untilNanos);
            }
        }

        /// Whether nothing new is to be begun there now.
        boolean keepsFrom(long now) {
            return now >= fromNanos - BEFORE_NANOS && now < untilNanos;
        }
    }

    /// Of trading on one exchange, what goes beyond its fees for everything, in the words of [FeeModel.Schedule]; and how long an order takes there until its
    /// answer is here.
    public record Terms(List<FeeModel.Tier> tiers, long volume, Map<String, FeeModel.Rate> pairs,
            FeeModel.Payer payer, FeeModel.Coin coin, int latencyMillis) {

        /// What is left out of the file.
        public static final Terms PLAIN = new Terms(List.of(), 0, Map.of(), FeeModel.Payer.QUOTE,
                FeeModel.Coin.NONE, 50);

        public Terms {
            tiers = List.copyOf(tiers);
            pairs = sorted(pairs);
        }
    }

    /// The ways between exchanges, and whether they are counted; `cycle` by quote asset, all in the words of [Transfers].
    public record Ways(boolean counted, Map<String, Long> cycle,
            List<Transfers.Network> networks) {

        /// What is left out of the file.
        public static final Ways NOT_COUNTED = new Ways(false, Map.of(), List.of());

        public Ways {
            cycle = sorted(cycle);
            networks = List.copyOf(networks);
        }
    }

    /// What is held at the beginning by exchange and asset, where nobody asks the exchange, and how much of an asset one trade moves; all
    /// [io.crossbook.arbitrage.Money].
    public record Holdings(Map<String, Map<String, Long>> start, Map<String, Long> trade,
            Rebalancing rebalancing) {

        /// What is left out of the file.
        public static final Holdings UNKNOWN = new Holdings(Map.of(), Map.of());

        public Holdings {
            var copies = new TreeMap<String, Map<String, Long>>();
            start.forEach((exchange, held) -> copies.put(exchange, sorted(held)));
            start = sorted(copies);
            trade = sorted(trade);
            rebalancing = Objects.requireNonNullElse(rebalancing, Rebalancing.NONE);
        }

        /// The same, so rebalanced.
        public Holdings rebalanced(Rebalancing so) {
            return new Holdings(start, trade, so);
        }

        /// Where nothing is done for the sake of what is held where.
        public Holdings(Map<String, Map<String, Long>> start, Map<String, Long> trade) {
            this(start, trade, Rebalancing.NONE);
        }
    }

    /// Whether trades that bring home what leans need no way back, and what two may cost that do nothing else, at [DetectorSettings#BPS_SCALE].
    public record Rebalancing(boolean enabled, long maxCostBps) {

        /// What is left out of the file.
        public static final Rebalancing NONE = new Rebalancing(false, 0);
    }

    /// In the order of names, so that two runs go through it alike.
    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /// On `exchange`, books quoted in `quote` mirror those quoted in `of`.
    public record Mirror(String exchange, String quote, String of) {}

    /// On `exchange`, the ticker `code` is the asset `asset` of everywhere else.
    public record AssetEntry(String exchange, String code, String asset) {}
}
