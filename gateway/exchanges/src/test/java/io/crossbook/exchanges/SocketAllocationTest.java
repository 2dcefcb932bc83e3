package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Kraken, OKX and Coinbase: frames that a template knows, and the checksums behind them, allocate nothing.
final class SocketAllocationTest {

    private static void check(String name, String url, String symbol, String snapshot,
            IntFunction<String> frame) {
        Dialect dialect = dialect(name, url);
        AllocationTest.check(dialect, listing(dialect, symbol), conversation -> {
            if (!snapshot.isEmpty()) {
                conversation.frame(Frames.of(snapshot + ".json"), 0);
            }
        }, frame);
    }

    private static Dialect dialect(String name, String url) {
        return Dialects.of(name, new Entry(name, url, "", 10, true, true, Map.of(), Map.of()));
    }

    private static Listing listing(Dialect dialect, String symbol) {
        return new Listing(0, "x", symbol, Objects.requireNonNull(dialect.instrument(symbol)),
                Rules.UNKNOWN);
    }

    @Test
    void kraken() {
        for (String frame : new String[]{"v2_book_update", "v2_book_snapshot", "v2_trade",
                "v2_ticker"}) {
            check("kraken", "", "BTC/USD", "kraken/v2_book_snapshot",
                    _ -> Frames.text("kraken/" + frame + ".json"));
        }
        check("kraken", "wss://ws.kraken.com", "XBT/USD", "kraken/v1_book_snapshot",
                _ -> Frames.text("kraken/v1_book_both.json"));
    }

    @Test
    void okx() {
        check("okx", "", "BTC-USDT", "okx/books_snapshot",
                i -> Frames.text("okx/books_update.json")
                        .replace("\"seqId\":123460", "\"seqId\":" + (123_456 + i))
                        .replace("\"prevSeqId\":123456", "\"prevSeqId\":" + (123_455 + i)));
        check("okx", "", "BTC-USDT", "", _ -> Frames.text("okx/bbo.json"));
        check("okx", "", "BTC-USDT", "", _ -> Frames.text("okx/trades.json"));
    }

    @Test
    void coinbase() {
        check("coinbase", "", "BTC-USD", "coinbase/snapshot",
                _ -> Frames.text("coinbase/l2update.json"));
        check("coinbase", "", "BTC-USD", "", i -> Frames.text("coinbase/match.json")
                .replace("\"trade_id\":11", "\"trade_id\":" + i));
        for (String frame : new String[]{"advanced_update", "advanced_trades"}) {
            check("coinbase", "wss://advanced-trade-ws.coinbase.com", "BTC-USD",
                    "coinbase/advanced_snapshot",
                    i -> Frames.text("coinbase/" + frame + ".json").replaceFirst(
                            "\"sequence_num\":[0-9]+", "\"sequence_num\":" + i));
        }
    }

    @Test
    void checksums() {
        for (String name : new String[]{"kraken", "okx"}) {
            Dialect dialect = dialect(name, "");
            boolean kraken = name.equals("kraken");
            Listing listing = listing(dialect, kraken ? "BTC/USD" : "BTC-USDT");
            var shape = dialect.shape(listing);
            var levels = OrderBooks.of(shape, Rules.UNKNOWN);
            var heard = new Heard() {
                @Override
                public void event(io.crossbook.books.FeedEvent event) {
                    if (event instanceof BookUpdate update) {
                        levels.apply(update);
                    }
                }
            };
            dialect.converse(dialect.links(java.util.List.of(listing)).getFirst(), heard).frame(
                    Frames.of(kraken ? "kraken/v2_book_snapshot.json" : "okx/old_snapshot.json"),
                    0);
            var checksum = Objects.requireNonNull(shape.checksum());
            long sum = checksum.of(levels);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int pass = 0; least >= 20_000 && pass < 20; pass++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                boolean same = true;
                for (int i = 0; i < 20_000; i++) {
                    same &= checksum.of(levels) == sum;
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                assertTrue(same);
            }
            assertTrue(least < 20_000, least + " bytes");
        }
    }
}
