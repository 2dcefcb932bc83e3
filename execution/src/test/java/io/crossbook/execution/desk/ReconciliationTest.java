package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.account.Account;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What exchanges have and our orders did not bring is named, and is neither gain nor loss.
final class ReconciliationTest {

    private static final long SECOND = Rig.SECOND;
    private static final Map<String, String> NOBODY = Map.of();

    /// So many looks, as far apart as they are.
    static void looks(Rig rig, int times, String btc, String usdt) {
        for (int i = 0; i < times; i++) {
            rig.passes(60 * SECOND);
            rig.sweepsUp();
            rig.holds("alpha", btc, usdt);
            rig.keeps();
        }
    }

    static List<String> posted(Rig rig) {
        return rig.journal.stream().filter(Entry.Posted.class::isInstance)
                .map(entry -> ((Entry.Posted) entry).commit().why())
                .filter(why -> !why.startsWith("opening")).map(why -> why.split(" ", 2)[0])
                .toList();
    }

    static BigDecimal held(Rig rig, String exchange, String asset) {
        return rig.desk.state().ledger().holding(exchange, asset);
    }

    static BigDecimal in(Rig rig, Account.Kind kind, String exchange, String asset) {
        return rig.desk.state().ledger().balance(new Account(kind, exchange), asset);
    }

    static void is(String expected, BigDecimal actual) {
        assertEquals(0, new BigDecimal(expected).compareTo(actual),
                expected + " is expected, not " + actual);
    }

    /// No attempt has gained or lost by it, nothing is stopped, and the next may begin.
    static void goesOn(Rig rig) {
        assertEquals("", rig.desk.state().halted());
        assertEquals(NOBODY, rig.desk.state().paused());
        assertEquals(Map.of(), rig.desk.state().record().today(rig.now));
        for (String asset : List.of("BTC", "USDT")) {
            assertEquals(0, rig.desk.state().ledger().sum(asset).signum());
        }
        assertTrue(rig.offers(9), () -> rig.journal.getLast().toString());
    }

    @Test
    void every_minute_and_after_each_closing_it_asks_and_what_agrees_is_no_line() {
        Rig rig = Rig.ready(true);
        rig.passes(59 * SECOND);
        assertEquals(List.of(), rig.done);
        rig.passes(SECOND);
        assertEquals(List.of("balances alpha", "balances beta", "balances gamma"), rig.done);
        int before = rig.journal.size();
        for (String name : rig.listings.keySet()) {
            rig.holds(name, "0.01", "1000.00");
        }
        assertEquals(before, rig.journal.size());
        rig.done.clear();
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        assertEquals(List.of("balances alpha", "balances beta"),
                rig.done.subList(rig.done.size() - 2, rig.done.size()));
        rig.done.clear();
        rig.passes(5 * SECOND);
        assertEquals(List.of("balances alpha", "balances beta"), rig.done, "nobody answered");
    }

    @Test
    void what_trades_between_question_and_answer_is_no_difference() {
        Rig rig = Rig.ready(true);
        var btc = new BigDecimal("0.01");
        var usdt = new BigDecimal("1000");
        for (int i = 0; i < 5; i++) {
            rig.passes(60 * SECOND); // asked
            rig.offers(i);
            rig.keeps();
            rig.fills(rig.placed.get(2 * i), "0.0002");
            rig.fills(rig.placed.get(2 * i + 1), "0.0002"); // closed, and asked once more
            rig.holds("alpha", btc.toPlainString(), usdt.toPlainString()); // to the first question
            btc = btc.add(new BigDecimal("0.0002"));
            usdt = usdt.subtract(BigDecimal.TEN);
            assertTrue(rig.desk.nextDeadline() <= rig.now + 5 * SECOND, "not answered");
        }
        assertEquals(List.of(), posted(rig));
        assertEquals(NOBODY, rig.desk.state().paused());
    }

