package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// What became of one session, written in the shape of the corpus' expected results: a summary, and beside it the series of best
/// bids and asks, symbol after symbol.
final class BooksReport {

    private static final int TOP = 10;
    private static final JsonFactory JSON = new JsonFactory();

    private final SessionReplay replay;
    // In the order in which symbols are written.
    private final Map<String, Series> series = new TreeMap<>();
    private final Map<String, Integer> directions = new LinkedHashMap<>();
    private int records;

    /// The rows of one symbol wait, compressed, until all symbols before it are written.
    private static final class Series {
        private final ReplayedBook book;
        private final BestSeries best = new BestSeries();
        private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        private final JsonGenerator rows;

        Series(ReplayedBook book) throws IOException {
            this.book = book;
            rows = JSON.createGenerator(new GZIPOutputStream(compressed, 8_192));
            rows.setRootValueSeparator(new SerializedString(""));
        }

        void look(Recorded line) throws IOException {
            BestSeries.Row row = best.look(book, line);
            if (row != null) {
                rows.writeStartArray();
                rows.writeString(book.listing().symbol());
                rows.writeNumber(row.record());
                rows.writeNumber(Seconds.shortest(row.seconds()));
                rest(rows, row);
                rows.writeEndArray();
                rows.writeRaw('\n');
            }
        }
    }

    private BooksReport(SessionReplay replay) throws IOException {
        this.replay = replay;
        for (ReplayedBook book : replay.books()) {
            series.put(book.listing().symbol(), new Series(book));
        }
    }

    /// Replays a session and writes `NAME.json` and `NAME.bbo.jsonl.gz` into `folder`, when it is whole.
    static BooksReport write(SessionReplay replay, Path session, Path folder)
            throws IOException, Failure {
        String file = String.valueOf(session.getFileName());
        String name = replay.venue().name().toLowerCase(Locale.ROOT) + "__"
                + file.replaceFirst("\\.gz$", "").replaceFirst("\\.jsonl?$", "");
        var report = new BooksReport(replay);
        for (Recorded line = replay.next(); line != null; line = replay.next()) {
            report.record(line, replay.step());
        }
        try (var out = new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(name + ".bbo.jsonl.gz")))) {
            // One gzip member a symbol: together they are a gzip file.
            for (Series one : report.series.values()) {
                one.rows.close();
                one.compressed.writeTo(out);
            }
        }
        Files.writeString(folder.resolve(name + ".json"), report.summary(file));
        return report;
    }

    private void record(Recorded line, List<ReplayedBook> touched) throws IOException {
        records++;
        directions.merge(line.direction(), 1, Integer::sum);
        for (ReplayedBook book : touched) {
            Series one = series.get(book.listing().symbol());
            if (one != null) {
                one.look(line);
            }
        }
    }

    /// How many records were read.
    int records() {
        return records;
    }

    private static void rest(JsonGenerator json, BestSeries.Row row) throws IOException {
        json.writeString(row.bid());
        json.writeString(row.bidSize());
        json.writeString(row.ask());
        json.writeString(row.askSize());
    }

    private String summary(String file) throws IOException {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("session", file);
            json.writeStringField("venue", replay.venue().name());
            json.writeNumberField("records", records);
            json.writeObjectFieldStart("records_by_dir");
            for (var direction : directions.entrySet()) {
                json.writeNumberField(direction.getKey(), direction.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("symbols");
            for (Series one : series.values()) {
                if (one.book.bookFrames > 0 || one.book.snapshots > 0) {
                    symbol(json, one.book, one.best);
                }
            }
            json.writeEndObject();
            events(json);
            json.writeEndObject();
        }
        return text + "\n";
    }

    private void symbol(JsonGenerator json, ReplayedBook book, BestSeries best)
            throws IOException {
        json.writeObjectFieldStart(book.listing().symbol());
        json.writeNumberField("book_frames", book.bookFrames);
        json.writeNumberField("snapshots", book.snapshots);
        json.writeNumberField("applied", book.applied);
        json.writeNumberField("stale_dropped", book.staleDropped);
        json.writeNumberField("gaps", book.gaps);
        json.writeNumberField("unsynced", book.unsynced);
        json.writeNumberField("crossed_after_update", book.crossedAfterUpdate);
        json.writeNumberField("checksum_ok", book.checksumOk);
        json.writeNumberField("checksum_bad", book.checksumBad);
        if (replay.venue().dialect().startsWith("binance")) {
            json.writeNumberField("bookTicker_frames", book.quoteFrames);
            json.writeNumberField("bookTicker_same_u", book.quotesOfSameUpdate);
            json.writeNumberField("bookTicker_same_u_equal", book.quotesOfSameUpdateEqual);
        }
        OrderBook levels = book.book.levels();
        json.writeObjectFieldStart("final_levels");
        json.writeNumberField("bids", levels.levels(Side.BID));
        json.writeNumberField("asks", levels.levels(Side.ASK));
        json.writeEndObject();
        json.writeObjectFieldStart("final_top10");
        top(json, "bids", levels, Side.BID);
        top(json, "asks", levels, Side.ASK);
        json.writeEndObject();
        if (book.book.updateId() != 0) {
            json.writeNumberField("final_update_id", book.book.updateId());
        }
        json.writeNumberField("bbo_changes", best.count());
        rows(json, "bbo_first", best.first());
        rows(json, "bbo_last", best.last());
        json.writeStringField("bbo_sha256", best.sha256());
        json.writeEndObject();
    }

    private static void top(JsonGenerator json, String name, OrderBook levels, Side side)
            throws IOException {
        json.writeArrayFieldStart(name);
        var cursor = new Cursor();
        levels.walkAll(side, cursor);
        for (int i = 0; i < TOP && cursor.next(); i++) {
            json.writeStartArray();
            json.writeString(Decimals.format(cursor.price(), levels.priceScale()));
            json.writeString(Decimals.format(cursor.size(), levels.sizeScale()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void rows(JsonGenerator json, String name, List<BestSeries.Row> rows)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (BestSeries.Row row : rows) {
            json.writeStartArray();
            json.writeNumber(row.record());
            json.writeString(row.seconds());
            rest(json, row);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void events(JsonGenerator json) throws IOException {
        record Told(int record, String symbol, ReplayedBook.Break event) {}
        List<Told> told = replay.books().stream()
                .flatMap(book -> book.breaks.stream()
                        .map(event -> new Told(event.record(), book.listing().symbol(), event)))
                .sorted(Comparator.comparingInt(Told::record))
                .toList();
        json.writeArrayFieldStart("events");
        for (Told one : told) {
            json.writeStartObject();
            json.writeNumberField("record", one.record);
            json.writeStringField("symbol", one.symbol);
            json.writeStringField("kind",
                    one.event.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("why", one.event.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
