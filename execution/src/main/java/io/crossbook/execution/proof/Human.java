package io.crossbook.execution.proof;

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
    private static final long LAST_LOOK = 1_100;
    private static final String DRILL = "drill";

    private final World world;
    private final Consumer<Object> log;

    Human(World world, Consumer<Object> log) {
        this.world = world;
        this.log = log;
    }

    /// When he looks: `looks` calls back when there is a process to talk to.
    /// `byHand`: he has nothing unwound, and trades all of it himself, a while later than that could be.
    void plan(Agenda agenda, boolean byHand, Consumer<ObjLongConsumer<Coordinator>> looks) {
        long start = agenda.now();
        if (byHand) {
            agenda.at(start + FIRST_BY_HAND * SECOND, () -> looks.accept(this::clears));
        } else {
            LOOKS.forEach(at -> agenda.at(start + at * SECOND,
                    () -> looks.accept(this::unwinds)));
        }
        agenda.at(start + LAST_LOOK * SECOND, () -> looks.accept(this::clears));
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

    /// Says that it is taken care of, and takes care of it.
    void clears(Coordinator desk, long now) {
        for (Attempt attempt : parked(desk.state())) {
            BigDecimal left = attempt.residue().getOrDefault("BTC", BigDecimal.ZERO);
            OrderIntent leg = attempt.plan().legs().stream()
                    .filter(each -> !world.at(each).isGone() && pays(each, left.negate()))
                    .findFirst().orElse(null);
            if (leg != null) {
                String refusal = desk.clear(attempt.id(), "traded by hand", now);
                log.accept("clear " + attempt.id() + ": " + refusal);
                if (refusal.isEmpty()) {
                    trades(leg, left.negate());
                    world.checks.cleared(attempt, leg.listing().exchange(), left.negate());
                }
            }
        }
    }

    private boolean pays(OrderIntent leg, BigDecimal buys) {
        var account = world.at(leg).account;
        return account.balance("BTC").add(buys).signum() >= 0
                && account.balance("USDT").add(paid(leg, buys)).signum() >= 0;
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
        world.at(leg).account.moves("BTC", buys);
        world.at(leg).account.moves("USDT", paid);
        world.opening.merge("BTC", buys, BigDecimal::add);
        world.opening.merge("USDT", paid, BigDecimal::add);
    }

    /// Whether he knows of all that has halted, and that it may go on.
    static boolean allows(ExecutionState state) {
        return state.halts().stream().allMatch(halt -> halt.why().startsWith(DRILL));
    }
}
