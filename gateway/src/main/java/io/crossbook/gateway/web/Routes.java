package io.crossbook.gateway.web;

import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Views;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is answered over HTTP. On the feed's thread; the engine is read on its own.
///
/// Everything under `/v1` is JSON; errors are `application/problem+json`. Only GET is answered, and HEAD where GET is; and one POST, which halts.
final class Routes {

    private static final int MOST_DEPTH = 5_000;
    private static final String HALT = "/v1/halt";
    private static final String BEARER = "Bearer ";

    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Supplier<String> metrics;
    private final Doorman doorman;
    private final Halting halting;

    /// `metrics` writes the Prometheus text.
    Routes(EngineThread engine, Consumer<Runnable> onFeedThread, Supplier<String> metrics,
            Doorman doorman, Halting halting) {
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        this.metrics = metrics;
        this.doorman = doorman;
        this.halting = halting;
    }

    /// Puts everything on a router, which may have routes already.
    void on(Router router) {
        get(router, "/", this::index);
        get(router, "/v1/tops", request -> answer(request, Views::tops, tops -> {
            var items = new JsonArray();
            tops.forEach(top -> items.add(Json.top(top)));
            return Json.items(items);
        }));
        get(router, "/v1/books/:exchange/:symbol", this::book);
        get(router, "/v1/opportunities",
                request -> answer(request, Views::opportunities, opportunities -> {
                    var items = new JsonArray();
                    opportunities.forEach(opportunity -> items.add(Json.opportunity(opportunity)));
                    return Json.items(items);
                }));
        get(router, "/v1/exchanges", request -> answer(request, Engine::exchanges, states -> {
            var items = new JsonArray();
            states.forEach(state -> items.add(Json.exchange(state)));
            return Json.items(items);
        }));
        get(router, "/v1/health", this::health);
        router.route(HALT).method(HttpMethod.POST).handler(this::halt);
        get(router, "/metrics", request -> end(request, 200,
                "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(metrics.get())));
        router.route().handler(request -> problem(request, 404, "Not Found",
                "nothing is at " + request.request().path()));
        router.route().failureHandler(request -> problem(request,
                request.statusCode() < 400 ? 500 : request.statusCode(),
                "Error",
                String.valueOf(request.failure() == null ? "" : request.failure().getMessage())));
    }

    static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    /// Lets nobody in who may not read, and nothing that would write.
    void guard(RoutingContext request) {
        var authority = request.request().authority();
        String refusal = doorman.refusal(authority == null ? "" : authority.host(),
                request.request().getHeader("Origin"));
        HttpMethod method = request.request().method();
        if (refusal != null) {
            problem(request, 403, "Forbidden", refusal);
        } else if (halting.possible() && method.equals(HttpMethod.POST)
                && HALT.equals(request.request().path())) {
            request.next();
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            problem(request, 405, "Method Not Allowed", "only GET is answered here, not " + method);
        } else {
            request.next();
        }
    }

    /// Needs nothing but the headers, and nobody but this thread.
    private void halt(RoutingContext request) {
        String said = request.request().getHeader("Authorization");
        if (said == null || !said.startsWith(BEARER)
                || !halting.knows(said.substring(BEARER.length()).strip())) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            problem(request, 401, "Unauthorized",
                    "the token is in the file control.token of the daemon's data folder");
            return;
        }
        String why = request.queryParams().get("why");
        var _ = halting.halt("HTTP" + (why == null || why.isBlank() ? "" : ": " + why))
                .whenComplete((halted, failure) -> onFeedThread.accept(() -> {
                    if (failure == null) {
                        json(request, 200, Json.halted(halted));
                    } else {
                        request.fail(500, failure);
                    }
                }));
    }

    private void index(RoutingContext request) {
        end(request, 200, "text/plain; charset=utf-8", Buffer
                .buffer("""
                        Crossbook

                        GET /v1/tops                        the best of all exchanges, by instrument
                        GET /v1/books/{exchange}/{symbol}   one book (?depth=20); write / in a symbol as %2F
                        GET /v1/opportunities               what is worth doing, with the whole sum
                        GET /v1/exchanges                   what is connected
                        GET /v1/health
                        GET /metrics                        Prometheus
                        POST /v1/halt                       stop new attempts (?why=...; Authorization: Bearer, control.token)
                        WS  /ws-stream-normalized?options=[{"exchange":"binance","symbols":[],"dataTypes":["trade","book_change"]}]
                        WS  /v1/stream                      {"subscribe":["top","opportunity"]}
                        """));
    }

    private void book(RoutingContext request) {
        String exchange = request.pathParam("exchange");
        String symbol = request.pathParam("symbol");
        int depth;
        try {
            depth = Query.number(request.queryParams().get("depth"), 20, 1, MOST_DEPTH);
        } catch (IllegalArgumentException e) {
            problem(request, 400, "Bad Request", "depth: " + e.getMessage());
            return;
        }
        answer(request, now -> {
            for (ListingBook book : now.books().all()) {
                if (book.listing().exchange().equals(exchange)
                        && book.listing().symbol().equals(symbol)) {
                    return List.of(Views.book(book, depth));
                }
            }
            return List.<Views.BookView>of();
        }, found -> found.isEmpty() ? null : Json.book(found.getFirst()));
    }

    private void health(RoutingContext request) {
        engine.run(now -> {
            List<ExchangeState> states = now.exchanges();
            String withheld = now.desk().withheld();
            Standing standing = now.standing();
            onFeedThread.accept(() -> {
                var items = new JsonArray();
                int live = 0;
                for (ExchangeState state : states) {
                    live += state.live();
                    if (state.enabled()) {
                        items.add(new JsonObject().put("exchange", state.name())
                                .put("live", state.live())
                                .put("listings", state.listings().size())
                                .put("connections", state.connections())
                                .put("links", state.links()));
                    }
                }
                json(request, live > 0 ? 200 : 503,
                        new JsonObject().put("status", live > 0 ? "up" : "no live book")
                                .put("withheld", withheld.isEmpty() ? null : withheld)
                                .put("trading", standing == null ? null : Json.standing(standing))
                                .put("exchanges", items));
            });
        });
    }

    /// Reads on the engine's thread, writes on this one; a null document is a 404.
    private <T> void answer(RoutingContext request, Function<Engine, T> reading,
            Function<T, @Nullable JsonObject> writing) {
        engine.run(now -> {
            T read = reading.apply(now);
            onFeedThread.accept(() -> {
                JsonObject document = writing.apply(read);
                if (document == null) {
                    problem(request, 404, "Not Found", "nothing is at " + request.request().path());
                } else {
                    json(request, 200, document);
                }
            });
        });
    }

    private static void json(RoutingContext request, int status, JsonObject document) {
        end(request, status, "application/json", document.toBuffer());
    }

    static void problem(RoutingContext request, int status, String title, String detail) {
        end(request, status, "application/problem+json",
                Json.problem(status, title, detail).toBuffer());
    }

    private static void end(RoutingContext request, int status, String type, Buffer body) {
        var response = request.response().setStatusCode(status).putHeader("Content-Type", type)
                .putHeader("Content-Length", String.valueOf(body.length()));
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.end(); // over HTTP/2 Vert.x would send the body
        } else {
            response.end(body);
        }
    }
}
