package io.crossbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.books.Levels;
import io.crossbook.exchanges.Bytes;
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
    void read(Bytes frame) {
        JsonNode tree = tree(frame);
        JsonNode data = tree.get("data");
        if (data == null) {
            update.updateId(tree.get("lastUpdateId").asLong());
            levels(tree.get("bids"), update.bids);
            levels(tree.get("asks"), update.asks);
        } else {
            symbol = data.get("s").asText();
            firstId = data.get("U").asLong();
            update.updateId(data.get("u").asLong()).eventNanos(data.get("E").asLong() * 1_000_000);
            levels(data.get("b"), update.bids);
            levels(data.get("a"), update.asks);
        }
    }

    private JsonNode tree(Bytes frame) {
        try {
            return mapper.readTree(frame.array, frame.start, frame.length());
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
