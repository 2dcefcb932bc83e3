package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AccountFact.Maintenance;
import io.crossbook.execution.Announcements;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Has exchanges cancel what rests there of ours once they hear of us no more.
///
/// Only where the account is ours alone, for such a switch cancels **all** orders of the account; and only while an order of ours rests there: what is filled at
/// once or cancelled needs none. Armed for [#LASTS_NANOS], again every [#RENEW_NANOS] (Kraken, "Cancel All Orders After X": 60 s, renewed
/// every 15 to 30 s); disarmed before a planned maintenance, during which nobody could renew it.
final class DeadMansSwitch {

    private static final long SECOND = 1_000_000_000L;
    static final long LASTS_NANOS = 60 * SECOND;
    static final long RENEW_NANOS = 20 * SECOND;
    /// So long before a maintenance nothing is armed any more: longer than it lasts.
    static final long BEFORE_NANOS = 2 * LASTS_NANOS;
    private static final long NEVER = Long.MAX_VALUE;

    private final ExecutionState state;
    private final Set<String> dedicated;
    private final Outbox outbox;
    /// When it was last armed, by exchange; of those that are armed.
    private final Map<String, Long> armed = new HashMap<>();
    /// What is configured, and what exchanges have announced themselves.
    private final Map<String, List<Maintenance>> maintenances = new HashMap<>();
    private final Announcements announcements = new Announcements();

    DeadMansSwitch(ExecutionState state, Set<String> dedicated, Outbox outbox) {
        this.state = state;
        this.dedicated = new TreeSet<>(dedicated);
        this.outbox = outbox;
    }

    /// These are all the times, and no others any more, at which an exchange will not be there by what is configured.
    void maintained(String exchange, List<Maintenance> planned) {
        maintenances.put(exchange, new ArrayList<>(planned));
    }

    /// Whether there are any.
    boolean maintained(String exchange) {
        return !maintenances.getOrDefault(exchange, List.of()).isEmpty();
    }

    /// An exchange has said itself when it will not be there.
    void announced(AccountFact.Announced answer) {
        announcements.told(answer);
    }

    /// Arms, renews and disarms what is due.
    void look(long now) {
        maintenances.values().forEach(all -> all.removeIf(each -> now >= each.untilNanos()));
        announcements.pass(now);
        for (String exchange : dedicated) {
            boolean wanted = rests(exchange) && !maintained(exchange, now);
            Long since = armed.get(exchange);
            if (wanted && (since == null || now >= since + RENEW_NANOS)) {
                armed.put(exchange, now);
                outbox.arm(exchange, LASTS_NANOS / 1_000_000);
            } else if (!wanted && since != null) {
                armed.remove(exchange);
                outbox.arm(exchange, 0);
            }
        }
    }

    /// When it wants to look again; [Long#MAX_VALUE] for never.
    long due() {
        long next = NEVER;
        for (Map.Entry<String, Long> each : armed.entrySet()) {
            next = Math.min(next, each.getValue() + RENEW_NANOS);
            next = Math.min(next, planned(each.getKey())
                    .mapToLong(coming -> coming.fromNanos() - BEFORE_NANOS).min().orElse(NEVER));
        }
        return next;
    }

    private boolean rests(String exchange) {
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                OrderIntent intent = order.intent();
                if (order.open() && intent.listing().exchange().equals(exchange) && intent
                        .timeInForce() != OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean maintained(String exchange, long now) {
        return planned(exchange).anyMatch(each -> now >= each.fromNanos() - BEFORE_NANOS
                && now < each.untilNanos());
    }

    private Stream<Maintenance> planned(String exchange) {
        return Stream.concat(maintenances.getOrDefault(exchange, List.of()).stream(),
                announcements.of(exchange).stream());
    }
}
