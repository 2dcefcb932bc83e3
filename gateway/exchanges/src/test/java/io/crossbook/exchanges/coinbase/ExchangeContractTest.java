package io.crossbook.exchanges.coinbase;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.List;

final class ExchangeContractTest extends DialectContract {

    @Override
    protected Dialect dialect() {
        return new CoinbaseDialect(Entry.of("coinbase"));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USD"), Instrument.spot("ETH", "EUR"));
    }

    @Override
    protected int mostListings() {
        return 10;
    }

    private static String frame(String name, Listing listing) {
        return Frames.text("coinbase/" + name + ".json").replace("BTC-USD", listing.symbol());
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        stage.frame(frame("snapshot", listing));
    }

    @Override
    protected String change(Listing listing, int n) {
        return frame("l2update", listing);
    }

    /// Nothing in a book's change tells whether it follows: only trades are numbered.
    @Override
    protected boolean numbered() {
        return false;
    }

    @Override
    protected String trade(Listing listing) {
        return frame("match", listing);
    }

    @Override
    protected String quote(Listing listing) {
        return "";
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return List.of(Frames.text("coinbase/error.json").replace("BTC-USD", symbol));
    }

    @Override
    protected String unknown() {
        return "{\"type\":\"novelty\"}";
    }
}
