package io.crossbook.exchanges;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value as the general parser hands it over; numbers keep their text. Whatever is not there or of another kind
/// than asked for is [Malformed]. Cold path: allocates.
public sealed interface Json {

    /// Reads a whole document, strictly: [Malformed] for duplicate keys, truncation, anything behind it.
    static Json parse(Bytes bytes) {
        return JsonParser.parse(bytes);
    }

    /// An object, fields in the order sent.
    record Obj(Map<String, Json> fields) implements Json {

        /// A field that may be absent.
        public @Nullable Json optional(String name) {
            return fields.get(name);
        }

        /// A field that must be there.
        public Json field(String name) {
            Json value = fields.get(name);
            if (value == null) {
                throw new Malformed("no field '" + name + "'");
            }
            return value;
        }

        public boolean has(String name) {
            return fields.containsKey(name);
        }

        public String text(String name) {
            return field(name).asText(name);
        }

        public long whole(String name) {
            return field(name).asWhole(name);
        }

        public boolean bool(String name) {
            if (field(name) instanceof Bool(boolean value)) {
                return value;
            }
            throw new Malformed("'" + name + "' is no boolean");
        }

        public Obj object(String name) {
            return field(name).asObject(name);
        }

        public List<Json> list(String name) {
            return field(name).asList(name);
        }
    }

    /// An array.
    record Arr(List<Json> items) implements Json {}

    /// A string, unescaped.
    record Text(String value) implements Json {}

    /// A number as it was written.
    record Num(String text) implements Json {

        /// Without an exponent, which JSON permits: `1e-7` is `0.0000001`. Plain numbers keep their digits.
        public String plain() {
            if (text.indexOf('e') < 0 && text.indexOf('E') < 0) {
                return text;
            }
            try {
                var value = new BigDecimal(text);
                if (Math.abs((long) value.scale()) <= 40 && value.precision() <= 40) {
                    return value.toPlainString();
                }
            } catch (NumberFormatException e) {
                throw new Malformed("exponent of " + head());
            }
            throw new Malformed("exponent of " + head());
        }

        private String head() {
            return text.substring(0, Math.min(text.length(), 30));
        }
    }

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// This string; `name` is for the message.
    default String asText(String name) {
        if (this instanceof Text(String value)) {
            return value;
        }
        throw new Malformed("'" + name + "' is no string");
    }

    /// This whole number of at most 18 digits, zero or more.
    default long asWhole(String name) {
        if (this instanceof Num(String text)) {
            return whole(text, name);
        }
        throw new Malformed("'" + name + "' is no number");
    }

    /// The whole number that a text spells, by the same rule.
    static long whole(String text, String name) {
        if (text.isEmpty() || text.length() > 18
                || (text.length() > 1 && text.charAt(0) == '0')) {
            throw new Malformed("'" + name + "' is no whole number");
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new Malformed("'" + name + "' is no whole number");
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    /// This object.
    default Obj asObject(String name) {
        if (this instanceof Obj object) {
            return object;
        }
        throw new Malformed("'" + name + "' is no object");
    }

    /// The items of this array.
    default List<Json> asList(String name) {
        if (this instanceof Arr(List<Json> items)) {
            return items;
        }
        throw new Malformed("'" + name + "' is no array");
    }

    /// This decimal, a string or a number, as plain digits.
    default String asDecimal() {
        return switch (this) {
            case Text(String value) -> value;
            case Num number -> number.plain();
            case Obj _,Arr _,Bool _,Null _ -> throw new Malformed("no decimal");
        };
    }
}
