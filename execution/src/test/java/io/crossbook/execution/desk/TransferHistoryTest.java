package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Entry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What no stream tells an exchange's history does, and balances say whether it is booked.
final class TransferHistoryTest {

    private static final long SECOND = Rig.SECOND;

    private static Rig rig() {
        Rig rig = Rig.ready(true);
        rig.histories = true;
        return rig;
    }

    /// So many answers of an account, a few seconds apart as they are when something differs.
    private static void holds(Rig rig, int times, String btc, String usdt) {
        for (int i = 0; i < times; i++) {
            rig.passes(6 * SECOND);
            rig.sweepsUp();
            rig.holds("alpha", btc, usdt);
            rig.keeps();
        }
    }

    private static void minute(Rig rig) {
        rig.passes(60 * SECOND);
        rig.done.clear();
    }

    private static void moved(Rig rig, String asset, String amount, String reference,
            boolean done) {
        rig.desk.told(new AccountFact.Transfer("alpha", rig.now, asset, new BigDecimal(amount),
                reference, done), rig.now);
    }

    private static void all(Rig rig) {
        rig.desk.told(new AccountFact.Transferred("alpha", rig.now, 0, rig.now), rig.now);
    }

    private static List<String> asked(Rig rig) {
        return rig.done.stream().filter(each -> each.startsWith("transfers")).toList();
    }

    private static List<String> posted(Rig rig) {
        return rig.journal.stream().filter(Entry.Posted.class::isInstance)
                .map(entry -> ((Entry.Posted) entry).commit().why())
                .filter(why -> !why.startsWith("opening"))
                .map(why -> why.replaceAll(" (reconciled )?alpha.*", "")).toList();
    }

    private static void paused(Rig rig, String what) {
        assertEquals(what, rig.desk.state().paused().keySet().toString());
        assertEquals("", rig.desk.state().halted());
    }