    @Test
    void money_that_comes_is_a_deposit_told_or_not() {
        Rig rig = Rig.ready(true);
        var told = new AccountFact.Transfer("alpha", rig.now, "USDT", new BigDecimal("500"),
                "d1", true);
        rig.desk.told(told, rig.now);
        rig.desk.told(told, rig.now);
        looks(rig, 1, "0.01", "1500");
        assertEquals(List.of("deposit"), posted(rig));
        looks(rig, 3, "0.01", "1600");
        assertEquals(List.of("deposit", "deposit"), posted(rig));
        is("-1600", in(rig, Account.Kind.EXTERNAL, "", "USDT").add(new BigDecimal("2000")));
        goesOn(rig);
    }

    @Test
    void money_that_is_half_an_hour_on_its_way_is_not_missed() {
        Rig rig = Rig.ready(true);
        rig.desk.told(new AccountFact.Transfer("alpha", rig.now, "BTC", new BigDecimal("-0.005"),
                "w1", false), rig.now);
        looks(rig, 1, "0.005", "1000"); // it is gone at once, and not done
        assertEquals(List.of("in_transit"), posted(rig));
        is("0.005", in(rig, Account.Kind.IN_TRANSIT, "", "BTC"));
        looks(rig, 15, "0.005", "1000");
        rig.desk.told(new AccountFact.Transfer("alpha", rig.now, "BTC", new BigDecimal("-0.005"),
                "w1", true), rig.now);
        looks(rig, 15, "0.005", "1000");
        rig.desk.told(new AccountFact.Transfer("beta", rig.now, "BTC", new BigDecimal("0.0049"),
                "d1", true), rig.now);
        is("0.0149", held(rig, "beta", "BTC"));
        is("0.0001", in(rig, Account.Kind.IN_TRANSIT, "", "BTC"));
        rig.passes(24 * 3_600 * SECOND);
        is("0", in(rig, Account.Kind.IN_TRANSIT, "", "BTC"));
        assertEquals(List.of("in_transit", "in_transit", "withdrawal"), posted(rig));
        goesOn(rig);
    }

    @Test
    void one_missing_coin_pauses_its_asset_and_no_other_and_calls() {
        Rig rig = Rig.ready(true);
        for (int i = 0; i < 4; i++) {
            rig.passes(60 * SECOND);
            rig.sweepsUp();
            rig.holds("alpha", Map.of("BTC", Rig.whole("0.01"), "USDT", Rig.whole("1000"),
                    "DOGE", Rig.whole(i == 0 ? "500" : i == 3 ? "499" : "500")));
        }
        looks(rig, 3, "0.01", "1000"); // and all of it is gone
        assertEquals("[asset DOGE]", rig.desk.state().paused().keySet().toString());
        assertEquals("Paused: asset DOGE: alpha has 500 DOGE less than the ledger, and nobody "
                + "knows why", rig.alarms.getLast());
        assertTrue(rig.offers(1), () -> "nobody trades in that: " + rig.journal.getLast());
        rig.keeps();
        rig.fills(rig.placed.get(0), "0");
        rig.fills(rig.placed.get(1), "0");
        looks(rig, 3, "0.009", "1000");
        assertEquals("[asset BTC, asset DOGE]", rig.desk.state().paused().keySet().toString());
        assertEquals("", rig.desk.state().halted());
        is("0.009", held(rig, "alpha", "BTC"));
        assertFalse(rig.offers(2));
        assertTrue(rig.journal.getLast().toString().contains("denial=paused"),
                () -> rig.journal.getLast().toString());
        rig.restarts(rig.journal.size());
        assertEquals(2, rig.desk.state().paused().size(), "a restart forgets no pause");
        looks(rig, 3, "0.0088", "1000");
        assertEquals("Paused: asset BTC: alpha has 0.0002 BTC less than the ledger, and nobody "
                + "knows why", rig.alarms.getLast(), "and more of it");
        rig.desk.rearm("found what was shown", 2, rig.now);
        assertEquals("[asset BTC]", rig.desk.state().paused().keySet().toString());
        rig.desk.rearm("found", Entry.Rearmed.ALL, rig.now);
        assertEquals(NOBODY, rig.desk.state().paused());
    }

