package io.crossbook.exchanges.coinbase;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

final class AdvancedContractTest extends DialectContract {

    private final IdentityHashMap<Stage, Integer> syncs = new IdentityHashMap<>();
    /// One sequence runs over all books of a connection: the number of what comes next on the last stage.
    private int next;

    @Override
    protected Dialect dialect() {
        return new CoinbaseDialect(new Entry("coinbase", "", "", 0, true, true, Map.of(),
                Map.of("api", "advanced")));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USD"), Instrument.spot("ETH", "EUR"));
    }

    @Override
    protected int mostListings() {
        return 10;
    }

    @Override
    protected boolean breaksAll() {
        return true;
    }

    private static String frame(String name, Listing listing, int number) {
        return Frames.text("coinbase/advanced_" + name + ".json")
                .replace("BTC-USD", listing.symbol())
                .replaceFirst("\"sequence_num\":[0-9]+", "\"sequence_num\":" + number);
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        next = syncs.merge(stage, 1, Integer::sum);
        stage.frame(frame("snapshot", listing, next - 1));
    }

    @Override
    protected String change(Listing listing, int n) {
        return frame("update", listing, next + n - 1);
    }

    @Override
    protected String trade(Listing listing) {
        return frame("trade", listing, next);
    }

    @Override
    protected String quote(Listing listing) {
        return "";
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return List.of("{\"type\":\"error\",\"message\":\"" + symbol
                + " is not a valid product\"}");
    }

    @Override
    protected String unknown() {
        return "{\"type\":\"novelty\"}";
    }
}
