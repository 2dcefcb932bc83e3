package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A CSV export of tardis.dev: `trades`, `quotes`, `book_snapshot_N` or `incremental_book_L2`, told apart by its header.
///
/// It holds normalised rows, not what an exchange said: they become frames of our own (docs/tape.md, "Frames of our own"), which the
/// `xchange` dialect reads. Rows of one update share a frame. Times are microseconds; the local one is the stamp.
record TardisCsv(Path file) implements Line.Source {

    private static final Pattern PLAIN = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    @Override
    public Line.Lines lines() throws IOException {
        BufferedReader reader = Sessions.reader(file);
        String header = reader.readLine();
        if (header == null) {
            reader.close();
            throw Line.wrong(file, 1, "a header is wanted");
        }
        var columns = new HashMap<String, Integer>();
        String[] names = header.strip().split(",", -1);
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i], i);
        }
        for (String needed : new String[]{"exchange", "symbol", "timestamp", "local_timestamp"}) {
            if (!columns.containsKey(needed)) {
                reader.close();
                throw Line.wrong(file, 1, "no column '" + needed
                        + "': trades, quotes, book_snapshot_N or incremental_book_L2 is wanted");
            }
        }
        return new Rows(reader, columns);
    }

    /// The rows of one file.
    private final class Rows implements Line.Lines {

        private final BufferedReader reader;
        private final Map<String, Integer> columns;
        private long at = 1;
        private String @Nullable [] ahead;

        Rows(BufferedReader reader, Map<String, Integer> columns) throws IOException {
            this.reader = reader;
            this.columns = columns;
            ahead = row();
        }

        private String @Nullable [] row() throws IOException {
            String text = reader.readLine();
            at++;
            if (text == null || text.isBlank()) {
                return null;
            }
            String[] fields = text.strip().split(",", -1);
            if (fields.length != columns.size()) {
                throw Line.wrong(file, at, fields.length + " fields, the header has "
                        + columns.size());
            }
            return fields;
        }

        @Override
        public @Nullable Line next() throws IOException {
            String[] row = ahead;
            if (row == null) {
                return null;
            }
            var frame = new StringBuilder();
            if (columns.containsKey("is_snapshot")) {
                update(row, frame);
            } else {
                ahead = row();
                if (columns.containsKey("bids[0].price")) {
                    snapshot(row, frame);
                } else if (columns.containsKey("bid_price")) {
                    quote(row, frame);
                } else if (columns.containsKey("price")) {
                    trade(row, frame);
                } else {
                    throw Line.wrong(file, 1, "unknown columns " + columns.keySet());
                }
            }
            try {
                return new Line(Math.multiplyExact(
                        Long.parseLong(field(row, "local_timestamp")), 1000L),
                        field(row, "exchange"), "tardis", Line.Direction.RECV, Line.OWN,
                        Bytes.of(frame.append('}').toString()));
            } catch (NumberFormatException | ArithmeticException _) {
                throw Line.wrong(file, at, "'" + field(row, "local_timestamp")
                        + "' is no time in microseconds");
            }
        }

        private String field(String[] row, String name) throws IOException {
            Integer column = columns.get(name);
            if (column == null) {
                throw Line.wrong(file, 1, "no column '" + name + "'");
            }
            return row[column];
        }

        private void open(String[] row, String kind, StringBuilder frame) throws IOException {
            String time = field(row, "timestamp");
            if (!PLAIN.matcher(time).matches()) {
                throw Line.wrong(file, at, "'" + time + "' is no time in microseconds");
            }
            frame.append("{\"").append(kind).append("\":\"").append(field(row, "symbol"))
                    .append("\",\"ts\":").append(time).append("000");
        }

        private void trade(String[] row, StringBuilder frame) throws IOException {
            open(row, "trade", frame);
            frame.append(",\"side\":\"").append(field(row, "side")).append("\",\"price\":")
                    .append(number(row, "price")).append(",\"size\":")
                    .append(number(row, "amount")).append(",\"id\":\"").append(field(row, "id"))
                    .append('"');
        }

        private void quote(String[] row, StringBuilder frame) throws IOException {
            open(row, "quote", frame);
            for (String side : new String[]{"bid", "ask"}) {
                // An empty side has no fields.
                boolean there = !field(row, side + "_price").isEmpty();
                frame.append(",\"").append(side).append("\":").append(there
                        ? "[" + number(row, side + "_price") + ","
                                + number(row, side + "_amount") + "]"
                        : "[]");
            }
        }

        private void snapshot(String[] row, StringBuilder frame) throws IOException {
            open(row, "book", frame);
            frame.append(",\"snapshot\":true");
            for (String side : new String[]{"bids", "asks"}) {
                frame.append(",\"").append(side).append("\":[");
                for (int i = 0; columns.containsKey(side + "[" + i + "].price")
                        && !field(row, side + "[" + i + "].price").isEmpty(); i++) {
                    String level = side + "[" + i + "].";
                    frame.append(i == 0 ? "[" : ",[").append(number(row, level + "price"))
                            .append(',').append(number(row, level + "amount")).append(']');
                }
                frame.append(']');
            }
        }

        /// All rows of one local time and kind are one message.
        private void update(String[] first, StringBuilder frame) throws IOException {
            open(first, "book", frame);
            var bids = new StringBuilder();
            var asks = new StringBuilder();
            String[] row = first;
            while (row != null && same(first, row)) {
                StringBuilder side = switch (field(row, "side")) {
                    case "bid" -> bids;
                    case "ask" -> asks;
                    default -> throw Line.wrong(file, at,
                            "side '" + field(row, "side") + "': bid or ask is wanted");
                };
                side.append(side.isEmpty() ? "[" : ",[").append(number(row, "price"))
                        .append(',').append(number(row, "amount")).append(']');
                row = row();
            }
            ahead = row;
            frame.append(",\"snapshot\":").append(field(first, "is_snapshot"))
                    .append(",\"bids\":[").append(bids).append("],\"asks\":[").append(asks)
                    .append(']');
        }

        private boolean same(String[] one, String[] other) throws IOException {
            for (String name : new String[]{"exchange", "symbol", "timestamp", "local_timestamp",
                    "is_snapshot"}) {
                if (!field(one, name).equals(field(other, name))) {
                    return false;
                }
            }
            return true;
        }

        /// A number as a JSON string, digits as they are.
        private String number(String[] row, String name) throws IOException {
            String text = field(row, name);
            if (!PLAIN.matcher(text).matches()) {
                throw Line.wrong(file, at, "'" + text + "' is no number for " + name + " in "
                        + Arrays.toString(row));
            }
            return '"' + text + '"';
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
