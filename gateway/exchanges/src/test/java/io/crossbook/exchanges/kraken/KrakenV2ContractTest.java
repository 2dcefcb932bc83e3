package io.crossbook.exchanges.kraken;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.List;
import java.util.Map;

final class KrakenV2ContractTest extends DialectContract {

    @Override
    protected Dialect dialect() {
        return new KrakenDialect(new Entry("kraken", "", "", 10, true, true, Map.of(),
                Map.of("version", "v2")));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USD"), Instrument.spot("ETH", "EUR"));
    }

    @Override
    protected int mostListings() {
        return 50;
    }

    private static String frame(String name, String symbol) {
        return Frames.text("kraken/v2_" + name + ".json").replace("BTC/USD", symbol);
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        stage.frame(frame("book_snapshot", listing.symbol()));
    }

    @Override
    protected String change(Listing listing, int n) {
        return frame("book_update", listing.symbol());
    }

    /// The checksum guards, which is the book's to compare: see `DamageTest`.
    @Override
    protected boolean numbered() {
        return false;
    }

    @Override
    protected String trade(Listing listing) {
        return frame("trade", listing.symbol()).replaceFirst(",\\{\"symbol.*?\\}", "");
    }

    @Override
    protected String quote(Listing listing) {
        return frame("ticker", listing.symbol());
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return List.of(frame("refused", symbol)
                .replace("\"req_id\":3", sent.replaceFirst(".*(\"req_id\":[0-9]+).*", "$1")));
    }

    @Override
    protected String unknown() {
        return "{\"channel\":\"novelty\",\"type\":\"update\",\"data\":[]}";
    }
}
