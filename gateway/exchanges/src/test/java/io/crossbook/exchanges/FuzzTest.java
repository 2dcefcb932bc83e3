package io.crossbook.exchanges;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Mutants of frames of our own and of recorded ones, by dialect.
final class FuzzTest {

    private static final Instrument SPOT = Instrument.spot("BTC", "USDT");
    private static final Instrument PERPETUAL = Instrument.perpetual("BTC", "USDT", "USDT");

    private static Supplier<Stage> stages(String name, Instrument instrument) {
        Dialect dialect = Dialects.of(name.replace("-linear", ""),
                new Entry(name, "", "", 0, true, true, Map.of(), Map.of()));
        return () -> new Stage(dialect, name, List.of(instrument));
    }

    /// Our own frames of a folder, and as many of the corpus as are there.
    private static List<String> frames(String folder, List<String> names, String session) {
        var frames = new ArrayList<String>();
        for (String name : names) {
            frames.add(Frames.text(folder + "/" + name + ".json").strip()
                    .replace("{\"stream\":\"stream@", "{\"stream\":\"btcusdt@")
                    .replace("SYMBOL", "BTCUSDT").replace("\"U\":0,\"u\":0", "\"U\":5,\"u\":9")
                    .replace("\"pu\":0", "\"pu\":4"));
        }
        if (Corpus.there("market/" + session)) {
            for (String frame : Corpus.frames(session, "recv").subList(0, 2_000)) {
                if (frame.length() < 1_500) {
                    frames.add(frame);
                }
            }
        }
        return frames;
    }

    @Test
    void binance_spot() {
        new FrameFuzz(stages("binance", SPOT), FuzzTest::binance, 1).run(frames("binance",
                List.of("depth", "quote", "trade", "aggregate"),
                "binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.jsonl.gz"));
    }

    @Test
    void binance_futures() {
        new FrameFuzz(stages("binance-futures", PERPETUAL), FuzzTest::binance, 2)
                .run(frames("binance-futures",
                        List.of("depth", "quote", "trade", "aggregate", "mark"),
                        "binance_futures/2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade.jsonl.gz"));
    }

    /// A snapshot right before a depth event.
    private static void binance(Stage stage, Listing listing, String frame) {
        Json.Obj data = Json.parse(Bytes.of(frame)).asObject("frame").object("data");
        if (data.has("U")) {
            long before = data.has("pu") ? data.whole("pu") : data.whole("U") - 1;
            stage.snapshot(listing, "{\"lastUpdateId\":" + before + ",\"bids\":[],\"asks\":[]}");
        }
    }

    @Test
    void bybit() {
        var frames = new ArrayList<String>();
        for (String name : List.of("snapshot", "delta", "quote", "trade", "trades", "ticker")) {
            frames.add(Frames.text("bybit/" + name + ".json").strip()
                    .replace("SYMBOL", "BTCUSDT").replace("\"u\":0,\"seq\":0",
                            "\"u\":7001,\"seq\":90007"));
        }
        String session = "bybit/2024-12-01_v5_linear_XRPUSDT_orderbook500.jsonl.gz";
        if (Corpus.there("market/" + session)) {
            Corpus.frames(session, "recv").stream()
                    .map(frame -> frame.replace("XRPUSDT", "BTCUSDT"))
                    .filter(frame -> frame.length() < 2_000).forEach(frames::add);
        }
        new FrameFuzz(stages("bybit-linear", PERPETUAL), FuzzTest::bybit, 3).run(frames);
    }

    /// A snapshot right before a change.
    private static void bybit(Stage stage, Listing listing, String frame) {
        Json.Obj message = Json.parse(Bytes.of(frame)).asObject("frame");
        if (message.text("topic").startsWith("orderbook")
                && message.text("type").equals("delta")) {
            long id = message.object("data").whole("u") - 1;
            stage.frame(String.format(Locale.ROOT, "{\"topic\":\"%s\",\"type\":\"snapshot\","
                    + "\"ts\":1,\"data\":{\"s\":\"%s\",\"b\":[],\"a\":[],\"u\":%d,\"seq\":1}}",
                    message.text("topic"), listing.symbol(), id));
        }
    }
}