    @Test
    void what_left_by_hand_and_no_stream_has_told_is_no_missing_coin() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 3, "0.005", "1000");
        assertEquals(List.of("transfers alpha 666"), asked(rig), "once, back to what agreed");
        paused(rig, "[]");
        moved(rig, "BTC", "-0.005", "w1", false);
        all(rig);
        assertEquals(List.of(), posted(rig), "it may be told by a stream as well");
        holds(rig, 1, "0.005", "1000");
        assertEquals(List.of("in_transit"), posted(rig));
        holds(rig, 5, "0.005", "1000");
        paused(rig, "[]");
        assertEquals(Map.of(), rig.desk.state().record().today(rig.now));
        assertTrue(rig.alarms.isEmpty(), rig.alarms::toString);
        assertTrue(rig.offers(9));
    }

    @Test
    void what_came_by_hand_raises_no_alarm_and_several_are_told_apart() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.01", "1130");
        moved(rig, "USDT", "500", "d1", false);
        moved(rig, "USDT", "100", "d2", false);
        moved(rig, "USDT", "30", "d3", false);
        moved(rig, "BTC", "130", "d4", false);
        all(rig);
        holds(rig, 1, "0.01", "1130");
        assertEquals(List.of("deposit", "deposit"), posted(rig));
        assertTrue(rig.alarms.isEmpty(), rig.alarms::toString);
        minute(rig);
        holds(rig, 1, "0.01", "1630");
        assertEquals(List.of("deposit", "deposit", "deposit"), posted(rig), "500, at last");
    }

    @Test
    void a_coin_of_which_the_history_knows_nothing_is_missing() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.009", "1000");
        moved(rig, "BTC", "-0.002", "w1", false);
        all(rig);
        holds(rig, 3, "0.009", "1000");
        assertEquals(List.of("unexplained"), posted(rig));
        paused(rig, "[asset BTC]");
    }

    @Test
    void a_history_that_does_not_answer_is_waited_for_a_minute_and_no_longer() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 10, "0.009", "1000");
        assertEquals(List.of("transfers alpha 666", "transfers alpha 696"), asked(rig));
        paused(rig, "[]");
        holds(rig, 3, "0.009", "1000");
        paused(rig, "[asset BTC]");
    }

    @Test
    void what_a_stream_has_told_explains_no_second_loss_by_its_other_name() {
        Rig rig = rig();
        minute(rig);
        moved(rig, "BTC", "-0.002", "stream", true);
        holds(rig, 2, "0.006", "1000"); // what was asked before tells nothing
        moved(rig, "BTC", "-0.002", "history", false);
        all(rig);
        holds(rig, 3, "0.006", "1000");
        assertEquals(List.of("in_transit", "unexplained"), posted(rig));
        paused(rig, "[asset BTC]");
    }

    @Test
    void what_a_stream_has_told_hides_no_equal_one_that_it_has_not() {
        for (List<String> told : List.of(List.of("one", "another"), List.of("another", "one"))) {
            Rig rig = rig();
            minute(rig);
            moved(rig, "BTC", "-0.002", "one", true);
            holds(rig, 2, "0.006", "1000"); // what was asked before tells nothing
            told.forEach(name -> moved(rig, "BTC", "-0.002", name, false));
            all(rig);
            holds(rig, 3, "0.006", "1000");
            assertEquals(List.of("in_transit", "in_transit"), posted(rig), told::toString);
            paused(rig, "[]");
        }
    }

    @Test
    void a_stream_that_tells_later_than_the_history_is_the_one_that_is_booked() {
        Rig rig = rig();
        minute(rig);
        moved(rig, "BTC", "-0.002", "history", false);
        moved(rig, "BTC", "-0.002", "stream", true);
        holds(rig, 2, "0.006", "1000"); // what was asked before tells nothing
        all(rig);
        holds(rig, 3, "0.006", "1000");
        assertEquals(List.of("in_transit", "unexplained"), posted(rig));
    }

    @Test
    void what_is_older_than_what_agreed_explains_nothing() {
        Rig rig = rig();
        for (int i = 0; i < 11; i++) {
            rig.passes(60 * SECOND);
            rig.holds("alpha", "0.01", "1000");
        }
        rig.passes(60 * SECOND);
        long old = rig.now - 700 * SECOND;
        holds(rig, 1, "0.008", "1000");
        rig.desk.told(new AccountFact.Transfer("alpha", old, "BTC", new BigDecimal("-0.002"), "w1",
                false), rig.now);
        all(rig);
        holds(rig, 3, "0.008", "1000");
        assertEquals(List.of("unexplained"), posted(rig));
    }

    @Test
    void what_happened_while_nobody_looked_is_asked_for_at_the_start() {
        Rig rig = rig();
        rig.passes(60 * SECOND);
        rig.holds("alpha", "0.01", "1000");
        rig.now += 7_200 * SECOND;
        rig.restarts(rig.journal.size());
        for (String name : rig.listings.keySet()) {
            rig.desk.told(new AccountFact.Swept(name, rig.now, 0, rig.now), rig.now);
        }
        rig.holds("alpha", "0.01", "400");
        assertEquals(1, asked(rig).size());
        assertTrue(Integer.parseInt(asked(rig).getFirst().split(" ", 3)[2]) >= 7_800,
                () -> asked(rig).toString());
        rig.desk.told(new AccountFact.Transfer("alpha", rig.now - 3_600 * SECOND, "USDT",
                new BigDecimal("-600"), "w1", false), rig.now);
        all(rig);
        holds(rig, 1, "0.01", "400");
        assertEquals(List.of("in_transit"), posted(rig));
        paused(rig, "[]");
    }

    /// A balance tells of it first, then the history, and the stream by another name and at last.
    @Test
    void what_a_stream_tells_after_the_history_was_booked_is_not_booked_twice() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.008", "1030");
        moved(rig, "BTC", "-0.002", "history w", false);
        moved(rig, "USDT", "30", "history d", false);
        all(rig);
        holds(rig, 1, "0.008", "1030");
        List<String> booked = List.of("in_transit", "deposit");
        assertEquals(booked, posted(rig));
        moved(rig, "BTC", "-0.002", "history w", false); // asked again, it tells it again
        moved(rig, "BTC", "-0.002", "stream w", true);
        moved(rig, "USDT", "30", "stream d", true);
        moved(rig, "BTC", "-0.002", "stream w", true); // once more, as streams may
        holds(rig, 5, "0.008", "1030");
        assertEquals(booked, posted(rig));
        paused(rig, "[]");
        assertTrue(rig.alarms.isEmpty(), rig.alarms::toString);
    }

    @Test
    void what_is_told_once_more_explains_no_second_transfer_of_the_same_amount() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.008", "1000");
        moved(rig, "BTC", "-0.002", "history", false);
        all(rig);
        holds(rig, 1, "0.008", "1000");
        moved(rig, "BTC", "-0.002", "stream", true);
        moved(rig, "BTC", "-0.002", "another", true);
        holds(rig, 2, "0.006", "1000");
        assertEquals(List.of("in_transit", "in_transit"), posted(rig));
        paused(rig, "[]");
    }

    @Test
    void a_teller_that_calls_it_by_the_name_it_was_booked_by_takes_nothing_from_the_next() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.008", "1000");
        moved(rig, "BTC", "-0.002", "one name", false);
        all(rig);
        holds(rig, 1, "0.008", "1000");
        moved(rig, "BTC", "-0.002", "one name", true);
        moved(rig, "BTC", "-0.002", "another", true);
        holds(rig, 2, "0.006", "1000");
        assertEquals(List.of("in_transit", "in_transit"), posted(rig));
        paused(rig, "[]");
    }

    /// Nobody answered for a minute; then both tell.
    @Test
    void what_was_booked_as_money_that_came_is_not_booked_again_when_it_is_told() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 13, "0.01", "1030");
        assertEquals(List.of("deposit"), posted(rig));
        moved(rig, "USDT", "30", "history", false);
        moved(rig, "USDT", "30", "stream", true);
        all(rig);
        holds(rig, 3, "0.01", "1030");
        assertEquals(List.of("deposit"), posted(rig));
        minute(rig);
        holds(rig, 13, "0.01", "1060"); // of which nobody has told
        assertEquals(2, rig.alarms.size(), rig.alarms::toString);
    }

    @Test
    void what_was_booked_long_ago_takes_nothing_from_what_a_stream_tells() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.008", "1000");
        moved(rig, "BTC", "-0.002", "history", false);
        all(rig);
        holds(rig, 1, "0.008", "1000");
        for (int i = 0; i < 11; i++) {
            rig.passes(60 * SECOND);
            rig.holds("alpha", "0.008", "1000");
        }
        moved(rig, "BTC", "-0.002", "stream", true);
        assertEquals(List.of("in_transit", "in_transit"), posted(rig));
    }

    @Test
    void what_an_earlier_process_has_booked_explains_no_second_loss() {
        Rig rig = rig();
        minute(rig);
        holds(rig, 1, "0.008", "1000");
        moved(rig, "BTC", "-0.002", "history", false);
        all(rig);
        holds(rig, 1, "0.008", "1000");
        rig.restarts(rig.journal.size());
        for (String name : rig.listings.keySet()) {
            rig.desk.told(new AccountFact.Swept(name, rig.now, 0, rig.now), rig.now);
        }
        holds(rig, 1, "0.006", "1000");
        moved(rig, "BTC", "-0.002", "history", false);
        all(rig);
        holds(rig, 4, "0.006", "1000");
        assertEquals(List.of("in_transit", "unexplained"), posted(rig));
    }
}
