package io.crossbook.execution.proof;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Patience;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Three exchanges, their books, and what somebody has there: what a run of one seed begins with.
final class World {

    private static final long SECOND = 1_000_000_000L;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    /// What they bid in the beginning.
    private static final List<String> BIDS = List.of("49990.00", "50200.00", "49990.00");
    /// In one of so many runs there is money for two attempts only.
    private static final int POOR = 5;
    /// In one of so many, and not where there is little, a coin is gone one day.
    private static final int ROBBED = 3;
    /// In one of so many the journal is kept as with `NORMAL`, and deaths are the machine's.
    private static final int NORMAL = 2;
    /// In one of so many, and not in the others, exchanges do not keep what they promise.
    private static final int HIDING = 7;
    private static final long LOOTED = 40 * SECOND;
    private static final BigDecimal LOOT = new BigDecimal("0.0005");
    /// Of a hundred opportunities so many were there before.
    private static final int SAME = 30;

    final List<SimulatedExchange> exchanges = new ArrayList<>();
    final SimulatedMarkets markets;
    final DeskTerms terms;
    final Checks checks;
    /// What all accounts had in the beginning, less what has left them, or come, by no order.
    final Map<String, BigDecimal> opening = new TreeMap<>();
    private final List<Listing> listings = new ArrayList<>();
    private final long seed;
    private final Agenda agenda;
    private final Dice dice;
    private final List<String> wrongs;
    private long opportunities;

    World(long seed, Agenda agenda, Dice dice, List<String> wrongs) {
        this.seed = seed;
        this.agenda = agenda;
        this.dice = dice;
        this.wrongs = wrongs;
        NAMES.forEach(name -> listings.add(new Listing(listings.size(), name, "BTCUSDT",
                Instrument.spot("BTC", "USDT"), RULES)));
        markets = new SimulatedMarkets(new Dice(seed + 1), agenda::now, listings, BIDS);
        checks = new Checks(exchanges, opening, wrongs);
        var patience = new TreeMap<String, Patience>();
        for (String name : NAMES) {
            // An order that arrives minutes after it was forgotten spends what another was to spend: `NORMAL` wants deadlines that exchanges enforce.
            boolean enforces = dice.percent(50) || normal();
            patience.put(name, enforces ? Patience.ENFORCED : Patience.UNENFORCED);
            exchanges.add(opened(name, enforces));
        }
        DeskTerms doubtful = DeskTerms.of(patience);
        terms = dice.percent(50) ? doubtful : doubtful.allTogether();
        exchanges.forEach(each -> each.account.balances()
                .forEach((asset, amount) -> opening.merge(asset, amount, BigDecimal::add)));
    }

    private SimulatedExchange opened(String name, boolean enforces) {
        var exchange = new SimulatedExchange(name, agenda, dice, markets, enforces,
                dice.below(4) * SECOND, wrongs);
        exchange.account.holds("BTC", poor() ? "0.002" : "0.01");
        exchange.account.holds("USDT", poor() ? "100" : "1000");
        if (poor() && normal()) {
            exchange.forgets();
        }
        if (hides()) {
            exchange.hides();
        }
        return exchange;
    }

    private boolean poor() {
        return seed % POOR == POOR - 1;
    }

    /// Whether commits are only written and not waited for, as with `NORMAL`.
    boolean normal() {
        return seed % NORMAL == 1;
    }

    /// Whether a coin will be gone one day.
    boolean robbed() {
        return seed % ROBBED == 0 && !poor();
    }

    /// Whether exchanges keep an order from us for longer than they promise. Where the journal may have lost it too, nobody could ever tell.
    private boolean hides() {
        return seed % HIDING == 1 && !poor() && !robbed() && !normal();
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
        if (robbed()) {
            agenda.after(LOOTED, () -> rob("gamma", journal.kept()));
        }
    }

    /// A coin is gone, once it is known for good what was there in the beginning.
    private void rob(String from, List<Entry> kept) {
        if (kept.stream().noneMatch(entry -> entry instanceof Entry.Posted(var reference, _, _)
                && reference.equals(ExecutionState.opening(from)))) {
            return;
        }
        exchange(from).account.moves("BTC", LOOT.negate());
        checks.gone(from, LOOT);
        opening.merge("BTC", LOOT.negate(), BigDecimal::add);
    }

    /// Something to be taken, as the books are now: a new opportunity, or the last one once more.
    Opportunity offer() {
        Listing buy = listings.get(dice.percent(20) ? 2 : 0);
        Listing sell = listings.get(1);
        opportunities = Math.max(1, dice.percent(SAME) ? opportunities : opportunities + 1);
        return Offer.of(opportunities, buy, markets.shown(buy).ask(), sell,
                markets.shown(sell).bid(), agenda.now());
    }
}
