package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Request;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Budgets, Retry-After, and which addresses may be spoken to.
class LimitsTest {

    private static final long MILLI = 1_000_000;

    @Test
    void no_window_of_the_given_length_ever_holds_more_than_allowed() {
        var random = new Random(7);
        var budget = new Budget(100, 1_000);
        var spent = new ArrayList<long[]>();
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(20) * MILLI;
            int cost = 1 + random.nextInt(40);
            long ready = budget.readyAt(now, cost);
            assertTrue(ready >= now);
            if (ready > now) {
                assertFalse(budget.trySpend(ready - 1, cost));
                now = ready;
            }
            assertTrue(budget.trySpend(now, cost));
            spent.add(new long[]{now, cost});
        }
        for (long[] begin : spent) {
            long sum = spent.stream()
                    .filter(s -> s[0] >= begin[0] && s[0] < begin[0] + 1_000 * MILLI)
                    .mapToLong(s -> s[1]).sum();
            assertTrue(sum <= 100, () -> sum + " within one window");
        }
    }

    @Test
    void a_cost_beyond_the_budget_waits_for_an_empty_window_and_no_limit_means_none() {
        var budget = new Budget(10, 1_000);
        budget.spend(0, 1);
        assertEquals(1_000 * MILLI, budget.readyAt(5, 50));
        assertTrue(budget.trySpend(1_000 * MILLI, 50));
        assertEquals(2_000 * MILLI, budget.readyAt(1_000 * MILLI, 1));

        var unlimited = new Budget(0, 1_000);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(unlimited.trySpend(0, 1_000));
        }
    }

    @Test
    void the_silence_that_an_exchange_asks_for_is_read_from_seconds_and_dates() {
        RestTiming timing = RestTiming.DEFAULT;
        assertEquals(7_000, RetryAfter.millis(429, "7", timing, 0));
        assertEquals(7_000, RetryAfter.millis(503, " 7 ", timing, 0));
        assertEquals(5_000, RetryAfter.millis(429, null, timing, 0));
        assertEquals(120_000, RetryAfter.millis(418, "soon", timing, 0));
        assertEquals(timing.heldMostMillis(), RetryAfter.millis(418, "99999999999999", timing, 0));
        assertEquals(0, RetryAfter.millis(503, null, timing, 0));
        assertEquals(0, RetryAfter.millis(200, "7", timing, 0));
        long then = 1_700_000_000_000L * MILLI;
        assertEquals(60_000, RetryAfter.millis(429, "Tue, 14 Nov 2023 22:14:20 GMT", timing, then));
    }

    @Test
    void only_this_machine_may_be_spoken_to_in_the_clear() {
        assertEquals("", Urls.webSocketProblem("wss://stream.binance.com:9443/stream"));
        assertEquals("", Urls.webSocketProblem("ws://127.0.0.1:8080/ws"));
        assertEquals("", Urls.webSocketProblem("ws://127.0.0.2:8080/ws"));
        assertEquals("", Urls.webSocketProblem("ws://[::1]:8080/ws"));
        assertEquals("", Urls.restProblem("http://localhost:1/api"));
        assertEquals("", Urls.restProblem("HTTPS://api.kraken.com"));
        for (String bad : new String[]{"ws://stream.binance.com/ws", "ws://127.0.0.1.evil.com/ws",
                "ws://localhost@evil.com/", "https://api.kraken.com", "wss://", "not a url", "",
                "wss://u:p@x.com/", "wss://x.com:99999/", "ws://127.1/"}) {
            assertFalse(Urls.webSocketProblem(bad).isEmpty(), bad);
        }
    }

    @Test
    void a_url_is_taken_apart_with_its_defaults() {
        assertEquals(new Address("x.com", 443, true, "/"), Address.of("wss://x.com"));
        assertEquals(new Address("x.com", 443, true, "/a?b=c%2F"),
                Address.of("https://x.com/a?b=c%2F"));
        assertEquals(new Address("127.0.0.1", 80, false, "/"), Address.of("http://127.0.0.1"));
        assertEquals(new Address("::1", 9, false, "/ws"), Address.of("ws://[::1]:9/ws"));
        assertEquals(new Address("x.com", 443, true, "/"), Address.of("WSS://x.com"));
    }

    /// Kraken, "Spot REST Rate Limits": it holds 15 and loses one in three seconds; what is asked of it may be half as dear as the next.
    @Test
    void a_counter_falls_with_time_and_is_never_above_its_most() {
        long second = 1_000_000_000L;
        var counter = new Counter(15, 45_000);
        for (int i = 0; i < 7; i++) {
            assertEquals(100 * second, counter.readyAt(100 * second, 2));
            counter.spend(100 * second, 2);
        }
        assertEquals(100 * second, counter.readyAt(100 * second, 1));
        assertEquals(103e9, (double) counter.readyAt(100 * second, 2), 1_000);
        assertEquals(100 * second, counter.readyAt(100 * second, 0), "an order costs nothing here");
        counter.spend(100 * second, 1);
        assertEquals(106e9, (double) counter.readyAt(101 * second, 2), 1_000);
        assertEquals(1_000 * second, counter.readyAt(1_000 * second, 15), "empty, and no lower");
        counter.spend(1_000 * second, 15);
        assertTrue(counter.readyAt(1_000 * second, 1) > 1_000 * second);
    }

    @Test
    void an_account_is_of_the_lowest_tier_where_nothing_is_said() {
        assertEquals(15, account(Map.of()).weight());
        assertTrue(account(Map.of()).weightWindowMillis() >= 45_000);
        assertEquals(20, account(Map.of("tier", "intermediate")).weight());
        assertEquals(22_000, account(Map.of("tier", "pro")).weightWindowMillis());
        assertTrue(account(Map.of()).falls());
        assertNull(Quota.ofDialect("bybit", Map.of("tier", "pro")).account());
    }

    private static Quota account(Map<String, String> options) {
        return Objects.requireNonNull(Quota.ofDialect("kraken", options).account());
    }

    /// It would wait behind all questions of a sweep, and without it no stream tells.
    @Test
    void a_login_goes_before_what_can_wait() {
        var login = Allowance.Rank.of(new Request(Request.About.LOGIN, -1, "POST",
                "http://127.0.0.1", "", 1, 0, Errand.all("", "token", 0, 0)));
        assertEquals(Allowance.Rank.LOGIN, login);
        assertTrue(login.compareTo(Allowance.Rank.ASK) < 0);
    }

    /// Twice as long each time, and what is not counted goes on.
    @Test
    void who_was_refused_by_a_counter_waits_with_what_it_counts() {
        long second = 1_000_000_000L;
        Allowance account = Allowance.of(Quota.ofDialect("kraken"))
                .ofAccount(Quota.ofDialect("kraken"));
        Request question = new Request(Request.About.BALANCES, -1, "POST", "http://127.0.0.1", "",
                1, 0, Errand.all("", "account", 0, 0));
        Request free = new Request(Request.About.BALANCES, -1, "POST", "http://127.0.0.1", "", 0,
                0, Errand.all("", "account", 0, 0));
        account.limited(10 * second, 5_000);
        assertEquals(15 * second, account.readyAt(10 * second, question, true));
        account.limited(11 * second, 5_000);
        assertEquals(15 * second, account.readyAt(11 * second, question, true), "known already");
        assertEquals(11 * second, account.readyAt(11 * second, free, true));
        account.limited(16 * second, 5_000);
        assertEquals(26 * second, account.readyAt(16 * second, question, true));
        account.limited(200 * second, 5_000);
        assertEquals(205 * second, account.readyAt(200 * second, question, true), "long ago");
    }

    @Test
    void exchanges_that_nobody_described_are_asked_cautiously() {
        assertEquals(Quota.CAUTIOUS, Quota.ofDialect("somebody-new"));
        assertEquals(6_000, Quota.ofDialect("binance").weight());
        assertTrue(Quota.ofDialect("binance").weightWindowMillis() > 60_000);
    }

    @Test
    void what_somebody_else_asked_beside_us_leaves_less_for_our_questions() {
        Quota quota = Quota.ofDialect("binance");
        Allowance allowance = Allowance.of(quota);
        var question = new Request(Request.About.BALANCES, -1, "GET", "https://x", null, 20, 0,
                Errand.all("", "account", 0, 0));
        assertEquals(5, allowance.readyAt(5, question, false));
        allowance.charge(0, quota.weight() - 19);
        assertTrue(allowance.readyAt(5, question, false) > 5);
    }
}
