package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderNews;
import io.crossbook.gateway.control.Control;
import io.crossbook.gateway.control.Reach;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.wire.Latch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A daemon without an engine: it knows of a [Night], and takes wishes at their word.
final class ToldDaemon implements Reach, AutoCloseable {

    final Latch latch = new Latch();
    private final ExecutionState state;
    private final Control control;
    boolean watches;
    Map<String, Integer> foreign = Map.of();
    String limits = "";
    /// Comes between what a human is shown and his word.
    final List<Entry> meanwhile = new ArrayList<>();

    ToldDaemon(Path folder, Night night) throws IOException {
        state = night.state();
        control = Control.open(folder, latch, input -> {
            if (input instanceof Input.Command(Input.Wish wish)) {
                wish(wish);
            }
        }, () -> 0, Clock.system(), 1_000, this);
    }

    @Override
    public synchronized CompletableFuture<@Nullable ObjectNode> read(
            BiFunction<ExecutionState, Standing, ObjectNode> reading) {
        return CompletableFuture.completedFuture(watches
                ? null
                : reading.apply(state, new Standing(Mode.PRACTICE, state.halted(), state.halted(),
                        0, 1, foreign, Standing.Refusal.NONE, limits, Map.of())));
    }

    @Override
    public synchronized boolean wish(Input.Wish wish) {
        switch (wish) {
            case Input.Wish.Halt(String why, _) -> state.apply(new Entry.Halted(why, 1));
            case Input.Wish.Rearm(String why, long pull, long pause) -> {
                meanwhile.forEach(state::apply);
                state.apply(new Entry.Rearmed(why, pause, 1));
                latch.release(pull);
            }
            case Input.Wish.Unwind(long attempt, _) -> state.apply(
                    new Entry.Turned(attempt, AttemptNews.UNWIND_INTENDED, "", 1));
            case Input.Wish.Clear(long attempt, String why) -> state.apply(
                    new Entry.Cleared(attempt, Map.of(), why, 1));
            case Input.Wish.WriteOff(long attempt, String why) -> {
                Objects.requireNonNull(state.attempt(attempt)).orders().stream()
                        .filter(order -> !order.resolved()).map(Order::id).toList()
                        .forEach(order -> state.apply(
                                new Entry.Acted(order, OrderNews.WRITTEN_OFF, why, 1)));
                state.apply(new Entry.Cleared(attempt, Map.of(), why, 1));
            }
            case Input.Wish.Enable _,Input.Wish.Resync _,Input.Wish.Withhold _ ->
                throw new IllegalStateException("nobody wished for " + wish);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
