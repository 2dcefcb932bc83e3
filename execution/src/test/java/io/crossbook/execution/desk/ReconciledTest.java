package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When an attempt counts as reconciled.
final class ReconciledTest {

    /// Buys 0.0009 BTC at alpha for 45 USDT and sells it at beta for 45.18.
    private static Rig traded() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        return rig;
    }

    /// All that were asked of it is answered: of what has moved since nothing counts.
    private static void holds(Rig rig, String exchange, String btc, String usdt) {
        rig.passes(5 * Rig.SECOND);
        for (int i = 0; i < 6; i++) {
            rig.holds(exchange, btc, usdt);
        }
    }

    private static List<Long> reconciled(Rig rig) {
        return rig.journal.stream().filter(Entry.Reconciled.class::isInstance)
                .map(entry -> ((Entry.Reconciled) entry).attempt()).toList();
    }

    @Test
    void it_is_when_each_of_its_exchanges_holds_what_the_ledger_has_and_once() {
        Rig rig = traded();
        assertEquals(List.of(), reconciled(rig));
        holds(rig, "alpha", "0.0109", "955");
        assertEquals(List.of(), reconciled(rig), "of beta nothing was heard");
        holds(rig, "beta", "0.0091", "1045.18");
        assertEquals(List.of(1L), reconciled(rig));
        assertEquals(1, rig.desk.state().record().reconciled());
        rig.passes(60 * Rig.SECOND);
        holds(rig, "alpha", "0.0109", "955");
        holds(rig, "beta", "0.0091", "1045.18");
        assertEquals(List.of(1L), reconciled(rig));
        rig.restarts(rig.journal.size());
        assertEquals(1, rig.desk.state().record().reconciled());
    }

    @Test
    void what_was_asked_before_it_was_closed_says_nothing() {
        Rig rig = Rig.ready(true);
        rig.passes(60 * Rig.SECOND); // asked
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        rig.holds("alpha", "0.0109", "955"); // to the question before, as it happens
        rig.holds("beta", "0.0091", "1045.18");
        assertEquals(List.of(), reconciled(rig));
        holds(rig, "alpha", "0.0109", "955");
        holds(rig, "beta", "0.0091", "1045.18");
        assertEquals(List.of(1L), reconciled(rig));
    }

    @Test
    void one_after_which_a_coin_was_missing_never_is() {
        Rig rig = traded();
        for (int i = 0; i < 5; i++) {
            rig.holds("alpha", "0.0099", "955");
            rig.holds("beta", "0.0091", "1045.18");
            rig.keeps();
            rig.passes(60 * Rig.SECOND);
            rig.sweepsUp();
        }
        assertEquals(List.of(), reconciled(rig));
    }

    @Test
    void one_of_which_nothing_was_traded_shows_nothing() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0");
        rig.fills(rig.placed.get(1), "0");
        rig.holds("alpha", "0.01", "1000");
        rig.holds("beta", "0.01", "1000");
        assertEquals(List.of(), reconciled(rig));
    }

    /// Money left by a transfer that no stream told.
    @Test
    void one_after_which_the_history_had_to_explain_anything_is_not() {
        Rig rig = traded();
        rig.histories = true;
        holds(rig, "beta", "0.0091", "1045.18");
        transferred(rig, "alpha", "USDT", "-55");
        holds(rig, "alpha", "0.0109", "900");
        holds(rig, "alpha", "0.0109", "900");
        assertEquals(1, rig.journal.stream().filter(entry -> entry instanceof Entry.Posted posted
                && posted.commit().why().startsWith("in_transit")).count());
        assertEquals(List.of(), reconciled(rig));
    }

    /// Another one, before alpha was heard of the first.
    private static Rig tradedTwice() {
        Rig rig = traded();
        holds(rig, "beta", "0.0091", "1045.18");
        rig.offers(2);
        rig.keeps();
        rig.fills(rig.placed.get(2), "0.0009");
        rig.fills(rig.placed.get(3), "0.0009");
        return rig;
    }

    @Test
    void two_that_wait_for_an_exchange_are_when_it_agrees_with_both() {
        Rig rig = tradedTwice();
        assertEquals(List.of(), reconciled(rig));
        holds(rig, "alpha", "0.0118", "910");
        assertEquals(List.of(1L), reconciled(rig), "of beta nothing was heard since the second");
        holds(rig, "beta", "0.0082", "1090.36");
        assertEquals(List.of(1L, 2L), reconciled(rig));
    }

    @Test
    void what_differs_after_two_of_them_speaks_against_both() {
        Rig rig = tradedTwice();
        for (int i = 0; i < 5; i++) {
            rig.holds("alpha", "0.0108", "910");
            rig.keeps();
            rig.passes(60 * Rig.SECOND);
            rig.sweepsUp();
        }
        holds(rig, "alpha", "0.0108", "910");
        holds(rig, "beta", "0.0082", "1090.36");
        assertEquals(List.of(), reconciled(rig));
    }

    /// While it is being brought back, and after that until all of its exchanges have agreed anew.
    @Test
    void one_that_a_late_fill_opens_again_is_not_before_it_was_closed_again() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0004");
        rig.fills(rig.placed.get(1), "0.0004");
        holds(rig, "beta", "0.0096", "1020.08");
        OrderIntent first = rig.placed.get(0);
        rig.told(new OrderEvent.Traded(new Fill(first.id(), "alpha", "BTCUSDT", "late",
                first.limit(), new BigDecimal("0.0005"), BigDecimal.ZERO, "USDT", rig.now,
                Fill.Source.STREAM)));
        assertEquals("beta", rig.last().listing().exchange(), "what is missing is completed");
        holds(rig, "alpha", "0.0109", "955");
        assertEquals(List.of(), reconciled(rig));
        rig.fills(rig.last(), "0.0005");
        holds(rig, "alpha", "0.0109", "955");
        assertEquals(List.of(), reconciled(rig), "of beta nothing was heard since");
        holds(rig, "beta", "0.0091", rig.last().limit().multiply(new BigDecimal("0.0005"))
                .add(new BigDecimal("1020.08")).toPlainString());
        assertEquals(List.of(1L), reconciled(rig));
    }

    @Test
    void one_that_an_earlier_process_has_closed_and_not_seen_agreed_never_is() {
        Rig rig = traded();
        holds(rig, "beta", "0.0091", "1045.18");
        rig.restarts(rig.journal.size());
        for (String name : rig.listings.keySet()) {
            rig.desk.told(new AccountFact.Swept(name, rig.now, 0, rig.now), rig.now);
        }
        for (int i = 0; i < 3; i++) {
            holds(rig, "alpha", "0.0109", "955");
            holds(rig, "beta", "0.0091", "1045.18");
            rig.passes(60 * Rig.SECOND);
        }
        assertEquals(List.of(), reconciled(rig));
    }

    private static void transferred(Rig rig, String exchange, String asset, String amount) {
        rig.desk.told(new AccountFact.Transfer(exchange, rig.now, asset, new BigDecimal(amount),
                "by hand", false), rig.now);
        rig.desk.told(new AccountFact.Transferred(exchange, rig.now, 0, rig.now), rig.now);
    }

    /// The exchange holds what the ledger has.
    private static void agrees(Rig rig, String exchange) {
        holds(rig, exchange, held(rig, exchange, "BTC"), held(rig, exchange, "USDT"));
    }

    private static String held(Rig rig, String exchange, String asset) {
        return rig.desk.state().ledger().holding(exchange, asset).toPlainString();
    }

    @Test
    void one_that_something_late_has_opened_again_is_not_before_its_new_end() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0");
        rig.fills(rig.last(), "0.0009");
        agrees(rig, "beta");
        rig.darkens("alpha");
        rig.fills(rig.placed.get(1), "0.0004");
        agrees(rig, "alpha");
        assertEquals(List.of(), reconciled(rig), "nobody knows what it will leave");
        rig.fills(rig.last(), "0.0004");
        List.of("alpha", "beta").forEach(exchange -> agrees(rig, exchange));
        assertEquals(List.of(), reconciled(rig), "an order of it has left for gamma since");
        agrees(rig, "gamma");
        assertEquals(List.of(1L), reconciled(rig));
    }

    @Test
    void an_exchange_of_which_no_trade_is_known_may_hide_one() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.shows("beta", "49900", "49910");
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0");
        assertEquals("alpha", rig.last().listing().exchange());
        rig.fills(rig.last(), "0.0009");
        agrees(rig, "alpha");
        assertEquals(List.of(), reconciled(rig), "an order of it has left for beta");
        agrees(rig, "beta");
        assertEquals(List.of(1L), reconciled(rig));
    }

    /// It may have filled just now, and the balances not show it yet.
    @Test
    void one_with_an_order_that_was_presumed_dead_is_not_before_its_watch_is_over() {
        Rig rig = Rig.losesFirst("0.0009");
        OrderIntent lost = rig.placed.getFirst();
        rig.keeps();
        OrderIntent rung = rig.last();
        assertEquals("alpha", rung.listing().exchange());
        rig.fills(rung, "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        String usdt = new BigDecimal("1000")
                .subtract(rung.limit().multiply(new BigDecimal("0.0009"))).toPlainString();
        holds(rig, "beta", "0.0091", "1045.18");
        holds(rig, "alpha", "0.0109", usdt);
        assertEquals(List.of(), reconciled(rig));
        for (int i = 0; i < 100; i++) {
            rig.passes(8 * Rig.SECOND);
            rig.told(new OrderEvent.NotFound(lost.id()));
        }
        rig.sweepsUp();
        holds(rig, "beta", "0.0091", "1045.18");
        holds(rig, "alpha", "0.0109", usdt);
        assertEquals(List.of(1L), reconciled(rig));
    }
}
