package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a container is taken for dead, and restarted with all that is open: when its daemon does not answer, and for no other reason.
final class ContainerTest extends Served {

    private static final Path ROOT = Path.of(System.getProperty("crossbook.root", ".."));

    @TempDir
    private Path folder;

    /// How the image's own check of a daemon at this port ends.
    static int healthcheck(int port, Path folder) throws IOException, InterruptedException {
        String image = Files.readString(ROOT.resolve("ops/Dockerfile"));
        JsonNode words = new ObjectMapper().readTree(
                image.substring(image.indexOf("CMD [\"bash\"") + "CMD ".length()).lines()
                        .findFirst().orElseThrow());
        var line = new ArrayList<String>();
        words.forEach(word -> line.add(word.asText()));
        var builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(folder.resolve("healthcheck.txt").toFile());
        builder.environment().put("HEALTH_HOST", "127.0.0.1");
        builder.environment().put("HEALTH_PORT", Integer.toString(port));
        Process check = builder.start();
        assertTrue(check.waitFor(60, TimeUnit.SECONDS), "it waits for ever");
        return check.exitValue();
    }

    @Test
    void what_is_served_in_the_clear_lives() throws Exception {
        assertEquals(0, healthcheck(port(), folder));
    }

    @Test
    void whoever_wants_a_token_or_has_no_live_book_lives() throws Exception {
        for (int status : new int[]{200, 401, 503}) {
            HttpServer server = HttpServer
                    .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", asked -> {
                asked.sendResponseHeaders(status, -1);
                asked.close();
            });
            server.start();
            try {
                assertEquals(0, healthcheck(server.getAddress().getPort(), folder));
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void whoever_is_gone_or_never_answers_does_not() throws Exception {
        int gone;
        try (ServerSocket hangs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = hangs.getLocalPort();
            assertNotEquals(0, healthcheck(gone, folder), "nobody takes what the kernel has");
        }
        assertNotEquals(0, healthcheck(gone, folder));
    }
}
