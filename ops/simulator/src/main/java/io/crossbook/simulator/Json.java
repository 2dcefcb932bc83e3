package io.crossbook.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Small help with JSON: what clients say is parsed, what the exchange says is written by hand, so
/// that every digit is where the exchange would have put it.
final class Json {

    /// A decimal keeps its digits.
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /// The parsed text, or null where it is no JSON.
    static @Nullable JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    static String quote(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    /// A field's text; empty where it is absent.
    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    /// A field's decimal in plain digits, whether it is a number or a text; empty where it is absent.
    static String decimal(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText("");
    }

    /// A list of facts as a JSON array.
    static <T> String array(List<T> facts, Function<T, String> json) {
        return facts.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }
}
