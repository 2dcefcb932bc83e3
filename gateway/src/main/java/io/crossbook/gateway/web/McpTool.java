package io.crossbook.gateway.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A route under the name that a language model calls it by. It can only read: what it asks is what the route answers to anybody.
///
/// `otherwise` counts instead of the route's own defaults where nothing is said.
record McpTool(String name, String description, Route route, Map<String, String> otherwise) {

    private static final String FEW = "20";

    McpTool {
        otherwise = Map.copyOf(otherwise);
        if (route.scope() != Scope.READ || route.method() != Route.Method.GET) {
            throw new IllegalArgumentException(route.path() + " does more than read");
        }
    }

    /// Those of which the table has the routes.
    static List<McpTool> of(List<Route> table) {
        return List.of(
                of(table, "tops",
                        "The best bid and ask over all exchanges for each instrument, and each exchange's own quote with age and health.",
                        "/v1/tops", Map.of(Parameter.LIMIT, FEW)),
                of(table, "book", "The order book of one instrument on one exchange.",
                        "/v1/books/{exchange}/{symbol}", Map.of("depth", "10")),
                of(table, "opportunities",
                        "What is or was worth doing between exchanges after all costs: the open ones first.",
                        "/v1/opportunities", Map.of(Parameter.LIMIT, "5")),
                of(table, "explain",
                        "One opportunity with every step of its sum: why it is worth something, and whether it may be fired.",
                        "/v1/opportunities/{id}", Map.of()),
                of(table, "health",
                        "Whether any book is live, how every exchange is connected, and how trading stands.",
                        "/v1/health", Map.of()),
                of(table, "pnl",
                        "What was earned today and by what; what was captured is apart from revaluation.",
                        "/v1/pnl", Map.of()))
                .stream().flatMap(Optional::stream).toList();
    }

    private static Optional<McpTool> of(List<Route> table, String name, String description,
            String path, Map<String, String> otherwise) {
        return table.stream()
                .filter(route -> route.path().equals(path) && route.method() == Route.Method.GET)
                .findFirst().map(route -> new McpTool(name, description, route, otherwise));
    }

    /// As `tools/list` tells it.
    JsonObject described() {
        var properties = new JsonObject();
        var required = new JsonArray();
        for (Parameter parameter : route.parameters()) {
            JsonObject schema = parameter.described().getJsonObject("schema").copy()
                    .put("description", parameter.description());
            String own = otherwise.get(parameter.name());
            if (own != null) {
                schema.put("default", Integer.parseInt(own));
            }
            properties.put(parameter.name(), schema);
            if (parameter.place() == Parameter.Place.PATH) {
                required.add(parameter.name());
            }
        }
        return new JsonObject().put("name", name).put("title", route.summary())
                .put("description", description)
                .put("inputSchema", new JsonObject().put("type", "object")
                        .put("properties", properties).put("required", required)
                        .put("additionalProperties", false))
                .put("annotations", new JsonObject().put("readOnlyHint", true)
                        .put("destructiveHint", false).put("idempotentHint", true)
                        .put("openWorldHint", false));
    }

    /// Reads what was said into `values`; what is wrong with it, or null.
    @Nullable
    String read(JsonObject arguments, Map<String, String> values) {
        var said = new HashMap<>(arguments.getMap());
        for (Parameter parameter : route.parameters()) {
            Object value = said.remove(parameter.name());
            if (value == null) {
                if (parameter.place() == Parameter.Place.PATH) {
                    return parameter.name() + " is missing: " + parameter.description();
                }
                values.put(parameter.name(), otherwise.getOrDefault(parameter.name(),
                        parameter.otherwise()));
                continue;
            }
            boolean plain = value instanceof String || value instanceof Integer
                    || value instanceof Long;
            String problem = plain
                    ? parameter.problem(value.toString())
                    : parameter.name() + ": text or a whole number is wanted";
            if (problem != null) {
                return problem;
            }
            values.put(parameter.name(), value.toString());
        }
        return said.isEmpty()
                ? null
                : "'" + Parameter.shortened(said.keySet().iterator().next())
                        + "' is no argument of " + name;
    }
}
