package io.crossbook.gateway.tape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Writes what exchanges said and what was said to them as JSON lines, in the corpus's form: `ts`, `venue`, `conn`, `dir`, `url`,
/// `frame`. Whatever is ours alone (settings, listings, ticks, hashes) has no place there.
public final class Exporter {

    /// Lines written, items that have no line, and how the tape ended.
    public record Summary(long lines, long left, Ending ending) {}

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Tape tape;
    private final JsonGenerator json;
    private final Connections connections = new Connections();
    private final Map<Long, Effect.Ask> asked = new HashMap<>();
    private long lines;
    private long left;

    private Exporter(Tape tape, JsonGenerator json) {
        this.tape = tape;
        this.json = json;
    }

    /// Writes a tape to its end; `out` stays open.
    public static Summary export(Tape tape, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            var exporter = new Exporter(tape, json);
            while (tape.next()) {
                exporter.add(tape.item());
            }
            return new Summary(exporter.lines, exporter.left, tape.ending());
        }
    }

    private void add(Item item) throws IOException {
        connections.see(item);
        switch (item) {
            case Item.Taken(Input input) -> add(input);
            case Item.Recorded(String exchange, String url, Bytes body) ->
                line(exchange, "http0", "rest", url, body);
            case Item.Did(Effect.Send(int connection, String frame)) -> {
                String link = connections.link(connection);
                line(link, "send", Bytes.of(frame));
            }
            case Item.Did(Effect.Ask ask) -> asked.put(ask.id(), ask);
            case Item.Did _,Item.Started _,Item.Hashed _,Item.Hole _ -> left++;
        }
    }

    private void add(Input input) throws IOException {
        switch (input) {
            case Input.Frame frame -> line(connections.link(frame.connection), "recv",
                    frame.bytes);
            case Input.Opened(_, String link) -> line(link, "open", new Bytes());
            case Input.Closed(_, String link, String why) -> line(link, "close", Bytes.of(why));
            case Input.Answered(long id, Answer answer) -> {
                Effect.Ask ask = asked.remove(id);
                if (ask != null && answer.ok()) {
                    line(ask.exchange(), "http0", "rest", ask.request().url(), answer.body());
                } else {
                    left++;
                }
            }
            case Input.Listed _,Input.ServerTime _,Input.Configured _,Input.Command _,Input.Account _,Input.Trading _,Input.Lost _,Input.Tick _ ->
                left++;
        }
    }

    private void line(String link, String dir, Bytes frame) throws IOException {
        line(connections.exchange(link), link.substring(link.indexOf('/') + 1), dir,
                connections.url(link), frame);
    }

    private void line(String exchange, String conn, String dir, String url, Bytes frame)
            throws IOException {
        String text = frame.toString();
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), frame.copy());
        json.writeStartObject();
        json.writeFieldName("ts");
        json.writeNumber(seconds(tape.stamp()));
        json.writeStringField("venue", Venues.venue(exchange));
        json.writeStringField("conn", conn);
        json.writeStringField("dir", dir);
        json.writeStringField("url", url);
        json.writeStringField("frame", isText ? text : "");
        if (!isText) {
            json.writeFieldName("frame_b64");
            json.writeBinary(frame.array, frame.start, frame.length());
        }
        json.writeEndObject();
        json.writeRaw('\n');
        lines++;
    }

    /// Epoch nanoseconds as seconds with as many decimals as they need, six at least.
    private static String seconds(long nanos) {
        String text = BigDecimal.valueOf(nanos, 9).toPlainString();
        return text.endsWith("000") ? text.substring(0, text.length() - 3) : text;
    }
}
