package io.crossbook.gateway.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/// What must be true of a request before anybody reads it: two who could read it differently are how one is smuggled past the other (RFC 9112, 11.2).
final class Envelope {

    /// The longest URL: the options of a normalised stream go in it.
    static final int LONGEST_URL = 16 * 1024;
    static final int LONGEST_HEADERS = 16 * 1024;
    static final int LONGEST_BODY = 64 * 1024;

    /// Of WebSockets (RFC 6455).
    static final String VERSION = "13";

    private static final List<String> ONCE = List.of("Host", "Content-Length", "Transfer-Encoding",
            "Origin", "Content-Type", "Sec-WebSocket-Key", "Sec-WebSocket-Version");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /// A status, and why; 0 when the request may be read.
    record Problem(int status, String why) {
        static final Problem NONE = new Problem(0, "");
    }

    private Envelope() {}

    /// Whether more follows than the headers.
    static boolean opened(HttpServerRequest request) {
        String length = request.headers().get("Content-Length");
        return (length != null && !length.equals("0"))
                || request.headers().contains("Transfer-Encoding");
    }

    static Problem problem(HttpServerRequest request) {
        var headers = request.headers();
        for (String name : ONCE) {
            int times = headers.getAll(name).size();
            if (times > 1) {
                return new Problem(400, name + " is there " + times + " times, once is wanted");
            }
        }
        if (!headers.names().stream().allMatch(name -> NAME.matcher(name).matches())) {
            return new Problem(400, "a header has no name, or one that is none");
        }
        if (headers.contains("Upgrade", "websocket", true)
                && !headers.contains("Sec-WebSocket-Key")) {
            return new Problem(400, "Sec-WebSocket-Key is missing: no WebSocket begins without");
        }
        String version = headers.get("Sec-WebSocket-Version");
        if (headers.contains("Upgrade", "websocket", true) && !VERSION.equals(version)) {
            return new Problem(426, "Sec-WebSocket-Version is "
                    + (version == null ? "missing" : "'" + Parameter.shortened(version) + "'")
                    + ", " + VERSION + " is wanted");
        }
        String length = headers.get("Content-Length");
        String encoding = headers.get("Transfer-Encoding");
        if (length != null && encoding != null) {
            return new Problem(400, "Content-Length and Transfer-Encoding: one is wanted");
        }
        if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            return new Problem(400, "Transfer-Encoding is not chunked");
        }
        if (length != null && !length.matches("[0-9]{1,18}")) {
            return new Problem(400, "Content-Length is no number");
        }
        long bytes = length == null ? 0 : Long.parseLong(length);
        if (!request.uri().startsWith("/")) {
            return new Problem(400, "a path that begins with / is wanted, not a whole URL");
        }
        if (request.uri().chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
            return new Problem(400, "the URL holds what has to be percent-encoded");
        }
        if (BAD_ESCAPE.matcher(request.uri()).find()) {
            return new Problem(400, "a % in the URL is followed by two hexadecimal digits");
        }
        if (!request.method().equals(HttpMethod.POST) && (bytes > 0 || encoding != null)) {
            return new Problem(400, request.method() + " comes without a body");
        }
        return bytes > LONGEST_BODY
                ? new Problem(413, bytes + " bytes are too many: " + LONGEST_BODY + " at most")
                : Problem.NONE;
    }
}
