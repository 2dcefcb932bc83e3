package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stops an order that only reduces, and what does not: 0.0009 BTC were bought at alpha and could not be sold.
final class ReducingTest {

    private final GateRig rig = new GateRig();
    private final Half half = new Half(rig);

    /// Something that stops orders that add.
    record Bad(Check check, BiConsumer<GateRig, Half> thing) {
        @Override
        public String toString() {
            return check.code();
        }
    }

    static Stream<Bad> bads() {
        var all = new ArrayList<Bad>();
        all.add(new Bad(Check.HALTED, (rig, _) -> rig.kill.pull("x")));
        all.add(new Bad(Check.PAUSED, (rig, _) -> rig.pauses(ExecutionState.asset("BTC"))));
        all.add(new Bad(Check.LEASE,
                (rig, _) -> rig.conditions.lease(rig.now + GateRig.SECOND - 1)));
        all.add(new Bad(Check.IN_FLIGHT, (rig, half) -> half
                .reserved(half.plan(9, rig.btc("gamma"), rig.btc("delta")))));
        all.add(new Bad(Check.COOL_DOWN, (_, half) -> half.closed(9, "-0.01")));
        all.add(new Bad(Check.LOSS, (_, half) -> half.closed(9, "-20")));
        all.add(new Bad(Check.STREAK, (rig, half) -> {
            for (int i = 10; i < 16; i++) {
                half.closed(i, "-0.01");
            }
            rig.now += 11 * GateRig.SECOND;
            rig.shows("alpha", "49990", "50000");
        }));
        all.add(new Bad(Check.CAPTURE, (_, half) -> {
            for (int i = 10; i < 35; i++) {
                half.closed(i, "0.01");
            }
            for (int i = 35; i < 60; i++) {
                half.closed(i, "0.02");
            }
        }));
        all.add(new Bad(Check.MAINTENANCE, (rig, _) -> rig.conditions.trading("alpha",
                Conditions.Status.SUSPENDED)));
        all.add(new Bad(Check.PLANNED, (rig, _) -> rig.conditions.planned("alpha",
                Conditions.Status.SUSPENDED)));
        all.add(new Bad(Check.STREAM, (rig, _) -> rig.conditions.stream("alpha",
                Conditions.Status.SUSPENDED)));
        all.add(new Bad(Check.ERRORS, (_, half) -> {
            for (int i = 10; i < 18; i++) {
                var plan = half.plan(i);
                half.reserved(plan);
                half.handed(plan.legs().getFirst());
                half.told(new OrderEvent.Refused(plan.legs().getFirst().id(), "x", "y"));
                half.apply(new Entry.Turned(i, io.crossbook.execution.AttemptNews.ABANDONED, "",
                        1));
            }
        }));
        all.add(new Bad(Check.UNKNOWNS, (_, half) -> {
            var plan = half.plan(9);
            half.reserved(plan);
            half.handed(plan.legs().getFirst());
            half.told(new OrderEvent.Ambiguous(plan.legs().getFirst().id(), "x"));
        }));
        all.add(new Bad(Check.CLOCK, (rig, _) -> rig.conditions.clock("alpha", 501_000_000, 0)));
        all.add(new Bad(Check.WITHDRAWALS, (rig, _) -> {
            rig.conditions.withdrawals("alpha", "BTC", Conditions.Status.SUSPENDED);
            rig.conditions.withdrawals("alpha", "USDT", Conditions.Status.SUSPENDED);
        }));
        all.add(new Bad(Check.FEES, (rig, _) -> rig.feesTold.clear()));
        all.add(new Bad(Check.RATE, (_, half) -> {
            for (int i = 10; i < 130; i++) {
                var plan = half.plan(i);
                half.reserved(plan);
                half.handed(plan.legs().getFirst());
                half.ends(plan.legs().getFirst(), BigDecimal.ZERO);
            }
        }));
        all.add(new Bad(Check.BOOK, (rig, _) -> rig.books.book(rig.btc("alpha").id())
                .fail(BookBreak.Kind.GAP, "")));
        all.add(new Bad(Check.AGE, (rig, _) -> rig.now += 2 * GateRig.SECOND + 1));
        all.add(new Bad(Check.REFERENCES, (rig, _) -> GateRig.SIX.subList(2, 6)
                .forEach(each -> rig.books.book(rig.btc(each).id())
                        .fail(BookBreak.Kind.GAP, ""))));
        all.add(new Bad(Check.EDGE, (rig, _) -> rig.shows("beta", "49000", "49010")));
        all.add(new Bad(Check.SIGNALS, (rig, _) -> rig.conditions
                .share(rig.btc("alpha").instrument(), BigDecimal.ZERO)));
        all.add(new Bad(Check.PAIR, (rig, _) -> rig.shows("zeta", "70000", "70001")));
        all.add(new Bad(Check.EQUITY, (_, half) -> half.apply(posted("USDT", "10000"))));
        all.add(new Bad(Check.BALANCE, (_, half) -> half.apply(posted("BTC", "-0.01000001"))));
        all.add(new Bad(Check.FEE_COIN, (rig, _) -> rig.coin = "BNB"));
        return all.stream();
    }

