package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Markets;
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

/// Every rule at its limit, just within and just beyond.
final class StandingRulesTest {

    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final long NOW = 1_000;
    private final ExecutionState state = new ExecutionState();
    private Markets.@Nullable Top top = new Markets.Top(new BigDecimal("9990"),
            new BigDecimal("10010"));
    private boolean broken;
    private final Markets markets = new Markets() {
        @Override
        public @Nullable Top top(Listing listing) {
            if (broken) {
                throw new IllegalStateException("no book");
            }
            return top;
        }

        @Override
        public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
            return null;
        }

        @Override
        public List<Listing> listings(String base, String quote) {
            return List.of();
        }
    };
    private final StandingRules gate = new StandingRules(state, markets, GateSettings.DEFAULT);

    StandingRulesTest() {
        deposit("USDT", "50.5");
        deposit("BTC", "0.004");
    }

    private void deposit(String asset, String amount) {
        state.apply(new Entry.Posted(asset, Commit.of("deposit")
                .move(new Account(Account.Kind.EXTERNAL, ""), Account.holding("alpha"), asset,
                        new BigDecimal(amount))
                .done(), 1));
    }

    private static Listing listing(Rules rules, String pair) {
        return new Listing(0, "alpha", "BTCUSDT", Instrument.parse(pair), rules);
    }

    private static OrderIntent order(Listing listing, boolean buys, String size, String limit,
            boolean reduces) {
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, 0), listing, buys,
                new BigDecimal(size), new BigDecimal(limit),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 2 * NOW, reduces ? 1 : 0, reduces);
    }

    private static OrderIntent buy(String size, String limit) {
        return order(listing(RULES, "BTC/USDT"), true, size, limit, false);
    }

    private static OrderIntent sell(String size, String limit) {
        return order(listing(RULES, "BTC/USDT"), false, size, limit, false);
    }

    private String code(OrderIntent intent) {
        Denial denial = gate.objection(intent, NOW);
        return denial == null ? "" : denial.code();
    }

    @Test
    void each_rule_at_its_limit() {
        assertEquals("", code(buy("0.005", "10000")));
        assertEquals("worth", code(buy("0.00501", "10000")));
        assertEquals("lot", code(buy("0.004995", "10000")));
        assertEquals("tick", code(buy("0.004", "10000.005")));
        assertEquals("notional", code(buy("0.0005", "9999.99")));
        assertEquals("", code(buy("0.0005", "10000")));
        assertEquals("size", code(buy("0.00009", "10000")));
        assertEquals("", code(buy("0.004", "10200")));
        assertEquals("limit", code(buy("0.004", "10200.01")));
        assertEquals("", code(buy("0.004", "9800")));
        assertEquals("limit", code(buy("0.004", "9799.99")));
        assertEquals("", code(sell("0.004", "10000")));
        assertEquals("balance", code(sell("0.00401", "10000")));
    }

    @Test
    void money_for_the_fee_is_kept_back_and_what_other_orders_may_take() {
        assertEquals("", code(buy("0.005", "10000")), "50 and 1 % of it are there");
        state.apply(new Entry.Reserved(new Attempt.Plan(7, 1, "USDT",
                List.of(new OrderIntent(new OrderId(1, 7, OrderId.Role.LEG, 0, 0),
                        listing(RULES, "BTC/USDT"), true, new BigDecimal("0.00001"),
                        new BigDecimal("1"), OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 5, 0,
                        false)),
                BigDecimal.ONE), 1));
        assertEquals("balance", code(buy("0.005", "10000")));
    }

    @Test
    void what_is_not_known_denies() {
        assertEquals("rules", code(order(listing(Rules.UNKNOWN, "BTC/USDT"), true, "0.004",
                "10000", false)));
        var halted = new Rules(2, 5, 1, 1, 10, 0, 1, Rules.Status.HALTED);
        assertEquals("rules",
                code(order(listing(halted, "BTC/USDT"), true, "0.004", "10000", false)));
        assertEquals("kind", code(order(listing(RULES, "BTC/USDT:USDT"), true, "0.004", "10000",
                false)));
        assertEquals("worth",
                code(order(listing(RULES, "BTC/EUR"), true, "0.004", "10000", false)));
        top = null;
        assertEquals("book", code(buy("0.004", "10000")));
        broken = true;
        assertEquals("error", code(buy("0.004", "10000")));
    }

    @Test
    void a_halt_stops_what_adds() {
        state.apply(new Entry.Halted("x", 1));
        assertEquals("halted", code(buy("0.004", "10000")));
    }

    @Test
    void what_is_to_reduce_reduces_also_while_halted() {
        OrderIntent leg = buy("0.005", "10000");
        state.apply(new Entry.Reserved(new Attempt.Plan(1, 1, "USDT", List.of(leg,
                new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 1, 1),
                        listing(RULES, "BTC/USDT"), false, new BigDecimal("0.005"),
                        new BigDecimal("10000"), OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 5,
                        0, false)),
                BigDecimal.ONE), 1));
        state.apply(new Entry.Acted(leg.id(), OrderNews.HANDED, "", 1));
        state.apply(new Entry.Told(new OrderEvent.Traded(new Fill(leg.id(), "alpha", "BTCUSDT",
                "t", leg.limit(), leg.size(), BigDecimal.ZERO, "USDT", 1, Fill.Source.STREAM)),
                1));
        state.apply(new Entry.Halted("x", 1));
        Listing btc = listing(RULES, "BTC/USDT");
        assertEquals("reduces", code(rung(btc, false, "0.005")), "the other leg is not known");
        state.apply(new Entry.Acted(new OrderId(1, 1, OrderId.Role.LEG, 1, 1),
                OrderNews.ABANDONED, "", 1));
        assertEquals("", code(rung(btc, false, "0.005")));
        assertEquals("reduces", code(rung(btc, false, "0.00501")));
        assertEquals("reduces", code(rung(btc, true, "0.005")));
    }

    private static OrderIntent rung(Listing listing, boolean buys, String size) {
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.UNWIND, 0, 2), listing, buys,
                new BigDecimal(size), new BigDecimal("10000"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 2 * NOW, 1, true);
    }

    @Test
    void only_what_is_in_the_journal_and_has_not_left_is_let_through_and_in_time() {
        OrderIntent leg = buy("0.004", "10000");
        assertEquals("order", refused(leg, NOW));
        state.apply(new Entry.Reserved(
                new Attempt.Plan(1, 1, "USDT", List.of(leg), BigDecimal.ONE), 1));
        assertTrue(gate.approve(leg,
                2 * NOW - 1) instanceof PreTradeGate.Verdict.Approved(var approved)
                && approved.intent().equals(leg));
        assertEquals("deadline", refused(leg, 2 * NOW));
        assertEquals("order", refused(buy("0.005", "10000"), NOW));
        state.apply(new Entry.Acted(leg.id(), OrderNews.HANDED, "", 1));
        assertEquals("order", refused(leg, NOW));
    }

    private String refused(OrderIntent intent, long now) {
        return gate.approve(intent, now) instanceof PreTradeGate.Verdict.Refused(var denial)
                ? denial.code()
                : "";
    }

    @Test
    void implausible_limits_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new GateSettings(0, Map.of(), 0));
        assertThrows(IllegalArgumentException.class, () -> new GateSettings(20_000, Map.of(), 0));
        assertThrows(IllegalArgumentException.class,
                () -> new GateSettings(10, Map.of("USDT", BigDecimal.ZERO), 0));
        assertNull(gate.objection(buy("0.004", "10000"), NOW));
    }
}
