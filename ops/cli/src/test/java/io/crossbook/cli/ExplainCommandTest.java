package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One opportunity, explained from the tape: to a person, and to a program.
class ExplainCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Ran.root().resolve("docs/examples");

    @TempDir
    private Path folder;

    private static Ran example(Object... arguments) {
        var line = new ArrayList<Object>(List.of("explain"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--tape", EXAMPLES.resolve("bybit.jsonl"), "--tape",
                EXAMPLES.resolve("coinbase.jsonl"), "--config",
                EXAMPLES.resolve("exchanges.yaml")));
        return Ran.crossbook(line.toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void the_worked_examples_of_the_documentation_are_what_is_printed(int id)
            throws IOException {
        Ran ran = example(id);

        assertEquals(Exit.OK, ran.code(), ran.err());
        String page = Files.readString(Ran.root().resolve("docs/arbitrage.md"));
        String printed = "```\n" + ran.out().strip() + "\n```";
        assertTrue(page.contains(printed), printed);
    }

    @Test
    void an_id_that_is_not_there_is_told_with_the_range_that_is() {
        Ran ran = example(99);

        assertEquals(Exit.NOTHING, ran.code());
        assertEquals("", ran.out());
        assertEquals("crossbook: there is no opportunity 99: this tape has 1 to 2",
                ran.err().strip());
    }

    @Test
    void all_that_a_scan_finds_can_be_explained_and_adds_up() throws IOException {
        List<Path> sessions = Dislocated.sessions(folder, 11, 800);
        Path config = Dislocated.config(folder, "0.001");
        var scan = new ArrayList<Object>(List.of("scan", "--config", config, "--changes"));
        scan.addAll(sessions);
        var opened = new HashMap<Long, JsonNode>();
        for (String line : Ran.crossbook(scan.toArray()).out().lines().toList()) {
            JsonNode told = JSON.readTree(line);
            opened.putIfAbsent(told.get("id").asLong(), told);
        }
        assertTrue(opened.size() > 1, opened.toString());

        for (JsonNode told : opened.values()) {
            var line = new ArrayList<Object>(List.of("explain", told.get("id"), "--json",
                    "--config", config));
            sessions.forEach(session -> line.addAll(List.of("--tape", session)));
            Ran ran = Ran.crossbook(line.toArray());
            assertEquals(Exit.OK, ran.code(), ran.err());
            JsonNode explained = JSON.readTree(ran.out());
            assertEquals(told.get("net"), explained.at("/opportunity/net"));
            walked(explained);
            chance(explained.get("chance"));
        }
    }

    /// The parts of the chance are what is seen of each, and make it up.
    private static void chance(JsonNode chance) {
        int legs = 1_000;
        for (JsonNode leg : chance.get("fills")) {
            assertEquals((leg.get("lastFilled").asInt() + 4) * 1_000
                    / (leg.get("lastTried").asInt() + 5), leg.get("permille").asInt());
            legs = legs * leg.get("permille").asInt() / 1_000;
        }
        JsonNode lives = chance.get("lives");
        int alive = (lives.get("lived").asInt() + 1) * 1_000 / (lives.get("ended").asInt() + 3);
        assertEquals(alive, lives.get("permille").asInt());
        assertEquals(legs * alive / 1_000, chance.get("permille").asInt(), chance.toString());
    }

    /// The levels that were walked make up each leg's size, and what its money step says.
    private static void walked(JsonNode explained) {
        for (int leg = 0; leg < explained.get("books").size(); leg++) {
            BigDecimal taken = BigDecimal.ZERO;
            BigDecimal worth = BigDecimal.ZERO;
            for (JsonNode level : explained.get("books").get(leg).get("levels")) {
                BigDecimal size = new BigDecimal(level.get("taken").asText());
                taken = taken.add(size);
                worth = worth.add(size.multiply(new BigDecimal(level.get("price").asText())));
            }
            JsonNode of = explained.at("/opportunity/legs").get(leg);
            assertEquals(0, taken.compareTo(new BigDecimal(of.get("size").asText())));
            String side = of.get("side").asText();
            BigDecimal money = BigDecimal.ZERO;
            for (JsonNode step : explained.at("/opportunity/edge")) {
                if (step.get("step").asText().equals(side)
                        && step.get("asset").asText().equals("USDT")) {
                    money = new BigDecimal(step.get("amount").asText()).abs();
                }
            }
            assertTrue(money.subtract(worth).abs().compareTo(new BigDecimal("0.00000001")) <= 0,
                    money + " is told, the levels make " + worth);
        }
    }

    @Test
    void without_a_tape_that_of_the_configuration_is_explained_as_it_was_recorded()
            throws IOException {
        Path tape = folder.resolve("tape");
        Ran imported = Ran.crossbook("tape", "import", EXAMPLES.resolve("bybit.jsonl"),
                EXAMPLES.resolve("coinbase.jsonl"), "--out", tape);
        assertEquals(Exit.OK, imported.code(), imported.err());
        Path config = folder.resolve("exchanges.yaml");
        Files.writeString(config, Files.readString(EXAMPLES.resolve("exchanges.yaml"))
                + "tape: {directory: tape}\n");

        Ran ran = Ran.crossbook("explain", "1", "--config", config);

        assertEquals(Exit.OK, ran.code(), ran.err());
        // Imported without a word on fees: those that were configured then count: none, and 1.3986 BTC cost 83,980.86.
        assertTrue(ran.out().contains("534.58000000"), ran.out());
    }

    @Test
    void a_tape_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing");
        Ran ran = Ran.crossbook("explain", "1", "--tape", missing);

        assertEquals(Exit.FAILED, ran.code());
        assertEquals("crossbook: there is no file " + missing, ran.err().strip());
    }
}
