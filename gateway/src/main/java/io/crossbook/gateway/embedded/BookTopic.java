package io.crossbook.gateway.embedded;

import io.crossbook.books.Health;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One book, kept as messages change it; what waits is made when somebody asks.
final class BookTopic implements Topic<Book>, Waiting<Book> {

    private final String exchange;
    private final String symbol;
    private final int depth;
    private final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(
            Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private Health health = Health.BROKEN;
    private String reason = "";
    private Optional<Instant> at = Optional.empty();
    private boolean moved;

    BookTopic(String exchange, String symbol, int depth) {
        this.exchange = exchange;
        this.symbol = symbol;
        this.depth = depth;
    }

    @Override
    public JsonObject wish() {
        return new JsonObject().put("topic", name()).put("exchange", exchange)
                .put("symbol", symbol).put("depth", depth);
    }

    @Override
    public String name() {
        return "book";
    }

    @Override
    public boolean everyStep() {
        return true;
    }

    @Override
    public Waiting<Book> waiting() {
        return this;
    }

    @Override
    public void take(boolean snapshot, JsonArray data) {
        if (snapshot) {
            bids.clear();
            asks.clear();
        }
        for (int i = 0; i < data.size(); i++) {
            JsonObject change = data.getJsonObject(i);
            health = Read.health(change);
            reason = Read.text(change, "reason");
            at = Read.time(change, "localTimestamp");
            apply(change.getJsonArray("bids"), bids);
            apply(change.getJsonArray("asks"), asks);
        }
        moved = true;
    }

    private static void apply(JsonArray levels, NavigableMap<BigDecimal, BigDecimal> side) {
        for (int i = 0; i < levels.size(); i++) {
            var price = new BigDecimal(levels.getJsonArray(i).getString(0));
            var size = new BigDecimal(levels.getJsonArray(i).getString(1));
            if (size.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }
    }

    @Override
    public @Nullable Book next() {
        if (!moved) {
            return null;
        }
        moved = false;
        return new Book(exchange, symbol, health, reason, levels(bids), levels(asks), at);
    }

    private static List<Level> levels(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream().map(level -> new Level(level.getKey(), level.getValue()))
                .toList();
    }

    @Override
    public boolean empty() {
        return !moved;
    }

    @Override
    public void ended() {
        moved = false;
    }
}
