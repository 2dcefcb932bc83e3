package io.crossbook.gateway.replay;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.tape.RecordedFrames;
import io.crossbook.gateway.tape.TapeReader;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Frames of one exchange as they were recorded.
///
/// `lines` puts each beside its time, as `/replay` does; without, the frame stands alone, and `filters` may grow meanwhile. `disconnects` tells the end of a connection by an empty line.
record RawReplay(String exchange, Span span, List<Filter> filters, boolean disconnects,
        boolean lines) {

    private static final int GZIP = 0x1f;

    /// What was not found of what is wanted; empty where all was.
    String play(Path folder, Outlet outlet) throws IOException {
        try (var tape = new Stretch(TapeReader.open(folder, span.fromNanos()), span.toNanos())) {
            var frames = new RecordedFrames(tape, exchange);
            long seen = 0;
            while (frames.next()) {
                outlet.step();
                if (!span.holds(frames.stamp())) {
                    continue;
                }
                if (!frames.disconnected()) {
                    seen++;
                    frame(frames, outlet);
                } else if (disconnects && lines) {
                    outlet.message("");
                }
            }
            if (!frames.exchanges().contains(exchange)) {
                throw Refusal.notOnTape("exchange '" + exchange + "' is not on the tape " + span
                        + "; " + frames.exchanges() + " are");
            }
            return lines || seen == 0 || outlet.messages() > 0
                    ? ""
                    : "none of " + seen + " frames of " + exchange
                            + " is of what was subscribed to";
        }
    }

    private void frame(RecordedFrames frames, Outlet outlet) throws IOException {
        String text = text(frames.bytes());
        if (!filters.isEmpty() && filters.stream().noneMatch(filter -> filter.passes(text))) {
            return;
        }
        outlet.message(lines
                ? "{\"localTimestamp\":\"" + Span.text(frames.stamp()) + "\",\"message\":"
                        + json(text) + "}"
                : text);
    }

    /// Some exchanges send their text packed.
    private static String text(Bytes frame) throws IOException {
        byte[] bytes = frame.copy();
        if (bytes.length > 2 && bytes[0] == GZIP) {
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return frame.toString();
    }

    /// In one line: what is no object and no array (a `pong`) is told as a string.
    private static String json(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") || stripped.startsWith("[")
                ? stripped.replace('\n', ' ').replace('\r', ' ')
                : new JsonObject().put("", text).encode().substring(4).replaceFirst("}$", "");
    }
}
