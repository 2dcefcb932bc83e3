package io.crossbook.execution.proof;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.LimitsInForce;
import io.crossbook.execution.risk.RiskGate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Exchanges, their books, and what somebody has there: what a run of one seed begins with.
final class World {

    private static final long SECOND = 1_000_000_000L;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    /// What they bid in the beginning.
    private static final Map<String, String> BIDS = Map.of("alpha", "49990.00", "beta", "50200.00",
            "gamma", "49990.00", "delta", "50200.00");
    private static final long LOOTED = 40 * SECOND;
    static final String LOOTED_ASSET = "BTC";
    private static final BigDecimal LOOT = new BigDecimal("0.0005");
    /// Of a hundred opportunities so many were there before.
    private static final int SAME = 30;
    /// Numbers of those beside others.
    private static final long BESIDE = 1_000_000;
    /// And so many are too large, or cost something, where such are offered.
    private static final int OTHERS = 30;
    private static final int MOST_TRANSFERS = 3;

    final List<SimulatedExchange> exchanges = new ArrayList<>();
    final Scene scene;
    final SimulatedMarkets markets;
    final DeskTerms terms;
    final Others others = new Others();
    final Checks checks;
    final Exposures exposures;
    final AgreementChecks agreements;
    /// What all accounts had in the beginning, less what has left them, or come, by no order.
    final Map<String, BigDecimal> opening = new TreeMap<>();
    private final List<Listing> listings = new ArrayList<>();
    private final Set<String> bases;
    private final Agenda agenda;
    private final long startNanos;
    private final Dice dice;
    private final Story story;
    private final List<String> wrongs;
    private @Nullable SimulatedExchange vanishing;
    private long opportunities;

    World(long seed, Scene scene, Agenda agenda, Dice dice, Story story, List<String> wrongs) {
        this.scene = scene;
        this.story = story;
        bases = scene.instruments().stream().map(Instrument::base)
                .collect(Collectors.toCollection(TreeSet::new));
        this.agenda = agenda;
        startNanos = agenda.now();
        this.dice = dice;
        this.wrongs = wrongs;
        for (Instrument instrument : scene.instruments()) {
            scene.exchanges().forEach(name -> listings.add(new Listing(listings.size(), name,
                    instrument.base() + instrument.quote(), instrument, RULES)));
        }
        markets = new SimulatedMarkets(new Dice(seed + 1), agenda::now, listings, BIDS);
        checks = new Checks(this, wrongs);
        exposures = new Exposures(this, wrongs);
        agreements = new AgreementChecks(exchanges, wrongs);
        var patience = new TreeMap<String, Patience>();
        for (String name : scene.exchanges()) {
            // An order that arrives minutes after it was forgotten spends what another was to spend: `NORMAL` wants deadlines that exchanges enforce.
            boolean enforces = dice.percent(50) || scene.normal();
            patience.put(name, enforces ? Patience.ENFORCED : Patience.UNENFORCED);
            exchanges.add(opened(name, enforces));
        }
        DeskTerms doubtful = DeskTerms.of(patience);
        DeskTerms chance = dice.percent(50) ? doubtful : doubtful.allTogether();
        DeskTerms leaving = scene.legs() == Scene.Legs.PROVEN
                ? chance.leaving(LegOrder.PROVEN)
                : chance;
        terms = scene.stopBps() > 0 ? leaving.stoppingAt(scene.stopBps()) : leaving;
        if (scene.coin() != Scene.Coin.NONE) {
            markets.coin("alpha");
            exchange("alpha").account.holds(SimulatedMarkets.COIN,
                    scene.coin() == Scene.Coin.PLENTY
                            ? "0.1"
                            : dice.percent(50) ? "0.00022" : "0.00006");
        }
        exchanges.forEach(each -> each.account.balances()
                .forEach((asset, amount) -> opening.merge(asset, amount, BigDecimal::add)));
    }

    private SimulatedExchange opened(String name, boolean enforces) {
        var exchange = new SimulatedExchange(name, agenda, dice, markets, scene, enforces,
                dice.below(4) * SECOND, wrongs);
        for (Instrument instrument : scene.instruments()) {
            exchange.account.holds(instrument.quote(), scene.poor() ? "100" : "1000");
            exchange.account.holds(instrument.base(), scene.poor()
                    ? "0.002"
                    : SimulatedMarkets.part(instrument.base()) > 1 ? "0.2" : "0.01");
        }
        return exchange;
    }

    /// A gate over what is known.
    RiskGate gate(ExecutionState state, KillSwitch kill) {
        return new RiskGate(state, markets.facts(agenda::now), scene.limits(), scene.earned()
                ? LimitsInForce.earned(scene.limits(), state)
                : LimitsInForce.always(scene.limits()), kill);
    }

    /// The coins that are traded.
    Set<String> bases() {
        return bases;
    }

    /// How long it has run.
    String seconds() {
        return (agenda.now() - startNanos) / SECOND + " s";
    }

