package io.crossbook.execution.proof;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.RiskGate;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of the coordinator against simulated exchanges: a phase of faults, then healing, then all must be as it is at the exchanges.
public final class Proof {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;
    private static final long FAULTS = 120 * SECOND;
    private static final long END = 1_500 * SECOND;
    private static final long SPREAD = 3 * SECOND;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final int AGAIN = 7;
    /// In one of so many runs there is money for two attempts only.
    private static final int POOR = 5;
    /// In one of so many, and not where there is little, a coin is gone one day.
    private static final int ROBBED = 3;
    /// In one of so many the journal is kept as with `NORMAL`, and deaths are the machine's.
    private static final int NORMAL = 2;
    /// A machine is back no sooner: what it has sent has arrived by then, or is refused.
    private static final long REBOOT = 2 * SECOND;
    /// So long it may take after a death, even if it has lost everything.
    private static final long CONVERGES = 400 * SECOND;
    private static final BigDecimal LOOT = new BigDecimal("0.0005");
    /// Some hundred are usual.
    private static final int MOST_ENTRIES = 5_000;
    private static final int MOST_AT_ONCE = 1_000;
    /// When a human looks after what is parked, in every second run, and what may be lost by it.
    private static final List<Long> LOOKS = List.of(100 * SECOND, 400 * SECOND, 900 * SECOND);
    private static final int MOST_LOSS_BPS = 30;
    /// As they are shipped, but for what would keep a market of faults from going on: half of all orders fail here.
    private static final GateSettings SETTINGS = GateSettings.DEFAULT
            .with(Setting.COOL_DOWN, 0).with(Setting.MAX_LOSING_STREAK, 50)
            .with(Setting.MAX_ERRORS, 100).with(Setting.MAX_UNKNOWN_ORDERS, 10);

    /// When the process dies.
    public enum Crash {
        /// Never.
        NONE,
        /// Several times, at moments that the seed chooses: also just after an order left, and while it recovers.
        RANDOM
    }

    /// What a run was: which rules were broken (none, or it is wrong), how many orders left, how attempts ended, and a hash of everything.
    public record Outcome(long seed, List<String> violations, int orders,
            Map<AttemptState, Integer> attempts, int deaths, long logHash) {}

    private final long seed;
    private final Dice dice;
    private final Agenda agenda = new Agenda(START);
    private final List<String> wrongs = new ArrayList<>();
    private @Nullable Consumer<String> teller;
    private final List<SimulatedExchange> exchanges = new ArrayList<>();
    private final Map<String, BigDecimal> opening = new TreeMap<>();
    private final Checks checks;
    private final List<Listing> listings = new ArrayList<>();
    private final SimulatedMarkets markets;
    private final KeptJournal journal = new KeptJournal();
    private final Map<OrderId, OrderIntent> placed = new LinkedHashMap<>();
    private final Set<Long> alarmed = new HashSet<>();
    private final DeskTerms terms;
    private int process;
    private final Dice outage;
    private int deaths;
    private int steps;
    private int diesAt = Integer.MAX_VALUE;
    private int diesAgainAt;
    private boolean down;
    private long end = START + END;
    private boolean keeping;
    private boolean dying;
    private long opportunities;
    private long hash = 17;
    private Coordinator coordinator;

    private Proof(long seed) {
        this.seed = seed;
        dice = new Dice(seed);
        outage = new Dice(seed + 2);
        markets = new SimulatedMarkets(new Dice(seed + 1));
        checks = new Checks(exchanges, markets, opening, wrongs);
        var patience = new TreeMap<String, Patience>();
        for (String name : List.of("alpha", "beta", "gamma")) {
            // An order that arrives minutes after it was forgotten spends what another was to spend: `NORMAL` wants deadlines that exchanges enforce.
            boolean enforces = dice.percent(50) || normal();
            patience.put(name, enforces ? Patience.ENFORCED : Patience.UNENFORCED);
            var exchange = new SimulatedExchange(name, agenda, dice, enforces,
                    dice.below(4) * SECOND, wrongs);
            exchange.holds("BTC", poor() ? "0.002" : "0.01");
            exchange.holds("USDT", poor() ? "100" : "1000");
            exchanges.add(exchange);
            var listing = new Listing(listings.size(), name, "BTCUSDT",
                    Instrument.spot("BTC", "USDT"), RULES);
            listings.add(listing);
            markets.shows(listing, name.equals("beta") ? "50200.00" : "49990.00",
                    name.equals("beta") ? "50210.00" : "50000.00");
        }
        DeskTerms doubtful = DeskTerms.of(patience);
        terms = dice.percent(50) ? doubtful : doubtful.allTogether();
        exchanges.forEach(each -> each.balances()
                .forEach((asset, amount) -> opening.merge(asset, amount, BigDecimal::add)));
        coordinator = start();
    }

