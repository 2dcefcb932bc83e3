package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What Kraken, OKX and Coinbase answer over REST: listings, time, snapshots for audits.
final class SocketMetadataTest {

    private static final Dialect KRAKEN = Dialects.of("kraken", Entry.of("kraken"));
    private static final Dialect OKX = Dialects.of("okx", Entry.of("okx"));
    private static final Dialect EXCHANGE = Dialects.of("coinbase", Entry.of("coinbase"));
    private static final Dialect ADVANCED = Dialects.of("coinbase", new Entry("coinbase", "", "",
            0, true, true, Map.of(), Map.of("api", "advanced")));

    private static Answer answer(String body) {
        return Answer.ok(Bytes.of(body));
    }

    private static List<Specification> read(Dialect dialect, String body) {
        return dialect.specifications(dialect.metadata().getFirst(), answer(body));
    }

    private static Listing listing(Dialect dialect, String symbol) {
        return new Listing(0, "x", symbol, Objects.requireNonNull(dialect.instrument(symbol)),
                Rules.UNKNOWN);
    }

    @Test
    void a_pair_of_kraken() {
        String body = """
                {"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD",
                "pair_decimals":1,"lot_decimals":8,"ordermin":"0.00005","costmin":"0.5",
                "tick_size":"0.1","status":"online"},
                "XXBTZUSD.d":{"altname":"XBTUSD.d","pair_decimals":1,"lot_decimals":8},
                "ODD":{"wsname":"ODD/USD"},
                "XDGEUR":{"wsname":"XDG/EUR","pair_decimals":7,"lot_decimals":8,
                "ordermin":"50","status":"cancel_only"}}}""";

        List<Specification> rows = read(KRAKEN, body);

        assertEquals(List.of(
                new Specification("BTC/USD", Instrument.spot("BTC", "USD"),
                        new Rules(1, 8, 1, 1, 5_000, 50_000_000, 1, Rules.Status.TRADING)),
                new Specification("DOGE/EUR", Instrument.spot("DOGE", "EUR"),
                        new Rules(7, 8, 1, 1, 5_000_000_000L, 0, 1, Rules.Status.HALTED))),
                rows);
        assertThrows(Malformed.class,
                () -> read(KRAKEN, "{\"error\":[\"EGeneral:Temporary lockout\"]}"));
    }

    @Test
    void instruments_of_okx_are_sized_in_coins() {
        String body = """
                {"code":"0","msg":"","data":[
                {"instId":"BTC-USDT","instType":"SPOT","tickSz":"0.1","lotSz":"0.00000001",
                "minSz":"0.00001","state":"live"},
                {"instId":"SOL-USDT-SWAP","instType":"SWAP","tickSz":"0.01","lotSz":"0.01",
                "minSz":"0.01","state":"live","ctVal":"1","ctType":"linear","ctValCcy":"SOL"},
                {"instId":"BTC-USDT-SWAP","instType":"SWAP","tickSz":"0.1","lotSz":"0.01",
                "minSz":"0.01","state":"live","ctVal":"0.01","ctType":"linear","ctValCcy":"BTC"},
                {"instId":"BTC-USD-SWAP","instType":"SWAP","tickSz":"0.1","lotSz":"1",
                "minSz":"1","state":"live","ctVal":"100","ctType":"inverse","ctValCcy":"USD"},
                {"instId":"ETH-USDT","instType":"SPOT","tickSz":"","lotSz":"1","minSz":"1",
                "state":"preopen"}]}""";

        assertEquals(List.of(
                new Specification("BTC-USDT", Instrument.spot("BTC", "USDT"),
                        new Rules(1, 8, 1, 1, 1_000, 0, 1, Rules.Status.TRADING)),
                new Specification("SOL-USDT-SWAP", Instrument.perpetual("SOL", "USDT", "USDT"),
                        new Rules(2, 2, 1, 1, 1, 0, 1, Rules.Status.TRADING))),
                read(OKX, body));
        assertThrows(Malformed.class, () -> read(OKX, "{\"code\":\"50011\",\"data\":[]}"));
    }

    @Test
    void products_of_coinbase_against_usdc_are_the_books_against_usd() {
        String body = """
                [{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD",
                "quote_increment":"0.01","base_increment":"0.00000001","min_market_funds":"1",
                "status":"online","trading_disabled":false,"cancel_only":false,"post_only":false},
                {"id":"BTC-USDC","base_currency":"BTC","quote_currency":"USDC",
                "quote_increment":"0.01","base_increment":"0.00000001","status":"online"},
                {"id":"USDT-USD","base_currency":"USDT","quote_currency":"USD",
                "quote_increment":"0.00001","base_increment":"0.01","status":"online",
                "post_only":true},
                {"id":"USDT-USDC","base_currency":"USDT","quote_currency":"USDC",
                "quote_increment":"0.00001","base_increment":"0.01","status":"delisted"},
                {"id":"ODD"}]""";

        List<Specification> rows = read(EXCHANGE, body);

        assertEquals(List.of("BTC-USD", "USDT-USD", "USDT-USDC"),
                rows.stream().map(Specification::symbol).toList());
        assertEquals(new Rules(2, 8, 1, 1, 0, 100_000_000, 1, Rules.Status.TRADING),
                rows.getFirst().rules());
        assertEquals(Rules.Status.HALTED, rows.get(1).rules().status());
        assertEquals(Rules.Status.HALTED, rows.get(2).rules().status());
        assertThrows(Malformed.class, () -> read(EXCHANGE, "{\"message\":\"NotFound\"}"));
    }

