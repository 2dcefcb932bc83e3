package io.crossbook.gateway.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves a table of routes: checks who asks and what, and writes what is answered. On the feed's thread.
///
/// Errors are `application/problem+json`. HEAD is answered where GET is. What needs more than [Scope#READ] needs a token.
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final List<Route> table;
    private final Readings readings;
    private final Consumer<Runnable> onFeedThread;
    private final Gatekeeper gatekeeper;
    private final Sessions sessions;

    Routes(List<Route> table, Readings readings, Consumer<Runnable> onFeedThread,
            Gatekeeper gatekeeper, Sessions sessions) {
        this.table = List.copyOf(table);
        this.readings = readings;
        this.onFeedThread = onFeedThread;
        this.gatekeeper = gatekeeper;
        this.sessions = sessions;
    }

    /// Puts everything on a router, which may have routes already.
    void on(Router router) {
        table.forEach(route -> {
            var mounted = router.route(mounted(route.path()))
                    .method(HttpMethod.valueOf(route.method().name()));
            if (route.method() == Route.Method.GET) {
                mounted.method(HttpMethod.HEAD);
            }
            mounted.handler(request -> serve(route, request));
        });
        allowed().forEach((path, methods) -> only(router, mounted(path), methods));
        router.route().handler(
                request -> problem(request, 404, "nothing is at " + request.request().path()));
        router.route().failureHandler(this::failed);
    }

    private Map<String, Set<String>> allowed() {
        var allowed = new LinkedHashMap<String, Set<String>>();
        for (Route route : table) {
            Set<String> methods = allowed.computeIfAbsent(route.path(),
                    _ -> new LinkedHashSet<>());
            methods.add(route.method().name());
            if (route.method() == Route.Method.GET) {
                methods.add("HEAD");
            }
        }
        return allowed;
    }

    private static String mounted(String path) {
        return path.replace("{", ":").replace("}", "");
    }

    /// A path that is no document, such as that of a WebSocket.
    static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
        only(router, path, Set.of("GET"));
    }

    /// Whatever else is done with it is refused.
    private static void only(Router router, String path, Set<String> methods) {
        router.route(path).handler(request -> {
            request.response().putHeader("Allow", String.join(", ", methods));
            problem(request, 405, request.request().path() + " is asked with "
                    + String.join(" or ", methods) + ", not with " + request.request().method());
        });
    }

    private void serve(Route route, RoutingContext request) {
        var values = new HashMap<String, String>();
        String wrong = read(route, request, values);
        if (!gatekeeper.lets(request, route.scope())) {
            return;
        }
        if (wrong != null) {
            problem(request, 400, wrong);
        } else if (!accepts(route, request)) {
            problem(request, 406, "Accept: '"
                    + Parameter.shortened(
                            String.valueOf(request.request().getHeader("Accept")))
                    + "' is found, "
                    + route.type() + " is what there is");
        } else {
            var ask = new Ask(values, Gatekeeper.caller(request), route.path(), readings,
                    onFeedThread::accept, sessions);
            switch (route.handler()) {
                case Route.Handler.Answering(var answer) -> answer.apply(ask)
                        .whenComplete((reply, failure) -> onFeedThread.accept(
                                () -> answered(route, request, reply, failure)));
                case Route.Handler.Writing(var write) -> write.accept(ask, request);
            }
        }
    }

    /// Reads what was said into `values`; what is wrong with it, or null.
    private static @Nullable String read(Route route, RoutingContext request,
            Map<String, String> values) {
        for (Parameter parameter : route.parameters()) {
            List<String> found = parameter.place() == Parameter.Place.PATH
                    ? List.of(request.pathParam(parameter.name()))
                    : request.queryParams().getAll(parameter.name());
            if (found.size() > 1) {
                return parameter.name() + ": " + found.size() + " values are found, one is wanted";
            }
            String problem = found.isEmpty() ? null : parameter.problem(found.getFirst());
            if (problem != null) {
                return problem;
            }
            values.put(parameter.name(),
                    found.isEmpty() ? parameter.otherwise() : found.getFirst());
        }
        for (String name : request.queryParams().names()) {
            if (!values.containsKey(name)) {
                String known = route.parameters().stream()
                        .filter(each -> each.place() == Parameter.Place.QUERY)
                        .map(Parameter::name).collect(Collectors.joining(", "));
                return "'" + Parameter.shortened(name) + "' is no parameter of " + route.path()
                        + ", " + (known.isEmpty() ? "none is wanted" : known + " is wanted");
            }
        }
        for (Parameter parameter : route.parameters()) {
            String missing = parameter.missing();
            if (missing != null && parameter.place() == Parameter.Place.QUERY
                    && !request.queryParams().contains(parameter.name())) {
                return missing;
            }
        }
        return null;
    }

    private static boolean accepts(Route route, RoutingContext request) {
        var wanted = request.parsedHeaders().accept();
        String[] ours = route.type().split("[/;]", -1);
        return wanted.isEmpty() || wanted.stream()
                .anyMatch(each -> each.weight() > 0
                        && (each.component().equals("*") || each.component().equals(ours[0]))
                        && (each.subComponent().equals("*")
                                || each.subComponent().equals(ours[1])));
    }

    private void answered(Route route, RoutingContext request, @Nullable Reply reply,
            @Nullable Throwable failure) {
        if (reply == null) {
            Reply known = Ask.failed(failure);
            if (known == null) {
                request.fail(500, failure);
            } else {
                end(request, known);
            }
        } else if (route.tagged() && reply.status() == 200) {
            tagged(request, reply);
        } else {
            end(request, reply);
        }
    }

    private static void tagged(RoutingContext request, Reply reply) {
        String ready = reply.headers().get(Tags.HEADER);
        String tag = ready == null ? Tags.of(reply.body()) : ready;
        request.response().putHeader(Tags.HEADER, tag);
        String known = request.request().getHeader("If-None-Match");
        if (known != null && Tags.matches(known, tag)) {
            request.response().setStatusCode(304).end();
        } else {
            end(request, reply);
        }
    }

    /// What Vert.x itself refuses, and mistakes of ours, which are told to the log alone.
    private void failed(RoutingContext request) {
        int status = request.statusCode() < 400 ? 500 : request.statusCode();
        if (status >= 500) {
            LOG.error("{} {} failed", request.request().method(), request.request().path(),
                    request.failure());
        }
        problem(request, status, status >= 500
                ? "a mistake of ours: the log of the daemon says more"
                : HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    static void problem(RoutingContext request, int status, String detail) {
        end(request, Reply.problem(status, detail));
    }

    static void end(RoutingContext request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("Content-Type", reply.type())
                .putHeader("Content-Length", String.valueOf(reply.body().length()));
        reply.headers().forEach(response::putHeader);
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            Answers.send(request, reply.body());
        }
    }
}
