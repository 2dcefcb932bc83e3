package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the gate answers whoever asks it what trading costs and what it is worth: by the books of now, and without an exception, whatever happens inside.
final class GateAnswersTest {

    private final GateRig rig = new GateRig().begins();
    private final Listing btc = rig.btc("alpha");
    private final Half half = new Half(rig);

    /// A thousandth, in a coin of which a trade takes 0.001 at most; or an exception, whatever is asked.
    private record Coin(@Nullable RuntimeException broken) implements Fees {

        private <T> T unless(T answer) {
            if (broken != null) {
                throw broken;
            }
            return answer;
        }

        @Override
        public long taker(Listing listing) {
            return unless(1_000_000L);
        }

        @Override
        public String coin(Listing listing) {
            return unless("BNB");
        }

        @Override
        public long coinPerTrade(Listing listing) {
            return unless(100_000L);
        }
    }

    private RiskGate gate(@Nullable RuntimeException broken) {
        return new RiskGate(rig.state, rig.facts(new Coin(broken)),
                rig.settings.with("EUR", new BigDecimal("1.08")), rig.kill);
    }

    private RiskGate gate() {
        return gate(null);
    }

    private Listing euros() {
        return rig.add("alpha", "BTC/EUR", GateRig.RULES);
    }

    private static void equal(String wanted, @Nullable BigDecimal told) {
        assertEquals(0, new BigDecimal(wanted).compareTo(told), () -> "told " + told);
    }

    /// Of 45 USDT: 0.045 are reckoned with.
    private static String surprise(RiskGate gate, Attempt.Plan plan, String fee, String asset) {
        OrderIntent leg = plan.legs().getFirst();
        return gate.surprise(leg, new Fill(leg.id(), "alpha", "BTCUSDT", "t", leg.limit(),
                leg.size(), new BigDecimal(fee), asset, 1, Fill.Source.STREAM));
    }

    @Test
    void a_fee_in_another_asset_than_was_reckoned_with_is_a_surprise() {
        assertEquals("", surprise(gate(), half.plan(1), "0.001", "BNB"));
        assertEquals("a fee in KCS where BNB was reckoned with",
                surprise(gate(), half.plan(1), "0.001", "KCS"));
    }

    @Test
    void whoever_asks_gets_an_answer_also_where_nobody_knows_the_fees() {
        RiskGate gate = gate(new IllegalStateException("no fees"));
        assertEquals("fees cannot be told: java.lang.IllegalStateException: no fees",
                surprise(gate, half.plan(1), "0.001", "BNB"));
        equal("0", gate.taker(btc));
        assertEquals("", gate.feeCoin(btc));
        equal("0", gate.inFeeCoin(btc, BigDecimal.TEN));
        equal("100", gate.cost(btc, true, new BigDecimal("100")));
        equal("-100", gate.cost(btc, false, new BigDecimal("100")));
    }

    @Test
    void the_fee_and_its_coin_are_those_of_the_account() {
        equal("0.001", gate().taker(btc));
        assertEquals("BNB", gate().feeCoin(btc));
        equal("0.001", gate().inFeeCoin(btc, BigDecimal.TEN));
    }

    @Test
    void buying_costs_the_fee_too_and_selling_brings_less_by_it() {
        var hundred = new BigDecimal("100");
        equal("100.1", gate().cost(btc, true, hundred));
        equal("-99.9", gate().cost(btc, false, hundred));
    }

    @Test
    void what_is_paid_in_another_quote_is_valued_in_usdt() {
        var hundred = new BigDecimal("100");
        equal("108.108", gate().cost(euros(), true, hundred));
        equal("-107.892", gate().cost(rig.listing("alpha", "BTC/EUR"), false, hundred));
    }

    @Test
    void what_is_paid_in_a_quote_of_unknown_worth_is_told_in_that() {
        var hundred = new BigDecimal("100");
        Listing lira = rig.add("alpha", "BTC/TRY", GateRig.RULES);
        equal("100.1", gate().cost(lira, true, hundred));
        equal("-99.9", gate().cost(lira, false, hundred));
    }

