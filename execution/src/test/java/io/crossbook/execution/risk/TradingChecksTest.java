package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.desk.BookMarkets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What other attempts, ended, parked or elsewhere, mean for a new one.
final class TradingChecksTest {

    private final GateRig rig = new GateRig();
    private final Half half = new Half(rig);

    private static String said(@Nullable Denial denial) {
        return denial == null ? "" : denial.code() + " " + denial.measured();
    }

    private String said(Attempt.Plan plan) {
        return said(rig.gate().objection(plan, rig.now));
    }

    private void abandoned(Attempt.Plan plan) {
        half.reserved(plan);
        for (OrderIntent leg : plan.legs()) {
            half.apply(new Entry.Acted(leg.id(), OrderNews.ABANDONED, "", rig.now));
        }
        half.apply(new Entry.Turned(plan.attempt(), AttemptNews.ABANDONED, "", rig.now));
    }

    private void parked(Attempt.Plan plan) {
        half.reserved(plan);
        for (OrderIntent leg : plan.legs()) {
            half.handed(leg);
            half.ends(leg, java.math.BigDecimal.ZERO);
        }
        for (AttemptNews news : List.of(AttemptNews.SENT, AttemptNews.UNRESOLVED,
                AttemptNews.EXHAUSTED)) {
            half.apply(new Entry.Turned(plan.attempt(), news, "", rig.now));
        }
    }

    @Test
    void what_is_over_is_not_in_flight_and_what_is_parked_is() {
        rig.begins();
        abandoned(half.plan(1, rig.btc("gamma"), rig.btc("delta")));
        assertEquals(1, rig.state.live().size(), "not closed");
        assertEquals("", said(half.plan(5)));
        parked(half.plan(2, rig.btc("gamma"), rig.btc("delta")));
        assertEquals("in_flight 2", said(half.plan(5)));
    }

    @Test
    void a_pair_that_is_paused_stops_no_other_and_until_a_human_has_looked() {
        rig.begins();
        Attempt.Plan one = half.plan(5);
        Attempt.Plan other = half.plan(6, rig.btc("gamma"), rig.btc("delta"));
        rig.pauses(ExecutionState.pair(one));
        rig.pauses(ExecutionState.asset("ETH"));
        assertEquals("paused pair alpha BTCUSDT + beta BTCUSDT: x", said(one));
        assertEquals("edge", said(other).split(" ", 2)[0], "asked on");
        half.apply(new Entry.Rearmed("looked", Entry.Rearmed.ALL, rig.now));
        assertEquals("", said(one));
    }

    @Test
    void a_coin_that_pays_fees_and_is_paused_stops_who_pays_with_it() {
        rig.coin = "BNB";
        rig.holds("alpha", "BNB", "1");
        rig.begins();
        assertEquals("", said(half.plan(5)));
        rig.pauses(ExecutionState.asset("BNB"));
        assertEquals("paused asset BNB: x", said(half.plan(5)));
        assertEquals("edge", said(half.plan(6, rig.btc("gamma"), rig.btc("delta"))).split(" ",
                2)[0], "asked on: they pay otherwise");
    }

    @Test
    void another_instrument_is_another_flight() {
        for (String name : List.of("gamma", "delta", "epsilon")) {
            rig.shows(rig.add(name, "ETH/USDT", GateRig.RULES), "2500", "2501");
        }
        rig.begins();
        half.reserved(half.plan(1, rig.listing("gamma", "ETH/USDT"),
                rig.listing("delta", "ETH/USDT")));
        assertEquals("", said(half.plan(5)));
    }

    @Test
    void what_is_open_may_lose_its_budget_once() {
        rig.with(Setting.MAX_LOSS, 1).with(Setting.MAX_ATTEMPTS_PER_PAIR, 4)
                .with(Setting.COOL_DOWN, 0).begins();
        Attempt.Plan own = half.plan(1);
        half.reserved(own);
        assertEquals("", rig.gate().approve(List.of(own.legs().getFirst()), rig.now) instanceof //
        PreTradeGate.Verdict.Refused(var denial) ? said(denial) : "");
        assertEquals("loss 1.35", said(half.plan(2, rig.btc("gamma"), rig.btc("delta"))));
        half.reserved(half.plan(2, rig.btc("gamma"), rig.btc("delta")));
        assertEquals("loss 2.025", said(half.plan(3, rig.btc("epsilon"), rig.btc("zeta"))));
    }

    @Test
    void what_is_closed_has_lost_what_it_has_lost() {
        rig.with(Setting.MAX_LOSS, 1).with(Setting.MAX_ATTEMPTS_PER_PAIR, 4)
                .with(Setting.COOL_DOWN, 0).begins();
        parked(half.plan(1, rig.btc("gamma"), rig.btc("delta")));
        assertEquals("loss 1.35", said(half.plan(2)));
        half.apply(new Entry.Closed(1, Map.of(), Map.of(), Map.of(), rig.now));
        assertEquals(1, rig.state.live().size(), "parked");
        assertEquals("", said(half.plan(2)));
    }

    @Test
    void an_order_that_is_not_known_stops_its_own_exchange() {
        rig.with(Setting.MAX_ATTEMPTS_PER_PAIR, 4).with(Setting.MAX_PAIR_EXPOSURE, 200).begins();
        Attempt.Plan lost = half.plan(1);
        half.reserved(lost);
        half.handed(lost.legs().getFirst());
        half.told(new OrderEvent.Ambiguous(lost.legs().getFirst().id(), "x"));
        assertEquals("unknowns 1", said(half.plan(2)));
        rig.shows("gamma", "49990", "50000");
        rig.shows("delta", "50200", "50210");
        assertEquals("", said(half.plan(3, rig.btc("gamma"), rig.btc("delta"))));
    }

    @Test
    void a_clock_of_which_nothing_is_known_denies() {
        rig.begins();
        var nothing = new KnownConditions();
        var checks = new ExchangeChecks(rig.state, new Facts(
                rig.facts().markets(), rig.references, nothing, rig.facts().fees()),
                rig.counting());
        var plan = half.plan(1);
        var at = new Case(plan.legs().getFirst(), plan, null, false, rig.now);
        assertEquals("clock unknown", said(checks.clock(at)));
        assertEquals("maintenance unknown", said(checks.maintenance(at)));
        assertEquals("withdrawals unknown", said(checks.withdrawals(at)));
        var trading = new TradingChecks(rig.state, new Facts(new BookMarkets(rig.books),
                rig.references, nothing, _ -> 0), rig.counting(),
                new Values(rig.references, GateSettings.DEFAULT), rig.kill);
        assertEquals("lease -1000000000", said(trading.lease(at)));
        nothing.clock("alpha", 0, 0);
        assertEquals("", said(checks.clock(at)));
        assertThrows(IllegalArgumentException.class, () -> nothing.clock("alpha", 0, -1));
    }
}
