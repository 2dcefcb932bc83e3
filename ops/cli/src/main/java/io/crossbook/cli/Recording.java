package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.crossbook.exchanges.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Reads a recorded session: a JSON object a line, plain or gzip, told apart by its first bytes. Holds one line at a time.
final class Recording implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final InputStream in;
    private final JsonParser parser;
    private int records;

    private Recording(Path file, InputStream in) throws IOException {
        this.file = file;
        this.in = in;
        this.parser = JSON.createParser(in);
    }

    static Recording open(Path file) throws IOException {
        return new Recording(file, plain(file));
    }

    /// What a file says, whether or not it is packed.
    static InputStream plain(Path file) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// The next line, or null at the end.
    @Nullable
    Recorded next() throws IOException, Failure {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw damaged("an object is wanted");
            }
            return object();
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage());
        } catch (java.io.EOFException | java.util.zip.ZipException e) {
            throw damaged("its compressed data is damaged or cut off");
        }
    }

    private Recorded object() throws IOException, Failure {
        String seconds = "";
        String venue = "";
        String connection = "";
        String direction = "";
        String url = "";
        String frame = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "ts" -> seconds = parser.getText();
                case "venue" -> venue = parser.getText();
                case "conn" -> connection = parser.getText();
                case "dir" -> direction = parser.getText();
                case "url" -> url = parser.getText();
                case "frame" -> frame = parser.getText();
                default -> parser.skipChildren();
            }
        }
        if (seconds.isEmpty() || venue.isEmpty() || direction.isEmpty()) {
            throw damaged("ts, venue and dir are wanted");
        }
        return new Recorded(records++, seconds, nanos(seconds), venue, connection, direction, url,
                Bytes.of(frame));
    }

    private long nanos(String seconds) throws Failure {
        if (!seconds.matches("[0-9]{1,10}(\\.[0-9]{1,18})?")) {
            throw damaged("ts is no time in seconds: " + seconds);
        }
        // A double would round: nanoseconds since 1970 need 61 bits.
        return new BigDecimal(seconds).movePointRight(9).longValue();
    }

    private Failure damaged(String what) {
        return new Failure(Exit.FAILED, file + ": record " + records + ": " + what);
    }

    @Override
    public void close() throws IOException {
        parser.close();
        in.close();
    }
}
