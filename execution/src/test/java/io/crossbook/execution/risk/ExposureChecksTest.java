package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What attempts that are under way add to what a new one may lose, take or leave behind.
final class ExposureChecksTest {

    private final GateRig rig = new GateRig().with(Setting.MAX_ATTEMPTS_PER_PAIR, 4);
    private final Half half = new Half(rig);

    private static String said(@Nullable Denial denial) {
        return denial == null
                ? ""
                : denial.code() + " " + denial.measured() + " " + denial.unit() + " "
                        + denial.limit();
    }

    private String said(Attempt.Plan plan) {
        return said(rig.gate().objection(plan, rig.now));
    }

    @Test
    void exposures_of_attempts_add_up() {
        rig.with(Setting.MAX_LOSS, 100).begins();
        half.reserved(half.plan(1, rig.btc("gamma"), rig.btc("delta")));
        // 0.0018 at 50205, the highest middle.
        assertEquals("pair 90.369 USDT 60", said(half.plan(2)));
        half.told(new OrderEvent.NotSent(half.plan(1).legs().getFirst().id(), "x"));
    }

    /// EUR is worth 1.17 since it was set.
    @Test
    void a_rate_in_question_denies_its_own_markets_by_its_name_and_no_others() {
        rig.settings = rig.settings.with("EUR", new BigDecimal("1.08"));
        Listing euro = rig.add("alpha", "BTC/EUR", GateRig.RULES);
        rig.shows(euro, "42900", "42901");
        rig.begins();
        assertEquals("", said(half.plan(1)));
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        var plan = half.plan(2, euro, rig.btc("beta"));
        assertEquals("pair unknown (rates.EUR is 1.08, and live books tell another by more than"
                + " 5 %) USDT 60",
                said(exposure.pair(new Case(plan.legs().getFirst(), plan, null, false, rig.now))));
    }

    @Test
    void what_is_in_the_journal_counts_once() {
        rig.with(Setting.MAX_EXCHANGE_EXPOSURE, 46).begins();
        half.reserved(half.plan(1));
        var leg = half.plan(1).legs().getFirst();
        assertEquals("approved", rig.gate().approve(List.of(leg), rig.now) instanceof //
        PreTradeGate.Verdict.Refused(var denial) ? said(denial) : "approved");
    }

    @Test
    void orders_at_the_same_exchange_add_up_on_both_sides() {
        rig.with(Setting.MAX_PAIR_EXPOSURE, 200).begins();
        half.reserved(half.plan(1, rig.btc("alpha"), rig.btc("gamma")));
        half.reserved(half.plan(2, rig.btc("gamma"), rig.btc("alpha")));
        // 45, 45.18 and 45.
        assertEquals("exchange 135.18 USDT 120", said(half.plan(3)));
    }

    @Test
    void money_that_others_may_take_is_not_there() {
        rig.with(Setting.MAX_PAIR_EXPOSURE, 200);
        rig.holds("alpha", "USDT", "90.9");
        rig.begins();
        half.reserved(half.plan(1, rig.btc("alpha"), rig.btc("gamma")));
        assertEquals("", said(half.plan(2)));
        var more = new GateRig().with(Setting.MAX_ATTEMPTS_PER_PAIR, 4)
                .with(Setting.MAX_PAIR_EXPOSURE, 200);
        more.holds("alpha", "USDT", "90.89999999");
        more.begins();
        new Half(more).reserved(half.plan(1, rig.btc("alpha"), rig.btc("gamma")));
        assertEquals("balance 45.45 USDT 45.44999999",
                said(more.gate().objection(half.plan(2), more.now)));
    }

