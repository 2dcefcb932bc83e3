package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.loop.InboxTestAccess;
import io.crossbook.gateway.loop.Inputs;
import io.crossbook.gateway.loop.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Wires without sockets and without waiting: a test says what each dialled socket does, and moves the clock.
final class Script implements Inputs, Asking {

    static final Timing TIMING = new Timing(5_000, 10_000, 100, 30_000, 30_000, 1_000);

    final VirtualTime time = new VirtualTime();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Departures departures = new Departures(registry);
    final List<String> seen = new ArrayList<>();
    final List<Dialled> dialled = new ArrayList<>();
    final List<String> abandoned = new ArrayList<>();
    Consumer<Input> engine = _ -> {};
    Keyring keyring = Keyring.none();
    private final long begin = time.now();

    /// A socket that the test plays.
    final class Dialled implements Socket {
        final Events events;
        final long atMillis = millis();
        final List<String> sent = new ArrayList<>();

        Dialled(Events events) {
            this.events = events;
        }

        void opens() {
            events.up(this);
        }

        void says(String text) {
            events.data(Buffer.buffer(text), true);
        }

        @Override
        public void send(String frame) {
            sent.add(millis() + " " + frame);
        }

        @Override
        public void ping() {
            sent.add(millis() + " ping");
        }

        @Override
        public void close() {
            sent.add(millis() + " close");
            events.down("closed");
        }
    }

    Wires wires(Quota quota, Jitter jitter) {
        Socket.Dialer dialer = (_, events) -> dialled.add(new Dialled(events));
        var kit = new Kit(this, time, dialer, TIMING, jitter, keyring, departures);
        return new Wires(kit, inbox(), this, _ -> quota, registry);
    }

    private static Inbox inbox() {
        return InboxTestAccess.inbox();
    }

    static Quota generous() {
        return new Quota(1_000, 1_000, 1_000, 1_000, 8);
    }

    static Link link(String id, long life, long overlap, long idle, int sends) {
        return new Link(id, "test", "wss://exchange.test/ws", List.of(), life, overlap, idle, sends,
                1_000);
    }

    long millis() {
        return (time.now() - begin) / 1_000_000;
    }

    double count(String event) {
        return registry.get("crossbook.wire.connections").tag("event", event).functionCounter()
                .count();
    }

    @Override
    public long now() {
        return time.now();
    }

    @Override
    public void frame(long enteredNanos, Input.Frame frame) {
        seen.add(millis() + " " + frame.connection + ": " + frame.bytes);
    }

    @Override
    public void input(Input input) {
        seen.add(millis() + " " + switch (input) {
            case Input.Opened(var number, var link) -> number + " opened " + link;
            case Input.Closed(var number, _, var why) -> number + " closed: " + why;
            case Input.Answered(var id, var answer) -> id + " " + answer.phase()
                    + (answer.why().isEmpty() ? "" : ": " + answer.why());
            default -> input.toString();
        });
        engine.accept(input);
    }

    @Override
    public void ask(String exchange, Request request,
            Consumer<Answer> then) {
        seen.add(millis() + " asks " + request.url());
        then.accept(Answer.ok(Bytes.of("{}")));
    }

    @Override
    public void abandon(String exchange) {
        abandoned.add(exchange);
    }
}
