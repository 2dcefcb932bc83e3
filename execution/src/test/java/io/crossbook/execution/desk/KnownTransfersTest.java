package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Entry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a history surely tells is booked by itself where it is not all of a difference, so that it hides no loss and makes none larger.
final class KnownTransfersTest {

    private static final long SECOND = Rig.SECOND;
    private final Rig rig = Rig.ready(true);

    /// The account has so much, after the history has told each "ASSET AMOUNT" so many seconds ago.
    private List<String> explained(long ago, String btc, String usdt, String... told) {
        differs(ago, btc, usdt, told);
        holds(4, btc, usdt);
        return words();
    }

    private void differs(long ago, String btc, String usdt, String... told) {
        rig.histories = true;
        rig.passes(60 * SECOND);
        rig.done.clear();
        holds(1, btc, usdt);
        for (String one : told) {
            String[] words = one.split(" ", -1);
            rig.desk.told(new AccountFact.Transfer("alpha", rig.now - ago * SECOND, words[0],
                    new BigDecimal(words[1]), one, false), rig.now);
        }
        rig.desk.told(new AccountFact.Transferred("alpha", rig.now, 0, rig.now), rig.now);
    }

    private List<String> words() {
        var words = new ArrayList<String>();
        rig.journal.stream().filter(Entry.Posted.class::isInstance)
                .map(entry -> ((Entry.Posted) entry).commit())
                .filter(commit -> !commit.why().startsWith("opening"))
                .forEach(commit -> words.add(commit.why().split(" ", 2)[0] + " "
                        + commit.postings().stream()
                                .filter(each -> each.account().exchange().equals("alpha")
                                        && each.account().kind().name().equals("HOLDING"))
                                .map(each -> each.amount().stripTrailingZeros().toPlainString()
                                        + " " + each.asset())
                                .toList()));
        return words;
    }

    private void holds(int times, String btc, String usdt) {
        for (int i = 0; i < times; i++) {
            rig.passes(6 * SECOND);
            rig.sweepsUp();
            rig.holds("alpha", btc, usdt);
            rig.keeps();
        }
    }

    private String paused() {
        return rig.desk.state().paused().keySet().toString();
    }

    @Test
    void a_deposit_hides_no_missing_coin() {
        assertEquals(List.of("deposit [0.5 BTC]", "unexplained [-0.3 BTC]"),
                explained(0, "0.21", "1000", "BTC 0.5"));
        assertEquals("[asset BTC]", paused());
    }

    @Test
    void a_withdrawal_that_cost_a_cent_more_is_not_missing_with_it() {
        assertEquals(List.of("in_transit [-500 USDT]", "unexplained [-0.05 USDT]"),
                explained(0, "0.01", "499.95", "USDT -500"));
        assertEquals("[asset USDT]", paused());
    }

    @Test
    void more_than_is_lost_is_lost_where_something_came() {
        assertEquals(List.of(), explained(0, "0.006", "1000", "BTC 0.002"), "it may not show yet");
        holds(9, "0.006", "1000");
        assertEquals(List.of("deposit [0.002 BTC]", "unexplained [-0.006 BTC]"), words());
        assertEquals("[asset BTC]", paused());
    }

    @Test
    void what_came_and_shows_a_little_later_makes_no_loss_larger_and_comes_once() {
        assertEquals(List.of(), explained(0, "0.007", "1000", "BTC 0.5"));
        holds(13, "0.507", "1000");
        assertEquals(List.of("deposit [0.5 BTC]", "unexplained [-0.003 BTC]"), words());
        assertEquals(1, rig.alarms.size(), rig.alarms::toString);
    }

    @Test
    void what_came_beyond_what_is_told_is_an_alarm_of_that_alone() {
        assertEquals(List.of("deposit [0.5 BTC]", "deposit [0.2 BTC]"),
                explained(0, "0.71", "1000", "BTC 0.5"));
        assertEquals("[]", paused());
        assertEquals(1, rig.alarms.size(), rig.alarms::toString);
    }

    /// It may be on its way still: then the coin is missing.
    @Test
    void what_left_turns_no_loss_into_money_that_came() {
        assertEquals(List.of("unexplained [-0.001 BTC]"),
                explained(0, "0.009", "1000", "BTC -0.002"));
        assertEquals("[asset BTC]", paused());
    }

    @Test
    void what_left_and_may_not_show_yet_makes_no_more_money_come() {
        assertEquals(List.of("deposit [0.1 BTC]"),
                explained(0, "0.11", "1000", "BTC -0.002"));
    }

    /// Told before the ledger was right last: balances may have had it then.
    @Test
    void what_may_have_been_there_already_is_not_sure() {
        assertEquals(List.of("deposit [0.2 BTC]"),
                explained(120, "0.21", "1000", "BTC 0.5"));
    }
}
