package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Practice exchanges as a process: it says where they are, serves, and goes when it is told to.
class SimulatorCommandTest {

    @TempDir
    private Path folder;

    @Test
    void it_serves_until_a_signal_which_is_its_proper_end() throws IOException,
            InterruptedException {
        for (String signal : new String[]{"INT", "TERM"}) {
            try (Child child = Child.crossbook(folder, "simulator", "--seed", "7");
                    HttpClient http = HttpClient.newHttpClient()) {
                String binance = child.out.readLine();
                assertNotNull(binance, child.err());
                assertTrue(binance.matches("binance ws://127.0.0.1:\\d+ http://127.0.0.1:\\d+"),
                        binance);
                assertTrue(child.out.readLine().startsWith("kraken ws://"));
                assertTrue(child.out.readLine().startsWith("bybit ws://"));
                String rest = binance.substring(binance.lastIndexOf(' ') + 1);
                assertEquals(200, http.send(
                        HttpRequest.newBuilder(URI.create(rest + "/api/v3/time")).build(),
                        BodyHandlers.ofString()).statusCode());

                assertEquals(Exit.OK, child.end(signal), child.err());
                assertTrue(child.err().contains("the practice exchanges are closed"),
                        child.err());
            }
        }
    }

    @Test
    void what_cannot_be_served_is_one_line() {
        Ran missing = Ran.crossbook("simulator", "--tape", folder.resolve("none.jsonl"));
        assertEquals(Exit.FAILED, missing.code());
        assertEquals(1, missing.err().lines().count(), missing.err());

        Ran port = Ran.crossbook("simulator", "--port", "70000");
        assertEquals(Exit.USAGE, port.code());
        assertTrue(port.err().contains("no room for 3 ports from 70000"), port.err());

        assertEquals(Exit.USAGE, Ran.crossbook("simulator", "--once").code());
    }
}
