package io.crossbook.gateway.config;

import io.crossbook.gateway.wire.Urls;
import java.util.List;

/// How the feed is served: where it listens, and how much any client may ask for.
///
/// `host` is a loopback address as long as there are no tokens and no TLS. `maxClients` bounds the WebSockets at one time,
/// `maxTopicsPerClient` what one of them subscribes to. `allowedOrigins` are the origins besides pages of this machine that may
/// read. A client that lets more than `maxQueuedBytes` wait is closed, with a reason.
public record GatewaySettings(String host, int port, int maxClients, int maxTopicsPerClient,
        int maxQueuedBytes, List<String> allowedOrigins) {

    private static final Form<String> HOST = new Form<>(
            "a loopback address such as 127.0.0.1 (others wait for tokens and TLS)",
            text -> Urls.loopback(text) ? text : null);
    private static final Form<String> ORIGIN = Form.origin(
            "an origin such as https://desk.example.com, without a path", Urls::restProblem);

    public GatewaySettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    static GatewaySettings read(Section section) {
        var settings = new GatewaySettings(
                section.value("host", HOST, "127.0.0.1"),
                section.value("port", Form.whole(0, 65_535), 8080L).intValue(),
                section.value("maxClients", Form.whole(1, 100_000), 256L).intValue(),
                section.value("maxTopicsPerClient", Form.whole(1, 100_000), 1_000L).intValue(),
                section.value("maxQueuedBytesPerClient", Form.whole(65_536, 1L << 30), 8L << 20)
                        .intValue(),
                section.list("allowedOrigins", ORIGIN));
        section.end();
        return settings;
    }
}
