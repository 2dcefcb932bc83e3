package io.crossbook.gateway.wire;

import io.crossbook.gateway.engine.Mode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which addresses may be spoken to: encrypted everywhere, in the clear only with this machine.
public final class Urls {

    /// Where the exchanges let people try things, Binance's "Spot Testnet" and Bybit's "Testnet"; Kraken spot has none.
    private static final Set<String> TESTNETS = Set.of("testnet.binance.vision",
            "ws-api.testnet.binance.vision", "api-testnet.bybit.com", "stream-testnet.bybit.com");
    /// What exchanges call systems for play money: a label of the name, or a part of one between hyphens. `wspap` is OKX's demo, `binancefuture.com` Binance's.
    private static final Pattern PLAY = Pattern.compile(
            "(^|[.-])(testnet|test|demo|sandbox|paper|uat|beta|wspap)([.-]|$)|(^|[.])binancefuture[.]com$");

    private Urls() {}

    /// Why nothing signed may go to this address in this mode, as a sentence; empty when it may.
    public static String foreign(Mode mode, String url) {
        String host = host(url);
        boolean test = TESTNETS.contains(host);
        boolean here = loopback(host);
        return switch (mode) {
            case WATCH, PAPER -> "nothing is signed: mode is " + mode.word();
            case PRACTICE -> here ? "" : "'" + host + "' is not this machine: mode is practice";
            case TESTNET -> test ? "" : "'" + host + "' is no test system: mode is testnet";
            case LIVE -> test || here || host.isEmpty() || PLAY.matcher(host).find()
                    ? "'" + host + "' is no exchange: mode is live"
                    : "";
        };
    }

    private static String host(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException bad) {
            return "";
        }
    }

    /// What is wrong with the address of a WebSocket, as the end of a sentence; empty when nothing is.
    public static String webSocketProblem(String url) {
        return problem(url, "wss", "ws");
    }

    /// What is wrong with the address of a REST endpoint, as the end of a sentence; empty when nothing is.
    public static String restProblem(String url) {
        return problem(url, "https", "http");
    }

    /// Whether a host, by name or address, is this machine and nothing else. No name is looked up.
    public static boolean loopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
        if (bare.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static String problem(String url, String secure, String clear) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException bad) {
            return "is not a URL: " + bad.getReason(); // its message repeats the URL, password and all
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null) {
            return "has no host";
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return "has no such port";
        }
        if (uri.getUserInfo() != null) {
            return "must not carry a user name or password";
        }
        if (scheme.equals(secure)) {
            return "";
        }
        if (!scheme.equals(clear)) {
            return "must begin with " + secure + "://";
        }
        return loopback(uri.getHost())
                ? ""
                : "must begin with " + secure + "://; " + clear + ":// is for this machine only";
    }
}
