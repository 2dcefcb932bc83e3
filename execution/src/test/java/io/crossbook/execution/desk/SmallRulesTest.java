package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Rules of the ladder and the journal that are easily forgotten.
final class SmallRulesTest {

    @Test
    void what_was_parked_and_turns_out_well_is_over_without_a_human() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(1), "0");
        rig.told(new OrderEvent.Ambiguous(rig.placed.get(0).id(), "HTTP 504"));
        rig.passes(200 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        for (int i = 0; i < 30; i++) {
            rig.told(new OrderEvent.NotFound(rig.placed.get(0).id()));
        }
        rig.passes(Rig.SECOND);
        // The sweep is what completes the rule: nothing is told of an order.
        rig.desk.told(new AccountFact.Swept("alpha", rig.now, 0, rig.now), rig.now);
        rig.keeps();
        assertTrue(rig.attempt().resolved());
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(rig.desk.state().live().isEmpty());
    }

    @Test
    void a_rung_has_its_five_seconds_after_each_detour() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.listings.keySet().forEach(rig::darkens);
        rig.fills(rig.placed.get(1), "0");
        rig.passes(Rig.SECOND);
        assertEquals(0, rig.attempt().rungs());
        // More of it than was told: that must be asked for.
        rig.told(new OrderEvent.Ended(rig.placed.get(1).id(), OrderEvent.End.EXPIRED,
                new BigDecimal("0.0004")));
        rig.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.RESOLVING, rig.attempt().state());
        rig.fills(rig.placed.get(1), "0.0004");
        assertEquals(AttemptState.IMBALANCED, rig.attempt().state());
        rig.passes(4 * Rig.SECOND);
        assertEquals(0, rig.attempt().rungs(), "four seconds are not five");
        rig.passes(2 * Rig.SECOND);
        assertEquals(1, rig.attempt().rungs());
    }

    @Test
    void a_rung_goes_by_the_rules_of_today() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        for (String name : List.of("alpha", "beta")) {
            Listing planned = rig.listing(name);
            // Prices in steps of 0.50 from now on.
            rig.listings.put(name, new Listing(planned.id(), name, planned.symbol(),
                    planned.instrument(), new Rules(2, 5, 50, 1, 10, 500_000_000L, 1,
                            Rules.Status.TRADING)));
        }
        rig.fills(rig.placed.get(1), "0");
        assertEquals(0, rig.last().limit().remainder(new BigDecimal("0.50")).signum(),
                rig.last()::toString);
        assertEquals(50, rig.last().listing().rules().tick());
    }

    @Test
    void dust_counts_as_exposure_and_is_called_when_it_can_be_traded() {
        Rig rig = Rig.ready(true);
        for (int attempt = 1; attempt <= 2; attempt++) {
            rig.offers(attempt);
            rig.keeps();
            rig.fills(rig.placed.get(rig.placed.size() - 2), "0.0009");
            rig.fills(rig.placed.getLast(), "0.00084");
            assertEquals(AttemptState.DUST,
                    Objects.requireNonNull(rig.desk.state().attempt(attempt)).state());
            assertEquals(0, new BigDecimal("0.00006").multiply(BigDecimal.valueOf(attempt))
                    .compareTo(left(rig).worst()));
            assertTrue(rig.desk.state().live().isEmpty(), "once, and not as live");
            assertEquals(attempt == 2, rig.alarms.stream().anyMatch(each -> each
                    .startsWith("Dust: attempts have left 0.00012 BTC over in all")));
        }
        // And a human does what he is told, at alpha.
        for (int look = 0; look < 3; look++) {
            rig.passes(60 * Rig.SECOND);
            rig.sweepsUp();
            rig.holds("alpha", "0.01168", "916");
            rig.keeps();
        }
        assertEquals(0, left(rig).worst().signum());
        // What comes late is counted instead of what it was closed with.
        rig.fills(rig.placed.getLast(), "0.00006");
        rig.passes(Rig.SECOND);
        assertEquals(0, new BigDecimal("-0.00006")
                .compareTo(left(rig).least()));
    }

    @Test
    void dust_is_called_again_when_it_has_doubled_and_not_after_each_attempt() {
        Rig rig = Rig.ready(true);
        var called = new ArrayList<Integer>();
        for (int attempt = 1; attempt <= 6; attempt++) {
            rig.offers(attempt);
            rig.keeps();
            rig.fills(rig.placed.get(rig.placed.size() - 2), "0.0009");
            rig.fills(rig.placed.getLast(), "0.00084");
            if (rig.alarms.stream().filter(each -> each.startsWith("Dust: ")).count() > called
                    .size()) {
                called.add(attempt);
            }
        }
        assertEquals(List.of(2, 4), called, rig.alarms::toString);
        assertEquals(2, rig.alarms.stream().filter(each -> each.startsWith("Dust: ")).count());
    }

    @Test
    void dust_is_called_by_what_it_comes_to_and_not_by_where_the_last_of_it_is_from() {
        Rig rig = Rig.ready(true);
        var called = new ArrayList<Integer>();
        for (int attempt = 1; attempt <= 5; attempt++) {
            rig.offers(attempt);
            rig.keeps();
            var listings = Map.copyOf(rig.listings);
            if (attempt != 3 && attempt != 5) { // a pair at exchanges that trade 0.01 BTC at least
                listings.forEach((name, each) -> rig.listings.put(name, new Listing(each.id(), name,
                        each.symbol(), each.instrument(), new Rules(2, 5, 1, 1, 1_000,
                                500_000_000L, 1, Rules.Status.TRADING))));
            }
            rig.fills(rig.placed.get(rig.placed.size() - 2), "0.0009");
            rig.fills(rig.placed.getLast(), "0.00084");
            rig.listings.putAll(listings);
            if (rig.alarms.stream().filter(each -> each.startsWith("Dust: ")).count() > called
                    .size()) {
                called.add(attempt);
            }
        }
        assertEquals(List.of(3), called, rig.alarms::toString);
    }

    private static Range left(Rig rig) {
        return rig.desk.state().exposure().getOrDefault("BTC", Range.NOTHING);
    }

    @Test
    void a_denial_is_written_once_a_code_however_often_it_comes_back() {
        Rig rig = Rig.ready(false);
        for (int i = 0; i < 3; i++) {
            rig.desk.halt("somebody said so", rig.now);
            rig.offers();
            rig.desk.rearm("looked", Entry.Rearmed.ALL, rig.now);
            rig.darkens("beta");
            rig.offers();
            rig.shows("beta", "50200", "50210");
        }
        List<String> codes = rig.journal.stream()
                .filter(Entry.Denied.class::isInstance)
                .map(entry -> ((Entry.Denied) entry).denial().code()).toList();
        assertEquals(List.of("desk", "book"), codes);
    }
}
