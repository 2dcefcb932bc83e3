package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// From raw frames to orders that leave, and back to an attempt that is settled.
final class ExecutorTest {

    private static Attempt attempt(Pit pit, long id) {
        return Objects.requireNonNull(pit.state().attempt(id));
    }

    /// Takes the offer: both legs have left.
    private static List<Long> taken(Pit pit) {
        pit.offers().keeps();
        assertEquals(2, pit.placed().size(),
                () -> pit.told.getLast() + " " + pit.journal.entries.getLast());
        return pit.placed();
    }

    private static List<String> posts(Pit pit) {
        return pit.effects.stream().filter(each -> each.contains(" place ")).toList();
    }

    @Test
    void an_opportunity_becomes_two_orders_and_both_fills_settle_it() {
        Pit pit = Pit.ready();
        pit.offers();

        assertEquals(List.of(), posts(pit), "before its entries are durable");
        pit.keeps();
        assertEquals(2, posts(pit).size());
        List<Long> placed = pit.placed();
        pit.fills(placed.getFirst(), "100").keeps();
        assertEquals(AttemptState.WORKING, attempt(pit, 1).state());
        pit.fills(placed.getLast(), "100.40").keeps();

        assertEquals(AttemptState.SETTLED, attempt(pit, 1).state());
        assertEquals("{BTC=0.00, USDT=0.1600}", attempt(pit, 1).net().toString());
        assertEquals("960", held(pit, "alpha", "USDT"));
        assertEquals("10.4", held(pit, "alpha", "BTC"));
        assertEquals("9.6", held(pit, "beta", "BTC"));
        assertEquals(List.of(), pit.alarms);
        // Both sides are known to fill now.
        assertEquals(2, pit.engine.desk().fills().kept().size());
    }

    @Test
    void what_is_shown_beyond_what_an_attempt_may_spend_is_left_there() {
        Pit pit = Pit.ready();
        pit.pass(1_000).noOffer().books("alpha", "BTCUSDT", "99.99", "100", "3").books("beta",
                "BTCUSDT", "100.40", "100.41", "3").keeps();

        // 50, less a twentieth, at 100.
        assertEquals(List.of("0.47", "0.47"), posts(pit).stream()
                .map(each -> each.substring(each.lastIndexOf(' ') + 1)).toList());
    }

    /// Whoever loses the journal begins with an empty one; the exchanges have not forgotten.
    @Test
    void an_empty_journal_gives_no_id_again_that_another_one_gave() {
        Pit first = Pit.ready();
        first.pass(60_000).noOffer();
        List<String> before = ids(first);
        assertEquals(18, before.getFirst().length());

        Pit second = new Pit();
        second.now = first.now;
        List<String> after = ids(second.begins().recovers());
        assertEquals(Set.of(), Set.copyOf(before).stream().filter(after::contains)
                .collect(Collectors.toSet()));
        assertTrue(after.getFirst().compareTo(before.getFirst()) > 0);
    }

    /// Never an epoch of its own past either, whatever the clock says.
    @Test
    void a_journal_goes_on_with_a_later_epoch_even_where_the_clock_went_back() {
        Pit first = Pit.ready();
        var second = new Pit(Kept.of(first.journal.entries), first.settings, first.execution);
        second.now = first.now - 3_600_000 * Pit.MILLI;
        second.begins().recovers();

        assertEquals(first.state().epoch() + 1, second.state().epoch());
    }

    private static List<String> ids(Pit pit) {
        return taken(pit).stream().map(pit::order).toList();
    }

    private static String held(Pit pit, String exchange, String asset) {
        return pit.state().ledger().holding(exchange, asset).stripTrailingZeros().toPlainString();
    }