    /// Runs one seed.
    public static Outcome run(long seed, Crash crash) {
        return new Proof(seed).run(crash);
    }

    /// What the journal of one seed holds in the end, commit by commit: the journals of real runs look like this.
    public static List<List<Entry>> journal(long seed, Crash crash) {
        var proof = new Proof(seed);
        proof.run(crash);
        return proof.journal.commits();
    }

    /// Runs one seed, and the process dies after so many steps, and once more while it recovers from that. Null when the run has not so many.
    public static @Nullable Outcome run(long seed, int step) {
        var proof = new Proof(seed);
        proof.diesAt = step;
        Outcome outcome = proof.run(Crash.NONE);
        return outcome.deaths() == 0 ? null : outcome;
    }

    /// The same, and says line by line what happens: after how many seconds, and what.
    static void tell(long seed, Crash crash, int diesAt, Consumer<String> teller) {
        var proof = new Proof(seed);
        proof.diesAt = diesAt == 0 ? proof.diesAt : diesAt;
        proof.teller = teller;
        proof.run(crash).violations().forEach(each -> teller.accept("WRONG: " + each));
    }

    private Outcome run(Crash crash) {
        agenda.at(START + FAULTS, () -> {
            exchanges.forEach(SimulatedExchange::heals);
            markets.heals();
        });
        for (long at = SECOND; at < FAULTS; at += SPREAD) {
            agenda.at(START + at, this::offer);
        }
        if (seed % 2 == 0) {
            LOOKS.forEach(at -> agenda.at(START + at, this::unwind));
        }
        if (seed % ROBBED == 0 && !poor()) {
            agenda.at(START + 40 * SECOND, () -> rob("gamma"));
        }
        dying = crash == Crash.RANDOM;
        if (dying) {
            int times = 1 + (int) dice.below(4);
            for (int i = 0; i < times; i++) {
                agenda.at(START + dice.below(FAULTS / SimulatedExchange.MILLI)
                        * SimulatedExchange.MILLI, this::die);
            }
        }
        int atOnce = 0;
        while (agenda.now() < end && wrongs.size() < 10) {
            long due = down ? Long.MAX_VALUE : coordinator.nextDeadline();
            if (due <= agenda.nextNanos()) {
                atOnce = due <= agenda.now() ? atOnce + 1 : 0;
                if (due > end || atOnce > MOST_AT_ONCE) {
                    break;
                }
                agenda.pass(due);
                coordinator.tick(agenda.now());
            } else if (agenda.before(end)) {
                agenda.step();
            } else {
                break;
            }
            steps++;
            if (journal.entries().size() > MOST_ENTRIES) {
                wrongs.add("it goes round in circles at " + agenda.now());
                break;
            }
            if (steps == diesAt || steps == diesAgainAt) {
                die();
            }
            if (!down) {
                checks.exposed(state(), lost(), (agenda.now() - START) / SECOND);
            }
        }
        if (atOnce > MOST_AT_ONCE) {
            wrongs.add("it wants to be called at once for ever at " + agenda.now());
        }
        checks.finished(state(), alarmed);
        var again = new ExecutionState();
        journal.entries().forEach(again::apply);
        if (!again.toString().equals(state().toString())) {
            wrongs.add("the journal does not tell what is known");
        }
        var ends = new TreeMap<AttemptState, Integer>();
        state().attempts().forEach(each -> ends.merge(each.state(), 1, Integer::sum));
        for (Entry entry : journal.entries()) {
            hash = hash * 31 + entry.toString().hashCode();
        }
        return new Outcome(seed, List.copyOf(wrongs), placed.size(), ends, deaths, hash);
    }

    private boolean poor() {
        return seed % POOR == POOR - 1;
    }

    /// Once it is known for good what was there in the beginning.
    private void rob(String name) {
        boolean opened = journal.entries().subList(0, journal.durable()).stream()
                .anyMatch(entry -> entry instanceof Entry.Posted(var reference, _, _)
                        && reference.equals(ExecutionState.opening(name)));
        if (opened) {
            say(name + " loses " + LOOT + " BTC");
            exchange(name).loses("BTC", LOOT);
            checks.gone(name, LOOT);
            opening.merge("BTC", LOOT.negate(), BigDecimal::add);
        }
    }

