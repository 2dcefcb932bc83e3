package io.crossbook.gateway.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crossbook.execution.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The fields of one JSON object, read strictly: each must be there, of its kind, and none may be left over.
final class Fields {

    private static final ObjectReader READER = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // What was written must be readable, however long an answer's evidence was.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE).build())
            .build()).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();

    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    private Fields(JsonNode node) throws BadRow {
        if (!node.isObject()) {
            throw new BadRow("an object is wanted, not " + shortened(node));
        }
        this.node = node;
    }

    static Fields parse(String json) throws BadRow {
        try {
            return new Fields(READER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new BadRow("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private JsonNode node(String name) throws BadRow {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new BadRow("'" + name + "' is missing");
        }
        read.add(name);
        return value;
    }

    private static BadRow wrong(String name, JsonNode value, String wanted) {
        return new BadRow("'" + name + "' is " + shortened(value) + ", not " + wanted);
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    String text(String name) throws BadRow {
        JsonNode value = node(name);
        if (!value.isTextual()) {
            throw wrong(name, value, "text");
        }
        return value.textValue();
    }

    long whole(String name) throws BadRow {
        JsonNode value = node(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, value, "a whole number");
        }
        return value.longValue();
    }

    int small(String name) throws BadRow {
        JsonNode value = node(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(name, value, "a small whole number");
        }
        return value.intValue();
    }

    boolean has(String name) {
        return node.has(name);
    }

    boolean yes(String name) throws BadRow {
        JsonNode value = node(name);
        if (!value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return value.booleanValue();
    }

    BigDecimal amount(String name) throws BadRow {
        JsonNode value = node(name);
        try {
            if (value.isTextual()) {
                return new BigDecimal(value.textValue());
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw wrong(name, value, "an amount as text");
    }

    /// A list, because a key of an object must be proper text.
    Map<String, BigDecimal> amounts(String name) throws BadRow {
        var amounts = new TreeMap<String, BigDecimal>();
        for (Fields each : objects(name)) {
            if (amounts.put(each.text("asset"), each.amount("amount")) != null) {
                throw new BadRow("'" + name + "' has an asset twice");
            }
            each.end();
        }
        return amounts;
    }

    OrderId order(String name) throws BadRow {
        OrderId id = OrderId.parse(text(name));
        if (id == null) {
            throw wrong(name, node(name), "an order id of ours");
        }
        return id;
    }

    <E extends Enum<E>> E word(String name, Class<E> among) throws BadRow {
        String text = text(name);
        for (E constant : among.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw wrong(name, node(name), "one of those that this build knows");
    }

    /// How a constant is written: its name, which must never change.
    static String word(Enum<?> constant) {
        return WORDS.computeIfAbsent(constant, each -> each.name().toLowerCase(Locale.ROOT));
    }

    Fields object(String name) throws BadRow {
        return new Fields(node(name));
    }

    List<Fields> objects(String name) throws BadRow {
        JsonNode value = node(name);
        if (!value.isArray()) {
            throw wrong(name, value, "a list");
        }
        var all = new ArrayList<Fields>();
        for (JsonNode each : value) {
            all.add(new Fields(each));
        }
        return all;
    }

    /// Nothing may be left: a field that is not read is one that this build does not know.
    void end() throws BadRow {
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (!read.contains(each.getKey())) {
                throw new BadRow("'" + each.getKey() + "' is not known here");
            }
        }
    }
}
