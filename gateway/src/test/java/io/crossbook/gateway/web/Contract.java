package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a daemon says that it answers and sends, for tests that hold it to that. Stricter than what is served: nothing that is not named may be there.
public final class Contract {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory
            .getInstance(SpecVersion.VersionFlag.V202012);
    private static final List<String> CHOICES = List.of("topic", "type", "subscribe",
            "unsubscribe", "unsubscribed", "error", "lag");

    private final JsonNode openApi;
    private final JsonNode asyncApi;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    /// The two documents as they were served.
    public Contract(String openApi, String asyncApi) throws JsonProcessingException {
        this.openApi = MAPPER.readTree(openApi);
        this.asyncApi = MAPPER.readTree(asyncApi);
    }

    /// One of the operations that are described, `get /v1/tops`.
    public Set<String> operations() {
        var all = new TreeSet<String>();
        openApi.path("paths").properties().forEach(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> all.add(method + " " + path.getKey())));
        return all;
    }

    /// Fails where this is not what is described.
    public void answered(String method, String uri, int status, String type, String body)
            throws JsonProcessingException {
        String path = uri.replaceFirst("[?#].*", "");
        String at = method + " " + uri + " (" + status + ", " + type + ")";
        if (status == 304 || body.isEmpty()) {
            return;
        }
        if (type.startsWith("text/html") || path.startsWith("/page/")) {
            return; // files for browsers are no part of what programs are told
        }
        if (type.startsWith("application/problem+json")) {
            holds(at, "Problem", MAPPER.readTree(body));
            assertEquals(status, MAPPER.readTree(body).path("status").intValue(), at);
            return;
        }
        JsonNode answers = operation(method, path).path("responses");
        JsonNode answer = answers.path(Integer.toString(status)).path("content")
                .path(type.split(";")[0]);
        assertEquals(false, answer.isMissingNode(), at + " is not described: " + answers);
        JsonNode ref = answer.path("schema").path("$ref");
        if (!ref.isMissingNode()) {
            holds(at, ref.asText().replaceFirst(".*/", ""), MAPPER.readTree(body));
        }
    }

    private JsonNode operation(String method, String path) {
        for (var each : openApi.path("paths").properties()) {
            if (path.matches(each.getKey().replaceAll("\\{[^}]*}", "[^/]+"))) {
                return each.getValue().path(method.toLowerCase(Locale.ROOT)
                        .replace("head", "get"));
            }
        }
        return MAPPER.missingNode();
    }

    /// Fails where a message of this channel is none of those that are described.
    public void sent(String address, String text) throws JsonProcessingException {
        JsonNode message = MAPPER.readTree(text);
        String name = message(address, message);
        assertNotNull(name, address + " does not describe " + text);
        holds(address, name, message);
    }

    private @Nullable String message(String address, JsonNode message) {
        for (JsonNode channel : asyncApi.path("channels")) {
            if (!channel.path("address").asText().equals(address)) {
                continue;
            }
            for (var each : channel.path("messages").properties()) {
                if (means(each.getKey(), message)) {
                    return each.getKey();
                }
            }
        }
        return null;
    }

    /// By its topic or type where the schema allows some, else by its only member.
    private boolean means(String name, JsonNode message) {
        JsonNode schema = asyncApi.at("/components/schemas/" + name);
        for (String choice : CHOICES) {
            JsonNode member = schema.path("properties").path(choice);
            if (!member.isMissingNode()) {
                return message.has(choice) && (!member.has("enum")
                        || member.path("enum").toString()
                                .contains(message.path(choice).toString()));
            }
        }
        return false;
    }

    private void holds(String at, String schema, JsonNode document) {
        var wrong = schemas.computeIfAbsent(schema, this::strict).validate(document);
        assertEquals(List.of(), List.copyOf(wrong), at + " is no " + schema + ": "
                + (document.toString().length() > 2_000
                        ? document.toString().substring(0, 2_000)
                        : document));
    }

    private JsonSchema strict(String name) {
        ObjectNode root = MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
        JsonNode all = asyncApi.path("components").path("schemas").deepCopy();
        closed(all, mixed(all));
        root.putObject("components").set("schemas", all);
        return FACTORY.getSchema(root);
    }

    /// Those that others are made of: they may not close themselves.
    private static Set<JsonNode> mixed(JsonNode schemas) {
        var mixed = Collections
                .newSetFromMap(new IdentityHashMap<JsonNode, Boolean>());
        for (JsonNode each : schemas) {
            for (JsonNode part : each.path("allOf")) {
                mixed.add(part.has("$ref")
                        ? schemas.path(part.path("$ref").asText().replaceFirst(".*/", ""))
                        : part);
            }
        }
        return mixed;
    }

    private static void closed(JsonNode node, Set<JsonNode> mixed) {
        var parts = new ArrayList<JsonNode>();
        node.forEach(parts::add);
        parts.forEach(part -> closed(part, mixed));
        if (node instanceof ObjectNode object && !mixed.contains(node)
                && !node.has("additionalProperties")
                && (node.has("allOf") || node.path("properties").isObject()
                        && node.path("type").asText().equals("object"))) {
            object.put("unevaluatedProperties", false);
        }
    }
}
