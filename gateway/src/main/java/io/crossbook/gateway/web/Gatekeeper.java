package io.crossbook.gateway.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asked before anything else: whether a request is one, whether it may come from there, whose it is, and whether that caller may read at all. On the feed's thread.
///
/// Everything is refused that is not let in here: a route that forgets to ask is readable by those who may read that path, and by nobody else.
final class Gatekeeper {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final String CALLER = "crossbook.caller";
    /// Whose request it is that shows no token, before its address.
    private static final String FOREIGN = "foreign ";
    private static final String STRANGER = "stranger ";
    private static final String HALT = "/v1/halt";
    private static final Set<String> OPEN = Set.of("/", "/v1/openapi.json", "/v1/asyncapi.json");

    private final Web.Settings settings;
    private final Doorman doorman;
    private final Access access;
    private final Halting halting;
    private final LongSupplier nanos;
    private final Tries tries = new Tries();
    private final Rates rates = new Rates();

    /// @param nanos a clock that never goes back
    Gatekeeper(Web.Settings settings, Access access, Halting halting, LongSupplier nanos) {
        this.settings = settings;
        this.access = access;
        this.halting = halting;
        this.nanos = nanos;
        doorman = new Doorman(settings.entrance().hosts(), settings.allowedOrigins());
    }

    /// Who asks, once [#guard] has let it by; of what is open to everybody, nobody that is known.
    static Caller caller(RoutingContext request) {
        Caller caller = request.get(CALLER);
        return caller == null ? Caller.STRANGER : caller;
    }

    /// Lets the request by, or answers it.
    void guard(RoutingContext request) {
        HttpServerRequest asked = request.request();
        SecurityHeaders.put(request.response().headers(),
                settings.entrance().certificate() != null);
        Envelope.Problem problem = Envelope.problem(asked);
        if (problem.status() != 0) {
            if (problem.status() == 426) {
                request.response().putHeader("Sec-WebSocket-Version", Envelope.VERSION)
                        .putHeader("Upgrade", "websocket");
            }
            refuse(request, problem.status(), problem.why());
            return;
        }
        String foreign = foreign(asked);
        if (foreign != null) {
            if (paced(request, FOREIGN)) {
                refuse(request, 403, foreign);
            }
            return;
        }
        boolean named = doorman.named(asked.getHeader("Origin"));
        if (named) {
            request.response().putHeader("Access-Control-Allow-Origin", asked.getHeader("Origin"))
                    .putHeader("Vary", "Origin");
        }
        if (named && asked.method().equals(HttpMethod.OPTIONS)) {
            if (paced(request, FOREIGN)) {
                preflight(request.response());
            }
            return;
        }
        Credentials shown = Credentials.of(asked);
        if (!shown.wrong().isEmpty()) {
            unknown(request, shown.wrong());
        } else if (shown.token() != null) {
            judged(request, shown.token());
        } else if (settings.entrance().readWithoutToken()) {
            known(request, Caller.LOCAL);
        } else if (!paced(request, STRANGER)) {
            return;
        } else if (open(request)) {
            request.next();
        } else {
            unauthorized(request, "a token is wanted here: 'Authorization: Bearer TOKEN'; "
                    + "`ops/crossbook token create` makes one");
        }
    }

    /// Whether one who shows no token may ask once more, by its address; answers the request where it may not. What pages of others have a browser ask takes nothing from
    /// those who sit before it.
    private boolean paced(RoutingContext request, String whose) {
        int most = settings.entrance().maxRequestsPerSecond();
        String address = Connections.address(request.request().connection());
        if (rates.take(whose + address, most, nanos.getAsLong())) {
            return true;
        }
        tooOften(request, most, address);
        return false;
    }

    private static void tooOften(RoutingContext request, int most, String who) {
        request.response().putHeader("Retry-After", "1");
        refuse(request, 429, most + " requests a second are all that " + who + " may have");
    }

    private @Nullable String foreign(HttpServerRequest asked) {
        String origin = asked.getHeader("Origin");
        String refusal = doorman.refusal(asked.authority(), origin);
        return refusal != null
                ? refusal
                : doorman.refusalOfUse(asked.getHeader("Sec-Fetch-Site"),
                        asked.getHeader("Sec-Fetch-Mode"), origin);
    }

