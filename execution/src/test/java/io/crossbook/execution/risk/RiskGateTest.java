package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the gate does beside its limits: what it may be asked, how it fails, what it counts.
final class RiskGateTest {

    private static String code(PreTradeGate.Verdict verdict) {
        return switch (verdict) {
            case PreTradeGate.Verdict.Approved _ -> "";
            case PreTradeGate.Verdict.Refused(var denial) -> denial.code() + ": "
                    + denial.measured();
        };
    }

    @Test
    void only_what_is_in_the_journal_unchanged_and_has_not_left_is_let_through() {
        GateRig rig = new GateRig().begins();
        rig.offers();
        OrderIntent leg = rig.attempt(1).orders().getFirst().intent();
        assertTrue(
                rig.gate().approve(List.of(leg),
                        rig.now) instanceof PreTradeGate.Verdict.Approved(var orders)
                        && orders.getFirst().intent().equals(leg) && orders.size() == 1);
        assertEquals("order: no leg of its attempt",
                code(rig.gate().approve(List.of(larger(leg)), rig.now)));
        assertEquals("order: no attempt",
                code(rig.gate().approve(List.of(other(leg, 2, 0)), rig.now)));
        assertEquals("order: no leg of its attempt",
                code(rig.gate().approve(List.of(other(leg, 1, 7)), rig.now)));
        assertEquals("order: not in the journal",
                code(rig.gate().approve(List.of(reducing(leg, 7)), rig.now)));
        assertEquals("order: not in the journal",
                code(rig.gate().approve(List.of(reducing(leg, 0)), rig.now)));
        assertEquals("order: 2 attempts",
                code(rig.gate().approve(List.of(leg, other(leg, 2, 0)), rig.now)));
        rig.keeps();
        assertEquals("order: sent", code(rig.gate().approve(List.of(leg), rig.now)));
    }

    private static OrderIntent larger(OrderIntent leg) {
        return new OrderIntent(leg.id(), leg.listing(), leg.buys(),
                leg.size().add(new BigDecimal("0.00001")), leg.limit(), leg.timeInForce(),
                leg.deadlineNanos(), 0, false);
    }

    private static OrderIntent other(OrderIntent leg, long attempt, int number) {
        return new OrderIntent(new OrderId(1, attempt, OrderId.Role.LEG, 0, number),
                leg.listing(), leg.buys(), leg.size(), leg.limit(), leg.timeInForce(),
                leg.deadlineNanos(), 0, false);
    }

