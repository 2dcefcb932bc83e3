package io.crossbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.execution.Entry;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.Receipts;
import io.crossbook.gateway.ledger.SqlJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the shipped configuration would connect to, address by address.
class CheckCommandTest {

    private static final Path FILE = Ran.root().resolve("exchanges.yaml");

    /// Somebody else of this machine may have its port.
    private static void isRight(Ran ran) {
        assertTrue(ran.code() == Exit.OK || ran.out().contains("127.0.0.1:8080 cannot be had now"),
                ran.out() + ran.err());
    }

    @Test
    void the_shipped_file_speaks_to_the_exchanges_own_addresses() throws IOException {
        Ran ran = Ran.crossbook("check", "--json", "--config", FILE);

        isRight(ran);
        assertEquals("", ran.err());
        Map<String, String> streams = new TreeMap<>();
        for (JsonNode exchange : new ObjectMapper().readTree(ran.out()).get("exchanges")) {
            for (JsonNode stream : exchange.get("streams")) {
                streams.merge(exchange.get("exchange").asText(), stream.get("url").asText(),
                        (one, other) -> one + " " + other);
            }
        }
        assertEquals(Map.of(
                "binance", "wss://stream.binance.com:9443/stream",
                "binance-futures",
                "wss://fstream.binance.com/public/stream wss://fstream.binance.com/market/stream",
                "bybit", "wss://stream.bybit.com/v5/public/spot",
                "bybit-linear", "wss://stream.bybit.com/v5/public/linear",
                "coinbase", "wss://ws-feed.exchange.coinbase.com",
                "kraken", "wss://ws.kraken.com/v2",
                "okx", "wss://ws.okx.com:8443/ws/v5/public"), streams);
    }

    @Test
    void people_read_what_would_be_done() {
        Ran ran = Ran.crossbook("check", "--config", FILE);

        isRight(ran);
        assertTrue(ran.out().contains("exchanges.yaml is right."), ran.out());
        assertTrue(ran.out().contains(
                "kraken: dialect kraken, taker fee 0.4 %, maker fee 0.25 %"), ran.out());
        assertTrue(ran.out().contains("binance-us (disabled): dialect binance"), ran.out());
        assertTrue(ran.out().contains("BTC/USDT:USDT"), ran.out());
        assertTrue(ran.out().contains("gateway on http://127.0.0.1:8080"), ran.out());
        assertTrue(ran.out().contains("nothing is traded at binance, kraken, bybit, okx, coinbase:"
                + " paper begins with nothing there (inventory.start)"), ran.out());
    }

    @Test
    void accounts_are_asked_only_where_orders_leave() {
        Ran ran = Ran.crossbook("check", "--live", "--config", FILE);

        assertEquals(Exit.CONFIGURATION, ran.code());
        assertEquals("crossbook: " + FILE
                + ": mode is paper: no account is traded with, and none is asked\n", ran.err());
    }

    @Test
    void with_real_money_it_says_which_limits_do_not_count_yet(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("exchanges.yaml"),
                """
                        mode: live
                        live: true
                        risk: {maxAttemptUsdt: 60, maxLossUsdt: 10}
                        orders: {lossBudgetBps: 200, parkedStopBps: 300}
                        exchanges:
                          kraken:
                            listings: [BTC/USDT]
                            takerFee: 0.004
                            makerFee: 0.0025
                            account: {keyEnv: CROSSBOOK_NO_SUCH_KEY, secretEnv: CROSSBOOK_NO_SUCH_SECRET, live: true}
                        """);
        String limits = "maxAttemptUsdt is 60 and counts as 50 until 50 live attempts stand reconciled in the journal;"
                + " lossBudgetBps is 200 and counts as 150, parkedStopBps is 300 and counts as 0 until the"
                + " first start after 50 attempts are reconciled";