    private static Entry posted(String asset, String amount) {
        return new Entry.Posted(asset, Commit.of("moved").move(
                new Account(Account.Kind.EXTERNAL, ""), Account.holding("alpha"), asset,
                new BigDecimal(amount)).done(), 1);
    }

    private String code(OrderIntent intent) {
        Denial denial = rig.gate().objection(intent, rig.now);
        return denial == null ? "" : denial.code();
    }

    @ParameterizedTest
    @MethodSource("bads")
    void it_is_stopped_by_what_makes_it_wrong_itself_and_by_nothing_else(Bad bad) {
        rig.live = true; // or nobody asks who told the fees
        rig.begins();
        half.bought();
        assertEquals("", code(half.rung("0.00090", "49990.00")));
        var adds = half.plan(5);
        bad.thing().accept(rig, half);
        boolean stops = switch (bad.check().reducing()) {
            case SAME, WIDER, ONLY -> true;
            case PASSES -> false;
        };
        assertEquals(stops ? bad.check().code() : "", code(half.rung("0.00090", "49990.00")));
        assertTrue(rig.gate().objection(adds, rig.now) != null, "what adds is stopped");
    }

    @Test
    void wider_limits_are_limits() {
        rig.begins();
        half.bought();
        // The median is 50050.
        GateRig.SIX.subList(2, 6).forEach(each -> rig.shows(each, "50049.99", "50050.01"));
        rig.shows("alpha", "48548.49", "48548.51");
        assertEquals("", code(half.rung("0.00090", "48548.51")));
        assertEquals("", code(half.rung("0.00090", "48548.50")));
        assertEquals("deviation", code(half.rung("0.00090", "48548.49")));
    }

    @Test
    void so_many_orders_within_a_minute_and_one_more_that_reduces() {
        rig.begins();
        half.bought(); // has sent one to alpha
        for (int i = 10; i < 128; i++) {
            var plan = half.plan(i);
            half.reserved(plan);
            half.handed(plan.legs().getFirst());
            half.ends(plan.legs().getFirst(), BigDecimal.ZERO);
        }
        assertEquals("", code(half.rung("0.00090", "49990.00")));
    }

    @Test
    void its_form_is_checked_like_that_of_any() {
        rig.begins();
        half.bought();
        assertEquals("tick", code(half.rung("0.00090", "49990.001")));
        assertEquals("lot", code(half.rung("0.000899", "49990.00")));
        assertEquals("size", code(half.rung("0.00009", "49990.00")));
        assertEquals("notional", code(half.rung("0.00010", "49990.00")));
        assertEquals("", code(half.rung("0.00011", "49990.00")));
        assertEquals("limit", code(half.rung("0.00090", "48995.09")));
        assertEquals("", code(half.rung("0.00090", "48995.10")));
        Listing alpha = rig.btc("alpha");
        assertEquals("rules", code(half.rung(2, alpha.with(Rules.UNKNOWN), false, "0.00090",
                "49990.00")));
        assertEquals("kind", code(half.rung(2,
                rig.add("alpha", "BTC/USDT:USDT", GateRig.RULES), false, "0.00090",
                "49990.00")));
    }

    @Test
    void it_takes_from_what_is_left_over_and_no_more() {
        rig.begins();
        half.bought("0.0003");
        assertEquals("", code(half.rung("0.00059", "49990.00")));
        assertEquals("", code(half.rung("0.00060", "49990.00")));
        assertEquals("reduces", code(half.rung("0.00061", "49990.00")));
        assertEquals("reduces", code(half.rung(2, rig.btc("alpha"), true, "0.00090",
                "50000.00")));
    }

