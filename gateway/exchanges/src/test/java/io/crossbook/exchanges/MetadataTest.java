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
import org.junit.jupiter.api.Test;

/// What Binance and Bybit answer over REST: listings, time, snapshots for audits.
final class MetadataTest {

    private static final Dialect SPOT = Dialects.of("binance", Entry.of("binance"));
    private static final Dialect FUTURES = Dialects.of("binance-futures",
            Entry.of("binance-futures"));
    private static final Dialect BYBIT = Dialects.of("bybit", Entry.of("bybit"));
    private static final Dialect LINEAR = Dialects.of("bybit", Entry.of("bybit-linear"));

    private static Answer answer(String body) {
        return Answer.ok(Bytes.of(body));
    }

    private static List<Specification> read(Dialect dialect, String body) {
        return dialect.specifications(dialect.metadata().getFirst(), answer(body));
    }

    @Test
    void a_spot_symbol_of_binance() {
        var row = read(SPOT, """
                {"timezone":"UTC","symbols":[{"symbol":"ETHBTC","status":"TRADING",
                "baseAsset":"ETH","quoteAsset":"BTC","filters":[
                {"filterType":"PRICE_FILTER","minPrice":"0.00001000","tickSize":"0.00001000"},
                {"filterType":"LOT_SIZE","minQty":"0.00010000","stepSize":"0.00010000"},
                {"filterType":"NOTIONAL","minNotional":"0.00010000"}]}]}""").getFirst();
        assertEquals(new Specification("ETHBTC", Instrument.spot("ETH", "BTC"),
                new Rules(5, 4, 1, 1, 1, 10_000, 1, Rules.Status.TRADING)), row);
    }

    @Test
    void a_thousand_shib_are_an_instrument_of_their_own() {
        var rows = read(FUTURES, """
                {"symbols":[{"symbol":"1000SHIBUSDT","pair":"1000SHIBUSDT",
                "contractType":"PERPETUAL","deliveryDate":4133404800000,"status":"SETTLING",
                "baseAsset":"1000SHIB","quoteAsset":"USDT","marginAsset":"USDT","filters":[
                {"filterType":"PRICE_FILTER","tickSize":"0.000001"},
                {"filterType":"LOT_SIZE","minQty":"1","stepSize":"1"},
                {"filterType":"MIN_NOTIONAL","notional":"5"}]},
                {"symbol":"BTCUSDT_261225","contractType":"CURRENT_QUARTER",
                "deliveryDate":1798185600000,"status":"TRADING","baseAsset":"BTC",
                "quoteAsset":"USDT","marginAsset":"USDT","filters":[
                {"filterType":"PRICE_FILTER","tickSize":"0.10"},
                {"filterType":"LOT_SIZE","minQty":"0.001","stepSize":"0.001"}]},
                {"symbol":"ODD","filters":[]}]}""");
        assertEquals(2, rows.size(), "a row that cannot be read is left out");
        assertEquals(Instrument.perpetual("1000SHIB", "USDT", "USDT"), rows.get(0).instrument());
        assertEquals(new Rules(6, 0, 1, 1, 1, 500_000_000, 1, Rules.Status.HALTED),
                rows.get(0).rules());
        assertEquals(Instrument.parse("BTC/USDT:USDT-261225"), rows.get(1).instrument());
        for (Specification row : rows) {
            assertEquals(row.symbol(), FUTURES.symbol(row.instrument()));
        }
    }

    @Test
    void recorded_metadata_of_binance_reads_without_loss() {
        for (String name : List.of("binance_spot_exchangeInfo_2021-10-12",
                "binance_usdm_exchangeInfo_2021-07-22")) {
            Dialect dialect = name.contains("usdm") ? FUTURES : SPOT;
            String body = String.join("\n", Corpus.lines("refdata/" + name + ".json.gz"));
            int listed = Corpus.json(body).path("symbols").size();
            List<Specification> rows = read(dialect, body);
            assertEquals(listed, rows.size());
            for (Specification row : rows) {
                assertEquals(row.symbol(), dialect.symbol(row.instrument()));
                assertTrue(row.rules().tick() > 0 && row.rules().lot() > 0
                        && row.rules().minNotional() > 0, row.toString());
            }
        }
    }