        Ran ran = Ran.crossbook("check", "--config", file);
        assertTrue(ran.out().contains("\nlimits: " + limits + "\n"), ran.out() + ran.err());
        assertEquals(limits, new ObjectMapper().readTree(
                Ran.crossbook("check", "--json", "--config", file).out()).path("limits").asText());
    }

    /// Kraken takes a key's requests in the order of their nonces: two programs would have each other's refused, orders too.
    @Test
    void beside_a_daemon_of_its_folder_no_key_is_used_whose_requests_are_numbered(
            @TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path paper = Files.writeString(data.resolve("live-check.json"), "{}");
        var kraken = practice(folder, "kraken");
        var bybit = practice(folder, "bybit");
        try (var daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            daemon.bind(UnixDomainSocketAddress.of(data.resolve("crossbook.sock")));
            Thread.ofVirtual().start(() -> answers(daemon));
            Ran ran = Ran.crossbook("check", "--live", "--config", kraken);
            assertEquals(Exit.FAILED, ran.code());
            assertEquals("", ran.out());
            assertEquals("crossbook: a daemon runs in " + data + " and signs with the same key at"
                    + " kraken, where requests are taken in the order of their nonces only: one of"
                    + " ours could have one of its orders refused. Nothing was asked. Stop it (what"
                    + " is open is asked after at its next start), check again, start it, then:"
                    + " crossbook resume\n", ran.err());
            assertTrue(Files.exists(paper), "what was well before still is");
            assertTrue(Ran.crossbook("check", "--live", "--config", bybit).out()
                    .contains("bybit: refused\n  refused: the environment lacks"));
        }
        assertTrue(Ran.crossbook("check", "--live", "--config", kraken).out()
                .contains("kraken: refused\n  refused: the environment lacks"), "it has ended");
    }

    private static Path practice(Path folder, String exchange) throws IOException {
        return Files.writeString(folder.resolve(exchange + ".yaml"), """
                mode: practice
                exchanges:
                  %s:
                    restUrl: http://127.0.0.1:1
                    options: {orderSocket: 'ws://127.0.0.1:1'}
                    listings: [BTC/USDT]
                    takerFee: 0.004
                    makerFee: 0.0025
                    account: {keyEnv: CROSSBOOK_NO_SUCH_KEY, secretEnv: CROSSBOOK_NO_SUCH_SECRET}
                """.formatted(exchange));
    }

    private static void answers(ServerSocketChannel daemon) {
        try {
            while (true) {
                try (SocketChannel asked = daemon.accept()) {
                    asked.read(ByteBuffer.allocate(4_096));
                    asked.write(ByteBuffer.wrap("{\"ok\":true}\n".getBytes(UTF_8)));
                }
            }
        } catch (IOException _) {
            // the test is over
        }
    }

    @Test
    void it_says_where_legs_will_never_leave_together(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("exchanges.yaml"), """
                orders: {doubt: {kraken: 1}}
                exchanges:
                  kraken: {listings: [BTC/USDT], takerFee: 0.004, makerFee: 0.0025}
                  binance: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
                """);
        String words = "orders.legs is proven, and legs never leave together between exchanges that"
                + " orders.doubt ranks differently {binance=0, kraken=1}";

        Ran ran = Ran.crossbook("check", "--config", file);
        assertTrue(ran.out().contains("\n" + words), ran.out() + ran.err());
        assertTrue(new ObjectMapper().readTree(
                Ran.crossbook("check", "--json", "--config", file).out()).path("legs").asText()
                .startsWith(words));
    }

    private static JsonNode findings(Ran ran, boolean wrong) throws IOException {
        var found = new ObjectMapper().createArrayNode();
        new ObjectMapper().readTree(ran.out()).required("findings").forEach(each -> {
            if (each.required("wrong").asBoolean() == wrong) {
                found.add(each.required("what").asText() + ": " + each.required("where").asText());
            }
        });
        return found;
    }

    @Test
    void what_a_start_would_end_by_is_found_all_at_once(@TempDir Path folder)
            throws IOException {
        Path file = practice(folder, "kraken");
        Files.writeString(file, Files.readString(file) + """
                gateway: {port: 0, tls: {certificate: none.crt, key: none.key}}
                alerts: {receivers: [{name: desk, kind: slack, urlEnv: CROSSBOOK_NO_SUCH_URL}]}
                tape: {directory: kraken.yaml/tape}
                """);
        Ran ran = Ran.crossbook("check", "--config", file);
        assertEquals(Exit.FAILED, ran.code(), ran.err());
        assertTrue(ran.out().contains("WRONG    keys: exchanges.kraken.account names"
                + " CROSSBOOK_NO_SUCH_KEY, and neither the environment nor "
                + folder.resolve("data") + " has it: export it, or `crossbook keys add"
                + " CROSSBOOK_NO_SUCH_KEY`; it may trade and must not withdraw\n"), ran.out());
        ran = Ran.crossbook("check", "--json", "--config", file);
        assertEquals(Exit.FAILED, ran.code(), ran.err());
        var wrong = new ArrayList<String>();
        findings(ran, true).forEach(each -> wrong.add(each.asText().replaceFirst(":.*", "")));
        assertEquals(List.of("keys", "keys", "gateway", "alerts", "folder"), wrong);
        assertFalse(Files.exists(folder.resolve("data")), "it only looks");
    }

    @Test
    @SuppressWarnings("try") // the daemon ends in the midst of it
    void what_is_only_worth_a_look_ends_no_start(@TempDir Path folder) throws IOException {
        Path late = Files.createDirectory(folder.resolve("data")).resolve("journal-watch.db");
        Files.setLastModifiedTime(Files.createFile(late),
                FileTime.from(Instant.now().plusSeconds(86_400)));
        Files.setPosixFilePermissions(folder.resolve("data"),
                PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            daemon.bind(UnixDomainSocketAddress.of(folder.resolve("data/watch.sock")));
            Thread.ofVirtual().start(() -> answers(daemon));
            Path file = Files.writeString(folder.resolve("desk.yaml"),
                    """
                            mode: watch
                            gateway: {port: %d}
                            tape: {maxTotalMebibytes: 100000000}
                            exchanges:
                              kraken:
                                listings: [BTC/USDT]
                                takerFee: 0.004
                                makerFee: 0.0025
                                account: {keyEnv: CROSSBOOK_NO_SUCH_KEY, secretEnv: CROSSBOOK_NO_SUCH_SECRET}
                            """
                            .formatted(taken.getLocalPort()));
            Ran ran = Ran.crossbook("check", "--json", "--config", file);
            assertEquals(Exit.OK, ran.code(), ran.err());
            assertEquals(0, findings(ran, true).size(), ran.out());
            String found = findings(ran, false).toString();
            for (String each : List.of("keys: exchanges.kraken.account names CROSSBOOK_NO_SUCH_KEY",
                    "port: 127.0.0.1:" + taken.getLocalPort() + " cannot be had now",
                    "folder: control.directory " + folder.resolve("data") + " is open to others",
                    "which may grow by 97656.3 GiB", "clock: " + late + " was written at ")) {
                assertTrue(found.contains(each), found);
            }
            daemon.close();
            Files.delete(folder.resolve("data/watch.sock"));
            ran = Ran.crossbook("check", "--json", "--config", file);
            assertEquals(Exit.FAILED, ran.code(), "nobody of ours has it");
            assertTrue(findings(ran, true).toString().contains("port: 127.0.0.1:"
                    + taken.getLocalPort() + " cannot be had now"), ran.out());
        }
    }

    /// What `run` would end by, said before.
    private static void isWrong(Path file, String what) throws IOException {
        Ran ran = Ran.crossbook("check", "--json", "--config", file);
        assertEquals(Exit.FAILED, ran.code(), what);
        assertEquals(1, findings(ran, true).size(), ran.out());
        String found = findings(ran, true).path(0).asText();
        assertTrue(found.startsWith(what), found);
    }

    private static final String PAPER = """
            mode: paper
            tape: {enabled: false}
            exchanges:
              kraken: {listings: [BTC/USDT], takerFee: 0.004, makerFee: 0.0025}
            """;

    @Test
    void a_journal_that_cannot_be_gone_on_with_ends_a_start(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("desk.yaml"),
                PAPER + """
                        gateway: {port: 0}
                        journal: {url: 'jdbc:postgresql://127.0.0.1:1/crossbook', user: desk, passwordEnv: CROSSBOOK_NO_SUCH_WORD}
                        """);
        isWrong(file,
                "journal: journal.passwordEnv: the environment lacks CROSSBOOK_NO_SUCH_WORD");
        Files.writeString(file, PAPER
                + "gateway: {port: 0}\njournal: {file: elsewhere/journal.db}\n");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "no folder");
        isWrong(file, "folder: journal.file " + elsewhere + ": " + elsewhere + " is no folder");
        Files.delete(elsewhere);
        Path journal = Files.createDirectory(elsewhere).resolve("journal.db");
        Files.writeString(journal, "this is no database, and long enough to be looked at as one");
        isWrong(file, "journal: " + journal + ": cannot be read: ");
        Files.delete(journal);
        var settings = JournalSettings.file(journal, Durability.NORMAL);
        try (var other = SqlJournal.open(settings, Mode.PRACTICE, (_, _, _) -> 0, () -> 1,
                new Unheard())) {
            other.append(List.of(new Entry.Booted(1, "build", "practice:1", 1)));
        }
        isWrong(file, "journal: " + journal + ": is a journal of mode practice (boot 1), and this"
                + " is mode paper");
        Files.writeString(file, Files.readString(file).replace("mode: paper", "mode: watch"));
        assertEquals(Exit.OK, Ran.crossbook("check", "--config", file).code(), "nobody trades");
    }

    private static final class Unheard implements Receipts {
        @Override
        public void durable(long number) {}

        @Override
        public void failed(String why) {}

        @Override
        public void lease(long untilNanos) {}
    }

    @Test
    void keys_that_are_none_and_real_money_without_its_paper_end_a_start(@TempDir Path folder)
            throws IOException {
        Path file = practice(folder, "kraken");
        Path data = Files.createDirectory(folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path keys = Files.createFile(data.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keys,
                "CROSSBOOK_NO_SUCH_KEY=0123456789\nCROSSBOOK_NO_SUCH_SECRET=!no Base64!\n");
        Files.writeString(file, Files.readString(file)
                + "gateway: {port: 0}\ntape: {enabled: false}\n");
        isWrong(file, "keys: exchanges.kraken.account: CROSSBOOK_NO_SUCH_KEY and"
                + " CROSSBOOK_NO_SUCH_SECRET are no key: the secret of an API key is no Base64");

        Files.writeString(keys,
                "CROSSBOOK_NO_SUCH_KEY=0123456789\nCROSSBOOK_NO_SUCH_SECRET=MDEyMzQ1Njc4OQ==\n");
        Files.writeString(file,
                """
                        mode: live
                        live: true
                        gateway: {port: 0}
                        tape: {enabled: false}
                        journal: {durability: full}
                        exchanges:
                          kraken:
                            listings: [BTC/USDT]
                            takerFee: 0.004
                            makerFee: 0.0025
                            account: {keyEnv: CROSSBOOK_NO_SUCH_KEY, secretEnv: CROSSBOOK_NO_SUCH_SECRET, live: true}
                        """);
        isWrong(file, "paper: mode is live, and `crossbook check --live` has not passed: there is"
                + " no " + data.resolve("live-check.json"));
    }

    @Test
    void an_address_that_is_not_this_machines_ends_a_start(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("desk.yaml"),
                PAPER + """
                        gateway: {host: 192.0.2.1, port: 0, allowedHosts: [desk.example.com], tls: {certificate: none.crt, key: none.key}}
                        """);
        Ran ran = Ran.crossbook("check", "--json", "--config", file);
        assertEquals(Exit.FAILED, ran.code(), ran.err());
        assertTrue(findings(ran, true).toString().contains("port: 192.0.2.1:0 cannot be had now"),
                ran.out());
    }

    /// Nobody is contacted: the key that would sign is not there.
    @Test
    void an_account_without_its_keys_is_refused_and_what_was_well_before_counts_no_more(
            @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("exchanges.yaml"), """
                mode: practice
                exchanges:
                  kraken:
                    restUrl: http://127.0.0.1:1
                    options: {orderSocket: 'ws://127.0.0.1:1'}
                    listings: [BTC/USDT]
                    takerFee: 0.004
                    makerFee: 0.0025
                    account: {keyEnv: CROSSBOOK_NO_SUCH_KEY, secretEnv: CROSSBOOK_NO_SUCH_SECRET}
                """);
        Path paper = Files.createDirectory(folder.resolve("data")).resolve("live-check.json");
        Files.writeString(paper, "{}");

        Ran ran = Ran.crossbook("check", "--live", "--config", file);
        assertEquals(Exit.FAILED, ran.code(), ran.err());
        assertEquals("kraken: refused\n  refused: the environment lacks CROSSBOOK_NO_SUCH_KEY\n",
                ran.out());
        assertEquals("crossbook: not every account may be traded with\n", ran.err());
        assertFalse(Files.exists(paper));
        JsonNode json = new ObjectMapper().readTree(
                Ran.crossbook("check", "--live", "--json", "--config", file).out());
        assertEquals("practice", json.get("mode").asText());
        assertFalse(json.get("exchanges").get(0).get("well").asBoolean());
    }
}
