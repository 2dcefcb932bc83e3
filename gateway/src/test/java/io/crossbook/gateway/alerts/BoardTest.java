package io.crossbook.gateway.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is told of what holds: once, again while it lasts, and when it is over.
final class BoardTest {

    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;

    private final List<String> told = new ArrayList<>();
    private final Board board = new Board(HOUR, text -> text, alert -> told.add(alert.line()));
    private long now = 1_795_000_000_000L;

    /// Looks once a second for so many seconds.
    private BoardTest holds(Cause cause, Map<String, String> what, int seconds) {
        for (int i = 0; i < seconds; i++) {
            board.hold(cause, what, now);
            now += SECOND;
        }
        return this;
    }

    private List<String> active() {
        return board.active().stream().map(each -> each.cause().word() + " " + each.about())
                .toList();
    }

    @Test
    void what_lasts_is_told_once_and_again_every_hour() {
        holds(Cause.HALTED, Map.of("", "odd fills"), 3_700);

        assertEquals(List.of("CRITICAL halted: odd fills (docs/runbook.md#alert-halted)",
                "STILL CRITICAL for 60 min halted: odd fills"), told);
        assertEquals(List.of("halted "), active());
    }

    @Test
    void another_reason_for_a_halt_is_told_at_once() {
        holds(Cause.HALTED, Map.of("", "command: maintenance"), 300);
        holds(Cause.HALTED, Map.of("", "this cannot be; before it: command: maintenance"), 300);

        assertEquals(2, told.size(), told.toString());
        assertTrue(told.getLast().startsWith("CRITICAL halted: this cannot be; before it"),
                told.toString());
        assertEquals(List.of("halted "), active());
    }

    @Test
    void another_difference_of_a_balance_is_told_after_five_minutes_and_other_numbers_of_a_feed_are_not() {
        for (int i = 0; i < 600; i++) {
            holds(Cause.UNEXPLAINED_BALANCE, Map.of("asset BTC", i + " BTC less"), 1);
            holds(Cause.FEED_LAG, Map.of("kraken", i + " of 4000 books"), 1);
        }
        assertEquals(5, told.size(), told.toString());
        assertEquals(1, told.stream().filter(each -> each.contains("feed_lag")).count());
    }

    @Test
    void what_passes_within_its_patience_is_never_told() {
        holds(Cause.ONE_LEGGED, Map.of("attempt 7", "imbalanced, 0.1 BTC left over"), 4);
        holds(Cause.ONE_LEGGED, Map.of(), 60);
        assertEquals(List.of(), told);

        holds(Cause.ONE_LEGGED, Map.of("attempt 8", "imbalanced, 0.1 BTC left over"), 6);
        assertEquals(
                List.of("CRITICAL one_legged attempt 8: imbalanced, 0.1 BTC left over (docs/runbook.md#alert-one-legged)"),
                told);
    }

    @Test
    void what_is_over_is_resolved_after_a_while_and_what_flickers_is_one_alert() {
        for (int i = 0; i < 5; i++) {
            holds(Cause.PARKED, Map.of("attempt 7", "0.1 BTC left over"), 2);
            holds(Cause.PARKED, Map.of(), 3);
        }
        assertEquals(1, told.size(), told.toString());

        holds(Cause.PARKED, Map.of(), 20);
        assertEquals("RESOLVED after 32 s parked attempt 7: 0.1 BTC left over",
                told.getLast().replaceAll("after \\d+ s", "after 32 s"));
        assertEquals(2, told.size());
        assertEquals(List.of(), active());
    }

    @Test
    void another_thing_of_the_same_cause_is_another_alert() {
        holds(Cause.PARKED, Map.of("attempt 7", "a"), 1);
        holds(Cause.PARKED, Map.of("attempt 7", "a", "attempt 9", "b"), 1);
        holds(Cause.PARKED, Map.of("attempt 9", "b"), 15);

        assertEquals(3, told.size(), told.toString());
        assertTrue(told.getLast().startsWith("RESOLVED after"), told.toString());
        assertEquals(List.of("parked attempt 9"), active());
    }

    @Test
    void a_flood_of_one_cause_is_bounded_and_leaves_others_their_place() {
        var flood = new HashMap<String, String>();
        for (int i = 0; i < 10_000; i++) {
            flood.put("attempt " + i, "left over");
        }
        holds(Cause.PARKED, flood, 2);
        holds(Cause.HALTED, Map.of("", "enough"), 1);

        assertEquals(Board.MOST + 1, told.size());
        assertTrue(told.getLast().contains("halted"));
    }

    @Test
    void what_happens_is_told_once_an_hour_in_the_same_words() {
        for (int i = 0; i < 7_300; i++) {
            board.happened(Cause.ALARM, "Dust: 0.1 BTC", now);
            now += SECOND;
        }
        assertEquals(3, told.size(), told.toString());
        assertEquals(3, board.recent().size());
        assertEquals(List.of(), board.active());
    }

    @Test
    void words_of_exchanges_are_one_line_without_what_terminals_act_on() {
        board.happened(Cause.ALARM, "a\nb\u001b[31m\u202ec" + "x".repeat(1_000), now);
        assertEquals(400, board.recent().getFirst().text().length());
        assertTrue(board.recent().getFirst().text().startsWith("a b [31m cx"));
    }

    @Test
    void a_detector_that_looks_at_nothing_while_prices_move_is_silent() {
        var detector = new SilentDetector();
        assertEquals(false, detector.silent(0, 0, true));
        assertEquals(false, detector.silent(10, 500, true), "it has looked");
        assertEquals(false, detector.silent(10, 599, true), "that may be chance");
        assertEquals(true, detector.silent(10, 600, true));
        assertEquals(true, detector.silent(10, 5_000, true));
        assertEquals(false, detector.silent(11, 5_001, true), "it looks again");
        assertEquals(false, detector.silent(11, 9_000, false), "there is nothing to compare");
        assertEquals(false, detector.silent(11, 9_001, true));
    }
}
