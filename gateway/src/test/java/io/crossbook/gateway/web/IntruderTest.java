package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Everybody who should not get in, over real sockets: none does, and each hears why.
@Timeout(300)
final class IntruderTest extends Served {

    /// A case: what is sent, the status, and words that the answer must have.
    private record Case(String name, String request, int status, String words) {}

    /// What only those see who got in.
    private static final List<String> INSIDE = List.of("bestBid", "crossbook_tops_moved",
            "\"halted\":true", "HTTP/1.1 101", "\"status\":\"up\"");

    /// In the middle of a request that is none any more the connection ends.
    private static final int CUT = 0;

    private final List<Case> cases = new ArrayList<>();

    private void refused(String name, String request, int status, String words) {
        cases.add(new Case(name, request, status, words));
    }

    private void closed() throws Exception {
        access = new Told();
        restart(new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20,
                List.of("https://desk.example.com"), 20_000,
                new Entrance(List.of("desk.example.com"), false, 1_000, 64, null)));
    }

    @Test
    void nobody_gets_in_who_should_not_and_each_hears_why() throws Exception {
        closed();
        var registry = new SimpleMeterRegistry();
        bind(registry);
        tokens();
        scopes();
        topics();
        pages();
        paths();
        smuggling();
        bodies();
        names();
        sockets();
        sizes();

        var wrong = new ArrayList<String>();
        for (Case each : cases) {
            Raw.Said said = Raw.ask(port(), each.request.getBytes(StandardCharsets.ISO_8859_1));
            boolean in = INSIDE.stream().anyMatch(said.text()::contains);
            if (said.status() != each.status || !said.text().contains(each.words) || in) {
                wrong.add(each.name + ": " + each.status + " '" + each.words
                        + "' is wanted, and is: " + said.shown());
            }
        }
        assertEquals("", String.join("\n", wrong));
        for (int status : new int[]{400, 401, 403, 413, 414, 429, 431}) {
            assertEquals(cases.stream().filter(each -> each.status == status).count(),
                    registry.get("crossbook.http.refused").tag("status", "" + status)
                            .functionCounter().count(),
                    "refused with " + status);
        }
        assertTrue(cases.size() >= 60, cases.size() + " cases");
        assertEquals(cases.size(), cases.stream().map(Case::name).distinct().count());
        assertEquals(List.of(), halts, "nobody has halted anything");
        assertEquals(200, get200("/v1/tops", "reader"), "and whoever may still gets in");
    }

    private int get200(String path, String token) throws Exception {
        return get(path, "Authorization", "Bearer " + token).statusCode();
    }

    private void tokens() {
        String wanted = "a token is wanted here";
        refused("no token", Raw.get("/v1/tops"), 401, wanted);
        refused("no token, HEAD", Raw.request("HEAD", "/v1/tops", "Connection: close"), 401,
                "WWW-Authenticate: Bearer");
        refused("no token for metrics", Raw.get("/metrics"), 401, wanted);
        refused("no token for a path that is none", Raw.get("/v1/nothing"), 401, wanted);
        refused("no token for a WebSocket", Raw.socket("/v1/stream"), 401, wanted);
        refused("no token for the normalised stream",
                Raw.socket("/ws-stream-normalized?options=%5B%5D"), 401, wanted);
        for (String version : List.of("12", "13, 8", "thirteen")) {
            refused("a WebSocket of version " + version,
                    Raw.get("/v1/stream", "Connection: Upgrade", "Upgrade: websocket",
                            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                            "Sec-WebSocket-Version: " + version, Raw.bearer("reader")),
                    426, "'" + version + "', 13 is wanted");
        }
        refused("an empty token", Raw.get("/v1/tops", "Authorization: Bearer "), 401, "no Bearer");
        refused("a name and a word", Raw.get("/v1/tops", "Authorization: Basic cmVhZGVyOng="), 401,
                "'Authorization: Bearer TOKEN' is wanted");
        refused("an expired token", Raw.get("/v1/tops", Raw.bearer("expired")), 401,
                "has expired at 2026-01-01");
        refused("a revoked token", Raw.get("/v1/tops", Raw.bearer("revoked")), 401,
                "was revoked at 2026-01-01");
        refused("a token in the URL", Raw.get("/v1/tops?access_token=reader"), 401,
                "stands in the URL");
        refused("two tokens", Raw.get("/v1/tops", Raw.bearer("reader"), Raw.bearer("admin")), 401,
                "Authorization is there 2 times");
        refused("two ways of a token", Raw.socket("/v1/stream", Raw.bearer("reader"),
                "Sec-WebSocket-Protocol: crossbook.v1, crossbook.token.reader"), 401,
                "one is wanted");
        refused("a token nobody knows among the subprotocols",
                Raw.socket("/v1/stream",
                        "Sec-WebSocket-Protocol: crossbook.v1, crossbook.token.none"),
                401, "not known here");
        // By now ten wrong ones have come from this address.
        refused("an eighth guess", Raw.get("/v1/tops", Raw.bearer("admi")), 401, "not known here");
        refused("a ninth guess", Raw.get("/v1/tops", Raw.bearer("\u00e4")), 401, "not known here");
        refused("one guess too many", Raw.get("/v1/tops", Raw.bearer("guess")), 429,
                "Retry-After:");
        refused("and another in capitals", Raw.get("/v1/tops", Raw.bearer("READER")), 429,
                "wrong tokens came from here");
        refused("and one that is right up to its end", Raw.get("/v1/tops", Raw.bearer("reade")),
                429,
                "try again in");
    }

    private void scopes() {
        refused("halting without a token", Raw.request("POST", "/v1/halt"), 401,
                "a token is wanted");
        refused("halting by who may only read",
                Raw.request("POST", "/v1/halt", Raw.bearer("reader")), 403,
                "token 'reader' has scope read; trade is wanted here");
        refused("the scope that is wanted is named in the header",
                Raw.request("POST", "/v1/halt?why=x", Raw.bearer("reader")), 403,
                "error=\"insufficient_scope\", scope=\"trade\"");
        refused("writing where one reads", Raw.request("POST", "/v1/tops", Raw.bearer("admin")),
                405,
                "not with POST");
        refused("deleting", Raw.request("DELETE", "/v1/tops", Raw.bearer("admin")), 405,
                "not with DELETE");
        refused("a method of no use", Raw.request("TRACE", "/v1/tops", Raw.bearer("admin")), 405,
                "not with TRACE");
        refused("a tunnel", Raw.request("CONNECT", "localhost:80", Raw.bearer("admin")), 404,
                "Not Found");
        refused("a method that hides in a header",
                Raw.request("GET", "/v1/halt", Raw.bearer("admin"), "X-HTTP-Method-Override: POST"),
                405,
                "not with GET");
    }

    private void topics() {
        refused("halting for who reads some topics and may do nothing",
                Raw.request("POST", "/v1/halt", Raw.bearer("tops")), 403,
                "has scope read; trade is wanted here");
        refused("a book for who is for tops", Raw.get("/v1/books/north/BTCUSD", Raw.bearer("tops")),
                403,
                "token 'tops' is for top; book is wanted here");
        refused("balances for who is for tops", Raw.get("/v1/balances", Raw.bearer("tops")), 403,
                "one for all topics is wanted here");
        refused("metrics for who is for tops", Raw.get("/metrics", Raw.bearer("tops")), 403,
                "metrics is wanted here");
        refused("metrics, which say what was earned, for who is for health",
                Raw.get("/metrics", Raw.bearer("health")), 403, "metrics is wanted here");
        refused("the normalised stream for who is for tops",
                Raw.socket("/ws-stream-normalized?options=%5B%5D", Raw.bearer("tops")), 403,
                "book, trade is wanted here");
        refused("a book by a path with dots",
                Raw.get("/v1/tops/../books/north/BTCUSD", Raw.bearer("tops")), 403,
                "book is wanted here");
    }

    private void pages() {
        String foreign = "Origin: https://evil.example.com";
        String good = Raw.bearer("admin");
        refused("a foreign page", Raw.get("/v1/tops", foreign, good), 403, "may not read this");
        refused("a foreign page that halts", Raw.request("POST", "/v1/halt", foreign, good), 403,
                "may not read this");
        refused("a foreign page's WebSocket", Raw.socket("/v1/stream", foreign, good), 403,
                "may not read this");
        refused("a page of a name that begins like ours",
                Raw.get("/v1/tops", "Origin: https://desk.example.com.evil.net", good), 403,
                "may not read this");
        refused("a page of ours by the wrong scheme",
                Raw.get("/v1/tops", "Origin: http://desk.example.com.", good), 403,
                "may not read this");
        refused("a page in a sandbox", Raw.get("/v1/tops", "Origin: null", good), 403,
                "Origin 'null' may not read this");
        refused("a page with two origins",
                Raw.get("/v1/tops", "Origin: https://desk.example.com", foreign, good), 400,
                "Origin is there 2 times");
        refused("a foreign preflight", Raw.request("OPTIONS", "/v1/tops", foreign,
                "Access-Control-Request-Method: GET"), 403, "may not read this");
        refused("a foreign page that uses it as a script",
                Raw.get("/v1/tops", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", good),
                403,
                "may not use what is here");
        refused("a name that was bound anew", Raw.get("/v1/tops", "Host: evil.example.com", good),
                403,
                "Host 'evil.example.com' is not served here");
        refused("a name that was bound anew, with a WebSocket",
                Raw.socket("/v1/stream", "Host: evil.example.com:8080", good), 403,
                "is not served here");
        refused("a name that only begins like ours",
                Raw.get("/v1/tops", "Host: localhost.evil.example.com", good), 403,
                "is not served here");
        refused("no host", "GET /v1/tops HTTP/1.1\r\n" + good + "\r\n\r\n", 400,
                "Host is no name with a port");
        refused("two hosts", Raw.get("/v1/tops", "Host: localhost", "Host: evil.example.com", good),
                400, "Host is there 2 times");
    }

    /// Names and addresses that look like ours.
    private void names() {
        String good = Raw.bearer("admin");
        for (String other : List.of("localhost.", "127.0.0.1.nip.io", "0.0.0.0", "[::]",
                "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001",
                "desk.example.com.evil.net", "xlocalhost")) {
            refused("Host " + other, Raw.get("/v1/tops", "Host: " + other, good), 403,
                    "Host '" + other + "' is not served here");
        }
        refused("a Host without a name", Raw.get("/v1/tops", "Host: ", good), 403,
                "Host '' is not served here");
        for (String none : List.of("localhost:http", "localhost:65536", "localhost:-1",
                "localhost:80:80", "me@localhost", "localhost@evil.example.com", "localhost/",
                "localhost#evil.example.com", "localhost, evil.example.com", "[::1", "::1")) {
            refused("Host '" + none + "'", Raw.get("/v1/tops", "Host: " + none, good), 400,
                    "Host is no name with a port");
        }
        for (String page : List.of("http://localhost.evil.example.com",
                "https://localhost@evil.example.com", "https://desk.example.com:8443",
                "https://evil.example.com#localhost", "file://", "localhost", "http://",
                "chrome-extension://localhost.evil", "http://localhost:3000",
                "https://localhost:8443", "http://desk.example.com")) {
            refused("a WebSocket of " + page, Raw.socket("/v1/stream", "Origin: " + page, good),
                    403, "Origin '" + page + "' may not read this");
        }
    }

    private void sockets() {
        String good = Raw.bearer("reader");
        refused("a WebSocket without Origin and token", Raw.socket("/v1/stream"), 401,
                "a token is wanted here");
        refused("a WebSocket without a key",
                Raw.get("/v1/stream", good, "Connection: Upgrade", "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13"),
                400, "Sec-WebSocket-Key is missing");
        refused("a WebSocket by POST",
                Raw.request("POST", "/v1/stream", good, "Connection: Upgrade",
                        "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="),
                405, "not with POST");
        refused("a WebSocket where none is", Raw.socket("/v1/halt", good), 405, "not with GET");
        refused("two keys of a WebSocket", Raw.socket("/v1/stream", good,
                "Sec-WebSocket-Key: BBBBBBBBBBBBBBBBBBBBBB=="), 400,
                "Sec-WebSocket-Key is there 2 times");
        refused("more topics than anybody may have",
                Raw.get("/v1/events?topics=" + "book,".repeat(1_000) + "nothing", good), 400,
                "topics: ");
    }

    private void paths() {
        refused("dots", Raw.get("/../../etc/passwd"), 401, "a token is wanted");
        refused("dots that are encoded", Raw.get("/%2e%2e/%2e%2e/etc/passwd"), 401,
                "a token is wanted");
        refused("dots out of the page", Raw.get("/page/../v1/tops"), 401, "a token is wanted");
        refused("encoded dots out of the page", Raw.get("/page/%2e%2e/v1/tops"), 401,
                "a token is wanted");
        refused("slashes that are encoded", Raw.get("/page/..%2fv1%2ftops"), 404, "nothing is at");
        refused("backslashes", Raw.get("/page\\..\\v1\\tops"), 400, "percent-encoded");
        refused("a zero byte", Raw.get("/v1/tops%00.html", Raw.bearer("reader")), 404,
                "nothing is at");
        refused("two slashes before it", Raw.get("//v1/tops"), 401, "a token is wanted");
        refused("a percent that encodes nothing", Raw.get("/v1/%zz", Raw.bearer("reader")), 400,
                "");
        refused("a line break in the query", Raw.get("/v1/nothing?a=%0d%0aSet-Cookie:%20a=b",
                Raw.bearer("reader")), 404, "nothing is at");
        refused("a whole URL", Raw.get("http://localhost/v1/tops", Raw.bearer("reader")), 400,
                "not a whole URL");
    }

    private void smuggling() {
        String good = Raw.bearer("reader");
        String hidden = "POST /v1/halt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin\r\n\r\n";
        refused("two lengths", Raw.request("POST", "/v1/tops", "Content-Length: 0",
                "Content-Length: " + hidden.length(), good) + hidden, 400, "");
        refused("a length and chunks", Raw.request("POST", "/v1/tops",
                "Content-Length: " + hidden.length(), "Transfer-Encoding: chunked", good)
                + "0\r\n\r\n" + hidden, 400, "");
        refused("chunks by another name", Raw.request("POST", "/v1/tops",
                "Transfer-Encoding: xchunked", good) + hidden, 400, "");
        refused("chunks that are no last encoding", Raw.request("POST", "/v1/tops",
                "Transfer-Encoding: chunked, identity", good) + hidden, 400, "");
        refused("a length with a sign", Raw.request("POST", "/v1/tops", "Content-Length: +0", good)
                + hidden, 400, "");
        refused("a length below nothing",
                Raw.request("POST", "/v1/tops", "Content-Length: -1", good)
                        + hidden,
                400, "");
        refused("a blank before the colon",
                Raw.request("POST", "/v1/tops", "Content-Length : 5", good)
                        + hidden,
                400, "");
        refused("a header that goes on in the next line", Raw.request("GET", "/v1/tops",
                "X-A: b\r\n Transfer-Encoding: chunked", "Host: evil.example.com", good), 403, "");
        refused("a body where none belongs", Raw.request("GET", "/v1/tops",
                "Content-Length: " + hidden.length(), good) + hidden, 400, "without a body");
        refused("an upgrade to HTTP/2 in clear text", Raw.get("/v1/nothing", good,
                "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
                404, "nothing is at");
        refused("HTTP/2 from the first byte", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501,
                "Not Implemented");
        refused("no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400,
                "no HTTP request");
        refused("a header without a name", Raw.get("/v1/tops", ": x", good), 400,
                "a header has no name");
        refused("a zero byte in a header", Raw.get("/v1/tops", "X-A: a\0b", good), 400, "");
    }

    private void bodies() {
        String good = Raw.bearer("reader");
        refused("a request behind one for no host", Raw.request("POST", "/mcp",
                "Host: localhost/", "Transfer-Encoding: chunked", good)
                + "0\r\n\r\nPOST /v1/halt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin\r\n\r\n",
                400, "Host is no name with a port");
        String json = "Content-Type: application/json";
        String chunked = "Transfer-Encoding: chunked";
        String hidden = "POST /v1/halt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin\r\n\r\n";
        refused("one length twice", Raw.request("POST", "/mcp", "Content-Length: 2",
                "Content-Length: 2", json, good) + "{}", 400, "");
        refused("a list of lengths",
                Raw.request("POST", "/mcp", "Content-Length: 2, 2", json, good) + "{}", 400, "");
        refused("chunks twice", Raw.request("POST", "/mcp", chunked, chunked, json, good)
                + "0\r\n\r\n" + hidden, 400, "");
        refused("chunks and more", Raw.request("POST", "/mcp", "Transfer-Encoding: chunked, ",
                json, good) + "0\r\n\r\n" + hidden, 400, "");
        refused("chunks behind a strange blank", Raw.request("POST", "/mcp",
                "Transfer-Encoding: \u000bchunked", json, good) + "0\r\n\r\n" + hidden, 400, "");
        refused("a chunk whose length is no number",
                Raw.request("POST", "/mcp", chunked, json, good) + "xyz\r\n{}\r\n0\r\n\r\n", CUT,
                "");
        refused("a chunk longer than any",
                Raw.request("POST", "/mcp", chunked, json, good)
                        + "ffffffffffffffff2\r\n{}\r\n0\r\n\r\n",
                CUT, "");
        refused("chunks without end",
                Raw.request("POST", "/mcp", chunked, json, good)
                        + ("1000\r\n" + " ".repeat(0x1000) + "\r\n").repeat(17) + "0\r\n\r\n",
                413, "longer than 65536 bytes");
        refused("a line break of half the kind", Raw.get("/v1/tops", "X-A: a\rSet-Cookie: b=c",
                good), 400, "");
        refused("a header by a line break in a subprotocol",
                Raw.socket("/v1/stream", good,
                        "Sec-WebSocket-Protocol: crossbook.v1\rSet-Cookie: b=c"),
                400, "");
        refused("a request line of two lines", "GET /v1/tops\r\nHost: localhost\r\n" + good
                + "\r\n\r\n", 400, "");
        refused("no version", "GET /v1/tops\r\n\r\n", 400, "");
        refused("a version of its own", "GET /v1/tops HTTP/9.9\r\nHost: localhost\r\n" + good
                + "\r\n\r\n", 501, "");
    }

    private void sizes() {
        String good = Raw.bearer("reader");
        refused("a URL that does not end", Raw.get("/" + "a".repeat(40_000), good), 414,
                "the URL is longer than 16384 bytes");
        refused("options that do not end",
                Raw.socket("/ws-stream-normalized?options=%5B" + "%7B%7D%2C".repeat(5_000), good),
                414,
                "the URL is longer");
        refused("a header that does not end",
                Raw.get("/v1/tops", "X-A: " + "a".repeat(40_000), good),
                431, "the headers are longer than 16384 bytes");
        refused("headers without end", Raw.get("/v1/tops", "X-A: a\r\n".repeat(5_000) + good), 431,
                "the headers are longer");
        refused("a body that does not end", Raw.request("POST", "/v1/halt", Raw.bearer("reader"),
                "Content-Length: 9999999999"), 413, "9999999999 bytes are too many");
    }
}
