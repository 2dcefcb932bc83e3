package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a process: up, with opportunities, recorded; ended by a signal; and every decision of it made again from the tape.
class RecordedDemoTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
            Awaitility.await().until(
                    () -> !read(http, url + "/v1/opportunities").get("items").isEmpty());

            assertEquals(Exit.OK, demo.end("INT"), demo.err());
            assertTrue(demo.err().contains("opportunities were seen"), demo.err());
        }
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

    private static JsonNode read(HttpClient http, String url)
            throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(URI.create(url)).build(),
                BodyHandlers.ofString()).body());
    }
}