    @Test
    void what_is_held_is_what_our_own_ledger_has_and_no_other_account_says() {
        Pit pit = Pit.ready();
        long unit = 100_000_000L;
        assertEquals(1_000 * unit, pit.engine.desk().stock().free("alpha", "USDT"));

        pit.input(new Input.Account(new Input.Word.Held("alpha", pit.now,
                Map.of("USDT", 5_000 * unit))));
        assertEquals(1_000 * unit, pit.engine.desk().stock().free("alpha", "USDT"));

        List<Long> placed = taken(pit);
        pit.fills(placed.getFirst(), "100");
        assertEquals(960 * unit, pit.engine.desk().stock().free("alpha", "USDT"));
        assertEquals(1_040_000_000L, pit.engine.desk().stock().free("alpha", "BTC"));
    }

    @Test
    void nobody_trades_before_it_has_begun() {
        var pit = new Pit();
        pit.input(new Input.Configured(pit.settings));
        pit.connects().offers();

        assertNull(pit.engine.execution());
        assertEquals(Opportunity.State.OPENED, pit.told.getLast().state());
        assertFalse(pit.told.getLast().executable());
        assertEquals(List.of(), pit.journal.entries);
        pit.input(new Input.Trading(new Input.News.Durable(7)));
        pit.input(new Input.Command(new Input.Wish.Halt("x", 1)));
        assertEquals(List.of(), pit.journal.entries);
    }

    @Test
    void what_recovery_waits_for_keeps_everything_back() {
        Pit pit = new Pit().begins();
        pit.keeps().offers().keeps();

        assertTrue(pit.told.getLast().executable() || !pit.told.getLast().reason().isEmpty());
        assertEquals(List.of(), posts(pit));
        assertTrue(pit.reluctance().contains("waiting for"), pit.reluctance());
        pit.noOffer();
        pit.recovers();
        assertEquals(2, taken(pit).size());
    }

    @Test
    void a_journal_that_fails_lets_nothing_leave_and_says_so() {
        Pit pit = Pit.ready();
        pit.offers();
        pit.input(new Input.Trading(new Input.News.JournalFailed("disk full")));
        pit.keeps().noOffer().offers().keeps().pass(2_000);

        assertEquals(List.of(), posts(pit));
        assertTrue(pit.alarms.getFirst().contains("disk full"), pit.alarms.toString());
        assertEquals("the journal has failed", pit.reluctance());
        pit.input(new Input.Command(new Input.Wish.Rearm("let us go on", 0, 0)));
        assertEquals("the journal has failed", pit.reluctance());
        assertFalse(pit.effects.contains("rearmed 0"));
    }

    @Test
    void a_halt_stops_what_was_written_and_what_comes_until_a_human_has_rearmed_durably() {
        Pit pit = Pit.ready();
        pit.offers();
        pit.input(new Input.Command(new Input.Wish.Halt("the file halt is there", 3)));
        pit.keeps();
        assertEquals(List.of(), posts(pit), "it was written, and had not left");
        pit.noOffer().pass(11_000).noOffer().offers().keeps();
        assertEquals(List.of(), posts(pit));
        assertEquals("the file halt is there", pit.state().halted());
        int alarms = pit.alarms.size();
        pit.input(new Input.Command(new Input.Wish.Halt("the file halt is there", 3)));
        assertEquals(alarms, pit.alarms.size(), "told twice");

        pit.input(new Input.Command(new Input.Wish.Rearm("looked at it", 2, 0)));
        assertEquals("the file halt is there", pit.state().halted(), "pulled since");
        assertTrue(pit.refusals.getLast().contains("not re-armed"), pit.refusals.toString());
        assertEquals(List.of(), pit.faults);
        pit.noOffer();
        pit.input(new Input.Command(new Input.Wish.Rearm("looked at it", 3, 0)));
        assertEquals("", pit.state().halted());
        assertFalse(pit.effects.contains("rearmed 3"), "not durable yet");
        pit.keeps();
        assertTrue(pit.effects.contains("rearmed 3"));
        pit.input(new Input.Command(new Input.Wish.Halt("the file halt is there", 3)));
        assertEquals("", pit.state().halted(), "of that pull the human knew");
        taken(pit);
    }

