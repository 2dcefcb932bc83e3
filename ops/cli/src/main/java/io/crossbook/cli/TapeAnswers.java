package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.gateway.tape.TapeInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;

/// What there is to say about a tape, for people and for programs.
final class TapeAnswers {

    private TapeAnswers() {}

    static String text(TapeInfo info) {
        var text = new StringBuilder();
        line(text, "tape", info.tape() + ", " + info.segments() + " segments, " + info.bytes()
                + " bytes");
        line(text, "written by", String.join("; ", info.builds()));
        line(text, "inputs", info.inputs() + ", from " + info.first() + " to " + info.last());
        line(text, "time", time(info.firstStamp()) + " to " + time(info.lastStamp()));
        line(text, "connections", Integer.toString(info.connections()));
        info.frames().forEach((exchange, frames) -> line(text, exchange, frames + " frames, "
                + info.frameBytes().getOrDefault(exchange, 0L) + " bytes"));
        line(text, "items", info.counts().entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(java.util.stream.Collectors.joining(", ")));
        line(text, "state", info.verdict());
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-16s %s%n", name, value));
    }

    static String json(TapeInfo info) throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("tape", info.tape().toString());
            json.writeBooleanField("sound", info.sound());
            json.writeStringField("verdict", info.verdict());
            json.writeArrayFieldStart("builds");
            for (String build : info.builds()) {
                json.writeString(build);
            }
            json.writeEndArray();
            json.writeNumberField("segments", info.segments());
            json.writeNumberField("bytes", info.bytes());
            json.writeNumberField("inputs", info.inputs());
            json.writeNumberField("first", info.first());
            json.writeNumberField("last", info.last());
            json.writeStringField("firstTime", time(info.firstStamp()));
            json.writeStringField("lastTime", time(info.lastStamp()));
            json.writeNumberField("connections", info.connections());
            counts(json, "items", info.counts());
            counts(json, "frames", info.frames());
            counts(json, "frameBytes", info.frameBytes());
            json.writeArrayFieldStart("holes");
            for (var hole : info.holes()) {
                json.writeArray(new long[]{hole.first(), hole.last()}, 0, 2);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (var count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
