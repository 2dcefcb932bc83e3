package io.crossbook.exchanges.xchange;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Stage;
import java.util.List;
import java.util.Map;

final class XchangeContractTest extends DialectContract {

    static final String TYPE = "info.bitrich.xchangestream.kraken.KrakenStreamingExchange";

    @Override
    protected Dialect dialect() {
        return new XchangeDialect(new Entry("here", "", "", 0, true, true, Map.of(),
                Map.of("class", TYPE)));
    }

    @Override
    protected String scheme() {
        return "xchange:" + TYPE + "?trades=true";
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USD"),
                Instrument.perpetual("ETH", "USDT", "USDT"));
    }

    @Override
    protected int mostListings() {
        return 20;
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        stage.frame(XchangeTest.snapshot(listing.symbol(), "100.1", "101"));
    }

    @Override
    protected String change(Listing listing, int n) {
        return "{\"book\":\"" + listing.symbol() + "\",\"ts\":1760129402142252000,"
                + "\"snapshot\":false,\"bids\":[],\"asks\":[[\"101\",\"" + n + "\"]]}";
    }

    @Override
    protected String trade(Listing listing) {
        return "{\"trade\":\"" + listing.symbol() + "\",\"ts\":1760129402142252000,"
                + "\"side\":\"sell\",\"price\":\"100.1\",\"size\":\"1614.5\",\"id\":\"34\"}";
    }

    @Override
    protected String quote(Listing listing) {
        return "{\"quote\":\"" + listing.symbol() + "\",\"ts\":1760129402142252000,"
                + "\"bid\":[\"100.1\",\"2\"],\"ask\":[]}";
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return List.of("{\"refused\":\"" + symbol + "\",\"channel\":\""
                + (sent.contains("\"book\"") ? "book" : "trade") + "\",\"why\":\"unknown pair\"}");
    }

    @Override
    protected String unknown() {
        return "{\"novelty\":1}";
    }

    @Override
    protected boolean numbered() {
        return false;
    }

    /// What is doubted starts anew with its whole client.
    @Override
    protected boolean breaksAll() {
        return true;
    }
}
