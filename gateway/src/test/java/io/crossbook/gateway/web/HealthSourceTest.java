package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.stream.Hearer;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who reads `health` is told how trading stands, whatever others were told before.
final class HealthSourceTest {

    private final Floor floor = new Floor().open();
    private final Feed feed = new Feed(() -> {});
    private final Rounds rounds = new Rounds(0);
    private final HealthSource source = new HealthSource(rounds, feed,
            reading -> reading.accept(floor.engine), Runnable::run);

    private static Standing working(int attempts) {
        return new Standing(Mode.PRACTICE, "", "", attempts, 0, Map.of());
    }

    private Hearer joins() {
        var hearer = new Hearer();
        rounds.join(hearer).subscribe("health", source.open(Wish.of("health")).channel());
        second(null);
        return hearer;
    }

    private void second(@Nullable Standing standing) {
        if (standing != null) {
            feed.standing(standing, 0);
        }
        source.tick();
        rounds.round();
    }

    @Test
    void a_new_reader_is_told_what_others_were_told_before_it_came() {
        Hearer first = joins();
        second(working(0));
        assertTrue(first.heard.getLast().encode().contains("\"working\":0"),
                first.heard.toString());
        int heard = first.heard.size();

        Hearer second = joins();
        second(working(0));
        assertTrue(second.heard.getLast().encode().contains("\"working\":0"),
                second.heard.toString());
        assertEquals(heard, first.heard.size(), "what is the same is told once");
    }
}
