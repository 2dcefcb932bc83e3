package io.crossbook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The depth frames of a recorded Binance spot session, and its snapshot.
final class Captured {

    private Captured() {}

    /// Reads a session of one instrument; frames older than the snapshot are left out.
    static Dataset read(Path session) throws IOException {
        var mapper = new ObjectMapper();
        var frames = new ArrayList<Dataset.Frame>();
        byte[] snapshot = {};
        String symbol = "";
        long last = 0;
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(session)),
                        StandardCharsets.UTF_8))) {
            var held = new ArrayList<String>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode record = mapper.readTree(line);
                String frame = record.get("frame").asText();
                if (record.get("dir").asText().equals("rest")) {
                    snapshot = frame.getBytes(StandardCharsets.UTF_8);
                    last = mapper.readTree(frame).get("lastUpdateId").asLong();
                } else if (frame.contains("\"depthUpdate\"")) {
                    held.add(frame);
                }
            }
            for (String frame : held) {
                JsonNode data = mapper.readTree(frame).get("data");
                symbol = data.get("s").asText();
                if (data.get("u").asLong() > last) {
                    frames.add(new Dataset.Frame(0, frame.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        var listing = Dataset.listing(0, "one", symbol.substring(0, symbol.length() - 4),
                symbol.substring(symbol.length() - 4));
        return new Dataset("captured Binance " + symbol, List.of("one"), List.of(listing), frames,
                List.of(snapshot));
    }
}
