package io.crossbook.execution.proof;

import io.crossbook.books.Instrument;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Coordinator;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/// Somebody who types what alarms say, and at last trades by hand what is still parked.
final class Human {

    /// What may be lost by what is parked.
    static final int MOST_LOSS_BPS = 120;
    private static final long SECOND = 1_000_000_000L;
    /// So long after a start he looks whether what is halted may go on.
    static final long REARMS = 30 * SECOND;
    /// After how many seconds he has it unwound, and when he trades by hand what is parked still.
    private static final List<Long> LOOKS = List.of(100L, 400L, 900L);
    private static final long FIRST_BY_HAND = 750;
    /// When he has waited long enough for an exchange that does not answer, if he ever has.
    private static final long WRITES_OFF = 330;
    private static final long LAST_LOOK = 1_110;
    /// What he trades of two instruments at once nobody could tell apart.
    private static final long NEXT = 180;
    private static final String DRILL = "drill";
    private static final String IMPOSSIBLE = "this cannot be: Told[event=";

    private final World world;
    private final Consumer<Object> log;
    private final boolean writesOff;

    /// `writesOff`: he does not wait for ever for what nobody tells.
    Human(World world, boolean writesOff, Consumer<Object> log) {
        this.world = world;
        this.writesOff = writesOff;
        this.log = log;
    }

    /// When he looks: `looks` calls back when there is a process to talk to.
    /// `byHand`: he has nothing unwound, and trades all of it himself, a while later than that could be.
    void plan(Agenda agenda, boolean byHand, Consumer<ObjLongConsumer<Coordinator>> looks) {
        long start = agenda.now();
        if (writesOff) {
            agenda.at(start + WRITES_OFF * SECOND, () -> looks.accept(this::writesOff));
            agenda.at(start + (WRITES_OFF + NEXT) * SECOND,
                    () -> looks.accept(this::writesOff));
        }
        if (byHand) {
            agenda.at(start + FIRST_BY_HAND * SECOND, () -> looks.accept(this::clears));
            agenda.at(start + (FIRST_BY_HAND + NEXT) * SECOND, () -> looks.accept(this::clears));
        } else {
            LOOKS.forEach(at -> agenda.at(start + at * SECOND,
                    () -> looks.accept(this::unwinds)));
        }
        agenda.at(start + LAST_LOOK * SECOND, () -> looks.accept(this::clears));
        agenda.at(start + (LAST_LOOK + NEXT) * SECOND, () -> looks.accept(this::clears));
    }

    private static Instrument instrument(Attempt attempt) {
        return attempt.plan().legs().getFirst().listing().instrument();
    }

    private static List<Attempt> parked(ExecutionState state) {
        return state.live().stream().filter(each -> each.state() == AttemptState.PARKED)
                .toList();
    }

    void unwinds(Coordinator desk, long now) {
        for (Attempt attempt : parked(desk.state())) {
            log.accept(desk.unwind(attempt.id(), MOST_LOSS_BPS, now));
        }
    }

    /// Says that it is taken care of, and takes care of it: of what trades as the first one does.
    void clears(Coordinator desk, long now) {
        takesCare(desk, parked(desk.state()), now);
    }

    private void writesOff(Coordinator desk, long now) {
        takesCare(desk, parked(desk.state()).stream().filter(each -> !each.resolved()).toList(),
                now);
    }

    private void takesCare(Coordinator desk, List<Attempt> parked, long now) {
        for (Attempt attempt : parked) {
            if (!instrument(attempt).equals(instrument(parked.getFirst()))) {
                continue;
            }
            String base = instrument(attempt).base();
            BigDecimal left = attempt.residue().getOrDefault(base, BigDecimal.ZERO);
            OrderIntent leg = attempt.plan().legs().stream()
                    .filter(each -> !world.at(each).isGone() && pays(each, left.negate()))
                    .findFirst().orElse(null);
            if (leg != null && cleared(desk, attempt, now)) {
                trades(leg, left.negate());
                world.others.bought(leg.listing().exchange(), base, left.negate());
            }
        }
    }

    /// What is not all known he is told so, and writes off if he does such things.
    private boolean cleared(Coordinator desk, Attempt attempt, long now) {
        String refusal = desk.clear(attempt.id(), "traded by hand", now);
        log.accept("clear " + attempt.id() + ": " + refusal);
        if (refusal.isEmpty()) {
            world.checks.cleared(attempt);
        } else if (writesOff && !attempt.resolved()) {
            refusal = desk.writeOff(attempt.id(), "it never answers", now);
            log.accept("write off " + attempt.id() + ": " + refusal);
        }
        return refusal.isEmpty();
    }

    private boolean pays(OrderIntent leg, BigDecimal buys) {
        var account = world.at(leg).account;
        var instrument = leg.listing().instrument();
        return account.balance(instrument.base()).add(buys).signum() >= 0
                && account.balance(instrument.quote()).add(paid(leg, buys)).signum() >= 0;
    }

    private BigDecimal paid(OrderIntent leg, BigDecimal buys) {
        return buys.negate()
                .multiply(world.markets.shown(leg.listing()).touch(buys.signum() > 0));
    }

    /// What is traded by hand is no gain of ours.
    private void trades(OrderIntent leg, BigDecimal buys) {
        if (buys.signum() == 0) {
            return;
        }
        BigDecimal paid = paid(leg, buys);
        var instrument = leg.listing().instrument();
        world.at(leg).account.moves(instrument.base(), buys);
        world.at(leg).account.moves(instrument.quote(), paid);
        world.opening.merge(instrument.base(), buys, BigDecimal::add);
        world.opening.merge(instrument.quote(), paid, BigDecimal::add);
    }

    /// Whether he knows of all that has halted, and that it may go on.
    boolean allows(ExecutionState state) {
        boolean odd = world.exchanges.stream().anyMatch(SimulatedExchange::odd);
        return state.halts().stream().allMatch(halt -> halt.why().startsWith(DRILL)
                || (odd && world.scene.overfills() && halt.why().startsWith(IMPOSSIBLE)));
    }
}
