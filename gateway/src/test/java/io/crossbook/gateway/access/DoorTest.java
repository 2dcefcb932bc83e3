package io.crossbook.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.web.Caller;
import io.crossbook.gateway.web.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the daemon's door is allowed to be.
final class DoorTest {

    private static final String OPEN = """
              host: 0.0.0.0
              allowedHosts: [desk.example.com]
              tls: {certificate: tls.crt, key: tls.key}
            """;

    @TempDir
    private Path folder;

    private Configuration configuration(String gateway) throws ConfigException {
        return Configuration.parse("exchanges.yaml", """
                exchanges:
                  kraken: {listings: [BTC/USD], takerFee: 0.004, makerFee: 0.0025}
                control: {directory: kept}
                gateway:
                """ + gateway, folder, (_, _) -> null);
    }

    private List<String> problems(String gateway) {
        return assertThrows(ConfigException.class, () -> configuration(gateway)).problems();
    }

    private String refusal(String gateway) throws ConfigException {
        Configuration configuration = configuration(gateway);
        return String.valueOf(assertThrows(IllegalStateException.class,
                () -> Door.of(configuration, 1_000)).getMessage());
    }

    private void token() throws Exception {
        new TokenFile(folder.resolve("kept")).create("desk",
                hash -> new Issued("desk", hash, Scope.READ, Set.of(),
                        Caller.Quota.USUAL, Instant.EPOCH, null, null),
                Instant.EPOCH);
    }

    @Test
    void on_this_machine_whoever_reaches_it_may_read() throws Exception {
        var entrance = Door.of(configuration("  port: 0\n"), 1_000).settings().entrance();
        assertTrue(entrance.readWithoutToken());
        assertFalse(Door.of(configuration("  readWithoutToken: false\n"), 1_000).settings()
                .entrance().readWithoutToken());
    }

    @Test
    void a_door_to_others_wants_all_that_keeps_them_apart() {
        assertEquals(List.of(
                "exchanges.yaml:4: gateway.allowedHosts is missing: the names that "
                        + "clients ask for are wanted, where host is no loopback address",
                "exchanges.yaml:5: gateway.host is \"0.0.0.0\": a loopback address such as 127.0.0.1, "
                        + "or another of this machine together with tls, is wanted"),
                problems("  host: 0.0.0.0\n"));
        assertEquals(List.of("exchanges.yaml:4: gateway.allowedHosts is missing: the names that "
                + "clients ask for are wanted, where host is no loopback address"),
                problems(OPEN.replaceFirst("  allowedHosts.*\n", "")));
        assertEquals(List.of("exchanges.yaml:8: gateway.readWithoutToken is true: false is wanted, "
                + "where others come in by host or allowedHosts"),
                problems(OPEN + "  readWithoutToken: true\n"));
        assertEquals(1, problems("  allowedHosts: [a.example.com]\n  readWithoutToken: true\n")
                .size(), "a proxy's clients are others too");
        for (String bad : List.of("allowedHosts: [https://a.example.com]",
                "allowedHosts: ['a.example.com:80']", "allowedHosts: ['*']", "host: example.com",
                "host: 127.0.0.1.example.com", "tls: {certificate: a}", "tls: true",
                "tls: {certificate: a, key: b, password: c}", "maxRequestsPerSecond: 0")) {
            assertEquals(1, problems("  " + bad + "\n").size(), bad);
        }
    }

    @Test
    void where_we_listen_is_a_name_of_ours_unless_it_is_everywhere() throws Exception {
        assertEquals(List.of("desk.example.com", "192.168.1.5"),
                Door.hosts("192.168.1.5", List.of("desk.example.com")));
        assertEquals(List.of("desk.example.com", "[fd00::5]"),
                Door.hosts("fd00::5", List.of("desk.example.com")));
        for (String host : List.of("0.0.0.0", "::", "127.0.0.1", "::1")) {
            assertEquals(List.of("desk.example.com"),
                    Door.hosts(host, List.of("desk.example.com")), host);
        }
    }

    /// A program that embeds the gateway makes its settings without a file.
    @Test
    void settings_that_no_file_has_checked_open_no_door_in_clear_text() throws Exception {
        token();
        Configuration here = configuration("  port: 0\n");
        var others = new GatewaySettings("0.0.0.0", 0, 10, 10, 1 << 20, List.of());
        var clear = new Configuration(here.settings(), others, here.tape(), here.accounts(),
                here.execution(), here.journal(), here.control(), here.silentMillis(),
                here.alerts(), here.sum());
        assertEquals("gateway.host is 0.0.0.0, which others reach: gateway.tls is wanted",
                assertThrows(IllegalStateException.class, () -> Door.of(clear, 1_000))
                        .getMessage());
    }

    @Test
    void a_door_to_others_does_not_open_without_a_token_and_a_certificate_that_fits()
            throws Exception {
        assertEquals("gateway.host is 0.0.0.0, which others reach, and there is no token in "
                + folder.resolve("kept")
                + ": ops/crossbook token create NAME --scope read makes one",
                refusal(OPEN));
        token();
        assertTrue(refusal(OPEN).startsWith("gateway.tls: "), refusal(OPEN));
        Files.writeString(folder.resolve("tls.crt"), "no certificate");
        Path key = Files.writeString(folder.resolve("tls.key"), "no key");
        assertEquals("gateway.tls: " + key + ": others may read this key: chmod 600 is wanted",
                refusal(OPEN));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertTrue(refusal(OPEN).contains("tls.crt: "), refusal(OPEN));
    }
}