    private ExecutionState state() {
        return coordinator.state();
    }

    /// A process starts: what the journal kept, and nothing else.
    private Coordinator start() {
        int mine = ++process;
        var state = new ExecutionState();
        journal.entries().forEach(state::apply);
        var fresh = new Coordinator(state, terms, markets,
                new RiskGate(state, markets.facts(agenda::now), SETTINGS,
                        new KillSwitch()),
                journal, outbox(mine),
                (words, _) -> alarm(words));
        exchanges.forEach(each -> each.listens(event -> told(mine, event)));
        keeping = false;
        journal.listens(() -> keep(mine));
        fresh.boot(state.epoch() + 1, "proof", "seed " + seed, agenda.now());
        return fresh;
    }

    /// What is written becomes durable a little later, all that is there by then together.
    private void keep(int mine) {
        if (!keeping) {
            keeping = true;
            agenda.after((1 + dice.below(20)) * SimulatedExchange.MILLI, () -> {
                if (mine == process) {
                    keeping = false;
                    coordinator.durable(journal.keep(), agenda.now());
                }
            });
        }
    }

    private void die() {
        if (down) {
            return;
        }
        deaths++;
        say(normal() ? "the machine dies" : "the process dies");
        if (normal()) {
            journal.losesPower(outage);
            down = true;
            process++;
            agenda.after(REBOOT, this::rise);
        } else {
            journal.dies(dice);
            rise();
        }
    }

    private void rise() {
        down = false;
        end = Math.max(end, agenda.now() + CONVERGES);
        coordinator = start();
        diesAgainAt = steps < diesAt || diesAgainAt > 0 ? diesAgainAt : steps + AGAIN;
    }

    /// Whether commits are only written and not waited for, as with `NORMAL`.
    private boolean normal() {
        return seed % NORMAL == 1;
    }

    /// What has left, is not in the journal any more, and has not been found yet.
    private List<OrderIntent> lost() {
        return !normal()
                ? List.of()
                : placed.values().stream().filter(each -> state().order(each.id()) == null)
                        .toList();
    }

    private void told(int to, OrderEvent event) {
        if (to == process) {
            log(event);
            coordinator.told(event, agenda.now());
        }
    }

    private void told(int to, AccountFact fact) {
        if (to == process) {
            coordinator.told(fact, agenda.now());
        }
    }

    private void alarm(String words) {
        if (words.startsWith("attempt ")) {
            alarmed.add(Long.valueOf(words.substring(8, words.indexOf(':'))));
        }
        log(words);
    }

    private void log(Object what) {
        String words = what.toString();
        hash = hash * 31 + words.hashCode();
        say(words);
    }

    private void say(String words) {
        Consumer<String> to = teller;
        if (to != null) {
            to.accept("%9.3f s  %s".formatted((agenda.now() - START) / 1e9, words));
        }
    }

    private SimulatedExchange exchange(String name) {
        return exchanges.stream().filter(each -> each.name.equals(name)).findFirst()
                .orElseThrow();
    }

    private Outbox outbox(int mine) {
        return new SimulatedOutbox(this::exchange, intent -> leaves(mine, intent),
                event -> told(mine, event), fact -> told(mine, fact));
    }

    private void leaves(int mine, OrderIntent intent) {
        if (placed.put(intent.id(), intent) != null) {
            wrongs.add("sent twice: " + intent);
        }
        checks.left(intent, journal.entries(), journal.durable());
        log(intent);
        checks.capped(intent, terms.ladder(), MOST_LOSS_BPS);
        if (dying && dice.percent(5)) {
            agenda.after(dice.below(10) * SimulatedExchange.MILLI, () -> {
                if (mine == process && agenda.now() < START + FAULTS) {
                    die();
                }
            });
        }
    }

    /// Somebody types what the alarms say.
    private void unwind() {
        for (Attempt attempt : List.copyOf(state().live())) {
            if (attempt.state() == AttemptState.PARKED && !down) {
                log(coordinator.unwind(attempt.id(), MOST_LOSS_BPS, agenda.now()));
            }
        }
    }

    private void offer() {
        Listing buy = listings.get(dice.percent(20) ? 2 : 0);
        if (!down) {
            coordinator.offered(Offer.of(++opportunities, buy, listings.get(1), agenda.now()),
                    agenda.now());
        }
    }
}
