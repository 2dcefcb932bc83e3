package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps by command: every combination, and whether what was chosen held.
class TuneCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;
    private static List<Path> sessions = List.of();
    private static Path config = Path.of(".");

    @BeforeAll
    static void record() throws IOException {
        sessions = Dislocated.sessions(folder, 7, 1_500);
        config = Dislocated.config(folder, "0.001");
    }

    private static Ran tune(Path out, String... options) {
        var line = new ArrayList<Object>(List.of("tune", "--config", config, "--out", out));
        line.addAll(sessions);
        line.addAll(List.of(options));
        return Ran.crossbook(line.toArray());
    }

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }

    @Test
    void every_combination_is_tried_and_two_sweeps_write_the_same_bytes() throws IOException {
        Path once = folder.resolve("once");
        Path again = folder.resolve("again");
        String[] options = {"--param", "arbitrage.minNetBps=0:20:10", "--param",
                "latencyMillis=0,50", "--windows", "2"};
        assertEquals(Exit.OK, tune(once, options).code());
        Ran ran = Ran.crossbook(concat(again, options));
        assertEquals(Exit.OK, ran.code(), ran.err());

        for (String file : List.of("report.json", "report.html")) {
            assertArrayEquals(Files.readAllBytes(once.resolve(file)),
                    Files.readAllBytes(again.resolve(file)), file);
        }
        JsonNode report = JSON.readTree(once.resolve("report.json").toFile());
        assertEquals(6, report.get("combinations").size());
        walksForward(report);
    }

    private static Object[] concat(Path out, String... options) {
        var line = new ArrayList<Object>(List.of("tune", "--config", config, "--out", out, "--jobs",
                "1"));
        line.addAll(sessions);
        line.addAll(List.of(options));
        return line.toArray();
    }

    /// Each window chose what was best in its slice, and is told what that brought in the next.
    private static void walksForward(JsonNode report) {
        assertEquals(2, report.get("windows").size());
        BigDecimal made = BigDecimal.ZERO;
        for (int i = 0; i < 2; i++) {
            JsonNode window = report.get("windows").get(i);
            BigDecimal most = null;
            BigDecimal then = BigDecimal.ZERO;
            for (JsonNode one : report.get("combinations")) {
                BigDecimal here = decimal(one.get("slices").get(i));
                if (most == null || here.compareTo(most) > 0) {
                    most = here;
                    then = decimal(one.get("slices").get(i + 1));
                }
            }
            assertEquals(most, decimal(window.at("/best/net")));
            assertEquals(then, decimal(window.get("test")));
            assertTrue(decimal(window.at("/hindsight/net")).compareTo(then) >= 0);
            made = made.add(then);
        }
        assertEquals(0, made.compareTo(decimal(report.at("/walkForward/net"))));
    }

    @Test
    void higher_fees_bring_less() throws IOException {
        Path out = folder.resolve("fees");
        assertEquals(Exit.OK,
                tune(out, "--param", "fees=0:2:1", "--param", "latencyMillis=5").code());

        JsonNode all = JSON.readTree(out.resolve("report.json").toFile()).get("combinations");
        assertTrue(decimal(all.get(0).get("net")).compareTo(decimal(all.get(2).get("net"))) > 0,
                all.toString());
    }

    @Test
    void the_page_shows_its_charts_without_an_error() throws IOException, InterruptedException {
        Path out = folder.resolve("page");
        assertEquals(Exit.OK, tune(out, "--param", "arbitrage.minNetBps=0:20:20", "--param",
                "latencyMillis=0,50").code());

        Browser.Page shown = Browser.open(out.resolve("report.html"), folder);

        assertEquals(List.of(), shown.console());
        Matcher ready = Pattern.compile("data-ready=\"(\\d+)\"").matcher(shown.dom());
        assertTrue(ready.find() && Integer.parseInt(ready.group(1)) >= 3, shown.dom());
    }

    @Test
    void a_key_that_no_configuration_has_is_told_before_anything_is_tried() {
        Ran wrong = tune(folder.resolve("none"), "--param", "arbitrage.minNetBip=0:1:1");

        assertEquals(Exit.CONFIGURATION, wrong.code(), wrong.err());
        assertTrue(wrong.err().contains("minNetBip"), wrong.err());
        assertEquals(Exit.USAGE, tune(folder.resolve("none"), "--param", "fees=2:1:1").code());
        assertEquals(Exit.USAGE, tune(folder.resolve("none"), "--param", "fees").code());
        assertEquals(Exit.USAGE, tune(folder.resolve("none"), "--param", "fees=1:2").code());
    }

    @Test
    void a_range_holds_both_its_ends() {
        assertEquals(List.of(new BigDecimal("0"), new BigDecimal("0.5"), new BigDecimal("1.0")),
                Sweep.parse("a=0:1:0.5").values());
        assertEquals(List.of(Map.of("a", BigDecimal.ONE, "b", BigDecimal.TWO)),
                Sweep.combinations(List.of(Sweep.parse("a=1"), Sweep.parse("b=2"))));
        assertThrows(IllegalArgumentException.class,
                () -> Sweep.combinations(List.of(Sweep.parse("a=1"), Sweep.parse("a=2"))));
    }
}
