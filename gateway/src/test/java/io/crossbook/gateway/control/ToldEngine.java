package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.wire.Latch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// An engine that knows of one parked attempt, and takes wishes at their word.
final class ToldEngine implements Reach {

    private static final Rules RULES = new Rules(2, 8, 1, 10_000, 10_000, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final long AT = 1_795_000_000_000_000_000L;

    final List<Input.Wish> wishes = new ArrayList<>();
    private final ExecutionState state = new ExecutionState();
    private final Latch latch;
    /// What it answers with instead.
    @Nullable
    CompletableFuture<@Nullable ObjectNode> instead;
    boolean full;
    boolean deaf;
    /// What it says to whatever is wished, instead of doing it.
    String refuses = "";
    private Standing.Refusal refused = Standing.Refusal.NONE;
    String against = "";
    private int number = 2;
    private @Nullable OrderId lost;

    ToldEngine(Latch latch) {
        this.latch = latch;
        OrderIntent buy = leg(0, "alpha", true, "50000");
        OrderIntent sell = leg(1, "beta", false, "50100");
        apply(new Entry.Booted(1, "b", "practice:c", AT),
                new Entry.Posted("opening", Commit.of("opening")
                        .move(new Account(Account.Kind.EXTERNAL, ""), Account.holding("alpha"),
                                "USDT", new BigDecimal("1000"))
                        .move(new Account(Account.Kind.EXTERNAL, ""), Account.holding("beta"),
                                "BTC", new BigDecimal("0.02"))
                        .done(), AT),
                new Entry.Reserved(new Attempt.Plan(1, 77, "USDT", List.of(buy, sell),
                        new BigDecimal("1.5"), new BigDecimal("0.75")), AT),
                new Entry.Acted(buy.id(), OrderNews.HANDED, "", AT),
                new Entry.Acted(sell.id(), OrderNews.HANDED, "", AT),
                new Entry.Turned(1, AttemptNews.SENT, "", AT),
                new Entry.Told(new OrderEvent.Traded(new Fill(buy.id(), "alpha", "BTCUSDT", "t1",
                        new BigDecimal("50000"), new BigDecimal("0.01"), new BigDecimal("0.00001"),
                        "BTC", AT, Fill.Source.STREAM)), AT),
                new Entry.Told(new OrderEvent.Ended(sell.id(), OrderEvent.End.EXPIRED,
                        BigDecimal.ZERO), AT),
                new Entry.Turned(1, AttemptNews.UNEVEN, "", AT),
                new Entry.Turned(1, AttemptNews.EXHAUSTED, "no rung is left", AT));
    }

    private static OrderIntent leg(int leg, String exchange, boolean buys, String limit) {
        return order(OrderId.Role.LEG, leg, exchange, buys, limit, 0);
    }

    private static OrderIntent order(OrderId.Role role, int number, String exchange, boolean buys,
            String limit, int rung) {
        var listing = new Listing(exchange.equals("alpha") ? 0 : 1, exchange, "BTCUSDT",
                Instrument.spot("BTC", "USDT"), RULES);
        return new OrderIntent(new OrderId(1, 1, role, rung, number), listing, buys,
                new BigDecimal("0.01"), new BigDecimal(limit),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, AT + 1, rung, rung > 0);
    }

    /// One order more of the attempt, of which nothing will ever be told.
    OrderId loses() {
        OrderIntent intent = order(OrderId.Role.UNWIND, number++, "beta", false, "49000", 9);
        lost = intent.id();
        apply(new Entry.Intended(intent, AT), new Entry.Acted(lost, OrderNews.HANDED, "", AT));
        return lost;
    }

    /// Something is wrong with an asset.
    void pauses(String asset, String why) {
        apply(new Entry.Paused(ExecutionState.asset(asset), why, AT));
    }

    private void apply(Entry... entries) {
        for (Entry entry : entries) {
            if (!state.apply(entry)) {
                throw new IllegalStateException("cannot be: " + entry);
            }
        }
    }

    AttemptState where() {
        Attempt attempt = state.attempt(1);
        return attempt == null ? AttemptState.PROPOSED : attempt.state();
    }

    @Override
    public synchronized CompletableFuture<@Nullable ObjectNode> read(
            BiFunction<ExecutionState, Standing, ObjectNode> reading) {
        return instead != null
                ? instead
                : CompletableFuture.completedFuture(reading.apply(state,
                        new Standing(Mode.PRACTICE, state.halted(), state.halted(), 0, 1,
                                Map.of(), refused, "", Map.of())));
    }

    @Override
    public String against() {
        return against;
    }

    @Override
    public synchronized boolean wish(Input.Wish wish) {
        if (full) {
            return false;
        }
        wishes.add(wish);
        if (!refuses.isEmpty()) {
            refused = new Standing.Refusal(refused.number() + 1, refuses);
        } else if (!deaf) {
            take(wish);
        }
        return true;
    }

    private void take(Input.Wish wish) {
        switch (wish) {
            case Input.Wish.Halt(String why, _) -> apply(new Entry.Halted(why, AT));
            case Input.Wish.Rearm(String why, long pull, long pause) -> {
                apply(new Entry.Rearmed(why, pause, AT));
                latch.release(pull);
            }
            case Input.Wish.Unwind _ ->
                apply(new Entry.Intended(order(OrderId.Role.UNWIND, number++, "alpha", false,
                        "49000", 9), AT),
                        new Entry.Turned(1, AttemptNews.UNWIND_INTENDED, "", AT));
            case Input.Wish.Clear(long attempt, String why) ->
                apply(new Entry.Cleared(attempt, Map.of(), why, AT));
            case Input.Wish.WriteOff(long attempt, String why) ->
                apply(new Entry.Acted(Objects.requireNonNull(lost), OrderNews.WRITTEN_OFF, why, AT),
                        new Entry.Cleared(attempt, Map.of(), why, AT));
            case Input.Wish.Enable _,Input.Wish.Resync _,Input.Wish.Withhold _ ->
                throw new IllegalStateException("nobody wished for " + wish);
        }
    }
}
