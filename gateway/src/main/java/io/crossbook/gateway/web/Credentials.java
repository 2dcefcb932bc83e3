package io.crossbook.gateway.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The token that came with a request: in `Authorization: Bearer`, or for WebSockets of browsers, which can set no header, among the subprotocols.
///
/// Never in the URL: those stand in logs, histories and Referer headers.
///
/// @param token null where none came
/// @param wrong what is wrong with how it came; empty when nothing is
record Credentials(@Nullable String token, String wrong) {

    /// What is spoken on our WebSockets, chosen by the server when it is offered beside a token.
    static final String PROTOCOL = "crossbook.v1";
    private static final String PROTOCOL_TOKEN = "crossbook.token.";
    private static final String SCHEME = "bearer ";
    private static final Set<String> IN_URLS = Set.of("access_token", "token", "api_key", "apikey",
            "authorization");

    static Credentials of(HttpServerRequest request) {
        for (String name : request.params().names()) {
            if (IN_URLS.contains(name.toLowerCase(Locale.ROOT))) {
                return wrong("'" + name + "' stands in the URL, which ends up in logs: "
                        + "Authorization: Bearer TOKEN is wanted; take this token for read by others");
            }
        }
        List<String> said = request.headers().getAll("Authorization");
        if (said.size() > 1) {
            return wrong("Authorization is there " + said.size() + " times, once is wanted");
        }
        String protocol = protocol(request);
        if (said.isEmpty()) {
            return new Credentials(protocol, "");
        }
        if (protocol != null) {
            return wrong("Authorization and a token among the subprotocols: one is wanted");
        }
        String header = said.getFirst();
        String token = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
        return token.isEmpty()
                ? wrong("Authorization is no Bearer: 'Authorization: Bearer TOKEN' is wanted")
                : new Credentials(token, "");
    }

    private static Credentials wrong(String why) {
        return new Credentials(null, why);
    }

    private static @Nullable String protocol(HttpServerRequest request) {
        for (String header : request.headers().getAll("Sec-WebSocket-Protocol")) {
            for (String each : header.split(",", -1)) {
                if (each.strip().startsWith(PROTOCOL_TOKEN)) {
                    return each.strip().substring(PROTOCOL_TOKEN.length());
                }
            }
        }
        return null;
    }
}
