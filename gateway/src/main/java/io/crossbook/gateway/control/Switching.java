package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.control.Commands.Refused;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What people change of a running configuration: another file, an exchange on or off.
final class Switching {

    private static final long AGAIN_MILLIS = 20;

    private final Reach engine;
    private final long patienceMillis;

    Switching(Reach engine, Duration patience) {
        this.engine = engine;
        patienceMillis = patience.toMillis();
    }

    /// Takes over what the daemon's file says now; `refused` has why nothing of it is.
    static ObjectNode reload(@Nullable Reloads reloads) throws Refused {
        if (reloads == null) {
            throw new Refused("this daemon runs by no file: there is nothing to take over");
        }
        Reloads.State state = reloads.reload("command");
        if (state.unanswered()) {
            throw new Refused(String.join("; ", state.refused()));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("file", state.file())
                .put("sha256", state.sum()).put("since", state.since().toString());
        ArrayNode refused = answer.putArray("refused");
        state.refused().forEach(refused::add);
        return answer;
    }

    /// How one exchange stands, switched on or off first where `enabled` says so.
    ObjectNode exchange(JsonNode request) throws Refused, InterruptedException {
        String name = request.path("exchange").asText();
        ExchangeState state = state(name);
        JsonNode enabled = request.path("enabled");
        if (enabled.isMissingNode()) {
            return told(state);
        }
        if (!enabled.isBoolean()) {
            throw new Refused("'enabled' must be true or false");
        }
        if (!engine.wish(new Input.Wish.Enable(name, enabled.booleanValue()))) {
            throw new Refused("the engine's inbox is full: try again");
        }
        for (long left = patienceMillis; left > 0; left -= AGAIN_MILLIS) {
            state = state(name);
            if (state.enabled() == enabled.booleanValue()) {
                return told(state);
            }
            Thread.sleep(AGAIN_MILLIS);
        }
        throw new Refused(name + " is not " + (enabled.booleanValue() ? "enabled" : "disabled")
                + " after " + patienceMillis + " ms: the log says more");
    }

    private static ObjectNode told(ExchangeState state) {
        return JsonNodeFactory.instance.objectNode().put("exchange", state.name())
                .put("enabled", state.enabled()).put("draining", state.draining())
                .put("connections", state.connections()).put("live", state.live())
                .put("listings", state.listings().size());
    }

    private ExchangeState state(String name) throws Refused, InterruptedException {
        List<ExchangeState> all;
        try {
            all = engine.exchanges().get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new Refused("the engine has not answered for " + patienceMillis
                    + " ms: its loop is blocked or has ended (halting works all the same)");
        } catch (ExecutionException e) {
            throw new Refused("the engine could not be read: " + e.getCause());
        }
        for (ExchangeState each : all) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new Refused("there is no exchange '" + Private.line(name, 40) + "' here, only "
                + String.join(", ", all.stream().map(ExchangeState::name).toList()));
    }
}
