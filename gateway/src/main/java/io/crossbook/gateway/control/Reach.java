package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.engine.Earnings;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Standing;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The engine, as far as commands reach it. Any thread.
public interface Reach {

    /// Reads on the engine's thread, soon, which therefore must not take long; null while nobody trades.
    CompletableFuture<@Nullable ObjectNode> read(
            BiFunction<ExecutionState, Standing, ObjectNode> reading);

    /// The same of what was earned.
    default CompletableFuture<@Nullable ObjectNode> earned(Function<Earnings, ObjectNode> reading) {
        return CompletableFuture.<@Nullable ObjectNode>completedFuture(null);
    }

    /// Why nobody may allow anything new now, whatever was found; empty when a human may.
    default String against() {
        return "";
    }

    /// How the exchanges stand.
    default CompletableFuture<List<ExchangeState>> exchanges() {
        return CompletableFuture.completedFuture(List.of());
    }

    /// Where is traded in this run; nobody trades where it is empty.
    default Set<String> traded() {
        return Set.of();
    }

    /// What takes over another configuration; null where the daemon runs by no file.
    default @Nullable Reloads reloads() {
        return null;
    }

    /// Wishes something of it; false when its inbox is full.
    boolean wish(Input.Wish wish);
}