    /// What a coin is worth at the best price of now, wherever that is.
    BigDecimal worth(String base, BigDecimal amount) {
        if (amount.signum() == 0) {
            return amount;
        }
        BigDecimal most = BigDecimal.ZERO;
        for (Listing listing : listings) {
            most = listing.instrument().base().equals(base)
                    ? most.max(markets.shown(listing).ask())
                    : most;
        }
        return most.multiply(amount);
    }

    /// What was before: the journal has it, and the accounts too.
    void remember(KeptJournal journal) {
        Past past = scene.past();
        if (past != null) {
            past.commits(listings.get(0), listings.get(1),
                    exchanges.stream().map(each -> each.account).toList(), agenda.now())
                    .forEach(journal::append);
            journal.isOld();
        }
    }

    SimulatedExchange exchange(String name) {
        return exchanges.stream().filter(each -> each.name.equals(name)).findFirst()
                .orElseThrow();
    }

    SimulatedExchange at(OrderIntent intent) {
        return exchange(intent.listing().exchange());
    }

    /// What befalls it in any case: one day a coin may be gone, and in the end all heals: nothing is lost, late or dark any more.
    void plan(KeptJournal journal, long faultyNanos) {
        agenda.after(faultyNanos, () -> {
            exchanges.forEach(SimulatedExchange::heals);
            markets.heals();
        });
        if (scene.robbed()) {
            agenda.after(LOOTED, () -> rob("gamma", journal.kept()));
        }
        if (scene.moves()) {
            var times = new Dice(dice.below(Long.MAX_VALUE));
            for (int i = 0; i < MOST_TRANSFERS; i++) {
                SimulatedExchange exchange = exchanges.get((int) times.below(exchanges.size()));
                agenda.after(times.below(faultyNanos / SECOND) * SECOND,
                        () -> transfer(exchange, journal.kept()));
            }
        }
    }

    /// An exchange is out of reach, or there again.
    void reaches(SimulatedExchange exchange, boolean there) {
        story.say(exchange.name + (there ? " is there again" : " is gone"));
        exchange.gone(!there);
        markets.sees(exchange.name, there);
    }

    /// An exchange is out of reach from just after the next leg has left for it.
    void vanishes(SimulatedExchange exchange) {
        vanishing = exchange;
    }

    /// An order leaves.
    void leaves(OrderIntent intent) {
        SimulatedExchange there = at(intent);
        if (there.equals(vanishing) && intent.rung() == 0) {
            vanishing = null;
            agenda.after(dice.below(60) * SimulatedExchange.MILLI, () -> reaches(there, false));
        }
    }

    /// A coin is gone, once it is known for good what was there in the beginning.
    private void rob(String from, List<Entry> kept) {
        if (!known(from, kept)) {
            return;
        }
        exchange(from).account.moves(LOOTED_ASSET, LOOT.negate());
        others.goes(from, LOOTED_ASSET, LOOT);
        agreements.moves(from, agenda.now());
        opening.merge(LOOTED_ASSET, LOOT.negate(), BigDecimal::add);
    }

    private static boolean known(String exchange, List<Entry> kept) {
        return kept.stream().anyMatch(entry -> entry instanceof Entry.Posted(var reference, _, _)
                && reference.equals(ExecutionState.opening(exchange)));
    }

    /// Money comes or goes, the same.
    private void transfer(SimulatedExchange at, List<Entry> kept) {
        if (known(at.name, kept)) {
            BigDecimal amount = at.transfer();
            story.say(amount + " " + Transfers.ASSET + " by no order at " + at.name);
            others.comes(at.name, Transfers.ASSET, amount);
            agreements.moves(at.name, agenda.now());
            opening.merge(Transfers.ASSET, amount, BigDecimal::add);
        }
    }

    /// What is to be taken, as the books are now: a new opportunity, or the last one once more; and another one beside it.
    List<Opportunity> offers() {
        boolean four = scene.crowd() == Scene.Crowd.FOUR;
        Listing buy = listings.get(dice.percent(20) && !four ? 2 : 0);
        Listing sell = listings.get(1);
        opportunities = Math.max(1, dice.percent(SAME) ? opportunities : opportunities + 1);
        var offers = new ArrayList<Opportunity>();
        boolean back = scene.rebalances() && dice.percent(OTHERS);
        offers.add(back
                ? offer(opportunities, Kind.REBALANCE, sell, buy)
                : offer(opportunities, Kind.TWO_LEGS, buy, sell));
        if (scene.crowd() != Scene.Crowd.ALONE) {
            int beside = four ? 2 : scene.exchanges().size();
            offers.add(offer(opportunities + BESIDE, Kind.TWO_LEGS, listings.get(beside),
                    listings.get(beside + 1)));
        }
        return offers;
    }

    private Opportunity offer(long id, Kind kind, Listing buy, Listing sell) {
        return Offer.of(id, kind, scene.greedy() && dice.percent(OTHERS), buy,
                markets.shown(buy).ask(), sell, markets.shown(sell).bid(), agenda.now());
    }
}