    private static OrderIntent reducing(OrderIntent leg, int number) {
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, number), leg.listing(),
                leg.buys(), leg.size(), leg.limit(), leg.timeInForce(), leg.deadlineNanos(), 1,
                true);
    }

    @Test
    void an_exception_denies_halts_and_stays_until_a_human_has_looked() {
        GateRig rig = new GateRig().begins();
        rig.broken = new IllegalStateException("no fees");
        assertFalse(rig.offers());
        rig.broken = null;
        assertTrue(rig.state.halted().contains("the gate has failed at loss")
                || rig.state.halted().contains("the gate has failed at edge"),
                rig.state.halted());
        assertTrue(rig.journal.stream()
                .anyMatch(entry -> entry instanceof Entry.Denied(_, var denial, _)
                        && denial.equals(new Denial("error",
                                "java.lang.IllegalStateException: no fees", "none",
                                "exceptions"))));
        rig.offers();
        rig.keeps();
        assertEquals(List.of(), rig.placed);
        assertEquals("error",
                java.util.Objects.requireNonNull(rig.gate().objection(plan(rig), rig.now)).code());
        rig.desk().rearm("looked", Entry.Rearmed.ALL, rig.now);
        assertEquals("", rig.state.halted());
        assertTrue(rig.offers());
        rig.keeps();
        assertEquals(2, rig.placed.size());
    }

    private static io.crossbook.execution.Attempt.Plan plan(GateRig rig) {
        GateRig fresh = new GateRig().begins();
        fresh.offers();
        assertTrue(rig.listings.equals(fresh.listings));
        return fresh.attempt(1).plan();
    }

    @Test
    void the_kill_switch_is_latched_written_down_and_let_go_by_a_human_who_has_seen_it() {
        GateRig rig = new GateRig().begins();
        rig.offers();
        rig.kill.pull("");
        rig.kill.pull("a second reason");
        rig.keeps();
        assertEquals(List.of(), rig.placed);
        assertEquals("no reason was given", rig.state.halted());
        assertTrue(rig.journal.contains(new Entry.Halted("no reason was given", rig.now)));
        rig.desk().tick(rig.now);
        rig.desk().rearm("looked", Entry.Rearmed.ALL, rig.now);
        assertEquals("", rig.kill.why());
        assertTrue(rig.offers());
        rig.kill.pull("again");
        rig.desk().tick(rig.now);
        rig.kill.pull("and once more, unseen");
        rig.desk().rearm("looked", Entry.Rearmed.ALL, rig.now);
        assertEquals("again", rig.kill.why());
        assertEquals("again", rig.state.halted());
    }

    @Test
    void the_first_reason_stays_however_often_it_is_pulled() {
        var kill = new KillSwitch();
        assertEquals("", kill.why());
        for (int i = 1; i <= 4; i++) {
            kill.pull("reason " + i);
            assertEquals("reason 1", kill.why());
        }
        var seen = kill.seen();
        kill.pull("reason 5");
        kill.release(seen);
        assertEquals("reason 1", kill.why());
        kill.release(kill.seen());
        assertEquals("", kill.why());
    }

    @Test
    void a_rung_that_is_denied_is_passed_over_and_the_journal_says_why() {
        GateRig rig = new GateRig().begins();
        rig.offers();
        rig.keeps();
        GateRig.SIX.forEach(
                each -> rig.conditions.trading(each, Conditions.Status.SUSPENDED));
        rig.fills(rig.placed.getFirst(), "0.0009", "0");
        rig.fills(rig.placed.getLast(), "0", "0");
        rig.now += 6 * GateRig.SECOND;
        rig.desk().tick(rig.now);
        assertEquals(2, rig.placed.size());
        assertTrue(rig.journal.stream()
                .anyMatch(entry -> entry instanceof Entry.Skipped(_, _, var why, _)
                        && why.equals(
                                "beta BTCUSDT: maintenance: suspended status, limit open status")),
                rig.journal::toString);
    }

    @Test
    void an_approved_order_reads_like_what_was_meant() {
        GateRig rig = new GateRig().begins();
        rig.offers();
        OrderIntent leg = rig.attempt(1).orders().getFirst().intent();
        assertEquals(leg.toString(), new ApprovedOrder(leg).toString());
    }

    @Test
    void amounts_are_told_in_plain_digits_and_not_too_many() {
        assertEquals("0", told(new BigDecimal("0.00")));
        assertEquals("0.000000000001", told(new BigDecimal("0.000000000001")));
        assertEquals("0.123456789013", told(new BigDecimal("0.1234567890121")));
        assertEquals("0.1234567890121",
                Denials.denial(Check.TICK, "0.1234567890121", 1).measured());
        assertEquals("1000000", told(new BigDecimal("1e6")));
        assertEquals("1.5", told(java.time.Duration.ofNanos(1_500_000)));
        assertEquals("suspended", told(Conditions.Status.SUSPENDED));
    }

    private static String told(Object measured) {
        return Denials.denial(Check.TICK, measured, 1).measured();
    }

    @Test
    void a_halt_in_the_journal_is_one_without_the_switch() {
        GateRig rig = new GateRig().begins();
        rig.offers();
        rig.state.apply(new Entry.Halted("somebody said so", rig.now));
        rig.keeps();
        assertEquals(List.of(), rig.placed);
        assertEquals("halted", rig.denial());
    }

    @Test
    void every_denial_is_counted_by_its_code_and_only_denials() {
        GateRig rig = new GateRig().begins();
        assertEquals(Check.values().length, rig.gate().denials().size());
        assertTrue(rig.gate().denials().values().stream().allMatch(count -> count == 0));
        rig.shows("beta", "50000", "50010");
        rig.offers();
        rig.offers();
        rig.shows("beta", "50200", "50210");
        rig.offers();
        rig.kill.pull("x");
        rig.keeps();
        Map<String, Long> denials = rig.gate().denials();
        assertEquals(2, denials.get("edge"));
        assertEquals(1, denials.get("halted"));
        assertEquals(3, denials.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void a_denial_says_what_was_measured_against_which_limit_in_which_unit() {
        GateRig rig = new GateRig().begins();
        rig.shows("alpha", "51490", "51500");
        rig.buyLimit = 5_150_000;
        rig.offers();
        assertTrue(rig.journal.getLast() instanceof Entry.Denied(_, var denial, _)
                && denial.toString()
                        .equals("deviation: 289.71028971029 bps, limit 100 bps"),
                () -> rig.journal.getLast().toString());
    }
}
