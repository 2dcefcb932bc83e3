package io.crossbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.books.Levels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/// Jackson's tree into our own book: what most programs do.
final class JacksonTreePath extends SharedBook {

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String name() {
        return "jacksonTree";
    }

    @Override
    void read(byte[] bytes, int listing) {
        JsonNode data = tree(bytes).get("data");
        update.updateId(data.get("u").asLong()).eventNanos(data.get("E").asLong() * 1_000_000);
        levels(data.get("b"), update.bids);
        levels(data.get("a"), update.asks);
    }

    @Override
    void readSnapshot(byte[] bytes, int listing) {
        JsonNode snapshot = tree(bytes);
        update.updateId(snapshot.get("lastUpdateId").asLong());
        levels(snapshot.get("bids"), update.bids);
        levels(snapshot.get("asks"), update.asks);
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void levels(JsonNode rows, Levels levels) {
        for (JsonNode row : rows) {
            levels.add(mantissa(row.get(0).asText(), Dataset.PRICE_SCALE),
                    mantissa(row.get(1).asText(), Dataset.SIZE_SCALE), 0);
        }
    }

    static long mantissa(String text, int scale) {
        return new BigDecimal(text).movePointRight(scale).longValue();
    }
}