    @Test
    void products_of_advanced_trade() {
        var row = read(ADVANCED, """
                {"products":[{"product_id":"BTC-USD","price_increment":"0.01",
                "quote_increment":"0.001","base_increment":"0.00000001",
                "base_min_size":"0.00000001","quote_min_size":"1","status":"online",
                "is_disabled":false,"trading_disabled":false,"base_currency_id":"BTC",
                "quote_currency_id":"USD"}]}""").getFirst();

        assertEquals(new Rules(2, 8, 1, 1, 1, 100_000_000, 1, Rules.Status.TRADING), row.rules());
    }

    @Test
    void recorded_metadata_reads_without_loss() {
        for (var file : List.of(Map.entry(KRAKEN, "kraken_AssetPairs_2021-04-17"),
                Map.entry(OKX, "okx_instruments_SPOT_2022-05-13"),
                Map.entry(EXCHANGE, "coinbase_products_2021-04-17"))) {
            String body = String.join("\n",
                    Corpus.lines("refdata/" + file.getValue() + ".json.gz"));
            List<Specification> rows = read(file.getKey(), body);
            assertEquals(switch (file.getValue().charAt(0)) {
                case 'k' -> 293; // 304 less 11 dark pools
                case 'o' -> 513;
                default -> 162 - mirrored(body);
            }, rows.size());
            for (Specification row : rows) {
                assertEquals(row.symbol(), file.getKey().symbol(row.instrument()));
                assertTrue(row.rules().tick() > 0 && row.rules().lot() > 0
                        && row.rules().minSize() > 0, row.toString());
            }
        }
    }

    private static int mirrored(String body) {
        int mirrored = 0;
        for (var product : Corpus.json(body)) {
            String id = product.path("id").asText();
            mirrored += id.endsWith("-USDC") && !id.equals("USDT-USDC")
                    && body.contains("\"" + id.substring(0, id.length() - 1) + "\"") ? 1 : 0;
        }
        return mirrored;
    }

    @Test
    void the_time_of_the_exchange() {
        assertEquals(1_762_820_224_000_000_000L, KRAKEN.serverTime(answer(
                "{\"error\":[],\"result\":{\"unixtime\":1762820224,\"rfc1123\":\"Tue\"}}")));
        assertEquals(1_597_026_383_085_000_000L, OKX.serverTime(answer(
                "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"1597026383085\"}]}")));
        for (Dialect coinbase : List.of(EXCHANGE, ADVANCED)) {
            assertEquals(1_420_674_445_201_000_000L, coinbase.serverTime(answer(
                    "{\"iso\":\"2015-01-07T23:47:25.201Z\",\"epoch\":1420674445.201}")));
        }
    }

    @Test
    void a_snapshot_for_an_audit() {
        String levels = "[[\"101.5\",\"2\",1],[\"102\",\"0.5\",1]]";
        String others = "[[\"100.5\",\"3\",1]]";
        var bodies = Map.of(
                KRAKEN, "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"asks\":" + levels + ",\"bids\":"
                        + others + "}}}",
                OKX, "{\"code\":\"0\",\"data\":[{\"asks\":" + levels + ",\"bids\":" + others
                        + ",\"ts\":\"1597026383085\",\"seqId\":77}]}",
                EXCHANGE, "{\"asks\":" + levels + ",\"bids\":" + others + ",\"sequence\":7}",
                ADVANCED, """
                        {"pricebook":{"product_id":"BTC-USD","asks":[{"price":"101.5","size":"2"},
                        {"price":"102","size":"0.5"}],"bids":[{"price":"100.5","size":"3"}],
                        "time":"2026-04-07T00:28:59.662782Z"}}""");
        bodies.forEach((dialect, body) -> {
            String symbol = dialect.symbol(Instrument.spot("BTC", "USD"));
            var update = new BookUpdate();

            assertTrue(dialect.snapshot(listing(dialect, symbol), answer(body), update));

            assertTrue(update.snapshot() && update.complete());
            assertEquals(2, update.asks.count());
            assertEquals(1_005, update.bids.price(0));
            assertEquals(5, update.asks.size(1));
            assertEquals(body.contains("seqId") ? 77 : 0, update.updateId());
            Request request = Objects.requireNonNull(
                    dialect.snapshotRequest(listing(dialect, symbol)));
            assertTrue(request.url().contains(symbol) || request.url().contains("pair=XBTUSD"),
                    request.url());
        });
    }

    @Test
    void no_answer_of_any_kind_throws_where_it_must_not() {
        for (Dialect dialect : List.of(KRAKEN, OKX, EXCHANGE, ADVANCED)) {
            var listing = listing(dialect, dialect.symbol(Instrument.spot("BTC", "USD")));
            for (String body : List.of("", "{}", "[]", "null", "{\"result\":7}", "<html>")) {
                assertEquals(0, dialect.serverTime(answer(body)));
                assertFalse(dialect.snapshot(listing, answer(body), new BookUpdate()));
            }
            var late = new Answer(Answer.Phase.SENT, 0, new Bytes(), "timed out", 0);
            assertThrows(Malformed.class,
                    () -> dialect.specifications(dialect.metadata().getFirst(), late));
        }
    }
}
