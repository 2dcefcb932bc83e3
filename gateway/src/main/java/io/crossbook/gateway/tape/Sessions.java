package io.crossbook.gateway.tape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.crossbook.exchanges.Bytes;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A recorded session: one JSON object a line, with `ts`, `venue`, `conn`, `dir`, `url`, `frame` (and `frame_b64` where a
/// frame is no text), plain or gzip.
record Sessions(Path file) implements Line.Source {

    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Format.MAX_BLOCK).build()).build();

    @Override
    public Line.Lines lines() throws IOException {
        BufferedReader reader = reader(file);
        return new Line.Lines() {
            private long at;

            @Override
            public @Nullable Line next() throws IOException {
                String text = reader.readLine();
                at++;
                while (text != null && text.isBlank()) {
                    text = reader.readLine();
                    at++;
                }
                return text == null ? null : parse(text, at);
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }

    /// Text of a file that may be gzip, by its first two bytes.
    static BufferedReader reader(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        return new BufferedReader(new InputStreamReader(
                gzip ? new GZIPInputStream(raw, 1 << 16) : raw, StandardCharsets.UTF_8));
    }

    private Line parse(String text, long at) throws IOException {
        String ts = "";
        String venue = "";
        String conn = "";
        String dir = "";
        String url = "";
        String frame = "";
        String frame64 = "";
        try (var json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Line.wrong(file, at, "a JSON object is wanted");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "ts" -> ts = json.getText();
                    case "venue" -> venue = json.getText();
                    case "conn" -> conn = json.getText();
                    case "dir" -> dir = json.getText();
                    case "url" -> url = json.getText();
                    case "frame" -> frame = json.getText();
                    case "frame_b64" -> frame64 = json.getText();
                    default -> json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw Line.wrong(file, at, "no JSON: " + e.getOriginalMessage());
        }
        try {
            return new Line(nanos(ts), Venues.exchange(venue, url), conn,
                    Line.Direction.valueOf(dir.toUpperCase(Locale.ROOT)), url,
                    frame64.isEmpty()
                            ? Bytes.of(frame)
                            : new Bytes(Base64.getDecoder().decode(frame64)));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw Line.wrong(file, at, "not as it should be: ts '" + ts + "', dir '" + dir
                    + "': open, send, recv, rest or close is wanted");
        }
    }

    /// Epoch seconds with decimals as nanoseconds, exactly; digits beyond the ninth are cut.
    static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }
}
