package io.crossbook.execution.desk;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// How it stands with an exchange whose balances are compared with the ledger.
final class Standing {

    private static final long SECOND = 1_000_000_000L;
    /// A question that nobody answered for so long is not answered any more.
    private static final long LOST_NANOS = 30 * SECOND;
    private static final long EVERY_NANOS = 60 * SECOND;

    boolean compared;
    /// When questions were asked that are under way, and how many of the oldest are of no use any more: something has moved since.
    final Deque<Long> asked = new ArrayDeque<>();
    int stale;
    /// When the question was asked whose answer was the last of use.
    long askedNanos;
    long dueNanos;
    int looks;
    Map<String, BigDecimal> seen = Map.of();
    /// From when on a sweep shows what made that difference, if it was an order.
    long showsNanos;
    /// When that difference was seen first.
    long firstNanos;
    final TransferHistory history = new TransferHistory();
    /// Of which difference an order of ours was asked once more, and when.
    Map<String, BigDecimal> doubted = Map.of();
    long doubtedNanos;
    /// Of which difference a human was told that it may be what was written off.
    Map<String, BigDecimal> called = Map.of();
    /// What orders of ours have moved there since it was right last, by asset.
    final Map<String, Moved> moved = new HashMap<>();
    /// The smallest steps in which it has told balances, by asset.
    final Map<String, BigDecimal> units = new HashMap<>();

    void stale() {
        stale = asked.size();
    }

    /// An answer has come, to the oldest question for all that is known. Whether it is of use.
    boolean answered(long now) {
        while (!asked.isEmpty() && asked.getFirst() < now - LOST_NANOS) {
            asked.removeFirst();
            stale = Math.max(0, stale - 1);
        }
        boolean useful = !asked.isEmpty() && stale == 0;
        Long question = asked.pollFirst();
        askedNanos = useful && question != null ? question : askedNanos;
        stale = Math.max(0, stale - 1);
        return useful;
    }

    /// A human decides what its difference is, and nobody waits for him.
    void left() {
        compared = true;
    }

    /// It holds what the ledger has.
    void agreed(long now) {
        history.right(now);
        compared = true;
        looks = 0;
        seen = Map.of();
        doubted = Map.of();
        called = Map.of();
        moved.clear();
        dueNanos = now + EVERY_NANOS;
    }
}
