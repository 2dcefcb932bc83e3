package io.crossbook.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/// What can be asked and what is sent, described for tools: OpenAPI 3.1 made of the table of routes, AsyncAPI 3 of the messages. Both hold the schemas that they
/// speak of.
final class Documents {

    private static final String VERSION = "1";
    private static final String JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
    private static final String REF = "$ref";
    private static final List<String> FILES = List.of("schemas-market.json",
            "schemas-daemon.json", "schemas-execution.json", "schemas-stream.json");

    private Documents() {}

    /// Routes that serve the descriptions of `table`, which they may join themselves.
    static List<Route> table(List<Route> table) {
        return List.of(
                described("/v1/openapi.json", "This description (OpenAPI 3.1)",
                        new Written(() -> openApi(table))),
                described("/v1/asyncapi.json",
                        "What is sent over WebSockets and as events (AsyncAPI 3)",
                        new Written(Documents::asyncApi)));
    }

    private static Route described(String path, String summary, Written document) {
        return Route.get(path, summary, "", ask -> ask.done(document.reply())).tag();
    }

    /// Made when it is first asked for, when all routes are known.
    private static final class Written {
        private final Supplier<JsonObject> making;
        private Reply reply = Reply.json(new JsonObject());
        private boolean made;

        Written(Supplier<JsonObject> making) {
            this.making = making;
        }

        Reply reply() {
            if (!made) {
                Reply written = Reply.json(making.get());
                reply = written.with(Tags.HEADER, Tags.of(written.body()));
                made = true;
            }
            return reply;
        }
    }

    /// All schemas, by name.
    static JsonObject schemas() {
        var all = new JsonObject();
        FILES.forEach(file -> all.mergeIn(read(file)));
        return all;
    }

    static JsonObject openApi(List<Route> table) {
        var paths = new JsonObject();
        for (Route route : table) {
            if (!paths.containsKey(route.path())) {
                paths.put(route.path(), new JsonObject());
            }
            paths.getJsonObject(route.path()).put(
                    route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        return new JsonObject().put("openapi", "3.1.0").put("info", new JsonObject()
                .put("title", "Crossbook").put("version", VERSION)
                .put("description",
                        "Cross-exchange arbitrage and market data. Amounts are decimal strings, times RFC 3339; what is not there is null.")
                .put("license", new JsonObject().put("name", "see the repository")
                        .put("identifier", "LicenseRef-Crossbook")))
                .put("jsonSchemaDialect", JSON_SCHEMA)
                .put("servers",
                        new JsonArray().add(new JsonObject().put("url", "http://127.0.0.1:8080")))
                .put("security",
                        new JsonArray().add(new JsonObject()).add(new JsonObject().put("token",
                                new JsonArray())))
                .put("paths", paths)
                .put("components", new JsonObject().put("schemas", schemas()).put(
                        "securitySchemes", new JsonObject().put("token", bearer())));
    }

    private static JsonObject bearer() {
        return new JsonObject().put("type", "http").put("scheme", "bearer");
    }

    private static JsonObject operation(Route route) {
        var parameters = new JsonArray();
        route.parameters().forEach(parameter -> parameters.add(parameter.described()));
        var answers = new JsonObject().put("200", answer("What was asked for.", route.type(),
                route.schema()));
        if (route.tagged()) {
            answers.put("304", new JsonObject().put("description",
                    "It is as If-None-Match knows it."));
        }
        route.others().forEach(status -> answers.put(status.toString(),
                answer("The same, where it is not well.", route.type(), route.schema())));
        answers.put("default", answer("An error.", Reply.PROBLEM, "Problem"));
        var operation = new JsonObject().put("operationId", name(route))
                .put("summary", route.summary()).put("parameters", parameters)
                .put("responses", answers);
        if (route.method() == Route.Method.POST
                && route.handler() instanceof Route.Handler.Writing) {
            operation.put("requestBody", new JsonObject().put("required", true).put("content",
                    new JsonObject().put(Reply.JSON, new JsonObject().put("schema",
                            new JsonObject().put("type", "object")))));
            answers.put("202", new JsonObject().put("description", "It was heard."));
        }
        return route.scope() == Scope.READ
                ? operation
                : operation.put("security", new JsonArray().add(
                        new JsonObject().put("token", new JsonArray())));
    }

    private static JsonObject answer(String description, String type, String schema) {
        var form = schema.isEmpty()
                ? new JsonObject().put("type", type.equals(Reply.JSON) ? "object" : "string")
                : ref(schema);
        return new JsonObject().put("description", description).put("content", new JsonObject()
                .put(type.split(";", -1)[0], new JsonObject().put("schema", form)));
    }

    private static JsonObject ref(String schema) {
        return new JsonObject().put(REF, "#/components/schemas/" + schema);
    }

    /// `GET /v1/books/{exchange}/{symbol}` is `getBooksExchangeSymbol`.
    static String name(Route route) {
        var name = new StringBuilder(
                route.method().name().toLowerCase(Locale.ROOT));
        for (String part : route.path().replaceFirst("^/v1", "").split("[^A-Za-z0-9]+", -1)) {
            if (!part.isEmpty()) {
                name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return route.path().equals("/") ? name + "Index" : name.toString();
    }

    static JsonObject asyncApi() {
        JsonObject document = read("asyncapi.json");
        JsonObject schemas = schemas();
        var messages = new JsonObject();
        document.getJsonObject("channels").forEach(channel -> {
            for (String name : ((JsonObject) channel.getValue()).getJsonObject("messages")
                    .fieldNames()) {
                messages.put(name, new JsonObject().put("name", name)
                        .put("summary", schemas.getJsonObject(name).getString("description"))
                        .put("payload", ref(name)));
            }
        });
        return document.put("components",
                new JsonObject().put("messages", messages).put("schemas", schemas)
                        .put("securitySchemes", new JsonObject().put("token", bearer())));
    }

    private static JsonObject read(String file) {
        try (InputStream in = Objects.requireNonNull(
                Documents.class.getResourceAsStream(file), file)) {
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
