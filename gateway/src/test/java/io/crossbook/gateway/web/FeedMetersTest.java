package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.stream.Hearer;
import io.crossbook.gateway.stream.Message;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.StateChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an operator sees of the feed's readers.
final class FeedMetersTest {

    private final Clients clients = new Clients(
            new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20, List.of(), 20_000), new Refusals());
    private final FeedMeters meters = new FeedMeters(clients, new Feed(() -> {}));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Rounds rounds = new Rounds(0);

    private double counted(String name) {
        return registry.get("crossbook.feed." + name).functionCounter().count();
    }

    @Test
    void readers_come_and_go_and_who_does_not_read_is_counted_once_as_lagging_and_once_as_closed() {
        meters.bind(registry);
        var hearer = new Hearer();
        var channel = new StateChannel(rounds, "{\"topic\":\"top\"");
        channel.begin();
        rounds.join(hearer).subscribe("top", channel);
        clients.entered();
        hearer.full = true;
        for (int i = 1; i <= 60; i++) {
            rounds.look(i * 250L);
            meters.look(rounds);
        }
        assertEquals(1, registry.get("crossbook.feed.clients").gauge().value());
        assertEquals(1, counted("lagged"));
        assertEquals(1, counted("slow"));

        clients.left();
        clients.frames().tooSlow();
        meters.look(rounds);
        assertEquals(0, registry.get("crossbook.feed.clients").gauge().value());
        assertEquals(2, counted("slow"));
        assertEquals(0, counted("dropped"));
    }

    @Test
    void what_is_sent_counts_for_each_of_its_readers() {
        meters.bind(registry);
        Message message = Message.of("{\"topic\":\"top\"}");
        for (int i = 0; i < 3; i++) {
            clients.frames().of(message).release();
        }
        clients.frames().of("hello").release();
        clients.settle();
        assertEquals(4, counted("messages"));
        assertEquals(3 * (2 + 15) + 2 + 5, counted("bytes"));
    }
}
