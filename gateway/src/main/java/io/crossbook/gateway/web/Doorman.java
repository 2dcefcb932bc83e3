package io.crossbook.gateway.web;

import io.vertx.core.net.HostAndPort;
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

    /// Why this request is refused, or null when it is welcome; `asked` is the name that it is for.
    @Nullable
    String refusal(@Nullable HostAndPort asked, @Nullable String origin) {
        String host = asked == null ? "" : asked.host();
        if (asked == null || !welcome(host)) {
            return "Host '" + shown(host) + "' is not served here";
        }
        if (origin != null && !own(asked, origin) && !named(origin)) {
            return "Origin '" + shown(origin) + "' may not read this";
        }
        return null;
    }

    /// Of the page that is served here, by the name and the port that it asks for: whatever else this machine serves is another page. In clear text only by this machine's
    /// own names: elsewhere anybody on the way could have written it.
    private static boolean own(HostAndPort asked, String origin) {
        String page = normal(origin);
        return page.equals(normal("https://" + asked))
                || (loopback(asked.host()) && page.equals(normal("http://" + asked)));
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
}