    @Test
    void what_an_attempt_may_spend_is_told_by_the_books_of_now() {
        RiskGate gate = gate();
        equal("0.000995916741", gate.mostSpent("BTC")); // 50 / 50205
        rig.shows("beta", "99990", "100010");
        equal("0.0005", gate.mostSpent("BTC"));
    }

    @Test
    void an_order_costs_what_its_quote_is_worth_now() {
        RiskGate gate = gate();
        Listing euro = rig.add("alpha", "EUR/USDT", GateRig.RULES);
        rig.shows(euro, "1.05", "1.07");
        equal("106.106", gate.cost(euros(), true, new BigDecimal("100")));
        rig.shows(euro, "1.09", "1.11");
        equal("110.11", gate.cost(rig.listing("alpha", "BTC/EUR"), true, new BigDecimal("100")));
    }

    /// 10 USDT at 500 each, and a twentieth more.
    @Test
    void the_fee_coin_is_counted_by_the_books_of_now() {
        RiskGate gate = gate();
        Listing bnb = rig.add("alpha", "BNB/USDT", GateRig.RULES);
        rig.shows(bnb, "499", "501");
        equal("0.02100001", gate.inFeeCoin(btc, BigDecimal.TEN));
        rig.shows(bnb, "999", "1001");
        equal("0.01050001", gate.inFeeCoin(btc, BigDecimal.TEN));
    }

    /// 0.0495 USDT at the most: at 500 each, and a twentieth more.
    @Test
    void a_fee_in_the_coin_is_judged_by_the_books_of_now() {
        RiskGate gate = gate();
        Listing bnb = rig.add("alpha", "BNB/USDT", GateRig.RULES);
        rig.shows(bnb, "499", "501");
        assertEquals("", surprise(gate, half.plan(1), "0.000103", "BNB"));
        rig.shows(bnb, "999", "1001");
        String said = surprise(gate, half.plan(1), "0.000103", "BNB");
        assertTrue(said.startsWith("a fee of 0.000103 BNB where 0.000051985"), said);
    }

    private static String code(@Nullable Denial denial) {
        return denial == null ? "" : denial.code();
    }

    @Test
    void a_book_that_was_too_old_and_lives_again_is_looked_at_anew() {
        Attempt.Plan plan = half.plan(1);
        rig.now += 3 * GateRig.SECOND;
        Attempt.Plan next = half.plan(2);
        assertEquals("deadline", code(rig.gate().objection(plan, rig.now)));
        assertEquals("age", code(rig.gate().objection(next, rig.now)));
        rig.shows("alpha", "49990", "50000");
        rig.shows("beta", "50200", "50210");
        assertEquals("", code(rig.gate().objection(next, rig.now)));
    }

    /// Conditions that remember of what signals were asked.
    private record Asked(Conditions known, List<Instrument> asked) implements Conditions {

        @Override
        public @Nullable Duration clockOffset(String exchange) {
            return known.clockOffset(exchange);
        }

        @Override
        public Status trading(String exchange) {
            return known.trading(exchange);
        }

        @Override
        public Status planned(String exchange) {
            return known.planned(exchange);
        }

        @Override
        public Status stream(String exchange) {
            return known.stream(exchange);
        }

        @Override
        public Status withdrawals(String exchange, String asset) {
            return known.withdrawals(exchange, asset);
        }

        @Override
        public BigDecimal locked(String exchange, String asset) {
            return known.locked(exchange, asset);
        }

        @Override
        public long leaseNanos() {
            return known.leaseNanos();
        }

        @Override
        public BigDecimal share(Instrument instrument) {
            asked.add(instrument);
            return known.share(instrument);
        }
    }

    @Test
    void what_is_the_same_for_all_legs_is_asked_of_one() {
        var conditions = new Asked(rig.conditions, new ArrayList<>());
        var facts = new Facts(rig.facts().markets(), rig.references, conditions,
                rig.facts().fees());
        var gate = new RiskGate(rig.state, facts, rig.settings, rig.kill);
        assertEquals("", code(gate.objection(half.plan(1), rig.now)));
        assertEquals(List.of(btc.instrument(), btc.instrument()), conditions.asked(),
                "once, of both legs");
    }
}
