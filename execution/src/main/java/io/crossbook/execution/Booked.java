package io.crossbook.execution;

import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.execution.account.Ledger;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is in the ledger, and what was put there once: a part of the fold over the journal.
final class Booked {

    private static final Account DUST = new Account(Account.Kind.DUST, "");
    private static final Account TRADED = new Account(Account.Kind.MARKET, "");

    private final Ledger ledger = new Ledger();
    private final Set<String> posted = new HashSet<>();
    private final Map<String, Long> transitNanos = new HashMap<>();
    /// When what balances say was last taken over although nobody has told of it, by exchange and asset.
    private final Map<String, Map<String, Long>> correctedNanos = new HashMap<>();
    /// What each attempt was closed with that is too little to be traded.
    private final Map<Long, Map<String, BigDecimal>> left = new HashMap<>();

    Ledger ledger() {
        return ledger;
    }

    boolean posted(String reference) {
        return posted.contains(reference);
    }

    /// When something of an asset was last put on its way between exchanges; 0 for never.
    long transitNanos(String asset) {
        return transitNanos.getOrDefault(asset, 0L);
    }

    /// When an asset's ledger at an exchange was last made to say what its balances do; 0 for never.
    long correctedNanos(String exchange, String asset) {
        return correctedNanos.getOrDefault(exchange, Map.of()).getOrDefault(asset, 0L);
    }

    /// What all attempts have left that is too little to be traded.
    Map<String, BigDecimal> dust() {
        return ledger.balances(DUST);
    }

    /// The same of one.
    Map<String, BigDecimal> leftBy(long attempt) {
        return left.getOrDefault(attempt, Map.of());
    }

    /// False for what was posted before: it is not posted again.
    boolean post(Entry.Posted entry) {
        boolean fresh = posted.add(entry.reference());
        if (fresh) {
            ledger.post(entry.commit());
            entry.commit().postings().stream()
                    .filter(each -> each.account().kind() == Account.Kind.IN_TRANSIT
                            && each.amount().signum() > 0)
                    .forEach(each -> transitNanos.put(each.asset(), entry.atNanos()));
            if (entry.reference().startsWith(ExecutionState.RECONCILED)) {
                correct(entry);
            }
        }
        return fresh;
    }

    /// But for fees: they are less than any order.
    private void correct(Entry.Posted entry) {
        var postings = entry.commit().postings();
        if (postings.stream().noneMatch(each -> each.account().kind() == Account.Kind.FEES)) {
            postings.stream().filter(each -> each.account().kind() == Account.Kind.HOLDING)
                    .forEach(each -> correctedNanos
                            .computeIfAbsent(each.account().exchange(), _ -> new HashMap<>())
                            .put(each.asset(), entry.atNanos()));
        }
    }

    /// An attempt, called so, is closed; it may have been before, with other dust.
    void close(Entry.Closed closed, String name) {
        var before = leftBy(closed.attempt());
        Commit.Writing commit = Commit.of("dust of " + name);
        var assets = new TreeMap<>(before);
        assets.putAll(closed.dust());
        for (String asset : assets.keySet()) {
            commit.move(TRADED, DUST, asset,
                    closed.dust().getOrDefault(asset, BigDecimal.ZERO)
                            .subtract(before.getOrDefault(asset, BigDecimal.ZERO)));
        }
        ledger.post(commit.done());
        left.put(closed.attempt(), closed.dust());
    }
}
