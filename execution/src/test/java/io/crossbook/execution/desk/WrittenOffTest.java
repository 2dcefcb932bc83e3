package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a human has written off and filled after all: beta's sale of 0.0009 BTC for 45.18 USDT.
final class WrittenOffTest {

    private static Rig writtenOff() {
        return writesOff(ClearTest.unresolved());
    }

    private static Rig writesOff(Rig rig) {
        assertEquals("", rig.desk.writeOff(1, "beta is gone", rig.now));
        rig.done.clear();
        return rig;
    }

    /// So many answers of beta to questions of ours.
    private static void looks(Rig rig, int times, String btc, String usdt) {
        for (int i = 0; i < times; i++) {
            rig.passes(60 * Rig.SECOND);
            rig.sweepsUp();
            rig.holds("beta", btc, usdt);
            rig.keeps();
        }
    }

    private static boolean counts(Rig rig) {
        return rig.desk.state().exposure().containsKey("BTC");
    }

    private static List<String> posted(Rig rig) {
        return rig.journal.stream().filter(Entry.Posted.class::isInstance)
                .map(entry -> ((Entry.Posted) entry).commit().why())
                .filter(why -> !why.startsWith("opening")).map(why -> why.split(" ", 2)[0])
                .toList();
    }

    @Test
    void what_it_may_have_sold_is_not_somebody_elses_trade_and_waits_for_a_human() {
        Rig rig = writtenOff();
        looks(rig, 20, "0.0091", "1045.18");
        assertEquals(List.of(), posted(rig));
        assertTrue(counts(rig), "the balances show that it has filled");
        assertTrue(rig.desk.state().paused().containsKey("asset BTC"),
                rig.desk.state().paused()::toString);
        List<String> calls = rig.alarms.stream().filter(each -> each.startsWith(
                "Paused: asset BTC: beta has {BTC=-0.0009, USDT=45.18} more than the ledger: "
                        + "it may be what was written off: "))
                .toList();
        assertEquals(1, calls.size(), rig.alarms::toString);
        assertTrue(calls.getFirst().contains("crossbook resume"), calls::toString);
        assertTrue(rig.done.contains("ask beta"), "it may be told yet");
        assertEquals("", rig.desk.reluctance());
        // And it is told, at last: once.
        rig.fills(rig.placed.get(1), "0.0009");
        looks(rig, 3, "0.0091", "1045.18");
        assertEquals(List.of(), posted(rig));
        assertEquals(AttemptState.PARKED, rig.attempt().state());
    }

    @Test
    void a_start_does_not_wait_for_the_human_who_has_been_called() {
        Rig rig = writtenOff();
        looks(rig, 5, "0.0091", "1045.18");
        rig.restarts(rig.journal.size());
        for (String name : rig.listings.keySet()) {
            rig.desk.told(new AccountFact.Swept(name, rig.now, 0, rig.now), rig.now);
        }
        rig.holds("alpha", "0.0109", "954.9955");
        rig.holds("gamma", "0.01", "1000");
        looks(rig, 6, "0.0091", "1045.18");
        assertFalse(rig.desk.reluctance().contains("beta"), rig.desk.reluctance());
        assertEquals(List.of(), posted(rig));
        assertTrue(counts(rig));
    }

    @Test
    void a_pause_for_another_reason_and_its_end_do_not_decide_it() {
        Rig rig = writtenOff();
        for (int i = 0; i < 5; i++) {
            rig.passes(60 * Rig.SECOND);
            rig.sweepsUp();
            rig.holds("gamma", "0.009", "1000");
            rig.keeps();
        }
        long gammas = rig.desk.state().lastPause();
        looks(rig, 5, "0.0091", "1045.18");
        rig.desk.rearm("gamma has lost it", gammas, rig.now);
        looks(rig, 5, "0.0091", "1045.18");
        assertEquals(List.of("unexplained"), posted(rig));
        assertTrue(rig.alarms.getLast().contains("what was written off"), rig.alarms::toString);
    }

