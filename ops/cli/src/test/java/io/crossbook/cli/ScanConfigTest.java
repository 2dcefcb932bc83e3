package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded sessions, scanned under a configuration: what the engine itself would have found.
class ScanConfigTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;
    private static List<Path> sessions = List.of();

    @BeforeAll
    static void record() throws IOException {
        sessions = Dislocated.sessions(folder, 5, 1_500);
    }

    private static Ran scan(Path config, String... options) {
        var line = new ArrayList<Object>(List.of("scan", "--config", config));
        line.addAll(sessions);
        line.addAll(List.of(options));
        return Ran.crossbook(line.toArray());
    }

    private static List<JsonNode> lines(Ran ran) throws IOException {
        assertEquals(Exit.OK, ran.code(), ran.err());
        var lines = new ArrayList<JsonNode>();
        for (String line : ran.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void every_opportunity_is_one_line_and_its_steps_add_up_to_its_net() throws IOException {
        List<JsonNode> lines = lines(scan(Dislocated.config(folder, "0.001")));

        assertFalse(lines.isEmpty());
        var ids = new HashSet<Long>();
        for (JsonNode line : lines) {
            assertTrue(ids.add(line.get("id").asLong()), "told twice: " + line);
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode step : line.get("edge")) {
                if (step.get("asset").equals(line.get("asset"))) {
                    sum = sum.add(new BigDecimal(step.get("amount").asText()));
                }
            }
            assertEquals(0, sum.compareTo(new BigDecimal(line.get("net").asText())),
                    line.toString());
        }
    }

    @Test
    void the_summary_counts_what_the_lines_tell() throws IOException {
        Path config = Dislocated.config(folder, "0.001");

        List<JsonNode> lines = lines(scan(config));
        List<JsonNode> changes = lines(scan(config, "--changes"));
        Ran ran = scan(config, "--summary");

        assertEquals(Exit.OK, ran.code(), ran.err());
        JsonNode summary = JSON.readTree(ran.out());
        assertEquals(lines.size(), summary.get("opportunities").asInt());
        assertEquals(lines.size(), changes.stream()
                .filter(line -> line.get("state").asText().equals("opened")).count());
        long takes = 0;
        long fees = 0;
        for (JsonNode pair : summary.get("pairs")) {
            takes += pair.get("takes").asLong();
            fees += pair.at("/passes/fees").asLong();
        }
        assertEquals(summary.get("takes").asLong(), takes);
        assertEquals(summary.at("/passes/fees").asLong(), fees);
        assertTrue(fees > 0 && takes >= lines.size(), ran.out());
    }

    @Test
    void higher_fees_leave_fewer_opportunities() throws IOException {
        int cheap = lines(scan(Dislocated.config(folder, "0.0002"))).size();
        int dear = lines(scan(Dislocated.config(folder, "0.02"))).size();

        assertTrue(dear < cheap, dear + " at 2 %, " + cheap + " at 0.02 %");
    }

    @Test
    void what_the_configuration_does_not_name_is_left_out_and_said() throws IOException {
        Path config = folder.resolve("two.yaml");
        Files.writeString(config, Files.readString(Dislocated.config(folder, "0.001"))
                .replaceAll("(?m)^  bybit:.*$", ""));

        Ran ran = scan(config);

        assertTrue(ran.err().contains("bybit is left out"), ran.err());
        assertFalse(ran.out().contains("bybit/"), ran.out());
    }

    @Test
    void a_configuration_of_other_markets_is_an_error() throws IOException {
        Path config = folder.resolve("other.yaml");
        Files.writeString(config, "exchanges: {okx: {listings: [BTC/USDT], takerFee: 0.001, "
                + "makerFee: 0.001}}\n");

        Ran ran = scan(config);

        assertEquals(Exit.NOTHING, ran.code());
        assertEquals("", ran.out());
    }

    @Test
    void fees_come_from_the_configuration_or_from_the_line_not_from_both() throws IOException {
        Path config = Dislocated.config(folder, "0.001");

        assertEquals(Exit.USAGE, scan(config, "--fees", "binance=0.001").code());
        assertEquals(Exit.USAGE, Ran.crossbook("scan", sessions.getFirst()).code());
        assertEquals(Exit.USAGE, Ran.crossbook("scan", sessions.getFirst(), "--summary", "--fees",
                "binance=0.001").code());
    }
}
