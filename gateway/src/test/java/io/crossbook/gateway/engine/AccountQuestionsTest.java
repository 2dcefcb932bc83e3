package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What exchanges say of themselves, and of our accounts, when they are asked.
final class AccountQuestionsTest {

    private static Settings.Exchange telling(Settings.Exchange exchange) {
        return new Settings.Exchange(
                new Entry(exchange.entry().name(), "", "", 0, true, true, Map.of(),
                        Map.of("rights", "")),
                exchange.dialect(), true, exchange.instruments(), exchange.limits(), 0, 0);
    }

    private static Pit pit() {
        return pit(Mode.PRACTICE);
    }

    private static Pit pit(Mode mode) {
        Settings plain = Pit.settings(Pit.THREE);
        var telling = new Settings(
                plain.exchanges().stream().map(AccountQuestionsTest::telling).toList(),
                plain.detector(), 0, List.of(), List.of(), plain.chains(), plain.transfers(),
                plain.inventory(), 0);
        Execution practice = Pit.execution(Pit.THREE);
        var pit = new Pit(new Kept(), telling, new Execution(mode, practice.risk(),
                practice.patience(), practice.doubt(), practice.legs(), practice.lossBudgetBps(),
                practice.parkedStopBps(), practice.paper(), practice.dedicated()));
        pit.begins().keeps().pass(1_000);
        return pit;
    }

    private static SortedMap<Long, String> asked(Pit pit, Request.About about) {
        var asked = new TreeMap<Long, String>();
        pit.waiting.forEach((id, left) -> {
            if (left.request().about() == about) {
                asked.put(id, left.exchange());
            }
        });
        return asked;
    }

    private static void says(Pit pit, String exchange, String words) {
        asked(pit, Request.About.STATUS).forEach((id, name) -> pit.answers(id,
                Answer.ok(Bytes.of(name.equals(exchange) ? words : "here"))));
    }

    private static boolean begins(Pit pit) {
        pit.denied.clear();
        pit.offers("100", "101").keeps();
        boolean begun = !pit.placed().isEmpty();
        pit.pass(1_000);
        return begun;
    }

    private static void rights(Pit pit, List<String> untold) {
        asked(pit, Request.About.PERMISSIONS).forEach((id, exchange) -> pit.answers(id,
                untold.contains(exchange)
                        ? new Answer(Answer.Phase.SENT, 0, new Bytes(), "timed out", 0)
                        : Answer.ok(Bytes.of("rights trade"))));
    }

    @Test
    void with_real_money_nothing_begins_before_each_exchange_has_told_what_the_key_may_do() {
        Pit pit = pit(Mode.LIVE);
        rights(pit, Pit.THREE);
        for (int i = 0; i < 20; i++) {
            pit.keeps().answers().pass(10);
        }
        assertEquals("recovering: waiting for alpha to tell what the key may do, beta to tell"
                + " what the key may do, gamma to tell what the key may do", pit.reluctance());
        pit.pass(58_000);
        assertEquals(Map.of(), asked(pit, Request.About.PERMISSIONS));
        pit.pass(2_000);
        assertEquals(3, asked(pit, Request.About.PERMISSIONS).size());
        rights(pit, List.of("beta"));
        assertEquals("recovering: waiting for beta to tell what the key may do",
                pit.reluctance());
        pit.pass(60_000);
        assertEquals(List.of("beta"),
                List.copyOf(asked(pit, Request.About.PERMISSIONS).values()));
        rights(pit, List.of());
        assertEquals("", pit.reluctance());
    }

    @Test
    void without_real_money_nobody_waits_for_that() {
        Pit pit = pit(Mode.PRACTICE);
        rights(pit, Pit.THREE);
        pit.recovers();
        assertEquals("", pit.reluctance());
    }

    @Test
    void with_real_money_an_exchange_that_tells_no_rights_is_not_waited_for() {
        Execution practice = Pit.execution(Pit.THREE);
        var pit = new Pit(new Kept(), Pit.settings(Pit.THREE), new Execution(Mode.LIVE,
                practice.risk(), practice.patience(), practice.doubt(), practice.legs(),
                practice.lossBudgetBps(), practice.parkedStopBps(), practice.paper(),
                practice.dedicated()));
        pit.begins().keeps().pass(1_000).recovers();
        assertEquals("", pit.reluctance());
    }

