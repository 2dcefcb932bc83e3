package io.crossbook.execution.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every commit sums to nothing, and so does the ledger.
final class LedgerTest {

    private static final Account ALPHA = Account.holding("alpha");
    private static final Account OUTSIDE = new Account(Account.Kind.EXTERNAL, "");

    @Test
    void what_comes_in_comes_from_somewhere() {
        var ledger = new Ledger();
        ledger.post(Commit.of("deposit").move(OUTSIDE, ALPHA, "BTC", new BigDecimal("1.5"))
                .done());
        ledger.post(Commit.of("withdrawal").move(ALPHA, OUTSIDE, "BTC", new BigDecimal("0.5"))
                .done());
        assertEquals(new BigDecimal("1.0"), ledger.holding("alpha", "BTC"));
        assertEquals(new BigDecimal("-1.0"), ledger.balance(OUTSIDE, "BTC"));
        assertEquals(0, ledger.sum("BTC").signum());
        assertEquals("holding alpha: 1 BTC\nexternal: -1 BTC\n", ledger.toString());
        assertEquals(0, ledger.holding("beta", "BTC").signum());
    }

    @Test
    void a_commit_that_does_not_sum_to_nothing_in_each_asset_is_none() {
        var in = new Posting(ALPHA, "BTC", BigDecimal.ONE);
        var out = new Posting(OUTSIDE, "ETH", BigDecimal.ONE.negate());
        assertThrows(IllegalArgumentException.class, () -> new Commit("odd", List.of(in, out)));
        assertThrows(IllegalArgumentException.class, () -> new Commit("odd", List.of(in)));
    }
}
