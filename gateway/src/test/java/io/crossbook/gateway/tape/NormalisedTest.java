package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Captures and CSV exports become frames.
final class NormalisedTest {

    @TempDir
    Path folder;

    private Path gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private List<String> frames(Importer importer) throws IOException {
        Path tape = folder.resolve("tape" + System.identityHashCode(importer));
        importer.write(tape, "test", ImporterTest.NAMES);
        var frames = new ArrayList<String>();
        try (var reader = TapeReader.open(tape)) {
            while (reader.next()) {
                if (reader.item() instanceof Item.Taken(Input.Frame frame)) {
                    frames.add(reader.stamp() + " " + frame.bytes);
                }
            }
        }
        return frames;
    }

    @Test
    void a_capture_is_a_time_and_a_payload_a_line() throws IOException {
        Path capture = gzip("capture.gz", """
                1618678134.213106: {"a": 1}
                1618678134213.5: b

                1618678134213107: c: d
                1618678134213108009: e
                2021-04-17T16:48:54.300000001Z: f
                """);
        assertEquals(List.of("1618678134213106000 {\"a\": 1}", "1618678134213500000 b",
                // 393 µs behind the line before: raised to it.
                "1618678134213500000 c: d", "1618678134213500000 e",
                "1618678134300000001 f"), frames(new Importer().capture(capture, "kraken")));
        var error = assertThrows(IOException.class, () -> frames(new Importer().capture(
                gzip("bad.gz", "1.0: a\nyesterday: b\n"), "kraken")));
        assertTrue(String.valueOf(error.getMessage()).contains(
                "bad.gz, line 2: 'yesterday' is no time"), error.toString());
    }

    @Test
    void tardis_trades_and_quotes_are_frames_of_our_own() throws IOException {
        Path trades = gzip("trades.csv.gz", """
                exchange,symbol,timestamp,local_timestamp,id,side,price,amount
                binance,POLUSDT,1760129402142252,1760129402161123,34903941,sell,0.2257,1614.5
                """);
        assertEquals(List.of("1760129402161123000 {\"trade\":\"POLUSDT\","
                + "\"ts\":1760129402142252000,\"side\":\"sell\",\"price\":\"0.2257\","
                + "\"size\":\"1614.5\",\"id\":\"34903941\"}"),
                frames(new Importer().add(trades)));
        Path quotes = gzip("quotes.csv.gz",
                """
                        exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount
                        kraken,XBT/USD,1000001,1000002,1.5,100.10,100,2
                        kraken,XBT/USD,1000003,1000004,,,99.5,1e-05
                        """);
        assertEquals(List.of(
                "1000002000 {\"quote\":\"XBT/USD\",\"ts\":1000001000,\"bid\":[\"100\",\"2\"],"
                        + "\"ask\":[\"100.10\",\"1.5\"]}",
                "1000004000 {\"quote\":\"XBT/USD\",\"ts\":1000003000,\"bid\":[\"99.5\",\"1e-05\"],"
                        + "\"ask\":[]}"),
                frames(new Importer().add(quotes)));
    }

    @Test
    void rows_of_one_book_update_share_a_frame() throws IOException {
        Path updates = gzip("l2.csv.gz",
                """
                        exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount
                        deribit,BTC,10,20,true,bid,100,1
                        deribit,BTC,10,20,true,ask,101,2
                        deribit,BTC,10,20,true,bid,99,3
                        deribit,BTC,11,21,false,ask,101,0
                        deribit,BTC,12,21,false,ask,102,5
                        """);
        assertEquals(List.of(
                "20000 {\"book\":\"BTC\",\"ts\":10000,\"snapshot\":true,"
                        + "\"bids\":[[\"100\",\"1\"],[\"99\",\"3\"]],\"asks\":[[\"101\",\"2\"]]}",
                "21000 {\"book\":\"BTC\",\"ts\":11000,\"snapshot\":false,\"bids\":[],"
                        + "\"asks\":[[\"101\",\"0\"]]}",
                "21000 {\"book\":\"BTC\",\"ts\":12000,\"snapshot\":false,\"bids\":[],"
                        + "\"asks\":[[\"102\",\"5\"]]}"),
                frames(new Importer().add(updates)));
    }

    @Test
    void a_snapshot_row_is_a_whole_book() throws IOException {
        Path file = gzip("snapshot.csv.gz",
                """
                        exchange,symbol,timestamp,local_timestamp,asks[0].price,asks[0].amount,bids[0].price,bids[0].amount,asks[1].price,asks[1].amount,bids[1].price,bids[1].amount
                        okx,BTC-USDT,10,20,101,1,100,2,102,3,,
                        """);
        assertEquals(List.of("20000 {\"book\":\"BTC-USDT\",\"ts\":10000,\"snapshot\":true,"
                + "\"bids\":[[\"100\",\"2\"]],\"asks\":[[\"101\",\"1\"],[\"102\",\"3\"]]}"),
                frames(new Importer().add(file)));
    }

    @Test
    void a_wrong_row_is_named() throws IOException {
        for (String row : List.of("binance,A,1,2,3,buy,x,1", "binance,A,1,2,3", "binance,A,1,y,3,"
                + "buy,1,1")) {
            Path file = gzip("wrong.csv.gz", "exchange,symbol,timestamp,local_timestamp,id,side,"
                    + "price,amount\n" + row + "\n");
            var error = assertThrows(IOException.class,
                    () -> frames(new Importer().add(file)));
            assertTrue(String.valueOf(error.getMessage()).contains("wrong.csv.gz, line "),
                    error.toString());
        }
    }

    @Test
    void the_flash_crash_of_the_corpus_is_read_whole() throws IOException {
        Path file = Corpus.part("arbitrage/flash_crash_2025-10-10_POL_trades.csv.gz");
        long rows;
        try (var reader = Sessions.reader(file)) {
            rows = reader.lines().count() - 1;
        }
        assertEquals(rows, frames(new Importer().add(file)).size());
    }
}
