package io.crossbook.exchanges;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Mutants of frames of the exchanges whose books come whole over the socket.
final class SocketFuzzTest {

    private static final Instrument BTC_USD = Instrument.spot("BTC", "USD");

    private static Supplier<Stage> stages(String name, String url, Instrument instrument) {
        Dialect dialect = Dialects.of(name,
                new Entry(name, url, "", 10, true, true, Map.of(), Map.of()));
        return () -> new Stage(dialect, name, List.of(instrument));
    }

    private static List<String> frames(List<String> names) {
        return names.stream().map(name -> Frames.text(name + ".json")).toList();
    }

    /// Our own frames of a folder, and those of a corpus session where it is, under the symbol of ours.
    private static List<String> frames(List<String> names, String session, String theirs,
            String ours) {
        var frames = new ArrayList<>(frames(names));
        if (Corpus.there("market/" + session)) {
            Corpus.frames(session, "recv").stream()
                    .filter(frame -> frame.contains(theirs) && frame.length() < 1_500)
                    .limit(1_000).map(frame -> frame.replace(theirs, ours))
                    .forEach(frames::add);
        }
        return frames;
    }

    /// The snapshot of `name` first, whatever the frame.
    private static FrameFuzz.Ready after(String name) {
        return (stage, _, _) -> stage.frame(Frames.text(name + ".json"));
    }

    @Test
    void kraken_v2() {
        new FrameFuzz(stages("kraken", "wss://ws.kraken.com/v2", BTC_USD),
                after("kraken/v2_book_snapshot"), 11)
                .run(frames(
                        List.of("kraken/v2_book_snapshot", "kraken/v2_book_update",
                                "kraken/v2_trade", "kraken/v2_ticker", "kraken/v2_trade",
                                "kraken/v2_ticker", "kraken/v2_refused"),
                        "kraken/2026-08-16_v2_BTCUSD_d10_crc.jsonl.gz", "BTC/USD", "BTC/USD"));
    }

    @Test
    void kraken_v1() {
        new FrameFuzz(stages("kraken", "wss://ws.kraken.com", BTC_USD),
                after("kraken/v1_book_snapshot"), 12)
                .run(frames(
                        List.of("kraken/v1_book_snapshot", "kraken/v1_book_update",
                                "kraken/v1_book_both", "kraken/v1_trade", "kraken/v1_spread"),
                        "kraken/2021-04-17_v1_book1000_crc.jsonl.gz", "SC/EUR", "XBT/USD"));
    }

    @Test
    void okx() {
        new FrameFuzz(stages("okx", "", Instrument.spot("BTC", "USDT")), SocketFuzzTest::okx, 13)
                .run(frames(
                        List.of("okx/books_snapshot", "okx/books_update", "okx/books_keepalive",
                                "okx/old_snapshot", "okx/old_update", "okx/bbo", "okx/trades"),
                        "okx/2022-05-13_v5_books_crc.jsonl.gz", "BTC-USDT", "BTC-USDT"));
    }

    /// A snapshot right before a change, numbered if the change is.
    private static void okx(Stage stage, Listing listing, String frame) {
        if (frame.contains("\"prevSeqId\"")) {
            String number = frame.replaceFirst(".*\"prevSeqId\":(-?[0-9]+).*", "$1");
            stage.frame(Frames.text("okx/books_snapshot.json").replace("123456", number));
        } else {
            stage.frame(Frames.text("okx/old_snapshot.json"));
        }
    }

    @Test
    void okx_perpetual() {
        new FrameFuzz(
                stages("okx", "", Instrument.perpetual("BTC", "USDT", "USDT")),
                (_, _, _) -> {}, 14).run(
                        frames(List.of("okx/funding", "okx/mark", "okx/index")));
    }

    @Test
    void coinbase_exchange() {
        new FrameFuzz(stages("coinbase", "", BTC_USD), after("coinbase/snapshot"), 15)
                .run(frames(
                        List.of("coinbase/snapshot", "coinbase/l2update", "coinbase/match",
                                "coinbase/heartbeat"),
                        "coinbase/2021-04-17_exchange_level2.jsonl.gz", "SKL-BTC", "BTC-USD"));
    }

    @Test
    void coinbase_advanced() {
        new FrameFuzz(stages("coinbase", "wss://advanced-trade-ws.coinbase.com", BTC_USD),
                SocketFuzzTest::advanced, 16)
                .run(frames(
                        List.of("coinbase/advanced_snapshot", "coinbase/advanced_update",
                                "coinbase/advanced_trades", "coinbase/advanced_heartbeats"),
                        "coinbase_advanced/2026-08-24_advanced_level2_BTCUSD.jsonl.gz", "BTC-USD",
                        "BTC-USD"));
    }

    /// A snapshot right before, under the number before.
    private static void advanced(Stage stage, Listing listing, String frame) {
        int number = Integer.parseInt(
                frame.replaceFirst("(?s).*?\"sequence_num\":([0-9]+).*", "$1"));
        if (number > 0) {
            stage.frame(Frames.text("coinbase/advanced_snapshot.json")
                    .replace("\"sequence_num\":0", "\"sequence_num\":" + (number - 1)));
        }
    }
}
