package io.crossbook.gateway.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses requests that a foreign web page made a browser send: by the name they asked for (DNS rebinding) and by the page
/// that they come from. On loopback too, where everything else on this machine may ask.
final class Doorman {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Set<String> hosts;

    /// `hosts` are names that clients may ask for besides those of loopback.
    Doorman(Set<String> hosts) {
        this.hosts = hosts;
    }

    /// Why this request is refused, or null when it is welcome.
    @Nullable
    String refusal(String host, @Nullable String origin) {
        if (!welcome(host)) {
            return "Host '" + host + "' is not served here";
        }
        if (origin != null && !welcome(hostOf(origin))) {
            return "Origin '" + origin + "' may not read this";
        }
        return null;
    }

    private boolean welcome(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || hosts.contains(name);
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
