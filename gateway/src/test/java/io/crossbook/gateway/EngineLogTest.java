package io.crossbook.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.crossbook.gateway.engine.Floor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What a person at the terminal reads.
final class EngineLogTest {

    private final Logger log = (Logger) LoggerFactory.getLogger("crossbook");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Floor floor = new Floor(Floor.settings(true), new EngineLog());
    private int update = 7;

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        lines.start();
        log.addAppender(lines);
        floor.open();
        lines.list.clear();
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    /// Crossed, and not any more: stale, then live.
    private void flaps() {
        floor.says(1, "change BTCUSD " + ++update + " 0 bid 105 1")
                .says(1, "change BTCUSD " + ++update + " 0 bid 105 0");
    }

    private List<String> told() {
        List<String> told = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        lines.list.clear();
        return told;
    }

    @Test
    void a_book_that_goes_stale_and_live_is_told_at_once() {
        flaps();

        assertEquals(List.of("north BTCUSD: stale: crossed", "north BTCUSD: live"), told());
    }

    @Test
    void an_order_that_is_none_of_ours_is_told_once_and_a_flood_of_them_does_not_fill_the_log() {
        var told = new EngineLog();
        told.foreign("kraken", "XBTUSD", "O1", 1);
        assertEquals(
                List.of("kraken: order O1 of XBTUSD is none of ours and is left alone: somebody else trades on this account"),
                told());
        for (int i = 2; i <= 500; i++) {
            told.foreign("kraken", "XBTUSD", "O" + i, 1);
        }
        List<String> flood = told();
        assertEquals(99, flood.size());
        assertEquals(
                "kraken: order O100 of XBTUSD is none of ours and is left alone: somebody else trades on this account (more of them are only counted)",
                flood.getLast());
    }

    @Test
    void a_wish_that_is_refused_names_no_exchange() {
        new EngineLog().refused("attempt 7 is not parked: nothing to clear", 1);
        assertEquals(List.of("refused: attempt 7 is not parked: nothing to clear"), told());
    }

    @Test
    void again_and_again_is_one_line_a_minute_with_the_number() {
        for (int i = 0; i < 500; i++) {
            flaps();
        }
        assertEquals(19, told().size()); // and one when it went live at first
        floor.says(2, "change BTCUSD 99 0 bid 1 1").pass(59_999)
                .says(2, "snapshot BTCUSD 100 0 bid 100 1 ask 101 1");
        assertEquals(List.of("south BTCUSD: after 7 came 99; asking for a snapshot",
                "south BTCUSD: live"), told());

        floor.pass(1).says(2, "change BTCUSD 101 0 bid 100 2");
        assertEquals(List.of(
                "north: 982 more changes of its books' health within a minute; now 0 of 1 are live"),
                told());
    }

    @Test
    void after_a_minute_the_first_changes_are_told_again() {
        for (int i = 0; i < 50; i++) {
            flaps();
        }
        floor.pass(60_000); // both are silent, which is one change more
        told();
        flaps();
        flaps();

        assertEquals(List.of(
                "north: 82 more changes of its books' health within a minute; now 0 of 1 are live",
                "north BTCUSD: live", "north BTCUSD: stale: crossed", "north BTCUSD: live"),
                told());
    }
}
