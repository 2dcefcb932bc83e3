package io.crossbook.exchanges.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Corpus;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.List;
import java.util.Locale;

/// Frames of Binance for any listing, from the templates in `src/test/resources`.
final class BinanceScript {

    private final String folder;

    BinanceScript(String folder) {
        this.folder = folder;
    }

    String frame(String name, Listing listing) {
        return Frames.text(folder + "/" + name + ".json").strip()
                .replace("SYMBOL", listing.symbol())
                .replace("stream", listing.symbol().toLowerCase(Locale.ROOT))
                .replace("{\"" + listing.symbol().toLowerCase(Locale.ROOT) + "\":",
                        "{\"stream\":");
    }

    /// Ids 1000 to 1009 and so on: change n covers 10 ids behind the snapshot at 999.
    String change(Listing listing, int n) {
        long first = 990 + n * 10L;
        return frame("depth", listing).replace("\"U\":0", "\"U\":" + first)
                .replace("\"u\":0", "\"u\":" + (first + 9))
                .replace("\"pu\":0", "\"pu\":" + (first - 1));
    }

    void sync(Stage stage, Listing listing) {
        stage.snapshot(listing, frame("snapshot", listing));
    }

    /// Binance answers a subscription as a whole.
    static List<String> refuse(String sent) {
        JsonNode request = Corpus.json(sent);
        return List.of("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":"
                + request.path("id").asLong() + "}");
    }
}
