package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.Entry;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// With real money more than the defaults has to be earned.
final class LimitsInForceTest {

    private static final GateSettings RAISED = GateSettings.DEFAULT.with(Setting.MAX_TOTAL_EXPOSURE,
            400).with(Setting.MAX_EXCHANGE_EXPOSURE, 400).with(Setting.MAX_PAIR_EXPOSURE, 200)
            .with(Setting.MAX_ATTEMPT, 100);

    /// Wants 90 USDT, after so many attempts that were reconciled and one that was not.
    private static GateRig after(int reconciled, boolean live) {
        var rig = new GateRig();
        rig.settings = RAISED;
        rig.live = live;
        var half = new Half(rig);
        for (int id = 1; id <= reconciled + 1; id++) {
            half.closed(id, "0.18");
            if (id <= reconciled) {
                rig.state.apply(new Entry.Reconciled(id, rig.now));
            }
        }
        rig.now += 120 * GateRig.SECOND;
        GateRig.SIX.forEach(each -> rig.shows(each, "50000", "50100"));
        rig.shows("alpha", "49990", "50000");
        rig.shows("beta", "50200", "50210");
        rig.begins();
        rig.size = 180;
        rig.sells = 180;
        return rig;
    }

    @ParameterizedTest
    @CsvSource({"49, false", "50, true", "51, true"})
    void what_is_configured_counts_after_fifty_reconciled_attempts(int reconciled, boolean counts) {
        GateRig rig = after(reconciled, true);
        assertEquals(counts, rig.offers(), rig.denial());
        assertEquals(counts ? "" : "worth", rig.denial());
        assertEquals(0, new BigDecimal(counts ? 100 : 50).compareTo(
                rig.gate().mostSpent("USDT")));
        assertEquals(counts
                ? ""
                : "maxAttemptUsdt is 100 and counts as 50, maxPairExposureUsdt is 200 and counts as 60, "
                        + "maxExchangeExposureUsdt is 400 and counts as 120, maxTotalExposureUsdt is 400 and counts as 200 "
                        + "until 50 attempts are reconciled: 49 are",
                rig.limits().held());
    }

    @Test
    void where_no_money_is_real_it_counts_at_once() {
        assertTrue(after(0, false).offers());
    }

    @Test
    void an_attempt_counts_once() {
        GateRig rig = after(49, true);
        assertFalse(rig.state.apply(new Entry.Reconciled(49, rig.now)), "it was already");
        assertFalse(rig.state.apply(new Entry.Reconciled(4_711, rig.now)), "there is none");
        assertEquals(49, rig.state.record().reconciled());
        assertFalse(rig.offers());
    }

    /// Lower than the default counts at once, and so do limits that are no amounts at stake.
    @ParameterizedTest
    @EnumSource(Setting.class)
    void only_what_is_at_stake_has_to_be_earned(Setting setting) {
        boolean money = setting.key().endsWith("Usdt")
                || setting == Setting.MAX_ATTEMPTS_PER_PAIR;
        assertEquals(money, setting.earned());
        GateSettings lowest = GateSettings.DEFAULT;
        for (Setting each : Setting.values()) {
            lowest = each.earned() ? lowest.with(each, each.least()) : lowest;
        }
        assertEquals(lowest, lowest.unearned());
        assertEquals("", LimitsInForce.before(lowest));
        assertEquals("", LimitsInForce.before(GateSettings.DEFAULT));
    }

    @Test
    void what_is_held_back_is_said_before_and_after_the_start_and_nothing_where_nothing_is() {
        String raised = "maxAttemptUsdt is 100 and counts as 50, maxPairExposureUsdt is 200 and counts as 60, "
                + "maxExchangeExposureUsdt is 400 and counts as 120, maxTotalExposureUsdt is 400 and counts as 200";
        assertEquals(raised + " until 50 live attempts stand reconciled in the journal",
                LimitsInForce.before(RAISED));
        var state = new GateRig().state;
        assertEquals(raised + " until 50 attempts are reconciled: 0 are",
                LimitsInForce.earned(RAISED, state).held());
        assertEquals("", LimitsInForce.earned(GateSettings.DEFAULT, state).held());
        assertEquals("", LimitsInForce.always(RAISED).held());
    }

    @Test
    void elsewhere_they_are_of_the_same_kind() {
        var state = new GateRig().state;
        assertTrue(LimitsInForce.earned(RAISED, state).elsewhere(RAISED, state).realMoney());
        assertFalse(LimitsInForce.always(RAISED).elsewhere(RAISED, state).realMoney());
    }
}
