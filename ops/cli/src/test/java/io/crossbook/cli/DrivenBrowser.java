package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// A headless Chromium that is driven by its own protocol (DevTools), over the JDK's WebSocket: no driver, nothing to download.
final class DrivenBrowser implements AutoCloseable {

    private static final long SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> CODES = Map.of("Enter", 13, "Escape", 27, "Tab", 9);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger asking = new AtomicInteger();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<JsonNode> traced = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<JsonNode> traceEnded = new CompletableFuture<>();

    private DrivenBrowser(Process process, int port) throws Exception {
        this.process = process;
        var pages = JSON.readTree(http.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/json")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
        String page = "";
        for (JsonNode each : pages) {
            if (each.path("type").asText().equals("page")) {
                page = each.path("webSocketDebuggerUrl").asText();
            }
        }
        socket = http.newWebSocketBuilder().buildAsync(URI.create(page), new Hearing())
                .get(SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Runtime.enable", "Log.enable", "Page.enable")) {
            command(domain, Map.of());
        }
    }

    /// Starts one; tests without a Chromium are skipped.
    static DrivenBrowser start(Path folder) throws Exception {
        Path program = Browser.program("the dashboard");
        Path profile = folder.resolve("profile");
        var builder = new ProcessBuilder(program.toString(), "--headless=new", "--no-sandbox",
                "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectErrorStream(true).redirectOutput(folder.resolve("browser.log").toFile());
        builder.environment().put("TMPDIR", folder.toString()); // all that it leaves goes with the folder
        Process process = builder.start();
        Path told = profile.resolve("DevToolsActivePort");
        try {
            Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(() -> Files.exists(told)
                    && Files.readAllLines(told).size() > 1);
            return new DrivenBrowser(process,
                    Integer.parseInt(Files.readAllLines(told).getFirst()));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// What its pages said on the console that was no mere talk: errors, warnings, exceptions, refusals of the policy.
    List<String> console() {
        return console;
    }

    void open(String url) throws Exception {
        command("Page.navigate", Map.of("url", url));
    }

    void size(int width, int height) throws Exception {
        command("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height,
                "deviceScaleFactor", 1, "mobile", width < 800));
    }

    /// As a system that is set to `dark` or `light`.
    void scheme(String scheme) throws Exception {
        command("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// What a script is worth; a promise is waited for.
    JsonNode value(String script) throws Exception {
        JsonNode result = command("Runtime.evaluate", Map.of("expression", script, "awaitPromise",
                true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(script + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /// The same, while these categories are traced; `events` gets the trace, in Chromium's trace event format.
    JsonNode traced(String categories, String script, List<JsonNode> events) throws Exception {
        traced.clear();
        traceEnded = new CompletableFuture<>();
        command("Tracing.start", Map.of("transferMode", "ReportEvents", "traceConfig",
                Map.of("includedCategories", List.of(categories.split(",")), "excludedCategories",
                        List.of("*"))));
        JsonNode worth = value(script);
        command("Tracing.end", Map.of());
        traceEnded.get(SECONDS, TimeUnit.SECONDS);
        traced.forEach(part -> part.forEach(events::add));
        return worth;
    }

    /// The text of the first element that this selects; empty when there is none.
    String text(String selector) throws Exception {
        return value("document.querySelector('" + selector + "')?.innerText ?? ''").asText();
    }

    /// Waits until a script is worth true.
    void until(String script) {
        Awaitility.await(script).atMost(Duration.ofMinutes(3)).pollInterval(
                Duration.ofMillis(100)).until(() -> value(script).booleanValue());
    }

    /// Presses a key: a letter, or `Enter`, `Escape`, `Tab`.
    void press(String key) throws Exception {
        boolean letter = key.length() == 1;
        for (String kind : List.of(letter || key.equals("Enter") ? "keyDown" : "rawKeyDown",
                "keyUp")) {
            ObjectNode event = JSON.createObjectNode().put("type", kind).put("key", key)
                    .put("windowsVirtualKeyCode", letter
                            ? Character.toUpperCase(key.charAt(0))
                            : CODES.getOrDefault(key, 0));
            if (kind.equals("keyDown")) {
                event.put("text", letter ? key : "\r");
            }
            command("Input.dispatchKeyEvent", JSON.convertValue(event, Map.class));
        }
    }

    /// Types into what has the focus.
    void type(String words) throws Exception {
        command("Input.insertText", Map.of("text", words));
    }

    void picture(Path file) throws Exception {
        Files.write(file, Base64.getDecoder().decode(
                command("Page.captureScreenshot", Map.of("format", "png")).path("data").asText()));
    }

    private JsonNode command(String method, Map<?, ?> parameters) throws Exception {
        int id = asking.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        socket.sendText(command.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        JsonNode said = answer.get(SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IOException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    private void heard(JsonNode message) {
        CompletableFuture<JsonNode> waiting = asked.remove(message.path("id").asInt());
        if (waiting != null) {
            waiting.complete(message);
            return;
        }
        JsonNode told = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" -> console.add(told.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> console.add(told.path("args").toString());
            case "Log.entryAdded" -> {
                JsonNode entry = told.path("entry");
                if (!entry.path("level").asText().equals("verbose")) {
                    console.add(entry.path("text").asText() + " " + entry.path("url").asText());
                }
            }
            case "Tracing.dataCollected" -> traced.add(told.path("value"));
            case "Tracing.tracingComplete" -> traceEnded.complete(told);
            default -> {
                // what else happens in a browser is of no interest
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit().completeOnTimeout(process, SECONDS, TimeUnit.SECONDS).join()
                .isAlive()) {
            process.destroyForcibly();
        }
        http.shutdownNow();
    }

    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    heard(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    console.add("no JSON from the browser: " + e.getMessage());
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
