package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.FeedEvent;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Reading a frame that a template knows allocates nothing.
final class AllocationTest {

    private static final int FRAMES = 20_000;
    private static final int PASSES = 20;

    /// Counts events and keeps nothing.
    private static final class Sink implements Out {

        long events;

        @Override
        public void event(FeedEvent event) {
            events++;
        }

        @Override
        public void send(String frame) {
            // Nobody is listening.
        }

        @Override
        public void request(Request request) {
            // Nobody is asked.
        }

        @Override
        public void fault(Fault fault) {
            throw new AssertionError(fault.toString());
        }

        @Override
        public void reconnect(String why) {
            throw new AssertionError(why);
        }
    }

    private static String frame(String name) {
        return Frames.text(name).strip().replace("{\"stream\":\"stream@", "{\"stream\":\"btcusdt@")
                .replace("SYMBOL", "BTCUSDT");
    }

    private static void check(String dialect, Instrument instrument, String snapshot,
            IntFunction<String> frame) {
        Dialect spoken = Dialects.of(dialect.replace("-linear", ""), Entry.of(dialect));
        check(spoken, new Listing(0, dialect, "BTCUSDT", instrument, Rules.UNKNOWN),
                conversation -> {
                    if (snapshot.contains("lastUpdateId")) {
                        conversation.answer(Request.get(Request.About.SNAPSHOT, 0, "", 0),
                                Answer.ok(Bytes.of(snapshot)), 0);
                    } else if (!snapshot.isEmpty()) {
                        conversation.frame(Bytes.of(snapshot), 0);
                    }
                }, frame);
    }

    /// Reads frame 1 to [#FRAMES] of `frame` in a conversation that `ready` has made ready.
    static void check(Dialect spoken, Listing listing, Consumer<Conversation> ready,
            IntFunction<String> frame) {
        var frames = new ArrayList<byte[]>();
        for (int i = 1; i <= FRAMES; i++) {
            // Room behind the frame, as in the buffers of the sockets.
            String text = frame.apply(i) + " ".repeat(64);
            frames.add(text.getBytes(StandardCharsets.US_ASCII));
        }
        // The first passes fill arrays and compile, on a busy machine a few; what a frame costs, it costs in every one.
        long least = Long.MAX_VALUE;
        for (int pass = 0; least >= FRAMES && pass < PASSES; pass++) {
            var sink = new Sink();
            Conversation conversation = spoken
                    .converse(spoken.links(List.of(listing)).getFirst(), sink);
            conversation.opened(0);
            ready.accept(conversation);
            least = Math.min(least, run(conversation, frames));
            assertTrue(sink.events >= FRAMES, sink.events + " events");
        }
        assertTrue(least < FRAMES, least + " bytes for " + FRAMES + " frames");
    }

    private static long run(Conversation conversation, List<byte[]> frames) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var bytes = new Bytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = frames.get(i);
            conversation.frame(bytes.wrap(frame, 0, frame.length - 64), i);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void binance_spot() {
        var spot = Instrument.spot("BTC", "USDT");
        String snapshot = frame("binance/snapshot.json");
        check("binance", spot, snapshot, i -> frame("binance/depth.json")
                .replace("\"U\":0", "\"U\":" + (i * 10 + 990))
                .replace("\"u\":0", "\"u\":" + (i * 10 + 999)));
        check("binance", spot, snapshot, _ -> frame("binance/quote.json"));
        check("binance", spot, snapshot, _ -> frame("binance/trade.json"));
        check("binance", spot, snapshot, _ -> frame("binance/aggregate.json"));
    }

    @Test
    void binance_futures() {
        var perpetual = Instrument.perpetual("BTC", "USDT", "USDT");
        String snapshot = frame("binance-futures/snapshot.json");
        check("binance-futures", perpetual, snapshot, i -> frame("binance-futures/depth.json")
                .replace("\"U\":0", "\"U\":" + (i * 10 + 990))
                .replace("\"u\":0", "\"u\":" + (i * 10 + 999))
                .replace("\"pu\":0", "\"pu\":" + (i * 10 + 989)));
        check("binance-futures", perpetual, snapshot, _ -> frame("binance-futures/quote.json"));
        check("binance-futures", perpetual, snapshot, _ -> frame("binance-futures/mark.json"));
        check("binance-futures", perpetual, snapshot,
                _ -> frame("binance-futures/aggregate.json"));
    }

    @Test
    void bybit() {
        var spot = Instrument.spot("BTC", "USDT");
        String snapshot = frame("bybit/snapshot.json");
        check("bybit", spot, snapshot, i -> frame("bybit/delta.json").replace("\"u\":0,\"seq\":0",
                "\"u\":" + (7_000 + i) + ",\"seq\":" + (90_000 + i)));
        check("bybit", spot, snapshot, i -> frame("bybit/quote.json").replace("\"u\":333",
                "\"u\":" + (333 + i)));
        check("bybit", spot, snapshot, _ -> frame("bybit/trades.json"));
    }
}
