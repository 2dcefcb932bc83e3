package io.crossbook.execution.desk;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How the desk works.
///
/// `patience` by exchange: it trades on no others. `doubt` ranks exchanges: the leg at the most doubtful one goes first, alone, unless all legs go
/// `together`. `lossBudgetBps` is of what the first leg is worth; `feeReserveBps` is what a rung reckons for fees. An order that is not resolved `resolveNanos` after it left
/// parks its attempt; a rung that cannot be tried for `rungNanos` is passed over; a parked attempt is called again every `parkedNanos`. The accounts of
/// `dedicated` exchanges are ours alone: a dead man's switch may cancel all that rests there.
public record DeskTerms(Map<String, Patience> patience, Map<String, Integer> doubt,
        boolean together, List<Rung> ladder, int lossBudgetBps, int feeReserveBps,
        long resolveNanos, long rungNanos, long retryNanos, long parkedNanos,
        Set<String> dedicated) {

    private static final int MOST_BPS = 1_000;
    private static final long SECOND = 1_000_000_000L;

    public DeskTerms {
        patience = Collections.unmodifiableMap(new TreeMap<>(patience));
        doubt = Map.copyOf(doubt);
        ladder = List.copyOf(ladder);
        dedicated = Set.copyOf(dedicated);
        if (patience.isEmpty() || ladder.isEmpty() || lossBudgetBps < 1
                || lossBudgetBps > MOST_BPS || feeReserveBps < 0 || feeReserveBps > MOST_BPS
                || resolveNanos <= 0 || rungNanos <= 0 || retryNanos <= 0 || parkedNanos <= 0) {
            throw new IllegalArgumentException("no terms: lossBudgetBps " + lossBudgetBps
                    + ", feeReserveBps " + feeReserveBps + ", resolve " + resolveNanos
                    + ", rung " + rungNanos + ", retry " + retryNanos + ", parked "
                    + parkedNanos + ", exchanges " + patience.keySet());
        }
    }

    /// Doubtful leg first, the ladder of the requirements, 1.5 % to lose at most, three minutes to resolve, five seconds a rung, a call every five minutes.
    public static DeskTerms of(Map<String, Patience> patience) {
        return new DeskTerms(patience, Map.of(), false, Rung.LADDER, 150, 40, 180 * SECOND,
                5 * SECOND, SECOND / 4, 300 * SECOND, Set.of());
    }

    /// The same with all legs at once.
    public DeskTerms allTogether() {
        return new DeskTerms(patience, doubt, true, ladder, lossBudgetBps, feeReserveBps,
                resolveNanos, rungNanos, retryNanos, parkedNanos, dedicated);
    }

    /// The same with dead man's switches on these accounts.
    public DeskTerms dedicatedTo(Set<String> accounts) {
        return new DeskTerms(patience, doubt, together, ladder, lossBudgetBps, feeReserveBps,
                resolveNanos, rungNanos, retryNanos, parkedNanos, accounts);
    }

    Patience of(String exchange) {
        // An exchange that is configured no more may still have orders of ours.
        return patience.getOrDefault(exchange, Patience.UNENFORCED);
    }
}
