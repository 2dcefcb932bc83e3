package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What one exchange is asked besides orders and balances: what the key may do, whether it will be there, what money came and went.
final class AccountQuestions {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long UNTOLD_NANOS = 10 * MINUTE_NANOS;
    private static final long DAY_NANOS = 24 * 60 * MINUTE_NANOS;

    private final Route route;
    private final LongSupplier clock;
    /// When the key's rights, and when the exchange's state are to be asked for next.
    private long permissionsNanos;
    private long statusNanos;

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

    /// Asks what the key may do and how the account is set: daily, and soon again where nobody told.
    private void permissions(Orders orders, long theirs) {
        long now = clock.getAsLong();
        if (now < permissionsNanos) {
            return;
        }
        permissionsNanos = now + UNTOLD_NANOS;
        var question = new Question(route, 0, now, one -> {
            if (one.whole()) {
                permissionsNanos = one.askedNanos() + DAY_NANOS;
            }
        });
        orders.permissions(theirs).forEach(question::request);
    }

    /// Asks every minute whether it is there, and when it will not be.
    private void status(Orders orders) {
        long now = clock.getAsLong();
        if (now >= statusNanos) {
            statusNanos = now + MINUTE_NANOS;
            orders.status().forEach(request -> route.request(request,
                    answer -> orders.status(answer, clock.getAsLong()).forEach(route::account)));
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
