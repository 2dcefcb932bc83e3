package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.StatusReader;
import io.crossbook.execution.AccountFact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one exchange is asked besides orders and balances: what the key may do, whether it will be there, what money came and went.
final class AccountQuestions {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long UNTOLD_NANOS = 10 * MINUTE_NANOS;
    private static final long HOUR_NANOS = 60 * MINUTE_NANOS;
    private static final long DAY_NANOS = 24 * 60 * MINUTE_NANOS;

    private final Route route;
    private final LongSupplier clock;
    /// Whether the key's rights have been told since this process began, or nobody tells them there.
    private boolean permitted;
    /// When the key's rights, and when the exchange's state are to be asked for next.
    private long permissionsNanos;
    private long statusNanos;
    /// When a question after its state was last answered so that all could be read, and which could not be since.
    private final Map<String, Long> knownNanos = new HashMap<>();
    private final Map<String, Unread> unread = new TreeMap<>();

    /// When it was last said of a part of the account's history that it is refused.
    private final Map<String, Long> refusedNanos = new HashMap<>();

    /// Why, and when that was last told.
    private record Unread(String why, long faultNanos) {}

    AccountQuestions(Route route, LongSupplier clock) {
        this.route = route;
        this.clock = clock;
    }

    /// A second is over; `theirs` is the exchange's time.
    void second(@Nullable Orders orders, long theirs) {
        if (orders != null) {
            permissions(orders, theirs);
            status(orders);
        }
    }

    /// Asks what the key may do and how the account is set: daily, and soon again where nobody told; sooner before it was told at all, for then it may be waited for.
    private void permissions(Orders orders, long theirs) {
        long now = clock.getAsLong();
        if (now < permissionsNanos) {
            return;
        }
        permissionsNanos = now + (permitted ? UNTOLD_NANOS : MINUTE_NANOS);
        var question = new Question(route, 0, now, one -> {
            if (one.whole()) {
                permitted = true;
                permissionsNanos = one.askedNanos() + DAY_NANOS;
            }
        });
        orders.permissions(theirs).forEach(question::request);
    }

    /// Whether nothing is to be waited for of what the key may do.
    boolean permitted(@Nullable Orders orders, long theirs) {
        permitted |= orders != null && orders.permissions(theirs).isEmpty();
        return permitted;
    }

    /// Asks every minute whether it is there, and when it will not be.
    private void status(Orders orders) {
        long now = clock.getAsLong();
        if (now >= statusNanos) {
            statusNanos = now + MINUTE_NANOS;
            orders.status().forEach(request -> route.request(request,
                    answer -> told(request.url(), orders.status(answer, clock.getAsLong()))));
        }
    }

    private void told(String question, StatusReader.Told told) {
        long now = clock.getAsLong();
        if (told.whole()) {
            unread.remove(question);
            knownNanos.put(question, now);
        } else {
            Unread before = unread.get(question);
            long saidNanos = before == null ? now - HOUR_NANOS : before.faultNanos;
            boolean again = now >= saidNanos + HOUR_NANOS;
            unread.put(question, new Unread(told.unread(), again ? now : saidNanos));
            if (again) {
                route.fault("whether it will be there is not known: " + untold(question)
                        + "; the gate counts what was announced before");
            }
        }
        route.account(new AccountFact.Announced(route.exchange(), now, question, told.all(),
                told.whole()));
    }

    private String untold(String question) {
        long known = knownNanos.getOrDefault(question, 0L);
        Unread why = unread.get(question);
        return question + (known == 0
                ? " has never told it"
                : " has not told it since " + Instant.ofEpochSecond(0, known))
                + (why == null ? "" : ": " + why.why);
    }

    /// What of the exchange's state could not be read when it was last asked for; empty where all could.
    String untold() {
        return unread.keySet().stream().map(this::untold).collect(Collectors.joining("; "));
    }

    /// A part of the account's history is refused, and will be again; said once an hour.
    void untold(Request request, String why) {
        long now = clock.getAsLong();
        String step = request.task().step();
        Long said = refusedNanos.get(step);
        if (said == null || now >= said + HOUR_NANOS) {
            refusedNanos.put(step, now);
            route.fault("what came and went by " + step + " is not told: " + why
                    + "; what moves that way looks like money that came or is missing");
        }
    }

    /// Asks for the history of transfers since then, in our time; false where the exchange has none.
    boolean transfers(@Nullable Orders orders, long sinceNanos, long offsetNanos) {
        long now = clock.getAsLong();
        List<Request> asked = orders == null
                ? List.of()
                : orders.transfers(sinceNanos + offsetNanos, now + offsetNanos);
        var question = new Question(route, sinceNanos, now, one -> {
            if (one.whole()) {
                route.account(new AccountFact.Transferred(route.exchange(), clock.getAsLong(),
                        one.sinceNanos(), one.askedNanos()));
            } else {
                route.fault("what came and went since " + one.sinceNanos() + " was not told");
            }
        });
        asked.forEach(question::request);
        return !asked.isEmpty();
    }
}
