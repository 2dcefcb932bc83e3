package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Costs;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Leans;
import io.crossbook.arbitrage.Stock;
import io.crossbook.arbitrage.Transfers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What trading costs, which ways are open and what is held: as configured, and before that as the accounts told it, while that is to be believed.
///
/// On the engine's thread.
final class Reckoning {

    /// What an account told of networks is believed for an hour; then all is taken for shut there.
    static final long WAYS_NANOS = 3_600_000_000_000L;

    private final Map<String, FeeModel.Schedule> schedules = new TreeMap<>();
    private final Map<String, Integer> roundTrips = new HashMap<>();
    private final Map<String, Input.Word.Rates> rates = new TreeMap<>();
    private final Map<String, Input.Word.Held> held = new TreeMap<>();
    private final Map<String, Input.Word.Ways> ways = new TreeMap<>();
    private final Stock stock = new Stock();
    private Settings.Ways configured = Settings.Ways.NOT_COUNTED;
    private Map<String, Long> trade = Map.of();
    private Map<String, Map<String, Long>> shares = Map.of();
    private Settings.Rebalancing rebalancing = Settings.Rebalancing.NONE;
    private int latencyPercent;
    private FeeModel fees = new FeeModel(Map.of(), List.of(), stock, 0);
    private Transfers transfers = Transfers.IGNORED;
    private final Set<String> low = new HashSet<>();
    /// When costs were reckoned last.
    private long reckoned = Long.MIN_VALUE;

    void configured(Settings settings) {
        shares = settings.inventory().start();
        rebalancing = settings.inventory().rebalancing();
        // An exchange that has left the configuration keeps its fees: its pairs are still known.
        for (Settings.Exchange exchange : settings.exchanges()) {
            schedules.put(exchange.entry().name(), exchange.fees());
            roundTrips.put(exchange.entry().name(), exchange.terms().latencyMillis());
        }
        settings.inventory().start().forEach((exchange, amounts) -> {
            if (!stock.knows(exchange)) { // what was held in the beginning may have been traded since
                stock.told(exchange, amounts);
            }
        });
        configured = settings.transfers();
        trade = settings.inventory().trade();
        latencyPercent = settings.latencyPercent();
    }

    /// An account told something; whether that makes anything cost more or less than was reckoned last. What is held is asked by [#outdated].
    boolean told(Input.Word word, long now) {
        return switch (word) {
            case Input.Word.Rates fresh -> {
                Input.Word.Rates before = rates.put(fresh.exchange(), fresh);
                boolean same = before != null && before.rates().equals(fresh.rates())
                        && again(before, fresh, FeeModel.BELIEVED_NANOS, now)
                        && !fees.outdated(stock);
                if (same) { // only by when it was told
                    fees = model(now);
                }
                yield !same;
            }
            case Input.Word.Held fresh -> {
                held.put(fresh.exchange(), fresh);
                stock.told(fresh.exchange(), fresh.held());
                yield false;
            }
            case Input.Word.Ways fresh -> {
                Input.Word.Ways before = ways.put(fresh.exchange(), fresh);
                yield configured.counted()
                        && !(before != null && before.networks().equals(fresh.networks())
                                && again(before, fresh, WAYS_NANOS, now));
            }
        };
    }

    /// Whether both words are believed, the one until now and the other from now on.
    private static boolean again(Input.Word before, Input.Word fresh, long nanos, long now) {
        return now - before.readNanos() < nanos && now - fresh.readNanos() < nanos;
    }

    /// Whether something is not to be believed any more that was when costs were reckoned last.
    boolean lapsed(long now) {
        return rates.values().stream().anyMatch(
                word -> lapsed(word.readNanos() + FeeModel.BELIEVED_NANOS, now))
                || ways.values().stream()
                        .anyMatch(word -> lapsed(word.readNanos() + WAYS_NANOS, now));
    }

    private boolean lapsed(long end, long now) {
        return end > reckoned && end <= now;
    }

    /// Whether other coins pay fees by what is held now than when costs were reckoned, or something else leans.
    boolean outdated() {
        return fees.outdated(stock) || !leans().same(transfers.leans());
    }

    /// Where too much of an asset stands now, and where it is missing; nothing where nobody wants to know.
    Leans leans() {
        return rebalancing.enabled() && configured.counted()
                ? Leans.of(stock, shares, trade)
                : Leans.NONE;
    }

    /// All of it, as it is to be believed now.
    Costs costs(long now) {
        reckoned = now;
        fees = model(now);
        transfers = configured.counted()
                ? ways(now).leaning(leans(), rebalancing.maxCostBps())
                : Transfers.IGNORED;
        return new Costs(fees, transfers,
                listing -> roundTrips.getOrDefault(listing.exchange(), 0), latencyPercent);
    }

    private FeeModel model(long now) {
        var readings = new ArrayList<FeeModel.Reading>();
        rates.values().forEach(word -> readings.add(
                new FeeModel.Reading(word.exchange(), word.rates(), word.readNanos())));
        return new FeeModel(schedules, readings, stock, now);
    }

    /// An exchange whose account told of its networks is known whole, and by that word alone: what it does not name, or not any more, is shut. The
    /// configuration is for the others.
    private Transfers ways(long now) {
        var networks = new ArrayList<Transfers.Network>();
        var told = new HashSet<String>();
        for (Input.Word.Ways word : ways.values()) {
            if (now - word.readNanos() < WAYS_NANOS) {
                networks.addAll(word.networks());
                told.add(word.exchange());
            }
        }
        for (Transfers.Network network : configured.networks()) {
            if (!ways.containsKey(network.exchange())) {
                networks.add(network);
            }
        }
        return new Transfers(networks, configured.cycle(), told);
    }

    /// When something that was told is not to be believed any more; [Long#MAX_VALUE] when nothing is left that could be.
    long nextExpiry(long now) {
        long next = Long.MAX_VALUE;
        for (Input.Word.Rates word : rates.values()) {
            next = sooner(next, word.readNanos() + FeeModel.BELIEVED_NANOS, now);
        }
        for (Input.Word.Ways word : ways.values()) {
            next = sooner(next, word.readNanos() + WAYS_NANOS, now);
        }
        return next;
    }

    private static long sooner(long next, long at, long now) {
        return at > now ? Math.min(next, at) : next;
    }

    /// The sides of which too few trades are left since this was asked last.
    List<Stock.Depth> freshlyLow() {
        var fresh = new ArrayList<Stock.Depth>();
        for (Stock.Depth depth : stock.depths(trade)) {
            String side = depth.exchange() + " " + depth.asset();
            if (!depth.low()) {
                low.remove(side);
            } else if (low.add(side)) {
                fresh.add(depth);
            }
        }
        return fresh;
    }

    FeeModel fees() {
        return fees;
    }

    Transfers transfers() {
        return transfers;
    }

    Stock stock() {
        return stock;
    }

    /// What the accounts told last.
    List<Input.Account> accounts() {
        var words = new ArrayList<Input.Account>();
        rates.values().forEach(word -> words.add(new Input.Account(word)));
        held.values().forEach(word -> words.add(new Input.Account(word)));
        ways.values().forEach(word -> words.add(new Input.Account(word)));
        return words;
    }
}
