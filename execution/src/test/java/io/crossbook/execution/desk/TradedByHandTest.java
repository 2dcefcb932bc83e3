package io.crossbook.execution.desk;

import static io.crossbook.execution.desk.ReconciliationTest.goesOn;
import static io.crossbook.execution.desk.ReconciliationTest.held;
import static io.crossbook.execution.desk.ReconciliationTest.in;
import static io.crossbook.execution.desk.ReconciliationTest.is;
import static io.crossbook.execution.desk.ReconciliationTest.looks;
import static io.crossbook.execution.desk.ReconciliationTest.posted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.account.Account;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a human trades in the same account is his: no gain, no loss, and it stops nothing.
final class TradedByHandTest {

    private static final long SECOND = Rig.SECOND;

    /// Alpha holds this: `BTC 0.01 BNB 1`.
    private static void holds(Rig rig, String held) {
        rig.sweepsUp();
        var assets = new TreeMap<String, AccountFact.Balance>();
        String[] words = held.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            assets.put(words[i], Rig.whole(words[i + 1]));
        }
        rig.holds("alpha", assets);
        rig.keeps();
    }

    private static void looks3(Rig rig, String held) {
        for (int i = 0; i < 3; i++) {
            rig.passes(60 * SECOND);
            holds(rig, held);
        }
    }

    /// Alpha takes fees in a coin of which it holds 1.
    private static Rig coined() {
        Rig rig = Rig.ready(true);
        rig.feeCoin = "BNB";
        looks3(rig, "BTC 0.01 USDT 1000 BNB 1");
        assertEquals(List.of("deposit"), posted(rig));
        return rig;
    }

    @Test
    void a_trade_by_hand_is_somebody_elses() {
        Rig rig = Rig.ready(true);
        looks(rig, 2, "0.0109", "954.9");
        assertEquals(List.of(), posted(rig), "it may only not show yet");
        looks(rig, 1, "0.0109", "954.9");
        assertEquals(List.of("external_trade"), posted(rig));
        assertTrue(rig.alarms.getLast().contains("Somebody else has traded at alpha: 0.0009 BTC"));
        is("0.0109", held(rig, "alpha", "BTC"));
        is("954.9", held(rig, "alpha", "USDT"));
        goesOn(rig);
    }

    @Test
    void a_price_that_no_market_shows_makes_no_trade() {
        Rig rig = Rig.ready(true);
        looks(rig, 3, "0.0109", "900");
        assertEquals(List.of("deposit", "unexplained"), posted(rig));
        assertEquals("[asset USDT]", rig.desk.state().paused().keySet().toString());
    }

    @Test
    void its_fee_in_the_coin_that_pays_fees_there_is_part_of_it() {
        Rig rig = coined();
        looks3(rig, "BTC 0.0109 USDT 954.9 BNB 0.9999");
        assertEquals(List.of("deposit", "external_trade"), posted(rig));
        assertEquals(
                "Somebody else has traded at alpha: 0.0009 BTC for -45.1 USDT, and -0.0001 BNB of fees",
                rig.alarms.getLast());
        is("0.9999", held(rig, "alpha", "BNB"));
        is("-0.9999", in(rig, Account.Kind.EXTERNAL, "", "BNB"));
        goesOn(rig);
    }

    @Test
    void more_of_that_coin_than_a_fee_can_be_is_missing() {
        Rig rig = coined();
        looks3(rig, "BTC 0.0109 USDT 954.9 BNB 0.9997");
        assertEquals(List.of("deposit", "external_trade", "unexplained"), posted(rig));
        assertEquals("[asset BNB]", rig.desk.state().paused().keySet().toString());
    }

    @Test
    void that_coin_alone_is_missing_however_little_it_is() {
        Rig rig = coined();
        looks3(rig, "BTC 0.01 USDT 1000 BNB 0.9999");
        assertEquals(List.of("deposit", "unexplained"), posted(rig));
    }

    @Test
    void a_book_that_shows_nothing_is_waited_for() {
        Rig rig = Rig.ready(true);
        rig.darkens("alpha");
        rig.passes(55 * SECOND);
        for (int i = 0; i < 6; i++) {
            rig.passes(5 * SECOND);
            holds(rig, "BTC 0.0109 USDT 954.9");
        }
        assertEquals(List.of(), posted(rig));
        rig.shows("alpha", "49990", "50000");
        rig.passes(5 * SECOND);
        holds(rig, "BTC 0.0109 USDT 954.9");
        assertEquals(List.of("external_trade"), posted(rig));
        goesOn(rig);
    }

    @Test
    void and_for_two_minutes_at_the_most() {
        Rig rig = Rig.ready(true);
        rig.darkens("alpha");
        looks3(rig, "BTC 0.0109 USDT 954.9");
        assertEquals(List.of("deposit", "unexplained"), posted(rig));
    }

    @Test
    void nobody_waits_for_a_book_that_there_is_not_or_that_could_tell_nothing() {
        for (String held : List.of("BTC 0.01 USDT 980 DOGE 100", "BTC 0.011 USDT 1000")) {
            Rig rig = Rig.ready(true);
            rig.darkens("alpha");
            rig.passes(55 * SECOND);
            for (int i = 0; i < 4; i++) {
                rig.passes(5 * SECOND);
                holds(rig, held);
            }
            assertTrue(posted(rig).contains("deposit"), held);
        }
    }
}
