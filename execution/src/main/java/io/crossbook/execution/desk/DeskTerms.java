package io.crossbook.execution.desk;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How the desk works.
///
/// `patience` by exchange: it trades on no others. `legs` says in which order they leave; `doubt` ranks exchanges: the leg at the most doubtful one goes first, and where
/// the rank is the same the one at which fewer fill. `lossBudgetBps` is of what the first leg is worth, and so is `parkedStopBps`: what a parked attempt may lose before it is traded away
/// all the same (0: whatever it loses, that waits for a human); `feeReserveBps` is what a rung reckons for fees. An order that is not resolved `resolveNanos` after it left
/// parks its attempt; a rung that cannot be tried for `rungNanos` is passed over; a parked attempt is called again every `parkedNanos`. The accounts of
/// `dedicated` exchanges are ours alone: a dead man's switch may cancel all that rests there.
public record DeskTerms(Map<String, Patience> patience, Map<String, Integer> doubt,
        LegOrder legs, List<Rung> ladder, int lossBudgetBps, int parkedStopBps,
        int feeReserveBps, long resolveNanos, long rungNanos, long retryNanos, long parkedNanos,
        Set<String> dedicated) {

    private static final long SECOND = 1_000_000_000L;

    public DeskTerms {
        patience = Collections.unmodifiableMap(new TreeMap<>(patience));
        doubt = Map.copyOf(doubt);
        ladder = List.copyOf(ladder);
        dedicated = Set.copyOf(dedicated);
        boolean stops = parkedStopBps == 0
                || (parkedStopBps > lossBudgetBps && Rung.sane(parkedStopBps));
        if (patience.isEmpty() || ladder.isEmpty() || !Rung.sane(lossBudgetBps) || !stops
                || feeReserveBps < 0 || feeReserveBps > Rung.MOST_BPS
                || resolveNanos <= 0 || rungNanos <= 0 || retryNanos <= 0 || parkedNanos <= 0) {
            throw new IllegalArgumentException("no terms: lossBudgetBps " + lossBudgetBps
                    + ", parkedStopBps " + parkedStopBps
                    + ", feeReserveBps " + feeReserveBps + ", resolve " + resolveNanos
                    + ", rung " + rungNanos + ", retry " + retryNanos + ", parked "
                    + parkedNanos + ", exchanges " + patience.keySet());
        }
    }

    /// Doubtful leg first, the ladder of the requirements, 1.5 % to lose at most and no stop, three minutes to resolve, five seconds a rung, a call every five minutes.
    public static DeskTerms of(Map<String, Patience> patience) {
        return new DeskTerms(patience, Map.of(), LegOrder.DOUBTFUL_FIRST, Rung.LADDER, 150, 0, 40,
                180 * SECOND, 5 * SECOND, SECOND / 4, 300 * SECOND, Set.of());
    }

    /// The same with legs that leave in this order.
    public DeskTerms leaving(LegOrder order) {
        return new DeskTerms(patience, doubt, order, ladder, lossBudgetBps, parkedStopBps,
                feeReserveBps, resolveNanos, rungNanos, retryNanos, parkedNanos, dedicated);
    }

    /// The same with all legs at once.
    public DeskTerms allTogether() {
        return leaving(LegOrder.TOGETHER);
    }

    /// The same with a stop for what is parked.
    public DeskTerms stoppingAt(int stopBps) {
        return new DeskTerms(patience, doubt, legs, ladder, lossBudgetBps, stopBps,
                feeReserveBps, resolveNanos, rungNanos, retryNanos, parkedNanos, dedicated);
    }

    /// The same with dead man's switches on these accounts.
    public DeskTerms dedicatedTo(Set<String> accounts) {
        return new DeskTerms(patience, doubt, legs, ladder, lossBudgetBps, parkedStopBps,
                feeReserveBps, resolveNanos, rungNanos, retryNanos, parkedNanos, accounts);
    }

    Patience of(String exchange) {
        // An exchange that is configured no more may still have orders of ours.
        return patience.getOrDefault(exchange, Patience.UNENFORCED);
    }
}
