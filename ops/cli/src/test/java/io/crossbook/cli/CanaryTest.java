package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.control.Private;
import io.crossbook.gateway.keys.KeyChain;
import io.crossbook.gateway.keys.Keystore;
import io.crossbook.gateway.keys.Secret;
import io.crossbook.simulator.Execution;
import io.crossbook.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys are searched for in everything that a trading daemon wrote and said while all kinds of things went wrong.
final class CanaryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /// What every token of the practice Kraken begins with.
    private static final String KRAKEN_TOKEN = "WW91ciBhdXRoZW50aWNhdGlvbiB0b2tlbiBnb2VzIGhlcmUu";
    /// Besides all that describe themselves and want nothing.
    private static final List<String> ROUTES = List.of("/v1/books/binance/BTCUSDT",
            "/v1/books/kraken/BTC%2FUSDT", "/v1/books/bybit/BTCUSDT", "/v1/nothing",
            "/v1/attempts/1", "/v1/opportunities/1", "/v1/attempts/999999",
            "/v1/events?topics=nothing", "/replay", "/replay-normalized");
    private static final List<String> COMMANDS = List.of("balances", "attempts", "orders", "ledger",
            "halts", "nothing");

    /// The secret that `certify` signs with.
    private static final String CERTIFIED = "Y2VydGlmaWVkIG9ubHkgYWdhaW5zdCB0aGUgcHJhY3RpY2UgZXhjaGFuZ2UsIG5ldmVyIG1vcmU=";
    private static final String WRONG = "a secret that is no Base64: ?/canary+";

    private static final String PASSPHRASE = "canary of the keystore's passphrase";
    /// Kept in the keystore instead of the environment.
    private static final String SEALED = "PRACTICE_BYBIT_SECRET";

    @TempDir
    private Path folder;
    /// What may have a passphrase in it.
    @TempDir
    private Path apart;
    private String token = "";
    private final HttpClient client = HttpClient.newHttpClient();
    private final Searched searched = new Searched();
    private PracticeGround ground;

    @BeforeEach
    void practise() throws Exception {
        ground = PracticeGround.eager(folder);
        ground.simulator.inflictOnOrders().await(60, TimeUnit.SECONDS);
        ground.inflict(Fault.of(Fault.Kind.ANSWER_FAILING).chance(100));
        ground.inflict(Fault.of(Fault.Kind.ORDER_REJECTED).chance(100));
        ground.inflict(Fault.of(Fault.Kind.STREAM_CLOSED).chance(50));
        ground.set("maxUnknownOrdersCount", "10");
        ground.set("maxErrorsPercent", "100");
    }

    @AfterEach
    void close() throws IOException {
        client.shutdownNow();
        ground.close();
    }

    @Test
    void no_key_and_no_token_is_in_anything_that_was_written_or_said() throws Exception {
        sealed();
        var environment = environment();
        environment.put("CROSSBOOK_LOG", "DEBUG");
        Path config = Files.writeString(folder.resolve("practice.yaml"), ground.text());
        Path own = Files.createDirectories(folder.resolve("run"));
        try (Child daemon = Child.crossbook(own, environment, "run", "--config",
                config.toString(), "--tape", folder.resolve("tape").toString())) {
            String http = PracticeGround.url(daemon);
            var heard = new Stream();
            WebSocket feed = client.newWebSocketBuilder()
                    .buildAsync(URI.create(http.replace("http", "ws") + "/v1/stream"), heard)
                    .get(60, TimeUnit.SECONDS);
            feed.sendText("{\"subscribe\":[\"top\",\"trade\",\"opportunity\",\"attempt\","
                    + "\"order\",\"signal\",\"health\"]}", true)
                    .get(60, TimeUnit.SECONDS);
            await().atMost(PATIENCE).until(() -> ground.legs(0).size() >= 4);
            ask(http);
            ground.inflict(Fault.of(Fault.Kind.FAILING_REST).chance(500));
            ground.inflict(Fault.of(Fault.Kind.CLOSE).times(6));
            // Half of all answers fail: no exchange would be whole again before that ends.
            await().atMost(PATIENCE).until(() -> ground.struck(Fault.Kind.FAILING_REST) >= 10
                    && ground.struck(Fault.Kind.CLOSE) >= 6);
            ground.relent();
            int before = ground.legs(0).size();
            await().atMost(PATIENCE).until(() -> ground.legs(0).size() >= before + 2);
            ground.ask("halt", "why", "the test has seen enough");
            ask(http);
            feed.abort();
            resumed(http);
            daemon.signal("INT");
            assertEquals(0, daemon.exit());
            daemon.out.lines().forEach(line -> searched.add("stdout", line));
            searched.add("stdout", http);
            searched.add("feed", heard.text());
        }
        mistaken(config);
        watching();
        once(config);
        searched.folder(folder, "control.token");

        String order = firstFilled();
        assertReached("inside tape", order);
        assertReached("journal.db", order);
        assertReached("run/stderr.txt", "DEBUG");
        assertReached("GET /metrics", "crossbook_");
        assertReached("GET /v1/configuration", "PRACTICE_");
        assertReached("POST /mcp", "bestBid");
        assertReached("feed", "\"attempt\"");
        assertReached("GET /v1/books/bybit/BTCUSDT", "BTCUSDT");
        assertReached("command orders", order);
        assertReached("token list", "canary");
        assertReached("feed", "BTC");
        assertReached("once check/stdout", "kraken: well");
        assertReached("once check/stderr.txt", "DEBUG");
        assertReached("once fees/stdout", "Live trading would refuse");
        assertReached("once rebalance/stderr.txt", "kraken is left out");
        assertReached("once export/stdout", order);
        assertReached("once certify/stdout", "passed");

        assertEquals(Set.of(), searched.find(secrets()));
        planted();
    }

    /// One key is in the keystore, and a token is made that whoever asks shows.
    private void sealed() throws IOException {
        new Keystore(folder).save(
                Map.of(SEALED, Secret.of(
                        Objects.requireNonNull(ground.accounts.environment().get(SEALED)))),
                Secret.of(PASSPHRASE));
        Private.write(apart.resolve("passphrase"), PASSPHRASE.getBytes(StandardCharsets.UTF_8));
        Ran made = Ran.crossbook("token", "create", "canary", "--scope", "trade", "--data", folder);
        assertEquals(Exit.OK, made.code(), made.err());
        token = made.out().strip();
        assertTrue(token.startsWith("crossbook_"), made.err());
        searched.add("token create/stderr", made.err());
        Ran listed = Ran.crossbook("token", "list", "--json", "--data", folder);
        searched.add("token list/stdout", listed.out() + listed.err());
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(ground.accounts.environment());
        if (!token.isEmpty()) {
            environment.remove(SEALED);
            environment.put(KeyChain.PASSPHRASE_FILE, apart.resolve("passphrase").toString());
        }
        return environment;
    }

    /// What is searched for is found where it is.
    private void planted() throws Exception {
        for (String secret : secrets()) {
            for (Map.Entry<String, byte[]> each : Searched.spellings(secret).entrySet()) {
                var seeded = new Searched();
                seeded.add("a place", "before ".getBytes(StandardCharsets.UTF_8));
                seeded.add("a place", each.getValue());
                seeded.add("a place", " after");
                assertNotEquals(Set.of(), seeded.find(List.of(secret)), each.getKey());
            }
        }
    }

    /// An order of which every place has to tell: one that was refused, or found nothing, is in no list of fills.
    private String firstFilled() throws Exception {
        return ground.accounts.truths().stream().flatMap(each -> each.executions().stream())
                .min(Comparator.comparingLong(Execution::atMillis)).orElseThrow().clientId();
    }

    private void assertReached(String place, String marker) {
        List<String> places = searched.places(marker);
        assertTrue(places.stream().anyMatch(each -> each.startsWith(place)),
                () -> marker + " is only in " + places);
    }

    private List<String> secrets() throws Exception {
        var secrets = new ArrayList<>(ground.accounts.environment().values());
        secrets.addAll(PracticeAccounts.marks()); // of the accounts of all other tests
        secrets.add(KRAKEN_TOKEN);
        secrets.add(Files.readString(folder.resolve("control.token")).strip());
        secrets.add(WRONG);
        secrets.add(PASSPHRASE);
        secrets.add(token);
        secrets.add(CERTIFIED);
        return secrets;
    }

    /// A daemon whose environment is wrong does not quote it.
    private void mistaken(Path config) throws Exception {
        var environment = environment();
        environment.put("PRACTICE_KRAKEN_SECRET", WRONG);
        Path own = Files.createDirectories(folder.resolve("mistaken"));
        try (Child daemon = Child.crossbook(own, environment, "run", "--config",
                config.toString())) {
            assertEquals(Exit.CONFIGURATION, daemon.exit(), daemon.err());
            assertTrue(daemon.err().contains("PRACTICE_KRAKEN_SECRET"), daemon.err());
        }
    }

    /// Who only watches asks his accounts with keys that read, through XChange.
    private void watching() throws Exception {
        var environment = environment();
        environment.put("CROSSBOOK_LOG", "DEBUG");
        Path config = Files.writeString(folder.resolve("watching.yaml"),
                ground.text().replace("mode: practice", "mode: watch"));
        Path own = Files.createDirectories(folder.resolve("watching"));
        try (Child daemon = Child.crossbook(own, environment, "run", "--config",
                config.toString(), "--tape", folder.resolve("watched").toString())) {
            searched.add("stdout", PracticeGround.url(daemon));
            await().atMost(PATIENCE).until(() -> daemon.err().contains("binance: the account"));
            daemon.signal("INT");
            assertEquals(0, daemon.exit());
        }
        assertTrue(Files.readString(own.resolve("stderr.txt")).contains("DEBUG"));
    }

    /// Commands that ask, reckon or write and end; those that ask know the keys, and of these one runs at a time, for Kraken wants every nonce above the last.
    private void once(Path config) throws Exception {
        String file = config.toString();
        String tape = folder.resolve("tape").toString();
        try (Child export = begun("export", "fills", "--csv", "--data", folder.toString(),
                "--journal", folder.resolve("journal.db").toString());
                Child certify = begun("certify", "kraken", "--case", "1,2,3")) {
            checks(file);
            try (Child fees = begun("fees", "--config", file)) {
                ended("fees", fees);
            }
            try (Child rebalance = begun("rebalance", "--live", "--config", file, "--tape", tape)) {
                ended("rebalance", rebalance);
            }
            ended("export", export);
            ended("certify", certify);
        }
    }

    /// A machine that is busy may need several tries to measure how far clocks are apart.
    private void checks(String file) throws Exception {
        for (int left = 2;; left--) {
            try (Child check = begun("check", "--live", "--config", file)) {
                if (left == 0 || check.exit() == Exit.OK) {
                    ended("check", check);
                    return;
                }
            }
        }
    }

    private Child begun(String... command) throws Exception {
        var environment = environment();
        environment.put("CROSSBOOK_LOG", "DEBUG");
        return Child.crossbook(Files.createDirectories(folder.resolve("once " + command[0])),
                environment, command);
    }

    private void ended(String command, Child child) throws Exception {
        var told = new StringBuilder();
        child.out.lines().forEach(line -> told.append(line).append('\n'));
        searched.add("once " + command + "/stdout", told.toString());
        assertEquals(Exit.OK, child.exit(), () -> command + ": " + told + said(child));
    }

    private static String said(Child child) {
        try {
            return child.err();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// By who may trade and has looked at what had halted it.
    private void resumed(String http) throws Exception {
        var halts = client.send(HttpRequest.newBuilder(URI.create(http + "/v1/halts"))
                .header("Authorization", "Bearer " + token).build(),
                HttpResponse.BodyHandlers.ofString());
        long pull = new ObjectMapper().readTree(halts.body()).path("pull").asLong();
        for (long shown : new long[]{pull - 1, pull}) {
            var answer = client.send(HttpRequest.newBuilder(
                    URI.create(http + "/v1/resume?why=seen&pull=" + shown))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString());
            searched.add("POST /v1/resume", answer.headers().map() + answer.body());
            assertEquals(shown == pull ? 200 : 409, answer.statusCode(), answer.body());
        }
    }

    /// All that can be asked for, whoever adds to it, but what goes on for ever.
    private List<String> routes(String http) throws Exception {
        var described = new ObjectMapper().readTree(client.send(
                HttpRequest.newBuilder(URI.create(http + "/v1/openapi.json")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
        var routes = new ArrayList<>(ROUTES);
        described.path("paths").properties().stream()
                .filter(path -> path.getValue().has("get") && !path.getKey().contains("{"))
                .map(Map.Entry::getKey).forEach(routes::add);
        assertTrue(routes.contains("/v1/configuration") && routes.contains("/v1/ledger"),
                routes::toString);
        return routes;
    }

    private void tool(String http, String name) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(URI.create(http + "/mcp"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                                + name + "\"}}"))
                .build(), HttpResponse.BodyHandlers.ofString());
        searched.add("POST /mcp", answer.headers().map() + answer.body());
    }

    private void ask(String http) throws Exception {
        for (String tool : List.of("tops", "opportunities", "health", "pnl", "nothing")) {
            tool(http, tool);
        }
        for (String route : routes(http)) {
            var answer = client.send(HttpRequest.newBuilder(URI.create(http + route))
                    .header("Authorization", "Bearer " + token).build(),
                    HttpResponse.BodyHandlers.ofString());
            searched.add("GET " + route, answer.headers().map() + answer.body());
        }
        var halt = client.send(HttpRequest.newBuilder(URI.create(http + "/v1/halt"))
                .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        searched.add("POST /v1/halt", halt.headers().map() + halt.body());
        assertEquals(401, halt.statusCode(), halt.body());
        var resume = client.send(
                HttpRequest.newBuilder(URI.create(http + "/v1/resume?why=x&pull=0"))
                        .header("Authorization", "Bearer " + token + "x")
                        .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        searched.add("POST /v1/resume", resume.headers().map() + resume.body());
        assertEquals(401, resume.statusCode(), resume.body());
        for (String command : COMMANDS) {
            searched.add("command " + command,
                    new ObjectMapper().writeValueAsString(ground.ask(command)));
        }
    }

    /// All that the feed said.
    private static final class Stream implements WebSocket.Listener {
        private final StringBuilder said = new StringBuilder();

        @Override
        public synchronized @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data,
                boolean last) {
            said.append(data);
            socket.request(1);
            return null;
        }

        synchronized String text() {
            return said.toString();
        }
    }
}