    @Test
    void a_coin_that_is_missing_after_a_restart_is_unexplained_and_the_rest_begins() {
        Rig rig = Rig.ready(true);
        rig.restarts(rig.journal.size());
        for (String name : rig.listings.keySet()) {
            rig.desk.told(new AccountFact.Swept(name, rig.now, 0, rig.now), rig.now);
        }
        for (int i = 0; i < 3; i++) {
            assertTrue(rig.desk.reluctance().contains("alpha to tell balances"));
            rig.holds("alpha", "0.009", "1000");
            rig.holds("beta", "0.01", "1000");
            rig.holds("gamma", "0.01", "1000");
            rig.passes(6 * SECOND);
            rig.sweepsUp();
        }
        assertEquals("", rig.desk.reluctance());
        assertEquals("[asset BTC]", rig.desk.state().paused().keySet().toString());
        is("0.001", in(rig, Account.Kind.UNEXPLAINED, "alpha", "BTC"));
        is("0.009", held(rig, "alpha", "BTC"));
    }

    @Test
    void what_differs_in_another_way_each_time_is_looked_at_on() {
        Rig rig = Rig.ready(true);
        for (String usdt : List.of("999", "998", "997", "996", "999")) {
            looks(rig, 1, "0.01", usdt);
        }
        assertEquals(List.of(), posted(rig));
    }

    @Test
    void an_own_order_that_filled_after_its_death_is_found_and_unwound() {
        Rig rig = diedAndFilled();
        OrderIntent lost = rig.placed.getFirst();
        assertEquals(List.of(), posted(rig), "nobody else has traded");
        assertTrue(rig.done.contains("ask alpha"), rig.done.toString());
        assertTrue(rig.swept.getOrDefault("alpha", rig.now) <= lost.deadlineNanos() - SECOND,
                "swept as far back as the order");
        assertEquals(1, rig.desk.state().paused().size());
        assertTrue(rig.alarms.getLast().contains("may be a trade of ours"), rig.alarms.getLast());
        rig.fills(lost, "0.0009");
        rig.passes(SECOND);
        assertFalse(rig.last().buys(), "what came late is unwound");
        is("0.0109", held(rig, "alpha", "BTC"));
    }

    @Test
    void what_no_sweep_shows_for_a_minute_is_somebody_elses_and_the_pair_stays_paused() {
        Rig rig = diedAndFilled();
        for (int i = 0; i < 9; i++) {
            more(rig);
        }
        assertEquals(List.of(), posted(rig));
        more(rig);
        more(rig);
        assertEquals(List.of("external_trade"), posted(rig));
        assertEquals(1, rig.desk.state().paused().size());
    }

    private static void more(Rig rig) {
        rig.passes(6 * SECOND);
        rig.sweepsUp();
        rig.holds("alpha", "0.0109", "955");
        rig.keeps();
    }

