package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderState;
import io.crossbook.gateway.wire.CountedLane;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders of which nobody knows what became of them, on an account that may hardly ask: `alpha` counts as Kraken does, in the real lane. A question after an order costs 1 and
/// then 2 there, a sweep 1 and 2.
final class AccountCounterTest {

    private static final String COUNTED = "alpha";

    private Pit pit = Pit.ready();
    private CountedLane lane = lane("starter");
    private final Set<Long> handed = new HashSet<>();
    private int status = 200;

    private CountedLane lane(String tier) {
        return new CountedLane(COUNTED, tier, new ToldOrders(COUNTED, List.of()).signer(),
                () -> pit.now, () -> status);
    }

    // ---- what is asked

    private void hand() {
        for (boolean more = true; more;) {
            more = false;
            for (Map.Entry<Long, Pit.Left> each : List.copyOf(pit.waiting.entrySet())) {
                Pit.Left left = each.getValue();
                boolean counted = left.exchange().equals(COUNTED)
                        && left.request().about().signed();
                if (left.connection() == 0 && !counted) {
                    pit.answers(each.getKey(), pit.usual(left));
                    more = true;
                } else if (left.connection() == 0 && handed.add(each.getKey())) {
                    ask(left, answer -> pit.answers(each.getKey(), answer));
                } else if (left.request().about() == Request.About.LOGIN
                        && left.connection() > 0) {
                    pit.written(each.getKey());
                    more = true;
                }
            }
            more |= keeps();
        }
    }

    private boolean keeps() {
        boolean written = pit.journal.kept < pit.journal.entries.size();
        pit.keeps();
        return written;
    }

    /// Open ones first, closed ones then.
    private void ask(Pit.Left left, Consumer<Answer> then) {
        Request request = left.request();
        Answer usual = pit.usual(left);
        if (request.about() == Request.About.ASK) {
            lane.ask(weighing(request, 1), open -> {
                if (open.ok()) {
                    lane.ask(weighing(request, 2), closed -> then.accept(
                            closed.ok() ? usual : closed));
                } else {
                    then.accept(open);
                }
            });
        } else {
            boolean past = request.about() == Request.About.SWEEP
                    && request.task().step().equals("past");
            lane.ask(weighing(request, past ? 2 : 1), answer -> then.accept(
                    answer.ok() ? usual : answer));
        }
    }

    private static Request weighing(Request request, int weight) {
        return new Request(request.about(), request.listing(), request.method(), request.url(),
                request.body(), weight, request.delayMillis(), request.errand());
    }

    /// Time passes until this is so, and for so long at most; how long it took, in seconds.
    private long until(BooleanSupplier so, long seconds) {
        long from = pit.now;
        long end = from + seconds * Pit.SECOND;
        hand();
        while (!so.getAsBoolean()) {
            long next = Math.min(pit.engine.nextDeadline(), lane.next());
            if (next > end) {
                return -1;
            }
            pit.now = Math.max(pit.now, next);
            lane.fire();
            pit.input(new Input.Tick());
            hand();
        }
        return (pit.now - from) / Pit.SECOND;
    }

    // ---- the orders

    /// So many legs leave for alpha, and nobody hears of them again; those elsewhere fill.
    private void unknown(int orders) {
        pit.offers().keeps();
        if (orders > 1) {
            pit.books("beta", "ETHUSDT", "99.60", "101.40", "0.40").offersEther("alpha", "gamma")
                    .keeps();
        }
        assertEquals(Math.min(orders, 2), lost().size(), pit.journal.denial());
        for (int i = 2; i < orders; i++) {
            asksAgain();
        }
        pit.placed().forEach(each -> {
            String exchange = Objects.requireNonNull(pit.waiting.get(each)).exchange();
            if (exchange.equals(COUNTED)) {
                pit.answers(each, CourierRig.cut());
            } else if (exchange.equals("beta")) {
                pit.fills(each, "100.40");
            } else {
                String order = pit.order(each);
                pit.written(each);
                pit.streams(exchange, "ended " + order + " 0 expired");
            }
        });
        pit.noOffer().keeps();
    }

    /// Another of which nothing ever becomes known, and which is asked after as soon as it was.
    private void asksAgain() {
        ask(new Pit.Left(COUNTED, 0, new Request(Request.About.ASK, -1, "POST",
                "http://127.0.0.1/" + COUNTED, "ask", 1, 0, Errand.all("", "", 0, 0))),
                _ -> asksAgain());
    }

    private List<Order> lost() {
        return pit.state().live().stream().map(Attempt::orders).flatMap(List::stream)
                .filter(order -> order.intent().listing().exchange().equals(COUNTED))
                .filter(order -> order.id().role() == OrderId.Role.LEG)
                .toList();
    }

    private boolean allDead() {
        return lost().stream().allMatch(order -> order.state() == OrderState.PRESUMED_DEAD);
    }

    private void deadWithin(int seconds) {
        long took = until(this::allDead, 3_600);
        assertTrue(took >= 0 && took <= seconds, took + " s " + lost());
        assertEquals("", pit.state().halted());
    }

    @ParameterizedTest
    @CsvSource({"1, starter, 0, 60", "1, starter, 2, 60", "1, starter, 15, 90",
            "3, starter, 0, 180", "3, starter, 15, 180", "3, intermediate, 20, 120",
            "3, pro, 20, 60", "9, starter, 15, 420"})
    void what_never_arrived_is_presumed_dead(int orders, String tier, int used, int seconds) {
        lane = lane(tier);
        unknown(orders);
        lane.used(used);
        deadWithin(seconds);
    }

    @ParameterizedTest
    @CsvSource({"1, starter, 0, 90", "1, starter, 15, 120", "3, starter, 15, 240"})
    void so_is_what_an_earlier_process_has_left(int orders, String tier, int used, int seconds) {
        unknown(Math.min(orders, 2));
        pit.pass(3_000);
        pit = new Pit(Kept.of(pit.journal.entries), Pit.settings(Pit.THREE),
                Pit.execution(Pit.THREE));
        handed.clear();
        lane = lane(tier);
        lane.used(used);
        pit.begins();
        for (int i = 2; i < orders; i++) {
            asksAgain();
        }
        deadWithin(seconds);
        long recovered = until(() -> pit.reluctance().isEmpty(), 3_600);
        assertTrue(recovered >= 0 && recovered <= 120, recovered + " s " + pit.reluctance());
    }

    @ParameterizedTest
    @CsvSource({"1, 90", "3, 240"})
    void and_where_the_exchange_has_answered_nothing_for_a_minute(int orders, int seconds) {
        unknown(orders);
        status = 503;
        assertEquals(-1, until(this::allDead, 60));
        status = 200;
        deadWithin(seconds);
    }
}
