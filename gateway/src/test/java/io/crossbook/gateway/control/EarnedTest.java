package io.crossbook.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.execution.account.Account;
import io.crossbook.gateway.engine.Earnings;
import io.crossbook.gateway.engine.Kept;
import io.crossbook.gateway.engine.Pit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a daemon says of what was earned, after a run with an attempt filled and another left half done.
final class EarnedTest {

    private static final Pit PIT = Pit.busy(new Kept());
    private static final Earnings EARNINGS = Objects.requireNonNull(PIT.engine.earnings());

    private static BigDecimal sum(JsonNode of, List<String> parts) {
        return parts.stream().map(part -> new BigDecimal(of.path(part).asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void before_and_the_eight_parts_of_a_statement_are_after() {
        JsonNode told = Earned.statement(EARNINGS);
        assertEquals(0, sum(told, List.of("before", "captured", "conversion", "unwind", "fees",
                "funding", "external", "unexplained", "revaluation"))
                .compareTo(new BigDecimal(told.path("after").asText())), told::toString);
        assertEquals(0, sum(told, List.of("captured", "conversion", "unwind", "fees", "funding"))
                .compareTo(new BigDecimal(told.path("earned").asText())), told::toString);
        assertTrue(new BigDecimal(told.path("captured").asText()).signum() > 0, told::toString);
        assertEquals("[\"ETH\"]", told.path("unpriced").toString());
    }

    @Test
    void what_is_held_at_the_prices_that_are_told_is_what_all_accounts_are_worth() {
        JsonNode told = Earned.statement(EARNINGS);
        var ledger = Objects.requireNonNull(PIT.engine.execution()).ledger();
        BigDecimal worth = BigDecimal.ZERO;
        for (Account account : ledger.accounts()) {
            if (account.kind() == Account.Kind.HOLDING) {
                for (var held : ledger.balances(account).entrySet()) {
                    worth = worth.add(held.getValue().multiply(new BigDecimal(
                            told.path("prices").path(held.getKey()).asText("0"))));
                }
            }
        }
        assertEquals(0, worth.compareTo(new BigDecimal(told.path("after").asText())),
                told::toString);
        assertEquals("1", told.at("/prices/USDT").asText());
        assertTrue(told.at("/prices/ETH").isMissingNode(), told::toString);
    }

    @Test
    void realised_is_the_sum_of_the_four_parts_of_every_attempt() {
        var attempts = Objects.requireNonNull(PIT.engine.execution()).attempts();
        assertTrue(attempts.size() > 1);
        attempts.forEach(attempt -> {
            JsonNode told = Earned.attribution(attempt);
            assertEquals(0, sum(told, List.of("captured", "conversion", "unwind", "fees"))
                    .compareTo(new BigDecimal(told.path("realised").asText())), told::toString);
        });
    }

    @Test
    void a_markout_names_its_fill_and_says_how_the_market_went_on() {
        JsonNode told = Earned.markouts(EARNINGS.markouts(1)).path("markouts");
        assertEquals(2, told.size(), told::toString);
        assertEquals("alpha BTCUSDT buy", told.get(0).path("exchange").asText() + " "
                + told.get(0).path("symbol").asText() + " " + told.get(0).path("side").asText());
        assertEquals("17.4956", told.get(0).at("/bps/1").asText(), told::toString);
        assertEquals(0, Earned.markouts(EARNINGS.markouts(99)).path("markouts").size());
    }
}