    @Test
    void a_pause_ends_by_the_word_of_a_human_who_was_shown_it() {
        Pit pit = Pit.ready();
        pit.state().apply(new Entry.Paused("asset BTC", "0.5 are missing", 1));
        pit.input(new Input.Command(new Input.Wish.Rearm("had lunch", 0, 0)));
        assertEquals(Set.of("asset BTC"), pit.state().paused().keySet());
        pit.input(new Input.Command(new Input.Wish.Rearm("found them", 0, 1)));
        assertEquals(Set.of(), pit.state().paused().keySet());
    }

    @Test
    void what_it_halts_for_by_itself_is_told_to_whoever_stands_at_the_latch() {
        Pit first = Pit.ready();
        String id = first.order(taken(first).getFirst());
        Pit pit = Pit.ready();
        pit.input(new Input.Command(new Input.Wish.Halt("a person", 1)));
        pit.input(new Input.Command(new Input.Wish.Rearm("looked at it", 1, 0))).keeps();
        assertEquals(List.of(), pit.halts, "that one is known there");

        pit.streams("alpha", "ended " + id + " 0 expired");
        assertEquals(List.of(pit.state().halted()), pit.halts);
        assertTrue(pit.halts.getFirst().contains("not in the journal"), pit.halts.toString());
        int alarms = pit.alarms.size();
        pit.input(new Input.Command(new Input.Wish.Halt(pit.halts.getFirst(), 2)));
        assertEquals(alarms, pit.alarms.size(), "one halt, two alarms");
        pit.input(new Input.Command(new Input.Wish.Rearm("looked at it", 1, 0)));
        assertFalse(pit.state().halted().isEmpty(), "the person had not seen it");
    }

    @Test
    void what_halts_while_it_is_halted_is_told_too_and_who_was_not_shown_it_allows_nothing() {
        Pit first = Pit.ready();
        String id = first.order(taken(first).getFirst());
        Pit pit = Pit.ready();
        pit.input(new Input.Command(new Input.Wish.Halt("lunch", 1)));
        pit.streams("alpha", "ended " + id + " 0 expired");
        String other = pit.halts.getFirst();
        assertEquals(List.of("lunch", other),
                pit.state().halts().stream().map(ExecutionState.Halt::why).toList());

        // It is not numbered yet: whoever was shown the first pull was not shown this.
        pit.input(new Input.Command(new Input.Wish.Rearm("had lunch", 1, 0)));
        assertEquals("lunch", pit.state().halted());
        pit.input(new Input.Command(new Input.Wish.Halt(other, 2)));
        pit.input(new Input.Command(new Input.Wish.Rearm("had lunch", 1, 0)));
        assertEquals(2, pit.state().halts().size());
        pit.input(new Input.Command(new Input.Wish.Rearm("looked at both", 2, 0)));
        assertEquals(List.of(), pit.state().halts());
    }

    @Test
    void a_journal_that_fails_has_pulled_the_latch_already() {
        Pit pit = Pit.ready();
        pit.input(new Input.Trading(new Input.News.JournalFailed("disk full")));
        assertEquals("the journal has failed: disk full", pit.state().halted());
        assertEquals(List.of(), pit.halts);
    }

    @Test
    void a_halt_before_the_rearming_is_durable_leaves_the_latch_shut() {
        Pit pit = Pit.ready();
        pit.input(new Input.Command(new Input.Wish.Halt("one", 1)));
        pit.input(new Input.Command(new Input.Wish.Rearm("fine", 1, 0)));
        pit.input(new Input.Command(new Input.Wish.Halt("two", 2)));
        pit.keeps();

        assertEquals("two", pit.state().halted());
        assertFalse(pit.effects.contains("rearmed 1"));
    }

