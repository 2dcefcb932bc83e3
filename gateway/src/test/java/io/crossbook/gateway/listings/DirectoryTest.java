package io.crossbook.gateway.listings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.bybit.BybitDialect;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.VirtualTime;
import io.crossbook.gateway.xchange.Inlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What the engine is told of Bybit's perpetuals, whose metadata comes in pages, whatever Bybit answers.
final class DirectoryTest {

    private static final Instrument BTC = Instrument.parse("BTC/USDT:USDT");
    private static final Instrument ETH = Instrument.parse("ETH/USDT:USDT");
    private static final long HOUR = 3_600_000;
    private static final String TOLD = "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"timeSecond\":\"1700000000\","
            + "\"timeNano\":\"1700000000123456789\"},\"time\":1700000000123}";

    private final VirtualTime time = new VirtualTime();
    private final List<String> asked = new ArrayList<>();
    private final List<Input.Listed> told = new ArrayList<>();
    /// What is answered to the first page and to the second.
    private String first = page("BTCUSDT", "0.1", "next");
    private String second = page("ETHUSDT", "0.01", "");
    private boolean room = true;
    private String clock = TOLD;
    private long answerMillis;
    private int times;
    private final List<Long> asksOfTime = new ArrayList<>();

    private final Directory directory = new Directory(
            exchange -> new BybitDialect(exchange.entry()), this::answer,
            _ -> CompletableFuture.completedFuture(List.of()), new Inlet() {
                @Override
                public boolean fact(Input input) {
                    told.add((Input.Listed) input);
                    return room;
                }

                @Override
                public void state(String name, Input input) {}
            }, time, time);

    private static String page(String symbol, String tick, String next) {
        return """
                {"retCode":0,"retMsg":"OK","result":{"category":"linear","nextPageCursor":"%s","list":[
                {"symbol":"%s","contractType":"LinearPerpetual","status":"Trading","baseCoin":"%s",
                "quoteCoin":"USDT","settleCoin":"USDT","priceScale":"2","priceFilter":{"tickSize":"%s"},
                "lotSizeFilter":{"minOrderQty":"0.001","qtyStep":"0.001","minNotionalValue":"5"}}]}}
                """
                .formatted(next, symbol, symbol.substring(0, 3), tick);
    }

    private CompletableFuture<Answer> answer(String exchange, Request request) {
        if (request.about() == Request.About.TIME) {
            times++;
            asksOfTime.add(time.now());
            Answer answer = Answer.ok(Bytes.of(clock));
            var coming = new CompletableFuture<Answer>();
            if (answerMillis == 0) {
                coming.complete(answer);
            } else {
                time.after(answerMillis, () -> coming.complete(answer));
            }
            return coming;
        }
        String body = request.url().contains("cursor=next") ? second : first;
        asked.add(request.url().contains("cursor=next") ? "second" : "first");
        return CompletableFuture.completedFuture(body.isEmpty()
                ? new Answer(Answer.Phase.SENT, 0, new Bytes(), "timed out", 0)
                : Answer.ok(Bytes.of(body)));
    }

    private static Settings settings(boolean enabled, Instrument... instruments) {
        return new Settings(
                List.of(new Settings.Exchange(Entry.of("bybit-linear"), "bybit", enabled,
                        List.of(instruments), BookLimits.DEFAULT, 0, 0)),
                DetectorSettings.DEFAULT, 0, List.of(), List.of());
    }

    private DirectoryTest begin() {
        directory.configured(settings(true, BTC, ETH));
        return this;
    }

    /// What the engine knows: `0 BTCUSDT 0.1`, with `?` for a listing without rules.
    private List<String> known() {
        return told.getLast().listings().stream().map(DirectoryTest::known).toList();
    }

    private static String known(Listing listing) {
        Rules rules = listing.rules();
        return listing.id() + " " + listing.symbol() + " " + (rules.equals(Rules.UNKNOWN)
                ? "?"
                : io.crossbook.books.Decimals.format(rules.tick(), rules.priceScale()));
    }

