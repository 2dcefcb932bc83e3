package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is asked of a gate before it is relied on.
final class SelfTestTest {

    private static final GateSettings RAISED = GateSettings.DEFAULT
            .with(Setting.MAX_TOTAL_EXPOSURE, 400).with(Setting.MAX_EXCHANGE_EXPOSURE, 400)
            .with(Setting.MAX_PAIR_EXPOSURE, 200).with(Setting.MAX_ATTEMPT, 100)
            .with(Setting.MAX_LOSS, 40).with(Setting.MAX_EQUITY, 9_000)
            .with(Setting.MAX_ATTEMPTS_PER_PAIR, 2);

    private static List<String> faults(GateSettings settings) {
        return SelfTest.faults(LimitsInForce.always(settings), RiskGate::new);
    }

    /// A gate whose words are changed before anybody hears them.
    private record Changed(PreTradeGate gate, UnaryOperator<@Nullable Denial> words)
            implements
                PreTradeGate {

        @Override
        public @Nullable Denial objection(Attempt.Plan plan, long now) {
            return words.apply(gate.objection(plan, now));
        }

        @Override
        public @Nullable Denial objection(OrderIntent intent, long now) {
            return words.apply(gate.objection(intent, now));
        }

        @Override
        public Verdict approve(List<OrderIntent> orders, long now) {
            if (gate.approve(orders, now) instanceof Verdict.Refused(var denial)) {
                Denial said = words.apply(denial);
                return said == null ? new Verdict.Approved(List.of()) : new Verdict.Refused(said);
            }
            Denial said = words.apply(null);
            return said == null ? new Verdict.Approved(List.of()) : new Verdict.Refused(said);
        }

        @Override
        public String surprise(OrderIntent intent, Fill fill) {
            return gate.surprise(intent, fill);
        }

        @Override
        public BigDecimal taker(Listing listing) {
            return gate.taker(listing);
        }

        @Override
        public String feeCoin(Listing listing) {
            return gate.feeCoin(listing);
        }

        @Override
        public BigDecimal inFeeCoin(Listing listing, BigDecimal quote) {
            return gate.inFeeCoin(listing, quote);
        }

        @Override
        public BigDecimal cost(Listing listing, boolean buys, BigDecimal quote) {
            return gate.cost(listing, buys, quote);
        }

        @Override
        public List<String> stops() {
            return gate.stops();
        }

        @Override
        public void rearmed() {
            gate.rearmed();
        }
    }

    private static List<String> faults(UnaryOperator<@Nullable Denial> words) {
        return SelfTest.faults(
                LimitsInForce.earned(GateSettings.DEFAULT, new ExecutionState()),
                (state, facts, settings, limits, kill) -> new Changed(
                        new RiskGate(state, facts, settings, limits, kill), words))
                .stream().map(each -> each.replace(" once limits are earned", "")).distinct()
                .toList();
    }

