package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recorded sessions through conversations and books, against the corpus' own slow replay.
final class CorpusTest {

    @ParameterizedTest
    @CsvSource({"binance,binance,binance/2021-10-12_spot_depth100ms",
            "binance,binance,binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade",
            "binance-us,binance,binance_us/2021-10-12_spot_depth100ms",
            "binance-futures,binance-futures,binance_futures/2021-07-22_usdm_depth100ms",
            "binance-futures,binance-futures,"
                    + "binance_futures/2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade",
            "bybit-linear,bybit,bybit/2024-12-01_v5_linear_XRPUSDT_orderbook500"})
    void a_session_ends_as_the_corpus_says(String exchange, String dialect, String session) {
        compare(session, exchange, dialect, new Entry(exchange, "", "", 0, true, true, Map.of(),
                Map.of("snapshotLimit", "1000")));
    }

    /// The recorded address tells the protocol, the recorded subscription the depth; where there is none, nothing is cut.
    @ParameterizedTest
    @CsvSource({"kraken,kraken/2021-04-17_v1_book1000_crc,wss://ws.kraken.com,1000",
            "kraken,kraken/2026-07-05_v2_BTCUSD_d10_crc,wss://ws.kraken.com/v2,1000",
            "kraken,kraken/2026-08-16_v2_BTCUSD_d10_crc,wss://ws.kraken.com/v2,10",
            "kraken,kraken/2026-08-24_v2_BTCUSD_d10_crc,wss://ws.kraken.com/v2,10",
            "okx,okx/2022-05-13_v5_books_crc,wss://ws.okx.com:8443/ws/v5/public,0",
            "coinbase,coinbase/2021-04-17_exchange_level2,wss://ws-feed.pro.coinbase.com,0",
            "coinbase,coinbase_advanced/2026-08-24_advanced_level2_BTCUSD,"
                    + "wss://advanced-trade-ws.coinbase.com,0"})
    void a_session_of_one_socket_ends_as_the_corpus_says(String exchange, String session,
            String url, int depth) {
        compare(session, exchange, exchange,
                new Entry(exchange, url, "", depth, true, true, Map.of(), Map.of()));
    }

    private static void compare(String session, String exchange, String dialect, Entry entry) {
        String name = session.replace('/', '_').replaceFirst("_(?=20)", "__");
        JsonNode expected = Corpus.json(String.join("",
                Corpus.lines("expected/" + name + ".json"))).path("symbols");
        var symbols = new ArrayList<String>();
        expected.fieldNames().forEachRemaining(symbols::add);
        var replay = new SessionReplay(exchange, Dialects.of(dialect, entry), symbols);

        Map<String, SessionReplay.Tally> found = replay.run(session + ".jsonl.gz");

        assertEquals(List.of(), replay.heard.faults.stream()
                .filter(fault -> fault.kind() == Fault.Kind.MALFORMED).toList());
        for (String symbol : symbols) {
            compare(symbol, expected.path(symbol), Objects.requireNonNull(found.get(symbol)));
        }
        compareRows(Corpus.rows("expected/" + name + ".bbo.jsonl.gz"), found);
    }

    private static void compare(String symbol, JsonNode wanted, SessionReplay.Tally found) {
        assertEquals(counts(wanted), counts(found), symbol);
        assertEquals(top(wanted, "bids"), found.top(Side.BID, 10), symbol);
        assertEquals(top(wanted, "asks"), found.top(Side.ASK, 10), symbol);
        assertEquals(wanted.path("final_update_id").asLong(), found.book.updateId(), symbol);
        assertEquals(wanted.path("bbo_sha256").asText(), found.hash(), symbol);
        assertTrue(found.applied > 0 && !found.rows.isEmpty(), "nothing was compared");
    }

    private static String counts(JsonNode wanted) {
        var text = new StringBuilder();
        for (String name : List.of("book_frames", "snapshots", "applied", "stale_dropped", "gaps",
                "unsynced", "crossed_after_update", "checksum_ok", "checksum_bad",
                "bookTicker_frames", "bookTicker_same_u", "bookTicker_same_u_equal",
                "bbo_changes")) {
            text.append(name).append(' ').append(wanted.path(name).asInt()).append(", ");
        }
        JsonNode levels = wanted.path("final_levels");
        return text + "levels " + levels.path("bids") + " " + levels.path("asks");
    }

    private static String counts(SessionReplay.Tally found) {
        return "book_frames " + found.bookFrames + ", snapshots " + found.snapshots + ", applied "
                + found.applied + ", stale_dropped " + found.stale + ", gaps " + found.gaps
                + ", unsynced " + found.unsynced + ", crossed_after_update " + found.crossed
                + ", checksum_ok " + found.checksumOk + ", checksum_bad " + found.checksumBad
                + ", bookTicker_frames " + found.quotes + ", bookTicker_same_u "
                + found.quotesSameId + ", bookTicker_same_u_equal " + found.quotesSameIdEqual
                + ", bbo_changes " + found.rows.size() + ", levels "
                + found.book.levels().levels(Side.BID) + " "
                + found.book.levels().levels(Side.ASK);
    }

    private static List<List<String>> top(JsonNode wanted, String side) {
        var rows = new ArrayList<List<String>>();
        wanted.path("final_top10").path(side)
                .forEach(row -> rows.add(List.of(row.path(0).asText(), row.path(1).asText())));
        return rows;
    }

    private static void compareRows(List<JsonNode> wanted,
            Map<String, SessionReplay.Tally> found) {
        var places = new java.util.HashMap<String, Integer>();
        for (JsonNode row : wanted) {
            String symbol = row.path(0).asText();
            int place = places.merge(symbol, 1, Integer::sum) - 1;
            List<String> ours = Objects.requireNonNull(found.get(symbol)).rows.get(place);
            assertEquals(row.path(1).asText(), ours.getFirst(), "record of row " + place);
            for (int i = 3; i <= 6; i++) {
                assertEquals(row.path(i).asText(), ours.get(i - 1));
            }
        }
        found.forEach((symbol, tally) -> assertEquals(tally.rows.size(),
                places.getOrDefault(symbol, 0), symbol));
    }
}