    @Test
    void pages_are_followed_to_the_last() {
        begin();

        assertEquals(List.of("first", "second"), asked);
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known());
    }

    @Test
    void pages_without_end_are_given_up() {
        second = page("ETHUSDT", "0.01", "next");
        begin();

        assertEquals(101, asked.size());
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known());
    }

    @Test
    void what_a_whole_answer_does_not_hold_is_left_out_until_it_is_listed() {
        second = page("XRPUSDT", "0.01", "");
        begin();
        assertEquals(List.of("0 BTCUSDT 0.1"), known());

        second = page("ETHUSDT", "0.01", "");
        time.pass(HOUR);
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known());
    }

    @Test
    void rules_are_asked_for_every_hour_and_told_when_they_changed() {
        begin();
        time.pass(HOUR - 1);
        assertEquals(2, asked.size());
        time.pass(1);
        assertEquals(4, asked.size());
        assertEquals(1, told.size());

        second = page("ETHUSDT", "0.05", "");
        time.pass(HOUR);
        assertEquals(2, told.size());
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.05"), known());
    }

    @Test
    void an_exchange_that_does_not_answer_is_listed_without_rules_and_asked_again_soon() {
        first = "";
        begin();
        assertEquals(List.of("0 BTCUSDT ?", "1 ETHUSDT ?"), known());

        time.pass(30_000 - 1);
        assertEquals(1, asked.size());
        time.pass(1);
        assertEquals(2, asked.size());
        time.pass(60_000 - 1);
        assertEquals(2, asked.size());
        first = page("BTCUSDT", "0.1", "next");
        time.pass(1);
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known());
        assertEquals(2, told.size());
        asked.clear();
        time.pass(HOUR - 1);
        assertEquals(List.of(), asked);
    }

    @Test
    void the_wait_doubles_up_to_the_hour() {
        first = "";
        begin();
        for (long wait = 30_000; wait < HOUR; wait *= 2) {
            asked.clear();
            time.pass(wait - 1);
            assertEquals(List.of(), asked);
            time.pass(1);
            assertEquals(List.of("first"), asked);
        }
        for (int hour = 0; hour < 70; hour++) {
            asked.clear();
            time.pass(HOUR);
            assertEquals(List.of("first"), asked);
        }
        first = page("BTCUSDT", "0.1", "next");
        time.pass(HOUR);
        first = "";
        time.pass(HOUR);
        asked.clear();
        time.pass(30_000);
        assertEquals(List.of("first"), asked, "from the start again after a success");
    }

    @Test
    void an_answer_that_is_missing_or_an_error_unlearns_nothing() {
        begin();
        for (String body : List.of("", "<html>502 Bad Gateway</html>",
                "{\"retCode\":10006,\"retMsg\":\"Too many visits!\",\"result\":{}}",
                "{\"retCode\":0,\"result\":{\"list\":[]}}")) {
            first = body;
            asked.clear();
            time.pass(HOUR);
            assertTrue(asked.contains("first"), body);
            assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known(), body);
        }
        assertEquals(1, told.size());
    }

    @Test
    void a_page_that_fails_takes_no_listing_away() {
        begin();
        first = page("BTCUSDT", "0.5", "next");
        second = "";
        time.pass(HOUR);

        assertEquals(List.of("0 BTCUSDT 0.5", "1 ETHUSDT 0.01"), known());

        first = page("BTCUSDT", "0.05", "next");
        second = "<html>502 Bad Gateway</html>";
        time.pass(30_000);
        assertEquals(List.of("0 BTCUSDT 0.05", "1 ETHUSDT 0.01"), known());
    }

    @Test
    void a_page_that_fails_at_first_leaves_its_listings_without_rules_until_soon() {
        second = "";
        begin();
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT ?"), known());

        second = page("ETHUSDT", "0.01", "");
        time.pass(30_000);
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known());
    }

    @Test
    void what_the_engine_had_no_room_for_is_told_again() {
        room = false;
        begin();
        room = true;
        time.pass(30_000);

        assertEquals(2, told.size());
        assertEquals(told.getFirst(), told.getLast());
    }

    @Test
    void only_an_enabled_exchange_is_asked_and_one_enabled_later_at_once() {
        directory.configured(settings(false, BTC, ETH));
        time.pass(HOUR);
        assertEquals(List.of(), asked);

        directory.enable("bybit-linear", true);
        assertEquals(List.of("first", "second"), asked);
        assertEquals(List.of("0 BTCUSDT 0.1", "1 ETHUSDT 0.01"), known());

        directory.enable("bybit-linear", false);
        directory.enable("nobody", true);
        asked.clear();
        time.pass(2 * HOUR);
        assertEquals(List.of(), asked);

        directory.enable("bybit-linear", true);
        directory.enable("bybit-linear", true);
        asked.clear();
        time.pass(HOUR - 30_000);
        assertEquals(List.of(), asked);
        time.pass(30_000);
        assertEquals(List.of("first", "second"), asked, "once");
    }

    @Test
    void clocks_are_read_eight_times_at_once_and_then_every_minute_while_an_exchange_is_enabled() {
        begin();
        assertEquals(1, times);
        time.pass(10_000);
        assertEquals(8, times);
        time.pass(120_000);
        assertEquals(9, times);
        time.pass(1_000);
        assertEquals(10, times);

        directory.enable("bybit-linear", false);
        time.pass(120_000);
        assertEquals(10, times);
        directory.enable("bybit-linear", true);
        assertEquals(11, times);
        time.pass(10_000);
        assertEquals(18, times);
        directory.close();
        time.pass(2 * HOUR);
        assertEquals(18, times);
        assertEquals(0, time.waiting());
    }

    /// However slow the answers are.
    @Test
    void clocks_are_read_at_other_parts_of_the_second_each_time() {
        for (long slow : new long[]{0, 125, 1_375, 5_000}) {
            answerMillis = slow;
            directory.configured(settings(true, BTC));
            for (int rounds = 0; rounds < 2; rounds++) {
                asksOfTime.clear();
                time.pass(HOUR);
                var parts = asksOfTime.subList(0, 8).stream()
                        .map(asked -> asked / 1_000_000 % 1_000 / 125).distinct().toList();
                assertEquals(8, parts.size(), slow + " ms: " + parts);
            }
        }
    }

    /// Until it is known, nothing tells a stream that is late from its first message on.
    @Test
    void a_clock_that_was_never_told_is_asked_for_again_soon() {
        clock = "no time";
        begin();
        assertEquals(1, times);
        time.pass(1_000 - 1);
        assertEquals(1, times);
        time.pass(1);
        assertEquals(2, times);
        time.pass(2_000 + 4_000);
        assertEquals(4, times);
        clock = TOLD;
        time.pass(8_000);
        assertEquals(5, times);

        clock = "no time"; // once it is known, nobody is in a hurry for ever
        time.pass(10_000);
        assertEquals(12, times);
        time.pass(60_000);
        assertEquals(13, times);
    }

    @Test
    void another_configuration_keeps_ids_and_rules_and_is_told() {
        begin();
        second = "";
        time.pass(HOUR + 20_000);

        directory.configured(settings(true, Instrument.parse("SOL/USDT:USDT"), ETH));

        assertEquals(List.of("2 SOLUSDT ?", "1 ETHUSDT 0.01"), known());
        asked.clear();
        time.pass(20_000);
        assertEquals(List.of(), asked, "for the configuration before");
        time.pass(10_000);
        assertEquals(List.of("first", "second"), asked);
    }
}
