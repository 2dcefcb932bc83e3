package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.risk.KillSwitch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/// One run of the coordinator against simulated exchanges: a phase of faults, then healing, then all must be as it is at the exchanges.
public final class Proof {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;
    private static final long FAULTS = 120 * SECOND;
    private static final long END = 1_500 * SECOND;
    private static final long SPREAD = 3 * SECOND;
    private static final int AGAIN = 7;
    /// So often a human looks where an exchange fills more than there is.
    private static final long OVERFILLED = 70 * SECOND;
    /// A machine is back no sooner: what it has sent has arrived by then, or is refused.
    private static final long REBOOT = 2 * SECOND;
    /// So long it may take after a death, even if it has lost everything.
    private static final long CONVERGES = 400 * SECOND;
    /// Some hundred are usual.
    private static final int MOST_ENTRIES = 5_000;
    private static final int MOST_AT_ONCE = 1_000;

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
    private final Story story = new Story(agenda);
    private final Stops stops = new Stops();
    private final World world;
    private final Conduct conduct;
    private final Human human;
    private final KeptJournal journal = new KeptJournal();
    private final Map<OrderId, OrderIntent> placed = new LinkedHashMap<>();
    private int process;
    private KillSwitch kill = new KillSwitch();
    private final Dice outage;
    private int deaths;
    private int steps;
    private int diesAt = Integer.MAX_VALUE;
    private int diesAgainAt;
    private boolean down;
    private long end = START + END;
    private boolean keeping;
    private boolean refusing;
    private boolean dying;
    private Coordinator coordinator;

    private Proof(long seed, Scene scene) {
        this.seed = seed;
        dice = new Dice(seed);
        outage = new Dice(seed + 2);
        world = new World(seed, scene, agenda, dice, story, wrongs);
        world.remember(journal);
        conduct = new Conduct(world, wrongs);
        human = new Human(world, seed % 8 < 4, story::log);
        coordinator = start();
    }

    /// Runs one seed.
    public static Outcome run(long seed, Crash crash) {
        return new Proof(seed, Scene.of(seed)).run(crash);
    }

    /// What the journal of one seed holds in the end, commit by commit, where one coin is traded and nothing is special: the journals of real runs look like this.
    public static List<List<Entry>> journal(long seed, Crash crash) {
        var proof = new Proof(seed, Scene.plain(seed));
        proof.run(crash);
        return proof.journal.commits();
    }

    /// A run without deaths, and the steps after which it is worth dying ([Stops]).
    public record Undying(Outcome outcome, List<Integer> stops) {}

    /// Runs one seed without deaths.
    public static Undying undying(long seed) {
        var proof = new Proof(seed, Scene.of(seed));
        Outcome outcome = proof.run(Crash.NONE);
        return new Undying(outcome, proof.stops.steps());
    }

    /// Runs one seed, and the process dies after so many steps, and once more while it recovers from that. Null when the run has not so many and breaks no rule before.
    public static @Nullable Outcome run(long seed, int step) {
        var proof = new Proof(seed, Scene.of(seed));
        proof.diesAt = step;
        Outcome outcome = proof.run(Crash.NONE);
        return outcome.deaths() == 0 && outcome.violations().isEmpty() ? null : outcome;
    }

    /// The same, and says line by line what happens: after how many seconds, and what.
    static void tell(long seed, Crash crash, int diesAt, Consumer<String> teller) {
        var proof = new Proof(seed, Scene.of(seed));
        proof.diesAt = diesAt == 0 ? proof.diesAt : diesAt;
        proof.story.tells(teller);
        proof.run(crash).violations().forEach(each -> teller.accept("WRONG: " + each));
    }

