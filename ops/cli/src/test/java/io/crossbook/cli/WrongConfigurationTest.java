package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.config.BadFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon whose configuration is wrong ends before it has spoken to anybody or written anything.
final class WrongConfigurationTest {

    private static final int STEP = 17;

    @TempDir
    private Path folder = Path.of("");

    /// Where the exchange of the file would be.
    private ServerSocketChannel exchange;

    @BeforeEach
    void an_exchange_listens() throws IOException {
        exchange = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        exchange.configureBlocking(false);
    }

    @AfterEach
    void nobody_has_called_it() throws IOException {
        assertNull(exchange.accept());
        exchange.close();
    }

    private Path written(String text) throws IOException {
        int port = ((InetSocketAddress) exchange.getLocalAddress()).getPort();
        return Files.writeString(folder.resolve("desk.yaml"), text + """
                exchanges:
                  kraken:
                    webSocketUrl: ws://127.0.0.1:%1$d
                    restUrl: http://127.0.0.1:%1$d
                    listings: [BTC/USDT]
                    takerFee: 0.004
                    makerFee: 0.0025
                """.formatted(port));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_process_says_all_that_is_wrong_and_ends_with_78() throws Exception {
        Path file = written("""
                mode: papr
                risk: {maxAtemptUsdt: 50}
                gateway: {host: 0.0.0.0, port: http, tls: {certificate: desk.crt}}
                alerts: {receivers: [{name: desk, kind: slak, urlEnv: DESK_URL}]}
                tape: {enabled: true}
                """);
        try (Child daemon = Child.crossbook(folder, "run", "--config", file.toString())) {
            assertEquals(78, daemon.exit(), daemon.err());
            assertNull(daemon.out.readLine());
            assertEquals(Stream.of(
                    ":1: mode is \"papr\": one of watch, paper, practice, testnet, live is wanted; did you mean paper?",
                    ":2: risk.maxAtemptUsdt is no key that is known: did you mean maxAttemptUsdt?",
                    ":3: gateway.port is \"http\": a whole number from 0 to 65535 is wanted",
                    ":3: gateway.tls.key is missing: a PEM file is wanted",
                    ":3: gateway.allowedHosts is missing: the names that clients ask for are wanted, where host is no loopback address",
                    ":4: alerts.receivers[].kind is \"slak\": one of telegram, discord, slack, webhook is wanted; did you mean slack?")
                    .map(line -> file + line).toList(), daemon.err().lines().toList());
        }
        assertEquals(List.of("desk.yaml", "stderr.txt"), files());
    }

    @Test
    void ways_to_be_wrong_end_it_with_all_their_lines_and_call_nobody() throws IOException {
        int port = ((InetSocketAddress) exchange.getLocalAddress()).getPort();
        List<BadFiles.Row> rows = BadFiles.rows(port); // all of them are read by the gateway's tests
        for (int i = 0; i < rows.size(); i += STEP) {
            BadFiles.Row row = rows.get(i);
            Path file = Files.writeString(folder.resolve("bad.yaml"), row.text());
            Ran ran = Ran.crossbook("run", "--config", file);
            assertEquals(78, ran.code(), row.name());
            assertEquals("", ran.out(), row.name());
            assertEquals(row.wanted(),
                    ran.err().replace(folder + "/", "").lines().toList(), row.name());
        }
        assertEquals(List.of("bad.yaml"), files());
    }

    @Test
    void what_the_environment_lacks_ends_it_too_before_anybody_is_called() throws IOException {
        Path file = written("""
                mode: watch
                gateway: {port: 0}
                tape: {enabled: false}
                alerts: {receivers: [{name: desk, kind: slack, urlEnv: CROSSBOOK_NO_SUCH_URL}]}
                """);
        for (String command : List.of("run", "feed")) {
            Ran ran = Ran.crossbook(command, "--config", file);
            assertEquals(78, ran.code(), ran.err());
            assertEquals("", ran.out());
            assertTrue(ran.err().contains("CROSSBOOK_NO_SUCH_URL"), ran.err());
        }
        assertEquals(List.of("desk.yaml"), files());
    }
}
