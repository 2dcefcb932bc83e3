package io.crossbook.exchanges.okx;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.List;

final class OkxContractTest extends DialectContract {

    @Override
    protected Dialect dialect() {
        return new OkxDialect(Entry.of("okx"));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USDT"),
                Instrument.perpetual("ETH", "USDT", "USDT"));
    }

    @Override
    protected int mostListings() {
        return 50;
    }

    private static String frame(String name, Listing listing) {
        return Frames.text("okx/" + name + ".json").replace("BTC-USDT", listing.symbol());
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        stage.frame(frame("books_snapshot", listing));
    }

    @Override
    protected String change(Listing listing, int n) {
        return frame("books_update", listing)
                .replace("\"seqId\":123460", "\"seqId\":" + (123_456 + 4 * n))
                .replace("\"prevSeqId\":123456", "\"prevSeqId\":" + (123_452 + 4 * n));
    }

    @Override
    protected String trade(Listing listing) {
        return frame("trades", listing);
    }

    @Override
    protected String quote(Listing listing) {
        return frame("bbo", listing);
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return List.of(Frames.text("okx/refused.json").replace("BTC-USDT", symbol));
    }

    @Override
    protected String unknown() {
        return "{\"arg\":{\"channel\":\"novelty\",\"instId\":\"BTC-USDT\"},\"data\":[]}";
    }
}