    private static void preflight(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST")
                .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, "
                        + "If-None-Match, Last-Event-ID, Mcp-Session-Id, MCP-Protocol-Version")
                .putHeader("Access-Control-Max-Age", "600").setStatusCode(204).end();
    }

    private void judged(RoutingContext request, String token) {
        if (halting.knows(token)) {
            known(request, Caller.CONTROL);
            return;
        }
        switch (access.whose(token)) {
            case Access.Verdict.Known(Caller caller) -> known(request, caller);
            case Access.Verdict.Refused(String why) -> unknown(request, why);
        }
    }

    private void known(RoutingContext request, Caller caller) {
        String path = request.normalizedPath();
        // Halting waits for nothing and nobody.
        boolean halts = !caller.anonymous() && HALT.equals(path)
                && request.request().method().equals(HttpMethod.POST);
        String who = caller.anonymous()
                ? Connections.address(request.request().connection())
                : caller.name() + " " + caller.id();
        int most = caller.quota().requestsPerSecond() == 0
                ? settings.entrance().maxRequestsPerSecond()
                : caller.quota().requestsPerSecond();
        if (!halts && !rates.take(who, most, nanos.getAsLong())) {
            tooOften(request, most, named(caller));
            return;
        }
        String refusal = open(request) ? "" : Reads.refusal(caller, path);
        if (refusal.isEmpty()) {
            request.put(CALLER, caller);
            request.next();
        } else {
            refuse(request, 403, refusal);
        }
    }

    /// A token that is none.
    private void unknown(RoutingContext request, String why) {
        String address = Connections.address(request.request().connection());
        long wait = tries.wrong(address, nanos.getAsLong());
        LOG.atLevel(wait == 0 ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
                .log("HTTP: a token from {} is refused ({} in its last minute): {}", address,
                        tries.count(address), why);
        if (wait == 0) {
            unauthorized(request, why);
        } else {
            request.response().putHeader("Retry-After", String.valueOf(wait))
                    .putHeader("WWW-Authenticate", "Bearer") // it is the token, and not how often it came
                    .putHeader("Connection", "close");
            refuse(request, 429, tries.count(address) + " wrong tokens came from here within a "
                    + "minute: try again in " + wait + " s");
        }
    }

    private static void unauthorized(RoutingContext request, String why) {
        request.response().putHeader("WWW-Authenticate", "Bearer");
        refuse(request, 401, why);
    }

    /// Whether whoever asks may do what wants this scope; answers the request where it may not. What is more than reading always wants a token.
    boolean lets(RoutingContext request, Scope wanted) {
        Caller caller = caller(request);
        if (wanted == Scope.READ && open(request)) {
            return true;
        }
        if (caller.equals(Caller.STRANGER) || (caller.anonymous() && !caller.may(wanted))) {
            unauthorized(request, "a token with scope " + word(wanted)
                    + " is wanted here: 'Authorization: Bearer TOKEN', such as the one in the file "
                    + "control.token of the daemon's data folder");
            return false;
        }
        if (!caller.may(wanted)) {
            request.response().putHeader("WWW-Authenticate",
                    "Bearer error=\"insufficient_scope\", scope=\"" + word(wanted) + "\"");
            refuse(request, 403, named(caller) + " has scope " + word(caller.scope()) + "; "
                    + word(wanted) + " is wanted here");
            return false;
        }
        return true;
    }

    private static String named(Caller caller) {
        return caller.anonymous() ? caller.name() : "token '" + caller.name() + "'";
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The page itself and what describes us tell nothing, and have to be there before somebody can show a token.
    private static boolean open(RoutingContext request) {
        String path = request.normalizedPath();
        HttpMethod method = request.request().method();
        return (OPEN.contains(path) || path.startsWith("/page/"))
                && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }

    /// What a refused request still sends is not waited for.
    private static void refuse(RoutingContext request, int status, String why) {
        if (Envelope.opened(request.request())) {
            request.response().putHeader("Connection", "close");
        }
        Routes.problem(request, status, why);
    }
}
