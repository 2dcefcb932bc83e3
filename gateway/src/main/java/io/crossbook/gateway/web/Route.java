package io.crossbook.gateway.web;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// One thing that can be asked over HTTP. The table of all of them is what is served, and what `/v1/openapi.json` describes.
///
/// `path` has its parameters in braces. `schema` names the form of the answer among the schemas; empty where it is no JSON. `others` are statuses besides 200 that
/// have the same form. What is `tagged` may be asked for with If-None-Match.
public record Route(Method method, String path, Scope scope, String summary,
        List<Parameter> parameters, String type, String schema, List<Integer> others,
        boolean tagged, Handler handler) {

    /// What may be done with a path. Whoever answers GET answers HEAD.
    public enum Method {
        GET, POST
    }

    /// Who answers.
    sealed interface Handler {
        /// With one document, later and on any thread.
        record Answering(Function<Ask, CompletionStage<Reply>> answer) implements Handler {}

        /// With whatever it writes itself, on the feed's thread.
        record Writing(BiConsumer<Ask, RoutingContext> write) implements Handler {}
    }

    public Route {
        parameters = List.copyOf(parameters);
        others = List.copyOf(others);
    }

    /// A document that everybody may read who may read at all.
    public static Route get(String path, String summary, String schema,
            Function<Ask, CompletionStage<Reply>> answer, Parameter... parameters) {
        return new Route(Method.GET, path, Scope.READ, summary, List.of(parameters), Reply.JSON,
                schema, List.of(), false, new Handler.Answering(answer));
    }

    /// Something that is done.
    public static Route post(String path, Scope scope, String summary, String schema,
            Function<Ask, CompletionStage<Reply>> answer, Parameter... parameters) {
        return new Route(Method.POST, path, scope, summary, List.of(parameters), Reply.JSON, schema,
                List.of(), false, new Handler.Answering(answer));
    }

    /// What is written piece by piece.
    public static Route writing(Method method, String path, String summary, String type,
            BiConsumer<Ask, RoutingContext> write, Parameter... parameters) {
        return new Route(method, path, Scope.READ, summary, List.of(parameters), type, "",
                List.of(), false, new Handler.Writing(write));
    }

    /// The same of another content type than JSON.
    Route as(String other) {
        return new Route(method, path, scope, summary, parameters, other, "", others, tagged,
                handler);
    }

    /// The same form with another status too.
    public Route also(int status) {
        return new Route(method, path, scope, summary, parameters, type, schema, List.of(status),
                tagged, handler);
    }

    /// The same with an ETag: it changes seldom.
    public Route tag() {
        return new Route(method, path, scope, summary, parameters, type, schema, others, true,
                handler);
    }
}
