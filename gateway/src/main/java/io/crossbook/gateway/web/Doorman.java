package io.crossbook.gateway.web;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Refuses requests that a foreign web page made a browser send: by the name they asked for (DNS rebinding) and by the page
/// that they come from. On loopback too, where everything else on this machine may ask.
final class Doorman {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final String host;
    private final Set<String> origins;

    /// `host` is what clients may ask for besides the names of loopback; `origins` are those of pages from elsewhere that may
    /// read, such as `https://desk.example.com`.
    Doorman(String host, Collection<String> origins) {
        this.host = host;
        this.origins = origins.stream().map(Doorman::normal).collect(Collectors.toSet());
    }

    /// Why this request is refused, or null when it is welcome.
    @Nullable
    String refusal(String asked, @Nullable String origin) {
        if (!welcome(asked)) {
            return "Host '" + asked + "' is not served here";
        }
        if (origin != null && !welcome(hostOf(origin)) && !origins.contains(normal(origin))) {
            return "Origin '" + origin + "' may not read this";
        }
        return null;
    }

    private boolean welcome(String asked) {
        String name = asked.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || name.equals(host);
    }

    /// As browsers write it: in small letters, without the port that goes without saying.
    private static String normal(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        String port = small.startsWith("https:") ? ":443" : ":80";
        return small.endsWith(port) ? small.substring(0, small.length() - port.length()) : small;
    }

    private static String hostOf(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
