package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a process: up, with opportunities, trading, recorded; ended by a signal; and every decision of it made again from the tape.
class RecordedDemoTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern DATA = Pattern.compile("attempts --data ([^;]+);");
    private static final Set<String> OVER = Set.of("settled", "dust");

    @TempDir
    private Path folder;

    @Test
    void what_the_demo_decided_is_decided_again_from_its_tape() throws IOException,
            InterruptedException {
        Path tape = folder.resolve("tape");
        try (Child demo = Child.crossbook(folder, "demo", "--port", "0", "--seed", "3", "--tape",
                tape.toString());
                HttpClient http = HttpClient.newHttpClient()) {
            String url = demo.out.readLine();
            assertNotNull(url, demo.err());
            Awaitility.await().atMost(PATIENCE).until(
                    () -> !read(http, url + "/v1/opportunities").get("items").isEmpty());
            // What it tells a person to ask.
            String data = DATA.matcher(demo.err()).results().findFirst().orElseThrow().group(1);
            demo.until(() -> ask("attempts", data).code() == Exit.OK // it trades a little later
                    && traded(asked("attempts", data)));
            sumsToNothing(asked("ledger", data));
            assertEquals(tape.toString(), read(http, url + "/v1/configuration").path("tape")
                    .path("directory").asText(), "replays are read where the tape is written");

            Searched.keepsKeys(Path.of(data));
            assertEquals(Exit.OK, demo.end("INT"), demo.err());
            assertTrue(demo.err().contains("opportunities were seen"), demo.err());
        }
        Searched.keepsKeys(folder);
        Ran verified = Ran.crossbook("tape", "verify", tape);
        assertEquals(Exit.OK, verified.code(), verified.out() + verified.err());

        Ran once = Ran.crossbook("replay", "--opportunities", "--json", tape);
        Ran again = Ran.crossbook("replay", "--opportunities", "--json", tape);

        assertEquals(Exit.OK, once.code(), once.out());
        assertEquals(once.out(), again.out());
        JsonNode outcome = JSON.readTree(once.out().lines().toList().getLast());
        assertTrue(outcome.get("opportunities").asLong() > 0, outcome.toString());
        assertFalse(outcome.get("divergence").isTextual(), outcome.toString());
    }

    private static Ran ask(String report, String data) {
        return Ran.crossbook(report, "--json", "--data", data);
    }

    private static JsonNode asked(String report, String data) throws IOException {
        Ran ran = ask(report, data);
        assertEquals(Exit.OK, ran.code(), ran.out() + ran.err());
        JsonNode told = JSON.readTree(ran.out());
        assertEquals("daemon", told.path("from").asText(), ran.out());
        return told;
    }

    /// Whether an attempt is over that has bought or sold something.
    private static boolean traded(JsonNode told) {
        for (JsonNode attempt : told.path("attempts")) {
            if (OVER.contains(attempt.path("state").asText()) && !attempt.path("fees").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// By its own word, and added up here.
    private static void sumsToNothing(JsonNode told) {
        var sums = new TreeMap<String, BigDecimal>();
        var accounts = new TreeSet<String>();
        for (JsonNode row : told.path("accounts")) {
            accounts.add(row.path("account").asText());
            sums.merge(row.path("asset").asText(), new BigDecimal(row.path("amount").asText()),
                    BigDecimal::add);
        }
        assertTrue(accounts.containsAll(Set.of("holding", "market", "fees")), told::toString);
        assertTrue(told.path("sums").size() >= sums.size(), told::toString);
        told.path("sums")
                .forEach(sum -> assertEquals("0", sum.path("sum").asText(), sum::toString));
        sums.forEach((asset, sum) -> assertEquals(0, sum.signum(), asset + ": " + told));
    }

    private static JsonNode read(HttpClient http, String url)
            throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(URI.create(url)).build(),
                BodyHandlers.ofString()).body());
    }
}