    @Test
    void a_fill_after_which_the_desk_offers_anew_is_no_call_from_within() {
        // Beta shows it once more while alpha's fee takes the last of the coin that pays at a discount: everything is reckoned, and offered, anew.
        Settings settings = Pit.settings(Pit.THREE);
        Settings.Exchange alpha = settings.exchanges().getFirst();
        var terms = new Settings.Terms(List.of(), 0, Map.of(), FeeModel.Payer.QUOTE,
                new FeeModel.Coin("BNB", 250_000_000L, 100_000L, 1), 50);
        var paying = new ArrayList<>(settings.exchanges());
        paying.set(0, new Settings.Exchange(alpha.entry(), alpha.dialect(), true,
                alpha.instruments(), alpha.limits(), 200_000, 200_000, terms));
        var pit = new Pit(new Kept(), settings.with(paying), Pit.execution(Pit.THREE));
        pit.holdings.put("alpha", "balances BNB 0.001 BTC 10 USDT 1000");
        pit.begins().recovers();
        List<Long> placed = taken(pit);
        pit.noOffer().offers();
        assertTrue(pit.journal.entries.getLast() instanceof Entry.Denied(_, var denial, _)
                && denial.code().equals("busy"), () -> pit.journal.entries.toString());
        int told = pit.told.size();
        String id = pit.order(placed.getFirst());
        pit.written(placed.getFirst());
        pit.streams("alpha", "traded " + id + " 0.2 100 t1 0.0005 BNB");

        assertTrue(pit.told.size() > told, "told anew");
        // Too little is left to count on it, and the exchange takes it all the same.
        pit.streams("alpha", "traded " + id + " 0.2 100 t2 0.0005 BNB");
        assertEquals(Map.of(), pit.state().paused());
    }

    @Test
    void the_same_inputs_have_the_same_effects_and_the_same_hashes() {
        Pit one = Pit.ready();
        List<Long> placed = taken(one);
        one.fills(placed.getLast(), "100.40").keeps();
        one.input(new Input.Command(new Input.Wish.Halt("h", 0)));
        one.pass(5_000).answers().keeps().pass(30_000).answers().keeps();
        one.input(new Input.Command(new Input.Wish.Rearm("r", 0, 0)));
        one.keeps().pass(1_000);

        var other = new Pit();
        for (int i = 0; i < one.inputs.size(); i++) {
            other.now = one.times.get(i);
            other.input(one.inputs.get(i));
        }
        assertEquals(one.journal.entries, other.journal.entries);
        assertEquals(one.engine.outputHash(), other.engine.outputHash());
        assertEquals(one.effects.getLast(), other.effects.getLast());
        assertEquals(one.state().toString(), other.state().toString());
    }

    @Test
    void a_process_goes_on_from_what_another_has_written() {
        Pit first = Pit.ready();
        List<Long> placed = taken(first);
        first.fills(placed.getFirst(), "100").fills(placed.getLast(), "100.40").keeps();

        var second = new Pit(Kept.of(first.journal.entries), first.settings, first.execution);
        second.now = first.now + Pit.SECOND;
        second.begins().recovers();

        assertTrue(second.state().epoch() > first.state().epoch());
        assertEquals(2, second.engine.desk().fills().kept().size(), "what orders got is known");
        assertEquals(List.of(), second.alarms);
        taken(second);
        assertEquals(1_002, second.state().nextAttempt() - 1, "what may be lost is passed over");
    }