    @Test
    void it_waits_until_all_else_of_its_attempt_is_known() {
        rig.begins();
        var plan = half.plan(1);
        half.reserved(plan);
        plan.legs().forEach(half::handed);
        OrderIntent buy = plan.legs().getFirst();
        half.trades(buy, "t", buy.size());
        half.ends(buy, buy.size());
        assertEquals("reduces", code(half.rung("0.00090", "49990.00")));
        half.ends(plan.legs().getLast(), BigDecimal.ZERO);
        assertEquals("", code(half.rung("0.00090", "49990.00")));
    }

    @Test
    void what_was_sold_short_is_bought_and_not_sold() {
        rig.begins();
        var plan = half.plan(1);
        half.reserved(plan);
        plan.legs().forEach(half::handed);
        OrderIntent sell = plan.legs().getLast();
        half.trades(sell, "t", sell.size());
        half.ends(sell, sell.size());
        half.ends(plan.legs().getFirst(), BigDecimal.ZERO);
        assertEquals("", code(half.rung(2, rig.btc("alpha"), true, "0.00090", "50000.00")));
        assertEquals("children",
                code(half.rung(2, rig.btc("alpha"), true, "0.00091", "50000.00")));
        assertEquals("reduces", code(half.rung("0.00090", "49990.00")));
    }

    @Test
    void all_rungs_of_one_side_are_no_more_than_its_legs() {
        rig.begins();
        half.bought();
        assertEquals("children", code(half.rung("0.00091", "49990.00")));
        OrderIntent first = half.rung("0.00040", "49990.00");
        half.intended(first);
        assertEquals("", code(first), "what has not filled does not count");
        half.handed(first);
        half.trades(first, "r", new BigDecimal("0.00030"));
        half.ends(first, new BigDecimal("0.00030"));
        assertEquals("", code(half.rung(3, rig.btc("alpha"), false, "0.00060", "49990.00")));
        assertEquals("children",
                code(half.rung(3, rig.btc("alpha"), false, "0.00061", "49990.00")));
        assertEquals("reduces",
                code(half.rung(3, rig.btc("alpha"), true, "0.00090", "50000.00")));
    }

    @Test
    void a_rung_that_is_late_does_not_leave() {
        rig.begins();
        half.bought();
        OrderIntent rung = half.rung("0.00090", "49990.00");
        half.intended(rung);
        rig.shows("alpha", "49990", "50000");
        assertTrue(rig.gate().approve(List.of(rung), rung.deadlineNanos() - 1) instanceof //
        PreTradeGate.Verdict.Approved);
        assertTrue(rig.gate().approve(List.of(rung), rung.deadlineNanos()) instanceof //
        PreTradeGate.Verdict.Refused(var denial) && denial.code().equals("deadline"));
    }

    @Test
    void an_exception_stops_it_while_it_lasts_and_what_adds_for_longer() {
        rig.begins();
        half.bought();
        rig.broken = new IllegalStateException("x");
        assertEquals("error", code(half.rung("0.00090", "49990.00")));
        rig.broken = null;
        assertEquals("", code(half.rung("0.00090", "49990.00")));
        Denial denial = rig.gate().objection(half.plan(5), rig.now);
        assertTrue(denial != null && denial.code().equals("error"));
        assertEquals(List.of("the gate has failed at balance: java.lang.IllegalStateException: x"),
                rig.gate().stops());
    }

    @Test
    void no_check_is_left_out() {
        var tested = EnumSet.of(Check.ERROR, Check.ORDER, Check.DEADLINE, Check.KIND, Check.RULES,
                Check.TICK, Check.LOT, Check.SIZE, Check.NOTIONAL, Check.LIMIT, Check.DEVIATION,
                Check.REDUCES, Check.CHILDREN);
        bads().forEach(bad -> tested.add(bad.check()));
        // With EDGE goes what else is asked of a whole attempt only; PAIR's price breaks EXCHANGE's and TOTAL's limits no less.
        tested.addAll(List.of(Check.CAP, Check.UNEVEN, Check.WORTH, Check.EXCHANGE, Check.TOTAL));
        assertEquals(EnumSet.allOf(Check.class), tested);
    }
}