    @Test
    void a_pause_for_another_reason_hides_it_from_nobody() {
        Rig rig = writtenOff();
        looks(rig, 5, "0.0091", "1045.18");
        for (int i = 0; i < 5; i++) {
            rig.passes(60 * Rig.SECOND);
            rig.sweepsUp();
            rig.holds("gamma", "0.009", "1000");
            rig.keeps();
        }
        String why = String.valueOf(rig.desk.state().paused().get("asset BTC"));
        assertTrue(why.contains("what was written off") && why.contains("gamma has 0.001 BTC less"),
                why);
        rig.desk.rearm("beta has sold it", rig.desk.state().pause("asset BTC"), rig.now);
        assertEquals("gamma has 0.001 BTC less than the ledger, and nobody knows why",
                rig.desk.state().paused().get("asset BTC"));
        looks(rig, 5, "0.0091", "1045.18");
        assertEquals(List.of("unexplained", "external_trade"), posted(rig));
    }

    @Test
    void a_ledger_that_was_corrected_by_balances_proves_nothing_by_agreeing_with_them() {
        Rig rig = writtenOff();
        looks(rig, 5, "0.0091", "1045.18");
        rig.desk.rearm("somebody else has sold it, I think", Entry.Rearmed.ALL, rig.now);
        looks(rig, 3, "0.0091", "1045.18");
        assertEquals(List.of("external_trade"), posted(rig));
        looks(rig, 3, "0.0091", "1045.18");
        assertTrue(counts(rig), "the ledger says what the balances have said");
        // Nor does another process believe it.
        rig.restarts(rig.journal.size());
        rig.recovers();
        looks(rig, 3, "0.0091", "1045.18");
        assertTrue(counts(rig));
    }

    @Test
    void coins_that_are_missing_without_a_price_prove_nothing_either() {
        Rig rig = writtenOff();
        looks(rig, 5, "0.0091", "1000");
        assertEquals(List.of("unexplained"), posted(rig));
        looks(rig, 3, "0.0091", "1000");
        assertTrue(counts(rig));
    }

    @Test
    void balances_that_nobody_asked_for_or_too_early_show_nothing() {
        Rig rig = Rig.ready(_ -> DeskTerms.of(Map.of("alpha", Patience.ENFORCED, "beta",
                Patience.UNENFORCED, "gamma", Patience.ENFORCED)).allTogether());
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.told(new OrderEvent.Ambiguous(rig.placed.get(1).id(), "HTTP 504"));
        rig.passes(200 * Rig.SECOND);
        writesOff(rig);
        rig.holds("beta", "0.01", "1000");
        assertTrue(counts(rig), "nobody has asked");
        looks(rig, 3, "0.01", "1000");
        assertTrue(counts(rig), "nothing ends it at beta for ten minutes");
        looks(rig, 10, "0.01", "1000");
        assertFalse(counts(rig));
    }

    @Test
    void what_was_told_before_it_was_written_off_does_not_open_it_again() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        var end = new OrderEvent.Ended(rig.placed.get(1).id(), OrderEvent.End.CANCELLED,
                new BigDecimal("0.0005"));
        rig.told(end);
        rig.passes(200 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        writesOff(rig);
        int calls = rig.alarms.size();
        rig.told(end);
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        rig.restarts(rig.journal.size());
        rig.passes(Rig.SECOND);
        assertTrue(rig.done.contains("ask beta"), rig.done::toString);
        rig.told(end);
        assertEquals(OrderState.WRITTEN_OFF, rig.attempt().orders().getLast().state());
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(counts(rig));
        assertEquals(calls, rig.alarms.size(), rig.alarms::toString);
        // Its trades are news whenever they come.
        rig.fills(rig.placed.get(1), "0.0005");
        assertTrue(rig.attempt().orders().getLast().resolved());
        assertEquals(AttemptState.PARKED, rig.attempt().state());
    }

    @Test
    void an_end_tells_more_than_what_was_known_of_an_order_that_stood() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.told(new OrderEvent.Standing(rig.placed.get(1).id(), new BigDecimal("0.0005")));
        rig.passes(200 * Rig.SECOND);
        writesOff(rig);
        rig.told(new OrderEvent.Ended(rig.placed.get(1).id(), OrderEvent.End.CANCELLED,
                new BigDecimal("0.0005")));
        assertEquals(OrderState.CANCELLED, rig.attempt().orders().getLast().state());
        assertTrue(rig.attempt().orders().getLast().rest().known(), "no more than 0.0005");
    }
}
