package io.crossbook.gateway.wire;

import static org.awaitility.Awaitility.await;

import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A real loop with real sockets, and in the engine's place a note of what came in, as text.
final class Rig implements AutoCloseable, Decider {

    static final Timing SHORT = new Timing(5_000, 5_000, 20, 100, 200, 1_000);

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Vertx restVertx = Vertx.vertx();
    final Rest rest;
    final Loop loop;
    final Wires wires;
    final List<String> seen = new CopyOnWriteArrayList<>();

    Rig(Timing timing) {
        this(timing, RestTiming.DEFAULT);
    }

    Rig(Timing timing, RestTiming restTiming) {
        rest = new Rest(restVertx, Clock.system(), _ -> Quota.CAUTIOUS, restTiming, registry);
        loop = new Loop(Clock.system(), Recorder.NONE, registry);
        wires = new Wires(loop, rest, _ -> new Quota(1_000, 1_000, 1_000, 1_000, 8), timing,
                registry);
        loop.start(this);
    }

    @Override
    public void accept(long now, Input input) {
        seen.add(switch (input) {
            case Input.Frame frame -> frame.connection + ": " + frame.bytes;
            case Input.Opened(var number, _) -> number + " opened";
            case Input.Closed(var number, _, var why) -> number + " closed: " + why;
            case Input.Answered(var id, var answer) -> "answer " + id + ": " + answer.phase() + " "
                    + answer.status() + " " + answer.body() + answer.why();
            default -> input.toString();
        });
    }

    @Override
    public long nextDeadline() {
        return NEVER;
    }

    void see(String text) {
        see(text::equals);
    }

    void see(Predicate<String> what) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1))
                .until(() -> seen.stream().anyMatch(what));
    }

    double count(String event) {
        return registry.get("crossbook.wire.connections").tag("event", event).functionCounter()
                .count();
    }

    @Override
    public void close() {
        loop.close();
        rest.close();
        TestExchange.await(restVertx.close());
    }
}
