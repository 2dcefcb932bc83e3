package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.TreeMap;

/// Adds up what was printed of opportunities: of each line that has the steps of an edge.
final class PrintedSums {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PrintedSums() {}

    /// What a command printed, when the steps of every opportunity in it make its net, and so does its working; of every other asset something may be left.
    static String check(String out) {
        out.lines().filter(line -> line.startsWith("{") && line.contains("\"edge\":["))
                .forEach(PrintedSums::add);
        return out;
    }

    private static void add(String line) {
        JsonNode told = read(line);
        var sums = new TreeMap<String, BigDecimal>();
        for (JsonNode step : told.get("edge")) {
            sums.merge(step.get("asset").asText(), number(step, "amount"), BigDecimal::add);
        }
        BigDecimal net = number(told, "net");
        BigDecimal counted = sums.remove(told.get("asset").asText());
        assertTrue(counted != null && counted.compareTo(net) == 0,
                () -> "the edge makes " + counted + ": " + line);
        sums.forEach((asset, left) -> assertTrue(left.signum() >= 0,
                () -> left + " " + asset + " too little: " + line));
        JsonNode working = told.get("working");
        assertEquals(0, number(working, "gross").subtract(number(working, "fees"))
                .subtract(number(working, "conversion")).subtract(number(working, "exit"))
                .add(number(working, "funding")).subtract(number(working, "transfer"))
                .subtract(number(working, "latency")).compareTo(net), line);
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private static BigDecimal number(JsonNode of, String name) {
        return new BigDecimal(of.get(name).asText());
    }
}
