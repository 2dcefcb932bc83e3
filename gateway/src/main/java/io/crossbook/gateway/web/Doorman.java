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
    private static final int MOST_SHOWN = 100;

    private final Set<String> hosts;
    private final Set<String> origins;

    /// `hosts` are what clients may ask for besides the names of loopback; `origins` are those of pages from elsewhere that may
    /// read, such as `https://desk.example.com`.
    Doorman(Collection<String> hosts, Collection<String> origins) {
        this.hosts = hosts.stream().map(each -> each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.origins = origins.stream().map(Doorman::normal).collect(Collectors.toSet());
    }

    /// Why this request is refused, or null when it is welcome.
    @Nullable
    String refusal(String asked, @Nullable String origin) {
        if (!welcome(asked)) {
            return "Host '" + shown(asked) + "' is not served here";
        }
        if (origin != null && !welcome(hostOf(origin)) && !origins.contains(normal(origin))) {
            return "Origin '" + shown(origin) + "' may not read this";
        }
        return null;
    }

    /// A page from elsewhere that uses an answer of ours as a script, a picture or a frame: browsers send no Origin with that, and say it in Fetch Metadata. Following a link
    /// is no such thing.
    @Nullable
    String refusalOfUse(@Nullable String site, @Nullable String mode, @Nullable String origin) {
        boolean foreign = "cross-site".equals(site) && origin == null && !"navigate".equals(mode);
        return foreign ? "pages from elsewhere may not use what is here" : null;
    }

    /// Whether browsers have to be told that pages of this origin may see the answer: of another one that may read.
    boolean named(@Nullable String origin) {
        return origin != null && origins.contains(normal(origin));
    }

    /// Whether an address is this machine's own.
    static boolean loopback(String address) {
        return LOOPBACK.contains(address.toLowerCase(Locale.ROOT)) || address.startsWith("127.")
                || address.equals("0:0:0:0:0:0:0:1");
    }

    private static String shown(String said) {
        String plain = said.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "..." : plain;
    }

    private boolean welcome(String asked) {
        String name = asked.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || hosts.contains(name);
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