    /// Presumed dead by all that can be asked; and then the account has what it was to buy, three looks long.
    private static Rig diedAndFilled() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        OrderIntent lost = rig.placed.getFirst();
        rig.fills(rig.placed.get(1), "0");
        rig.told(new OrderEvent.Ambiguous(lost.id(), "HTTP 504"));
        for (int i = 0; i < 20; i++) {
            rig.passes(2 * SECOND);
            rig.told(new OrderEvent.NotFound(lost.id()));
        }
        rig.sweepsUp();
        rig.passes(SECOND);
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        rig.done.clear();
        for (int i = 0; i < 3; i++) {
            more(rig);
        }
        return rig;
    }

    @Test
    void what_may_still_fill_is_waited_for() {
        Rig rig = Rig.losesFirst("0");
        assertEquals(OrderState.PRESUMED_DEAD, rig.attempt().orders().getFirst().state());
        for (int i = 0; i < 6; i++) {
            rig.passes(6 * SECOND);
            rig.holds("alpha", "0.0109", "955"); // it has filled, and nobody has told yet
        }
        assertEquals(List.of(), posted(rig));
        rig.done.clear();
        rig.passes(600 * SECOND);
        looks(rig, 3, "0.0109", "955");
        assertTrue(rig.done.contains("ask alpha"), "nothing was right since it left: it is asked");
        assertEquals(List.of(), posted(rig));
        rig.passes(70 * SECOND);
        rig.sweepsUp();
        looks(rig, 3, "0.0109", "955");
        assertEquals(List.of("external_trade"), posted(rig), "and says that it was not ours");
    }

    @Test
    void borrowed_money_halts() {
        Rig rig = Rig.ready(true);
        rig.desk.told(new AccountFact.Balances("alpha", rig.now,
                Map.of("USDT", new AccountFact.Balance(new BigDecimal("1010"), BigDecimal.ZERO,
                        new BigDecimal("10"))),
                false), rig.now);
        assertEquals("alpha says that we have borrowed", rig.desk.state().halted());
        assertFalse(rig.offers());
    }

    @Test
    void funding_and_interest_are_what_they_are() {
        Rig rig = Rig.ready(true);
        rig.desk.told(new AccountFact.Funding("alpha", rig.now, "USDT", new BigDecimal("-0.5"),
                "f1", false), rig.now);
        rig.desk.told(new AccountFact.Funding("alpha", rig.now, "USDT", new BigDecimal("0.1"),
                "i1", true), rig.now);
        assertEquals(List.of("funding", "interest"), posted(rig));
        looks(rig, 1, "0.01", "999.6");
        assertEquals(2, posted(rig).size());
        goesOn(rig);
    }

    /// After one attempt, of which alpha has 0.0009 BTC more and 45 USDT less.
    private static Rig traded() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        return rig;
    }

    @Test
    void what_an_exchange_rounds_away_is_a_fee_and_pauses_nothing() {
        Rig rig = traded();
        looks(rig, 3, "0.0109", "954.9999");
        assertEquals(List.of("fee"), posted(rig));
        is("0.0001", in(rig, Account.Kind.FEES, "alpha", "USDT"));
        assertEquals(NOBODY, rig.desk.state().paused());
    }

    @Test
    void more_than_a_fee_can_be_is_a_missing_coin() {
        Rig rig = traded();
        looks(rig, 3, "0.0109", "954.80"); // 44 bp of what was moved, where no fee was configured
        assertEquals(List.of("unexplained"), posted(rig));
        assertEquals("[asset USDT]", rig.desk.state().paused().keySet().toString());
    }

    @Test
    void a_fee_is_bounded_by_the_rate_that_is_configured() {
        Rig rig = Rig.ready(true);
        rig.fees.put("alpha", CheaperTest.bps(40));
        rig.shows("beta", "50600", "50610");
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        looks(rig, 3, "0.0109", "954.80");
        assertEquals(List.of("fee"), posted(rig));
        assertEquals("[pair alpha BTCUSDT + beta BTCUSDT]",
                rig.desk.state().paused().keySet().toString());
    }

    private static OrderEvent traded(Rig rig, OrderIntent order, String fee, String asset) {
        return new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(), "BTCUSDT",
                "x" + rig.journal.size(), order.limit(), new BigDecimal("0.0001"),
                new BigDecimal(fee), asset, rig.now, Fill.Source.STREAM));
    }

    @Test
    void a_fee_of_another_tier_or_in_another_coin_pauses_the_pair() {
        for (String asset : List.of("USDT", "BNB")) {
            Rig rig = Rig.ready(true);
            rig.offers();
            rig.keeps();
            rig.told(traded(rig, rig.placed.getFirst(), "0", "BNB"));
            assertEquals(NOBODY, rig.desk.state().paused(), "nothing was taken");
            rig.told(traded(rig, rig.placed.getFirst(), "0.005", asset));
            assertEquals("[pair alpha BTCUSDT + beta BTCUSDT]",
                    rig.desk.state().paused().keySet().toString());
            rig.told(new OrderEvent.Ended(rig.placed.getFirst().id(), OrderEvent.End.EXPIRED,
                    new BigDecimal("0.0002")));
            rig.fills(rig.placed.get(1), "0");
            assertEquals(3, rig.placed.size(), "what is left over goes all the same");
        }
    }

    @Test
    void a_fee_that_nobody_told_is_a_fee_and_pauses_the_pair() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        looks(rig, 3, "0.0109", "954.91");
        assertEquals(List.of("fee"), posted(rig));
        is("0.09", in(rig, Account.Kind.FEES, "alpha", "USDT"));
        assertEquals("[pair alpha BTCUSDT + beta BTCUSDT]",
                rig.desk.state().paused().keySet().toString());
    }
}