    @Test
    void a_gate_that_is_as_it_must_be_has_no_faults() {
        assertEquals(List.of(), faults(GateSettings.DEFAULT));
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void a_check_that_says_nothing_is_named(Check check) {
        List<String> faults = faults(
                said -> said != null && said.code().equals(check.code()) ? null : said);
        assertEquals(List.of(check.code() + " lets through what it must refuse"), faults);
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void a_check_for_which_another_speaks_is_named(Check check) {
        List<String> faults = faults(said -> said != null && said.code().equals(check.code())
                ? new Denial("another", said.measured(), said.limit(), said.unit())
                : said);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.getFirst().startsWith(check.code() + " does not refuse it, but another"),
                faults.getFirst());
    }

    @Test
    void a_gate_that_refuses_everything_is_no_gate() {
        var no = new Denial("no", "1", "0", "x");
        List<String> faults = faults(said -> said == null ? no : said);
        assertEquals(List.of("an attempt that is as it must be is refused: " + no,
                "what only reduces is refused: " + no), faults);
    }

    /// Whatever a file may say, the test asks what is beyond it.
    @Test
    void limits_at_either_end_are_tested_as_well() {
        var least = new EnumMap<Setting, Long>(Setting.class);
        var most = new EnumMap<Setting, Long>(Setting.class);
        for (Setting setting : Setting.values()) {
            least.put(setting, setting.least());
            most.put(setting, setting.most());
        }
        assertEquals(List.of(), faults(new GateSettings(least, Map.of())));
        assertEquals(List.of(), faults(new GateSettings(most, Map.of())));
    }

    @Test
    void any_limits_that_a_file_may_say_are_tested() {
        var random = new Random(7);
        int tried = 0;
        for (int i = 0; i < 2_000 && tried < 30; i++) {
            var values = new EnumMap<Setting, Long>(Setting.class);
            for (Setting setting : Setting.values()) {
                values.put(setting, random.nextLong(setting.least(), setting.most() + 1));
            }
            GateSettings settings = settings(values);
            if (settings != null) {
                assertEquals(List.of(), faults(settings), settings::toString);
                tried++;
            }
        }
        assertEquals(30, tried);
    }

    /// Null where they contradict each other: it is no file either.
    private static @Nullable GateSettings settings(EnumMap<Setting, Long> values) {
        try {
            return new GateSettings(values, Map.of("USD", BigDecimal.ONE));
        } catch (IllegalArgumentException contradictory) {
            return null;
        }
    }

    private static List<String> earning(SelfTest.Maker maker) {
        return SelfTest.faults(LimitsInForce.earned(RAISED, new ExecutionState()), maker);
    }

    @Test
    void limits_that_have_to_be_earned_are_tested_before_and_after() {
        assertEquals(List.of(), earning(RiskGate::new));
    }

    /// Without the limits of real money it believes any fees, too, before and after.
    @Test
    void a_gate_that_gives_what_was_not_earned_yet_is_named() {
        assertEquals(
                List.of("in_flight", "loss", "fees", "worth", "pair", "exchange", "total", "equity",
                        "fees"),
                earning((state, facts, settings, _, kill) -> new RiskGate(state, facts, settings,
                        kill))
                        .stream().map(each -> each.substring(0, each.indexOf(' '))).toList());
    }

    @Test
    void a_check_that_says_nothing_once_limits_are_earned_is_named() {
        assertEquals(List.of("worth lets through what it must refuse once limits are earned"),
                earning((state, facts, settings, limits, kill) -> new Changed(
                        new RiskGate(state, facts, settings, limits, kill),
                        said -> said != null && said.code().equals("worth")
                                && state.record().reconciled() >= LimitsInForce.ATTEMPTS
                                        ? null
                                        : said)));
    }

    /// A gate that does what it is told is in order, though nothing will ever be traded.
    @Test
    void limits_that_let_nothing_through_are_no_fault_of_the_gate() {
        assertEquals(List.of(), faults(GateSettings.DEFAULT.with(Setting.MAX_NET, 1_000)
                .with(Setting.MIN_NET, 1_000).with(Setting.MAX_TWO_DEVIATION, 1)
                .with(Setting.MAX_DEVIATION, 1)));
    }

    @Test
    void a_gate_that_passes_its_test_stops_nothing() {
        var rig = new GateRig().begins();
        assertEquals("", rig.gate().test());
        assertTrue(rig.gate().stops().isEmpty());
        assertTrue(rig.offers());
    }

    /// Whose kind says nothing by this check.
    private static GateRig silent(String check) {
        var rig = new GateRig();
        rig.alike = (state, facts, settings, limits, kill) -> new Changed(
                new RiskGate(state, facts, settings, limits, kill),
                said -> said != null && said.code().equals(check) ? null : said);
        return rig.begins();
    }

    @Test
    void a_gate_that_fails_lets_nothing_leave_and_no_human_can_allow_it() {
        GateRig rig = silent("worth");
        String why = rig.gate().test();
        assertEquals("the gate fails its test at the start: worth lets through what it must refuse",
                why);
        assertFalse(rig.offers());
        assertEquals(why, rig.state.halted());
        rig.desk().rearm("go on", Entry.Rearmed.ALL, rig.now);
        assertEquals(why, rig.state.halted());
        assertFalse(rig.offers());
        assertEquals(List.of(), rig.placed);
    }

    @Test
    void what_reduces_does_not_leave_past_it_either() {
        GateRig rig = silent("reduces");
        var half = new Half(rig);
        half.bought();
        OrderIntent rung = half.rung("0.0009", "49990");
        assertEquals(null, rig.gate().objection(rung, rig.now));
        rig.gate().test();
        Denial denial = rig.gate().objection(rung, rig.now);
        assertEquals("error", denial == null ? "" : denial.code());
    }
}
