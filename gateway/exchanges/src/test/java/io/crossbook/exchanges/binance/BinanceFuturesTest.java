package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Heard;
import io.crossbook.exchanges.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BinanceFuturesTest extends DialectContract {

    private final BinanceScript script = new BinanceScript("binance-futures");

    @Override
    protected Dialect dialect() {
        return new BinanceFuturesDialect(Entry.of("binance-futures"));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.perpetual("BTC", "USDT", "USDT"),
                Instrument.parse("ETH/USDT:USDT-261225"));
    }

    @Override
    protected int mostListings() {
        return 1_024 / 3;
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        script.sync(stage, listing);
    }

    @Override
    protected String change(Listing listing, int n) {
        return script.change(listing, n);
    }

    @Override
    protected String trade(Listing listing) {
        return script.frame("aggregate", listing);
    }

    @Override
    protected String quote(Listing listing) {
        return script.frame("quote", listing);
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return BinanceScript.refuse(sent);
    }

    @Override
    protected String unknown() {
        return "{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\"}}";
    }

    private Stage stage() {
        return new Stage(dialect(), "binance-futures", instruments());
    }

    @Test
    void books_and_marks_come_over_connections_of_their_own() {
        var stage = stage();
        var links = stage.dialect.links(stage.listings);
        assertEquals(List.of("wss://fstream.binance.com/public/stream",
                "wss://fstream.binance.com/market/stream"),
                links.stream().map(link -> link.url()).toList());
        assertEquals("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\","
                + "\"btcusdt@bookTicker\",\"ethusdt_261225@depth@100ms\","
                + "\"ethusdt_261225@bookTicker\"],\"id\":1}", stage.heard.sent.getFirst());

        var heard = new Heard();
        var market = stage.dialect.converse(links.getLast(), heard);
        market.opened(0);
        assertEquals("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\","
                + "\"btcusdt@markPrice@1s\",\"btcusdt@forceOrder\",\"ethusdt_261225@aggTrade\","
                + "\"ethusdt_261225@markPrice@1s\",\"ethusdt_261225@forceOrder\"],\"id\":1}",
                heard.sent.getFirst());
        for (int i = 1; i < 10; i++) {
            market.tick(i * Stage.SECOND);
        }
        assertEquals(List.of(), heard.requests, "no snapshots for a connection without books");
    }

    @Test
    void an_event_follows_by_the_id_of_the_one_before_it() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 1).replace("\"U\":1000", "\"U\":990"));
        stage.frame(script.change(btc, 2).replace("\"U\":1010", "\"U\":1015"));
        assertEquals(List.of(), stage.heard.breaks, "holes between pu and U are no gap");

        stage.frame(script.change(btc, 3).replace("\"pu\":1019", "\"pu\":1018"));
        assertEquals(BookBreak.Kind.GAP, stage.heard.breaks.getFirst().kind());
    }

    @Test
    void an_event_that_ends_with_the_snapshot_is_the_first() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 0));
        stage.frame(script.change(btc, 1));
        assertEquals(3, stage.heard.events("book").size(), stage.heard.events.toString());
        assertEquals(List.of(), stage.heard.breaks);
    }

    /// As Binance documents it; `p` is finer than what the market trades at, and `S` the side of the order.
    private static String forced(String status, String price) {
        return "{\"stream\":\"btcusdt@forceOrder\",\"data\":{\"e\":\"forceOrder\",\"E\":1790000000201,\"o\":{"
                + "\"s\":\"BTCUSDT\",\"S\":\"SELL\",\"o\":\"LIMIT\",\"f\":\"IOC\",\"q\":\"0.288\",\"p\":\""
                + price
                + "\",\"ap\":\"26990.00\",\"X\":\"" + status
                + "\",\"l\":\"0.100\",\"z\":\"0.288\",\"T\":1790000000196}}}";
    }

    @Test
    void a_liquidation_is_told_once_it_has_traded_and_leaves_the_book_alone() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.heard.events.clear();

        stage.frame(forced("NEW", "26886.123456"));
        stage.frame(forced("FILLED", "26886.123456"));
        stage.frame(forced("FILLED", "0"));

        assertEquals(List.of("liquidation 0 at 1790000000196000000 order ASK 26886.123456x0.288"),
                stage.heard.events);
        assertEquals(1, stage.heard.faults.size(), stage.heard.faults.toString());
        stage.frame(script.change(btc, 1));
        assertEquals(List.of(), stage.heard.breaks);
        assertTrue(!stage.heard.events.getLast().contains("26886"), "the book has its own digits");
    }

    @Test
    void marks_carry_funding() {
        var stage = stage();
        stage.frame(script.frame("mark", stage.listings.getFirst()));
        String dated = script.frame("mark", stage.listings.getLast())
                .replace("\"r\":\"-0.00012500\"", "\"r\":\"\"")
                .replace("\"T\":1790006400000", "\"T\":0");
        stage.frame(dated);
        assertEquals(List.of(
                "derivative 0 mark=27000.15 index=27001.23456789 last=none funding=-0.000125"
                        + " at 1790006400000000000 interest=none at 1790000000200000000",
                "derivative 1 mark=27000.15 index=27001.23456789 last=none funding=none"
                        + " at -9223372036854775808 interest=none at 1790000000200000000"),
                stage.heard.events);
    }

    @Test
    void trades_of_the_insurance_fund_are_none_of_the_market() {
        var stage = stage();
        String trade = script.frame("trade", stage.listings.getFirst());
        stage.frame(trade);
        stage.frame(trade.replace("MARKET", "INSURANCE_FUND"));
        assertEquals(List.of("trade 0 id=12345 at 1790000000129000000 taker BID 27000.2x0.01"),
                stage.heard.events);
        assertEquals(List.of(), stage.heard.faults);
    }
}
