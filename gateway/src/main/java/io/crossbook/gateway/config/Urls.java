package io.crossbook.gateway.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which URLs a configuration may name: encrypted ones, and plain ones only to this machine.
final class Urls {

    static final Form<String> WEB_SOCKET = new Form<>(
            "a URL such as wss://stream.example.com:9443 (ws:// only to this machine)",
            text -> checked(text, "wss", "ws"));

    static final Form<String> REST = new Form<>(
            "a URL such as https://api.example.com (http:// only to this machine)",
            text -> checked(text, "https", "http"));

    static final Form<String> ORIGIN = new Form<>(
            "an origin such as https://desk.example.com, without a path",
            text -> {
                String url = checked(text, "https", "http");
                return url == null || !URI.create(url).getRawPath().isEmpty() ? null : url;
            });

    private Urls() {}

    /// Whether a host, by name or address, is this machine and nothing else. No name is looked up.
    static boolean loopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
        if (bare.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable String checked(String text, String encrypted, String plain) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException _) {
            return null;
        }
        String host = uri.getHost();
        if (host == null || uri.getScheme() == null || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null || uri.getRawFragment() != null
                || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return null;
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean fine = scheme.equals(encrypted) || (scheme.equals(plain) && loopback(host));
        return fine ? text : null;
    }
}
