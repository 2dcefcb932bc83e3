package io.crossbook.bench;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import io.crossbook.books.Decimals;
import io.crossbook.books.Levels;
import io.crossbook.exchanges.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;

/// DSL-JSON's streaming reader into our own book: what a careful programmer gets from the quickest library.
final class DslJsonPath extends SharedBook {

    private final JsonReader<Object> reader = new DslJson<>().newReader();

    @Override
    public String name() {
        return "dslJson";
    }

    @Override
    void read(Bytes frame) {
        try {
            reader.process(frame.array, frame.end); // it begins at 0, as all frames here do
            reader.getNextToken();
            object();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Walks an object; nested `data` is walked too, levels are taken where they are found.
    private void object() throws IOException {
        for (boolean more = true; more;) {
            reader.getNextToken();
            int name = reader.fillName();
            reader.getNextToken();
            if (reader.wasLastName("data")) {
                object();
                reader.getNextToken();
            } else if (reader.wasLastName("b") || reader.wasLastName("bids")) {
                levels(update.bids);
                reader.getNextToken();
            } else if (reader.wasLastName("a") || reader.wasLastName("asks")) {
                levels(update.asks);
                reader.getNextToken();
            } else if (reader.wasLastName("u") || reader.wasLastName("lastUpdateId")) {
                update.updateId(com.dslplatform.json.NumberConverter.deserializeLong(reader));
                reader.getNextToken();
            } else if (reader.wasLastName("U")) {
                firstId = com.dslplatform.json.NumberConverter.deserializeLong(reader);
                reader.getNextToken();
            } else if (reader.wasLastName("s")) {
                symbol = reader.readSimpleString();
                reader.getNextToken();
            } else if (reader.wasLastName("E")) {
                update.eventNanos(
                        com.dslplatform.json.NumberConverter.deserializeLong(reader) * 1_000_000);
                reader.getNextToken();
            } else {
                reader.skip();
            }
            more = reader.last() == ',' && name != 0;
        }
    }

    private void levels(Levels levels) throws IOException {
        if (reader.getNextToken() == ']') {
            return;
        }
        for (boolean more = true; more; more = reader.getNextToken() == ','
                && reader.getNextToken() == '[') {
            reader.getNextToken();
            long price = decimal(Dataset.PRICE_SCALE);
            reader.getNextToken();
            reader.getNextToken();
            long size = decimal(Dataset.SIZE_SCALE);
            reader.getNextToken();
            levels.add(price, size, 0);
        }
    }

    /// A quoted decimal as a mantissa, from the reader's own character buffer: nothing is allocated.
    private long decimal(int scale) throws IOException {
        char[] chars = reader.readSimpleQuote();
        int length = reader.getCurrentIndex() - reader.getTokenStart() - 1;
        long mantissa = 0;
        int decimals = -1;
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c == '.') {
                decimals = 0;
            } else if (decimals < scale) {
                mantissa = mantissa * 10 + (c - '0');
                decimals += decimals >= 0 ? 1 : 0;
            }
        }
        return mantissa * Decimals.power(scale - Math.max(0, decimals));
    }
}
