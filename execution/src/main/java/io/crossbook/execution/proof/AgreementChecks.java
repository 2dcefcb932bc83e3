package io.crossbook.execution.proof;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.desk.Difference;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether attempts are called reconciled only where accounts agree.
final class AgreementChecks {

    private final List<SimulatedExchange> exchanges;
    private final List<String> wrongs;
    private final Set<Long> reconciled = new HashSet<>();
    /// When attempts were closed, when each exchange has told last of all that it has, when money has moved there by no order, and when that was noticed.
    private final Map<Long, Long> closed = new HashMap<>();
    private final Map<String, Long> told = new HashMap<>();
    private final Map<String, Long> moved = new HashMap<>();
    private final Map<String, Long> differed = new HashMap<>();

    AgreementChecks(List<SimulatedExchange> exchanges, List<String> wrongs) {
        this.exchanges = exchanges;
        this.wrongs = wrongs;
    }

    /// Another process runs, over this journal.
    void starts(List<Entry> entries) {
        told.clear();
        differed.clear();
        closed.clear();
        reconciled.clear();
        entries.forEach(entry -> {
            if (entry instanceof Entry.Reconciled(var attempt, _)) {
                reconciled.add(attempt);
            }
        });
    }

    /// How many are by now.
    int reconciled() {
        return reconciled.size();
    }

    /// An exchange has told the process all that it has.
    void balances(String exchange, long now) {
        told.put(exchange, now);
    }

    void closed(long attempt, long now) {
        closed.put(attempt, now);
    }

    /// From now on an exchange differs from the ledger.
    void moves(String exchange, long now) {
        moved.put(exchange, now);
    }

    /// Something that no order has moved.
    void posted(Entry.Posted entry) {
        String reference = entry.reference();
        String why = entry.commit().why();
        for (SimulatedExchange exchange : exchanges) {
            boolean named = reference.startsWith("reconciled " + exchange.name)
                    && !why.startsWith(Difference.FEE + " ");
            boolean recorded = reference.startsWith(exchange.name + " history");
            if (named || recorded) {
                differed.put(exchange.name, entry.atNanos());
            }
        }
    }

    void reconciled(long id, ExecutionState state) {
        reconciled.add(id);
        Attempt attempt = state.attempt(id);
        long since = closed.getOrDefault(id, Long.MAX_VALUE);
        if (attempt == null || since == Long.MAX_VALUE) {
            wrongs.add("reconciled, and this process has not closed it: attempt " + id);
            return;
        }
        for (Order order : attempt.orders()) {
            String name = order.intent().listing().exchange();
            BigDecimal filled = exchanges.stream().map(each -> each.filled(order.id()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (filled.compareTo(order.filled()) != 0) {
                wrongs.add(attempt + " is reconciled, and of " + order + " " + filled
                        + " had filled");
            }
            if (filled.signum() > 0 && told.getOrDefault(name, 0L) < since) {
                wrongs.add(attempt + " is reconciled, and " + name
                        + " has not told what it has since it was closed");
            }
            if (filled.signum() > 0 && moved.getOrDefault(name, 0L) <= since
                    && differed.getOrDefault(name, 0L) >= since) {
                wrongs.add(attempt + " is reconciled, and " + name
                        + " differed when it was closed");
            }
        }
    }
}