    @Test
    void on_paper_our_own_books_fill_and_nothing_leaves() {
        Execution plain = Pit.execution(Pit.THREE);
        var paper = new Execution(Mode.PAPER, plain.risk(), plain.patience(), Map.of(),
                plain.legs(),
                plain.lossBudgetBps(), 0, plain.paper(), Set.of());
        var pit = new Pit(new Kept(), Pit.stocked(), paper);
        pit.begins();
        for (int i = 0; i < 20; i++) {
            pit.keeps().noOffer().pass(100);
        }
        assertEquals("", pit.reluctance());
        pit.offers().keeps().pass(500).keeps();

        assertEquals(AttemptState.SETTLED, attempt(pit, 1).state());
        assertEquals("960", held(pit, "alpha", "USDT"));
        assertEquals("9.6", held(pit, "beta", "BTC"));
        assertEquals(List.of(), pit.effects.stream().filter(
                each -> each.startsWith("post") || each.contains("/orders")
                        || each.contains(" place "))
                .toList());
        assertEquals(960_00000000L, pit.engine.desk().stock().free("alpha", "USDT"));
        assertEquals(2, pit.engine.desk().fills().kept().size());
        // What was taken is displayed there no more, until the exchange shows something else.
        pit.offers().keeps();
        assertEquals(2, pit.state().nextAttempt());
    }

    @Test
    void once_a_second_it_says_how_it_stands_and_what_was_denied() {
        Pit pit = Pit.ready();
        pit.streams("alpha", "bye").offers().pass(1_000);

        // At the offer, and within a second once more.
        assertEquals(Map.of("stream", 2L), pit.denied);
        pit.pass(1_000);
        assertEquals(Map.of("stream", 2L), pit.denied);
        Standing standing = pit.standings.getLast();
        assertEquals(new Standing(Mode.PRACTICE, "", "", 0, 0, Map.of()), standing);
        assertTrue(pit.standings.size() >= 2 && pit.standings.size() <= 5,
                pit.standings::toString);
    }

    /// A key that was given more since the check must not trade on for a week.
    @Test
    void what_the_keys_may_do_is_asked_at_the_start_and_daily() {
        Settings plain = Pit.settings(Pit.THREE);
        Settings telling = new Settings(
                plain.exchanges().stream().map(ExecutorTest::telling).toList(), plain.detector(), 0,
                List.of(), List.of(), plain.chains(), plain.transfers(), plain.inventory(), 0);
        var pit = new Pit(new Kept(), telling, Pit.execution(Pit.THREE));
        pit.begins().keeps().pass(1_000);
        assertEquals(Set.of("alpha", "beta", "gamma"), Set.copyOf(rights(pit).values()));
        rights(pit).keySet().forEach(id -> pit.answers(id, Answer.ok(Bytes.of("rights trade"))));
        pit.recovers();

        pit.leased(90_000_000).pass(86_398_000).answers();
        assertEquals(Map.of(), rights(pit));
        pit.pass(3_000);
        assertEquals(3, rights(pit).size());
        pit.answers(rights(pit).firstKey(), Answer.ok(Bytes.of("rights trade withdraw")));
        assertTrue(pit.state().halted().startsWith("keys or account of alpha are not as they must"
                + " be"), pit.state().halted());

        // Who was not told asks again soon.
        pit.answers(rights(pit).firstKey(),
                new Answer(Answer.Phase.SENT, 0, new Bytes(), "timed out", 0));
        assertFalse(rights(pit).containsValue("beta"));
        pit.pass(601_000);
        assertTrue(rights(pit).containsValue("beta"));
    }

    private static Settings.Exchange telling(Settings.Exchange exchange) {
        var plain = exchange.entry();
        return new Settings.Exchange(
                new io.crossbook.exchanges.Entry(plain.name(), "", "", 0, true, true, Map.of(),
                        Map.of("rights", "")),
                exchange.dialect(), true, exchange.instruments(), exchange.limits(), 0, 0);
    }

    private static SortedMap<Long, String> rights(Pit pit) {
        var asked = new TreeMap<Long, String>();
        pit.waiting.forEach((id, left) -> {
            if (left.request().about() == Request.About.PERMISSIONS) {
                asked.put(id, left.exchange());
            }
        });
        return asked;
    }