    @Test
    void every_minute_exchanges_are_asked_whether_they_will_be_there() {
        Pit pit = pit();
        assertEquals(Set.of("alpha", "beta", "gamma"),
                Set.copyOf(asked(pit, Request.About.STATUS).values()));
        pit.recovers();
        pit.pass(58_000);
        assertEquals(Map.of(), asked(pit, Request.About.STATUS));
        pit.pass(2_000);
        assertEquals(3, asked(pit, Request.About.STATUS).size());
    }

    @Test
    void nothing_new_is_begun_from_five_minutes_before_a_maintenance_that_is_announced() {
        Pit pit = pit();
        says(pit, "beta", "away 200 900");
        pit.recovers();
        assertFalse(begins(pit));
        assertEquals(Set.of("planned"), pit.denied.keySet());
    }

    @Test
    void a_maintenance_that_is_far_ahead_keeps_from_nothing() {
        Pit pit = pit();
        says(pit, "beta", "away 4000 9000");
        pit.recovers();
        assertTrue(begins(pit), () -> pit.denied.toString());
    }

    /// It was announced for now, and is moved, or is over earlier, or is not held at all.
    @Test
    void a_maintenance_that_is_not_announced_any_more_is_taken_back() {
        Pit pit = pit();
        says(pit, "beta", "away 0 9000");
        pit.recovers();
        assertFalse(begins(pit));
        pit.pass(60_000).noOffer();
        says(pit, "beta", "away 4000 9000 odd");
        assertFalse(begins(pit), "not all of the answer could be read");
        assertEquals(Set.of("planned"), pit.denied.keySet());
        pit.pass(60_000).noOffer();
        says(pit, "beta", "away 4000 9000");
        assertTrue(begins(pit), () -> pit.denied.toString());
    }

    @Test
    void that_nobody_can_read_whether_it_will_be_there_is_a_fault_every_hour_and_stands_in_health() {
        Pit pit = pit();
        says(pit, "beta", "here");
        long known = pit.now;
        pit.recovers();
        pit.faults.clear();
        for (int minute = 0; minute < 70; minute++) {
            pit.pass(60_000).noOffer();
            says(pit, "beta", "odd");
            pit.answers().keeps();
        }
        String words = "http://127.0.0.1/beta has not told it since "
                + Instant.ofEpochSecond(0, known) + ": an odd row";
        assertEquals(2, pit.faults.stream().filter(each -> each.contains(words)).count(),
                pit.faults::toString);
        assertEquals(Map.of("beta", words), standing(pit).untold());

        pit.pass(60_000);
        says(pit, "beta", "here");
        assertEquals(Map.of(), standing(pit).untold());
    }

    private static Standing standing(Pit pit) {
        return Objects.requireNonNull(pit.engine.standing());
    }

    @Test
    void what_came_and_went_is_told_and_then_that_it_was_all() {
        var rig = new CourierRig("north", "BTCUSD", "USD", new PlainDialect(
                new Entry("north", "", "", 0, true, true, Map.of(), Map.of("rights", ""))));
        rig.lists().done();
        rig.outbox(() -> assertTrue(rig.courier.transfers("north", rig.now - 5_000_000_000L)));
        assertEquals(List.of("rest moved since " + (rig.now / CourierRig.MILLI - 5_000)),
                rig.done());
        rig.answers("moved BTC -1 w1;more");
        assertEquals(List.of("Transfer"), rig.heard());
        rig.answers("");
        assertEquals(List.of("Transferred"), rig.heard(), "when every page was told");

        rig.outbox(() -> rig.courier.transfers("north", rig.now));
        rig.answers(CourierRig.cut());
        assertEquals(List.of(), rig.heard());
        assertTrue(rig.faults.getLast().text().contains("what came and went since"),
                rig.faults::toString);
        assertFalse(rig.courier.transfers("west", 1), "nobody tells there");
    }

    @Test
    void a_part_that_is_refused_is_said_once_an_hour_and_all_else_counts() {
        var rig = new CourierRig("north", "BTCUSD", "USD", new PlainDialect(
                new Entry("north", "", "", 0, true, true, Map.of(), Map.of("rights", ""))));
        rig.lists().done();
        for (int asked = 0; asked < 3; asked++) {
            rig.outbox(() -> rig.courier.transfers("north", rig.now));
            rig.answers("untold options");
            assertEquals(List.of("Transferred"), rig.heard());
        }
        assertEquals(List.of("what came and went by options is not told: no such account;"
                + " what moves that way looks like money that came or is missing"),
                rig.faults.stream().map(Fault::text).toList());
        rig.now += 3_600_000_000_000L;
        rig.outbox(() -> rig.courier.transfers("north", rig.now));
        rig.answers("untold options");
        assertEquals(2, rig.faults.size());
    }
}
