package io.crossbook.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How an exchange stands says also whether anything will be traded there.
final class SwitchingTest {

    private record Engine(Set<String> traded, boolean enabled) implements Reach {

        @Override
        public CompletableFuture<@Nullable ObjectNode> read(
                BiFunction<ExecutionState, Standing, ObjectNode> reading) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<List<ExchangeState>> exchanges() {
            return CompletableFuture.completedFuture(List.of(new ExchangeState("kraken", "kraken",
                    enabled, false, 1, 1, 2, List.of())));
        }

        @Override
        public boolean wish(Input.Wish wish) {
            return true;
        }
    }

    private static String asked(boolean enabled, String... traded) throws Exception {
        ObjectNode answer = new Switching(new Engine(Set.of(traded), enabled),
                Duration.ofSeconds(60)).exchange(
                        JsonNodeFactory.instance.objectNode().put("exchange", "kraken"));
        return answer.required("traded").asBoolean() + " "
                + answer.required("onlyWatched").asBoolean();
    }

    @Test
    void one_that_was_not_enabled_at_the_start_is_only_watched() throws Exception {
        assertEquals("true false", asked(true, "kraken", "bybit"));
        assertEquals("false true", asked(true, "bybit"));
        assertEquals("false false", asked(false, "bybit"), "off is off");
        assertEquals("false false", asked(true), "nobody trades anywhere");
    }
}