    @Test
    void what_is_left_over_is_given_back_though_no_stream_tells_our_orders() {
        Pit pit = Pit.ready();
        List<Long> placed = taken(pit);
        pit.fills(placed.getFirst(), "100");
        String sell = pit.order(placed.getLast());
        pit.written(placed.getLast());
        pit.effects.clear();
        pit.streams("beta", "ended " + sell + " 0 expired");
        // What gives it back is written, and has not left.
        assertEquals(List.of(), placements(pit));
        pit.input(new Input.Closed(100, "alpha/orders", "cut"));
        pit.input(new Input.Closed(101, "beta/orders", "cut")).keeps();

        assertEquals(1, placements(pit).size(), () -> pit.journal.denial());
        assertTrue(placements(pit).getFirst().startsWith("ask "), "over REST: " + pit.effects);
    }

    private static List<String> placements(Pit pit) {
        return pit.effects.stream().filter(each -> each.contains(" place ")).toList();
    }

    /// Where the exchanges say again and again that nothing has moved.
    private static void stands(Pit pit, int millis) {
        for (int i = 0; i < millis; i += 100) {
            pit.pass(100).books("gamma", "99.60", "100.80").offers();
        }
    }

    @Test
    void what_stands_when_its_reason_has_gone_is_taken_within_a_second_though_no_book_moves() {
        Pit pit = new Pit().begins();
        pit.keeps().offers().keeps();
        pit.recovers();
        int told = pit.told.size();
        assertEquals(List.of(), placements(pit));
        stands(pit, 1_100);

        assertEquals(told, pit.told.size(), "it was told anew: something had moved");
        assertEquals(2, placements(pit.keeps()).size(), () -> pit.journal.denial());
        pit.placed().forEach(each -> pit.fills(each, "100"));
        pit.keeps();
        stands(pit, 3_000);
        assertEquals(2, pit.state().nextAttempt(), "what was taken is not offered once more");
    }

    @Test
    void what_stands_and_is_denied_is_written_down_once() {
        Pit pit = Pit.ready();
        pit.trades("0.17").offers(); // cools down
        int entries = pit.journal.entries.size();
        stands(pit, 5_000);
        assertEquals(entries, pit.journal.entries.size(), pit.journal.entries::toString);
        stands(pit, 6_000);
        assertEquals(3, pit.state().nextAttempt(), () -> pit.journal.denial());
    }

    @Test
    void what_orders_got_is_known_under_the_ids_of_another_configuration() {
        Pit first = Pit.ready();
        List<Long> placed = taken(first);
        first.fills(placed.getFirst(), "100").fills(placed.getLast(), "100.40").keeps();
        Opportunity then = first.told.getFirst();

        var others = List.of("gamma", "beta", "alpha"); // whose ids are given in this order
        var second = new Pit(Kept.of(first.journal.entries), Pit.settings(others),
                Pit.execution(others));
        second.now = first.now + Pit.SECOND;
        second.begins().recovers().offers();
        Opportunity now = second.told.getLast();
        assertNotEquals(then.first().listing().id(), now.first().listing().id());
        assertEquals(1, second.engine.desk().fills().of(now.first()).tried());
        assertEquals(1, second.engine.desk().fills().of(now.last()).tried());
    }

    @Test
    void a_parked_attempt_is_unwound_or_cleared_by_a_human_alone() {
        Pit pit = Pit.ready();
        pit.input(new Input.Command(new Input.Wish.Unwind(7, 20)));
        assertTrue(pit.refusals.getLast().contains("attempt 7"), pit.refusals.toString());
        pit.input(new Input.Command(new Input.Wish.Clear(7, "sold by hand")));
        assertTrue(pit.refusals.getLast().contains("there is no attempt 7"),
                pit.refusals.toString());
        pit.input(new Input.Command(new Input.Wish.WriteOff(7, "beta is gone")));
        assertEquals("attempt 7 is not written off: there is no attempt 7",
                pit.refusals.getLast());
        assertEquals(new Standing.Refusal(3, pit.refusals.getLast()),
                Objects.requireNonNull(pit.engine.standing()).refused());
    }
}
