package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.stream.FactChannel;
import io.crossbook.gateway.stream.Hearer;
import io.crossbook.gateway.stream.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How often the engine is read for those who begin.
final class BeginningsTest {

    private final List<Consumer<Engine>> asked = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final Rounds rounds = new Rounds(0);
    private final FactChannel channel = new FactChannel(rounds, "{", 0);
    private int read;
    private final Beginnings<Integer> beginnings = new Beginnings<>(asked::add, Runnable::run,
            _ -> ++read);

    private void answer() {
        Engine engine = new Floor(Floor.settings(true), new Feed(() -> {})).engine;
        List.copyOf(asked).forEach(reading -> reading.accept(engine));
        asked.clear();
    }

    @Test
    void a_thousand_who_begin_in_one_round_are_told_what_was_read_once() {
        for (int i = 0; i < 1_000; i++) {
            beginnings.add(channel, told::add);
        }
        assertEquals(0, asked.size());
        beginnings.tick();
        answer();

        assertEquals(1, read);
        assertEquals(1_000, told.stream().filter(each -> each == 1).count());
    }

    @Test
    void who_comes_while_the_engine_is_asked_is_told_by_the_next_reading() {
        beginnings.add(channel, told::add);
        beginnings.tick();
        beginnings.add(channel, told::add);
        answer();
        assertEquals(List.of(1), told);

        beginnings.tick();
        answer();
        assertEquals(List.of(1, 2), told);
        beginnings.tick();
        assertEquals(0, asked.size(), "nobody waits");
    }

    @Test
    void where_the_reading_fails_those_who_wait_for_it_are_told() {
        var hearer = new Hearer();
        rounds.join(hearer).subscribe("channel", channel);
        var failing = new Beginnings<Integer>(asked::add, Runnable::run, _ -> {
            throw new IllegalStateException("a mistake");
        });
        failing.add(channel, told::add);
        failing.tick();
        answer();

        assertEquals(List.of(), told);
        assertEquals("java.lang.IllegalStateException: a mistake", hearer.closed);
    }
}
