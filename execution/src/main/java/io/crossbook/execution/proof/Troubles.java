package io.crossbook.execution.proof;

import java.util.List;

/// What a run has to bear besides what exchanges lose, delay and tell twice: planned before it begins, from its seed.
///
/// An exchange that is gone for a while, or to the end; that wants to be asked less; a lease that is lost for a while; halts; a journal that refuses. Most runs have none
/// or one of these. An exchange may be gone for so long that humans do not wait for it.
final class Troubles {

    private static final long SECOND = 1_000_000_000L;

    /// So long after all else has healed an exchange may come back that was gone for long.
    private static final int LATEST = 700;

    private final Agenda agenda;
    private final Dice dice;
    private final long endNanos;

    /// Whom troubles befall.
    interface Victim {

        /// An exchange is out of reach, or there again.
        void reaches(SimulatedExchange exchange, boolean there);

        /// An exchange is out of reach from just after the next leg has left for it.
        void vanishes(SimulatedExchange exchange);

        /// The lease is lost, or held again.
        void leases(boolean held);

        /// Somebody wants everything halted.
        void halts(String why);

        /// A human has looked, and allows it again.
        void rearms();

        /// The journal keeps nothing any more from when the next order has left.
        void refuses();

        /// A human has mended the journal, and starts a new process.
        void mends();
    }

    /// All of them are over at `endNanos`, but for an exchange that is gone for long or for good.
    Troubles(Agenda agenda, Dice dice, long endNanos) {
        this.agenda = agenda;
        this.dice = dice;
        this.endNanos = endNanos;
    }

    /// `forGood` says whether an exchange may be gone for so long, or to the end of the run.
    void plan(List<SimulatedExchange> exchanges, boolean forGood, Victim victim) {
        for (int times = times(20); times > 0; times--) {
            SimulatedExchange exchange = any(exchanges);
            long from = moment();
            agenda.at(from, () -> exchange
                    .limits(Math.min(endNanos, from + (2 + dice.below(25)) * SECOND)));
        }
        for (int times = times(20); times > 0; times--) {
            SimulatedExchange exchange = any(exchanges);
            long from = moment();
            agenda.at(from, () -> victim.reaches(exchange, false));
            agenda.at(until(from, 60), () -> victim.reaches(exchange, true));
        }
        for (int times = times(15); times > 0; times--) {
            long from = moment();
            agenda.at(from, () -> victim.leases(false));
            agenda.at(until(from, 20), () -> victim.leases(true));
        }
        for (int times = times(20); times > 0; times--) {
            int number = times;
            long from = moment();
            agenda.at(from, () -> victim.halts("drill " + number));
            agenda.at(until(from, 40), victim::rearms);
        }
        if (dice.percent(20)) {
            long from = moment();
            agenda.at(from, victim::refuses);
            agenda.at(until(from, 60), victim::mends);
        }
        if (forGood && dice.percent(20)) {
            SimulatedExchange exchange = any(exchanges);
            agenda.at(moment(), () -> victim.vanishes(exchange));
            agenda.at(endNanos, () -> victim.reaches(exchange, false)); // whatever came back meanwhile
            if (dice.percent(50)) {
                agenda.at(endNanos + (100 + dice.below(LATEST)) * SECOND,
                        () -> victim.reaches(exchange, true));
            }
        }
    }

    private int times(int percent) {
        return dice.percent(percent) ? 1 + (int) dice.below(2) : 0;
    }

    private SimulatedExchange any(List<SimulatedExchange> exchanges) {
        return exchanges.get((int) dice.below(exchanges.size()));
    }

    private long moment() {
        return agenda.now() + dice.below((endNanos - agenda.now()) / SECOND) * SECOND;
    }

    private long until(long from, int seconds) {
        return Math.min(endNanos, from + (1 + dice.below(seconds)) * SECOND);
    }
}