    @Test
    void both_legs_that_pay_with_one_asset_need_it_twice() {
        rig.with(Setting.MAX_NET, 1_000);
        Listing eth = rig.add("alpha", "ETH/USDT", GateRig.RULES);
        for (String name : List.of("beta", "gamma")) {
            rig.shows(rig.add(name, "ETH/USDT", GateRig.RULES), "2500", "2501");
        }
        rig.shows(eth, "2499", "2500");
        rig.holds("alpha", "USDT", "90.9");
        rig.begins();
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        var first = half.plan(1).legs().getFirst();
        var second = new OrderIntent(
                new OrderId(1, 1,
                        OrderId.Role.LEG, 1, 1),
                eth, true, new BigDecimal("0.018"), new BigDecimal("2500"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, false);
        var plan = new Attempt.Plan(1, 1, "USDT", List.of(first, second),
                BigDecimal.ONE, BigDecimal.ONE);
        assertEquals("", said(exposure.balance(new Case(first, plan, null, false, rig.now))));
        half.reserved(plan);
        var written = new Case(first, plan, rig.attempt(1), true, rig.now);
        assertEquals("", said(exposure.balance(written)), "in the journal: once");
        half.apply(new Entry.Acted(first.id(), OrderNews.ABANDONED, "", 1));
        half.apply(new Entry.Acted(second.id(), OrderNews.ABANDONED, "", 1));
        half.apply(new Entry.Posted("x",
                Commit.of("x").move(
                        Account.holding("alpha"),
                        new Account(
                                Account.Kind.EXTERNAL, ""),
                        "USDT", new BigDecimal("0.00000001")).done(),
                1));
        assertEquals("balance 90.9 USDT 90.89999999",
                said(exposure.balance(new Case(second, plan, null, false, rig.now))));
    }

    @Test
    void what_the_other_leg_pays_elsewhere_is_not_needed_here() {
        rig.holds("alpha", "USDT", "45.45");
        rig.begins();
        OrderIntent first = half.plan(1).legs().getFirst();
        var second = new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 1, 1), rig.btc("gamma"),
                true, first.size(), first.limit(), first.timeInForce(), 1, 0, false);
        var plan = new Attempt.Plan(1, 1, "USDT", List.of(first, second), BigDecimal.ONE,
                BigDecimal.ONE);
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        assertEquals("", said(exposure.balance(new Case(first, plan, null, false, rig.now))));
    }

    /// 45 USDT and a reserve are wanted; what somebody else's order has locked is held, and cannot be spent.
    @Test
    void what_an_exchange_keeps_for_orders_of_others_is_not_free() {
        rig.holds("alpha", "USDT", "100");
        rig.begins();
        rig.conditions.locked("alpha", Map.of("USDT", new BigDecimal("54.55")));
        assertEquals("", said(half.plan(1)));
        rig.conditions.locked("alpha", Map.of("USDT", new BigDecimal("54.55000001")));
        assertEquals("balance 45.45 USDT 45.44999999", said(half.plan(1)));
        rig.conditions.locked("alpha", Map.of("BTC", BigDecimal.ONE));
        assertEquals("", said(half.plan(1)), "it is told anew as a whole");
        rig.conditions.locked("beta", Map.of("BTC", new BigDecimal("0.00910001")));
        assertEquals("balance 0.0009 BTC 0.00089999", said(half.plan(1)));
    }

    @Test
    void less_than_nothing_is_kept_for_nobody() {
        rig.holds("alpha", "USDT", "45.44999999");
        rig.begins();
        rig.conditions.locked("alpha", Map.of("USDT", new BigDecimal("-100")));
        assertEquals("balance 45.45 USDT 45.44999999", said(half.plan(1)));
    }

    @Test
    void a_coin_that_pays_fees_and_is_locked_pays_none() {
        rig.coin = "BNB";
        rig.holds("alpha", "BNB", "1");
        rig.begins();
        rig.conditions.locked("alpha", Map.of("BNB", new BigDecimal("0.99900001")));
        assertEquals("fee_coin 0.001 BNB 0.00099999", said(half.plan(1)));
    }

    @Test
    void fees_in_a_coin_are_reckoned_for_every_order_that_may_still_trade() {
        rig.with(Setting.MAX_PAIR_EXPOSURE, 200);
        rig.coin = "BNB";
        rig.holds("alpha", "BNB", "0.00199999");
        rig.begins();
        assertEquals("", said(half.plan(2)));
        var waits = half.plan(1, rig.btc("alpha"), rig.btc("gamma"));
        half.reserved(waits);
        assertEquals("fee_coin 0.002 BNB 0.00199999", said(half.plan(2)));
        half.apply(new Entry.Acted(waits.legs().getFirst().id(),
                OrderNews.ABANDONED, "", 1));
        assertEquals("", said(half.plan(2)));
    }

    @Test
    void a_coin_that_is_spent_itself_must_be_there_for_both() {
        rig.coin = "USDT";
        rig.holds("alpha", "USDT", "45.45");
        rig.begins();
        assertEquals("fee_coin 45.451 USDT 45.45", said(half.plan(1)));
        var exposure = new ExposureChecks(rig.state, rig.facts(new Fees() {
            @Override
            public long taker(Listing listing) {
                return 0;
            }

            @Override
            public String coin(Listing listing) {
                return "USDT";
            }
        }), new Values(rig.references, rig.settings), rig.counting());
        var plan = half.plan(1);
        assertEquals("", said(exposure
                .feeCoin(new Case(plan.legs().getFirst(), plan, null, false, rig.now))));
    }

    @Test
    void what_is_owed_at_an_exchange_is_no_equity() {
        rig.with(Setting.MAX_EQUITY, 1_100).begins();
        half.apply(new Entry.Posted("x",
                Commit.of("x").move(
                        Account.holding("alpha"),
                        new Account(
                                Account.Kind.EXTERNAL, ""),
                        "BTC", new BigDecimal("0.02")).done(),
                1));
        half.apply(new Entry.Posted("y",
                Commit.of("y").move(
                        new Account(
                                Account.Kind.EXTERNAL, ""),
                        Account.holding("alpha"), "USDT",
                        new BigDecimal("100.01")).done(),
                1));
        assertEquals("equity 1100.01 USDT 1100", said(half.plan(1)));
    }

    @Test
    void an_asset_without_a_price_is_unknown_and_denied() {
        var one = new GateRig();
        var plan = new Half(one).plan(1);
        one.begins();
        var nobody = new Values(new References() {
            @Override
            public List<Reference> of(Instrument instrument) {
                return List.of();
            }

            @Override
            public @Nullable BigDecimal minuteMedian(Listing listing) {
                return null;
            }

            @Override
            public @Nullable BigDecimal index(Instrument instrument) {
                return null;
            }
        }, GateSettings.DEFAULT);
        var exposure = new ExposureChecks(one.state, one.facts(_ -> 0), nobody, one.counting());
        var at = new Case(plan.legs().getFirst(), plan, null, false, one.now);
        assertEquals("pair unknown USDT 60", said(exposure.pair(at)));
        assertEquals("total unknown USDT 200", said(exposure.total(at)));
        assertEquals("equity unknown USDT 5000", said(exposure.equity(at)));
    }
}