    private Outcome run(Crash crash) {
        world.plan(journal, FAULTS);
        for (long at = SECOND; at < FAULTS; at += SPREAD) {
            agenda.at(START + at, this::offer);
        }
        if (seed % 2 == 0) {
            human.plan(agenda, seed % 4 == 0 || world.scene.stopBps() > 0, this::looks);
        }
        for (long at = OVERFILLED; world.scene.overfills() && at < END; at += OVERFILLED) {
            agenda.at(START + at, this::rearm);
        }
        new Troubles(agenda, new Dice(seed + 3), START + FAULTS).plan(world.exchanges,
                !world.scene.robbed() && !world.scene.moves(), new Troubled());
        dying = crash == Crash.RANDOM;
        if (dying) {
            int times = 1 + (int) dice.below(4);
            for (int i = 0; i < times; i++) {
                agenda.at(START + dice.below(FAULTS / SimulatedExchange.MILLI)
                        * SimulatedExchange.MILLI, this::die);
            }
        }
        int before = journal.entries().size();
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
            stops.after(steps, journal, placed.size());
            if (journal.entries().size() > before + MOST_ENTRIES) {
                wrongs.add("it goes round in circles at " + agenda.now());
                break;
            }
            if (steps == diesAt || steps == diesAgainAt) {
                die();
            }
            if (!down) {
                world.exposures.look(state(), known(), lost(), conduct::limit);
            }
        }
        if (atOnce > MOST_AT_ONCE) {
            wrongs.add("it wants to be called at once for ever at " + agenda.now());
        }
        world.checks.finished(state(), journal.entries(), conduct.called());
        var ends = new TreeMap<AttemptState, Integer>();
        state().attempts().forEach(each -> ends.merge(each.state(), 1, Integer::sum));
        return new Outcome(seed, List.copyOf(wrongs), placed.size(), ends, deaths,
                journal.hash(story.hash()));
    }

    private ExecutionState state() {
        return coordinator.state();
    }

    /// A process starts: what the journal kept, and nothing else.
    private Coordinator start() {
        int mine = ++process;
        var state = new ExecutionState();
        journal.entries().forEach(state::apply);
        conduct.starts(state.epoch() + 1, journal.entries());
        kill = new KillSwitch();
        conduct.halted().forEach(kill::pull);
        var fresh = new Coordinator(state, world.terms, world.markets,
                world.gate(state, kill),
                journal, outbox(mine), (words, _) -> alarm(words));
        world.exchanges.forEach(each -> each
                .listens(event -> told(mine, event), fact -> told(mine, fact)));
        keeping = false;
        journal.listens(commit -> {
            conduct.writes(state, commit);
            keep(mine);
        });
        fresh.boot(state.epoch() + 1, "proof", "seed " + seed, agenda.now());
        conduct.halted().forEach(why -> fresh.halt(why, agenda.now()));
        agenda.after(Human.REARMS, this::rearm);
        return fresh;
    }

    /// What is written becomes durable a little later, all that is there by then together.
    private void keep(int mine) {
        if (!keeping) {
            keeping = true;
            agenda.after((1 + dice.below(20)) * SimulatedExchange.MILLI, () -> {
                if (mine == process) {
                    keeping = false;
                    if (!journal.failed()) {
                        conduct.begins(agenda.now());
                        coordinator.durable(journal.keep(), agenda.now());
                    }
                }
            });
        }
    }

    private void die() {
        if (down) {
            return;
        }
        deaths++;
        story.say(world.scene.normal() ? "the machine dies" : "the process dies");
        if (world.scene.normal()) {
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

    /// Another number whenever something has left or was written down.
    private long known() {
        return journal.entries().size() + placed.size() * 1_000L + deaths * 10_000_000L;
    }

    /// What has left, is not in the journal any more, and has not been found yet.
    private List<OrderIntent> lost() {
        return !world.scene.normal()
                ? List.of()
                : placed.values().stream().filter(each -> state().order(each.id()) == null)
                        .toList();
    }

    private void told(int to, OrderEvent event) {
        if (to == process) {
            story.log(event);
            coordinator.told(event, agenda.now());
        }
    }

    private void told(int to, AccountFact fact) {
        if (to == process) {
            conduct.told(fact, agenda.now());
            if (fact instanceof AccountFact.Transfer transfer) {
                story.log(transfer);
            }
            coordinator.told(fact, agenda.now());
        }
    }

    private void alarm(String words) {
        conduct.alarmed(words, state());
        story.log(words);
    }

    private Outbox outbox(int mine) {
        return new SimulatedOutbox(world::exchange, () -> mine == process,
                intent -> leaves(mine, intent), event -> told(mine, event),
                fact -> told(mine, fact));
    }

    private void leaves(int mine, OrderIntent intent) {
        if (placed.put(intent.id(), intent) != null) {
            wrongs.add("sent twice: " + intent);
        }
        conduct.left(intent, state(), journal, agenda.now());
        story.log(intent);
        if (refusing && intent.rung() == 0) {
            agenda.after(SimulatedExchange.MILLI, () -> {
                if (mine == process && refusing) {
                    refuse();
                }
            });
        }
        world.leaves(intent);
        if (dying && dice.percent(5)) {
            agenda.after(dice.below(10) * SimulatedExchange.MILLI, () -> {
                if (mine == process && agenda.now() < START + FAULTS) {
                    die();
                }
            });
        }
    }

    /// The journal keeps nothing any more, while orders are under way.
    private void refuse() {
        refusing = false;
        story.say("the journal refuses");
        journal.refuses();
        coordinator.journalFailed("no space left", agenda.now());
    }

    private void looks(ObjLongConsumer<Coordinator> at) {
        if (!down) {
            at.accept(coordinator, agenda.now());
        }
    }

    /// A human who knows of all that has halted allows it again.
    private void rearm() {
        if (!down && !journal.failed() && !state().halted().isEmpty()
                && human.allows(state())) {
            story.say("a human has looked");
            coordinator.rearm("looked", state().lastPause(), agenda.now());
            conduct.halted().clear();
        }
    }

    private void offer() {
        looks((desk, now) -> world.offers().forEach(each -> desk.offered(each, now)));
    }

    /// What troubles do to this run.
    private final class Troubled implements Troubles.Victim {

        @Override
        public void reaches(SimulatedExchange exchange, boolean there) {
            world.reaches(exchange, there);
        }

        @Override
        public void vanishes(SimulatedExchange exchange) {
            world.vanishes(exchange);
        }

        @Override
        public void leases(boolean held) {
            story.say(held ? "the lease is held again" : "the lease is lost");
            world.markets.leases(held);
        }

        @Override
        public void halts(String why) {
            conduct.halted().add(why);
            kill.pull(why);
            if (!down) {
                coordinator.halt(why, agenda.now());
                if (state().halts().stream().noneMatch(halt -> halt.why().equals(why))) {
                    wrongs.add("halted by " + why + ", and that is not written down");
                }
            }
        }

        @Override
        public void rearms() {
            rearm();
        }

        @Override
        public void refuses() {
            refusing = true;
        }

        @Override
        public void mends() {
            refusing = false;
            if (!down && journal.failed()) {
                story.say("a human has mended the journal, and a new process starts");
                journal.dies(dice);
                rise();
            }
        }
    }
}