    @Test
    void instruments_of_bybit() {
        var spot = read(BYBIT, """
                {"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[
                {"symbol":"BTCUSDT","baseCoin":"BTC","quoteCoin":"USDT","status":"Trading",
                "lotSizeFilter":{"basePrecision":"0.000001","quotePrecision":"0.0000001",
                "minOrderQty":"0.000011","minOrderAmt":"5"},
                "priceFilter":{"tickSize":"0.1"}}]},"time":1}""").getFirst();
        assertEquals(new Specification("BTCUSDT", Instrument.spot("BTC", "USDT"),
                new Rules(1, 6, 1, 1, 11, 500_000_000, 1, Rules.Status.TRADING)), spot);

        String page = """
                {"retCode":0,"result":{"category":"linear","nextPageCursor":"a=1&b","list":[
                {"symbol":"BTC-27MAR26","contractType":"LinearFutures","status":"Trading",
                "baseCoin":"BTC","quoteCoin":"USDC","settleCoin":"USDC",
                "deliveryTime":"1774598400000","priceFilter":{"tickSize":"0.50"},
                "lotSizeFilter":{"minOrderQty":"0.001","qtyStep":"0.001",
                "minNotionalValue":"5"}}]}}""";
        var linear = read(LINEAR, page).getFirst();
        assertEquals(Instrument.parse("BTC/USDC:USDC-260327"), linear.instrument());
        assertEquals(5, linear.rules().tick());
        Request first = LINEAR.metadata().getFirst();
        assertEquals("https://api.bybit.com/v5/market/instruments-info?category=linear&limit=1000",
                first.url());
        assertEquals(first.url() + "&cursor=a%3D1%26b",
                LINEAR.more(first, answer(page)).getFirst().url());
        assertEquals(List.of(), LINEAR.more(first, answer(page.replace("a=1&b", ""))));
        assertThrows(Malformed.class, () -> read(LINEAR, "{\"retCode\":10001,\"result\":{}}"));
    }

    @Test
    void nautilus_bodies_of_instruments_read() {
        int read = 0;
        for (var row : Corpus.rows("peer/nautilus_fixtures.jsonl.gz")) {
            String path = row.path("path").asText();
            Dialect dialect = path.contains("bybit/test_data/http_get_instruments_linear")
                    ? LINEAR
                    : path.contains("bybit/test_data/http_get_instruments_spot") ? BYBIT : null;
            if (dialect != null) {
                var body = row.path("body");
                var rows = read(dialect, body.isTextual() ? body.asText() : body.toString());
                assertEquals(1, rows.size(), path);
                read++;
            }
        }
        assertTrue(read >= 2, "bodies read: " + read);
    }

    @Test
    void the_exchanges_time() {
        assertEquals(1_790_000_000_123_000_000L,
                SPOT.serverTime(answer("{\"serverTime\":1790000000123}")));
        assertEquals(1_790_000_000_123_456_789L, BYBIT.serverTime(answer(
                "{\"retCode\":0,\"result\":{\"timeSecond\":\"1790000000\","
                        + "\"timeNano\":\"1790000000123456789\"}}")));
        for (Dialect dialect : List.of(SPOT, FUTURES, BYBIT)) {
            assertEquals(0, dialect.serverTime(answer("{\"serverTime\":\"soon\"}")));
            assertEquals(0, dialect.serverTime(
                    new Answer(Answer.Phase.SENT, 0, new Bytes(), "time-out", 0)));
        }
    }

    @Test
    void a_snapshot_for_an_audit() {
        var update = new BookUpdate();
        var btc = new Listing(4, "binance", "BTCUSDT", Instrument.spot("BTC", "USDT"),
                Rules.UNKNOWN);
        assertTrue(SPOT.snapshot(btc, answer(
                "{\"lastUpdateId\":7,\"bids\":[[\"1.5\",\"2\"]],\"asks\":[[\"1.6\",\"3\"]]}"),
                update));
        assertEquals("book 4 snapshot u=7 at 0 bids 1.5x2~256 asks 1.6x3~256", Heard.line(update));

        assertTrue(BYBIT.snapshot(btc, answer("{\"retCode\":0,\"result\":{\"s\":\"BTCUSDT\","
                + "\"b\":[[\"1.5\",\"2\"]],\"a\":[[\"1.6\",\"3\"]],\"ts\":1,\"u\":9,\"seq\":8}}"),
                update));
        assertEquals("book 4 snapshot u=9 at 0 bids 1.5x2~256 asks 1.6x3~256", Heard.line(update));
        for (Dialect dialect : List.of(SPOT, FUTURES, BYBIT, LINEAR)) {
            assertFalse(dialect.snapshot(btc, answer("{\"lastUpdateId\":7}"), update));
        }
    }

    @Test
    void a_wrong_option_names_what_is_wanted() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> Dialects.of("bybit", new Entry("bybit", "", "", 7, true, true, Map.of(),
                        Map.of())));
        assertEquals("depth of bybit is 7, wanted is one of [1, 50, 200, 500, 1000]",
                e.getMessage());
    }
}
