package io.crossbook.gateway.config;

import io.crossbook.gateway.wire.Urls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the feed is served: where it listens, who may come in, and how much any client may ask for.
///
/// `host` is a loopback address as long as there is no TLS. `maxClients` bounds the WebSockets at one time,
/// `maxTopicsPerClient` what one of them subscribes to. `allowedOrigins` are the origins besides pages of this machine that may
/// read, `allowedHosts` the names besides those of this machine that clients may ask for. A client that lets more than `maxQueuedBytes` wait is closed, with a reason.
/// Reading wants a token where `readWithoutToken` is false. `tls` is null where nothing is encrypted.
public record GatewaySettings(String host, int port, int maxClients, int maxTopicsPerClient,
        int maxQueuedBytes, List<String> allowedOrigins, List<String> allowedHosts,
        boolean readWithoutToken, int maxRequestsPerSecond, int maxConnectionsPerAddress,
        @Nullable Tls tls) {

    /// Two PEM files: the chain, our own certificate first, and its key.
    public record Tls(Path certificate, Path key) {}

    private static final String LOOPBACK = "a loopback address such as 127.0.0.1, or another of this machine together with tls,";
    private static final Form<String> HOST = new Form<>(LOOPBACK,
            text -> address(text) ? text : null);
    private static final Form<String> NAME = new Form<>(
            "a host such as desk.example.com, without a port,",
            text -> text.toLowerCase(Locale.ROOT)
                    .matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]+]") ? text : null);
    private static final Form<String> ORIGIN = Form.origin(
            "an origin such as https://desk.example.com, without a path,", Urls::restProblem);

    public GatewaySettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedHosts = List.copyOf(allowedHosts);
    }

    /// For whoever reaches this machine's own address.
    public GatewaySettings(String host, int port, int maxClients, int maxTopicsPerClient,
            int maxQueuedBytes, List<String> allowedOrigins) {
        this(host, port, maxClients, maxTopicsPerClient, maxQueuedBytes, allowedOrigins, List.of(),
                true, 1_000, 64, null);
    }

    static GatewaySettings read(Section section, Path folder) {
        String host = section.value("host", HOST, "127.0.0.1");
        boolean here = Urls.loopback(host);
        List<String> hosts = section.list("allowedHosts", NAME);
        boolean without = section.value("readWithoutToken", Form.FLAG, here && hosts.isEmpty());
        var settings = new GatewaySettings(host,
                section.value("port", Form.whole(0, 65_535), 8080L).intValue(),
                section.value("maxClients", Form.whole(1, 100_000), 256L).intValue(),
                section.value("maxTopicsPerClient", Form.whole(1, 100_000), 1_000L).intValue(),
                section.value("maxQueuedBytesPerClient", Form.whole(65_536, 1L << 30), 8L << 20)
                        .intValue(),
                section.list("allowedOrigins", ORIGIN), hosts, without,
                section.value("maxRequestsPerSecond", Form.whole(1, 1_000_000), 1_000L).intValue(),
                section.value("maxConnectionsPerAddress", Form.whole(1, 100_000), 64L).intValue(),
                tls(section.section("tls"), section.has("tls"), folder));
        if (!here && settings.tls == null) {
            section.wrong("host", "is \"" + host + "\": " + LOOPBACK + " is wanted");
        }
        if (!here && hosts.isEmpty()) {
            section.wrong("allowedHosts", "is missing: the names that clients ask for are wanted, "
                    + "where host is no loopback address");
        }
        if (without && !(here && hosts.isEmpty())) {
            section.wrong("readWithoutToken", "is true: false is wanted, where others come in "
                    + "by host or allowedHosts");
        }
        section.end();
        return settings;
    }

    private static @Nullable Tls tls(Section section, boolean there, Path folder) {
        if (!there) {
            return null;
        }
        Form<Path> file = new Form<>("a PEM file",
                text -> text.isBlank() || text.startsWith("~") || text.chars()
                        .anyMatch(Character::isISOControl) ? null : folder.resolve(text));
        var tls = new Tls(section.required("certificate", file, folder),
                section.required("key", file, folder));
        section.end();
        return tls;
    }

    private static boolean address(String text) {
        try {
            return text.equals("localhost") || InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
