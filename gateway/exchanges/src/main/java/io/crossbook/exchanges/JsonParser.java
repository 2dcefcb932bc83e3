package io.crossbook.exchanges;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The general parser: DSL-JSON's tokens, held to the letter of RFC 8259, which DSL-JSON itself is not (it takes raw
/// line feeds in strings, `01` and `1 2` as numbers, invalid UTF-8).
final class JsonParser {

    private static final int DEEPEST = 32;
    private static final DslJson<Object> DSL = new DslJson<>();

    private final byte[] bytes;
    private final JsonReader<Object> reader;

    private JsonParser(byte[] bytes) {
        this.bytes = bytes;
        this.reader = DSL.newReader(bytes);
    }

    static Json parse(Bytes frame) {
        byte[] copy = frame.copy();
        checkBytes(copy);
        var parser = new JsonParser(copy);
        try {
            parser.reader.getNextToken();
            Json value = parser.value(0);
            parser.checkEnd();
            return value;
        } catch (Malformed e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new Malformed("no JSON"); // DSL-JSON runs out of bounds on some of it
        }
    }

    private Json value(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Malformed("nested deeper than " + DEEPEST);
        }
        return switch (reader.last()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(reader.readString());
            case 't' -> constant(reader.wasTrue(), new Json.Bool(true));
            case 'f' -> constant(reader.wasFalse(), new Json.Bool(false));
            case 'n' -> constant(reader.wasNull(), new Json.Null());
            default -> number();
        };
    }

    private static Json constant(boolean there, Json value) {
        if (!there) {
            throw new Malformed("no JSON");
        }
        return value;
    }

    private Json object(int depth) throws IOException {
        var fields = new LinkedHashMap<String, Json>();
        if (reader.getNextToken() == '}') {
            return new Json.Obj(fields);
        }
        while (true) {
            if (reader.last() != '"') {
                throw new Malformed("no key");
            }
            String key = reader.readString();
            if (reader.getNextToken() != ':') {
                throw new Malformed("no colon");
            }
            reader.getNextToken();
            if (fields.put(key, value(depth + 1)) != null) {
                throw new Malformed("key '" + key + "' twice");
            }
            if (!more('}')) {
                return new Json.Obj(fields);
            }
        }
    }

    private Json array(int depth) throws IOException {
        var items = new ArrayList<Json>();
        if (reader.getNextToken() == ']') {
            return new Json.Arr(List.of());
        }
        while (true) {
            items.add(value(depth + 1));
            if (!more(']')) {
                return new Json.Arr(items);
            }
        }
    }

    /// Steps to the next item; false at the closing bracket.
    private boolean more(char close) throws IOException {
        byte token = reader.getNextToken();
        if (token == close) {
            return false;
        }
        if (token != ',') {
            throw new Malformed("neither ',' nor '" + close + "'");
        }
        reader.getNextToken();
        return true;
    }

    private Json number() {
        int start = reader.scanNumber();
        int end = reader.getCurrentIndex();
        while (end > start && whitespace(bytes[end - 1])) {
            end--;
        }
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (!wellFormed(text)) {
            throw new Malformed("no number");
        }
        return new Json.Num(text);
    }

    /// RFC 8259, section 6: `-` int frac exp.
    private static boolean wellFormed(String text) {
        int p = text.startsWith("-") ? 1 : 0;
        int whole = digits(text, p);
        if (whole == p || (text.charAt(p) == '0' && whole > p + 1)) {
            return false;
        }
        p = whole;
        if (p < text.length() && text.charAt(p) == '.') {
            int fraction = digits(text, p + 1);
            if (fraction == p + 1) {
                return false;
            }
            p = fraction;
        }
        if (p < text.length() && (text.charAt(p) == 'e' || text.charAt(p) == 'E')) {
            p++;
            if (p < text.length() && (text.charAt(p) == '+' || text.charAt(p) == '-')) {
                p++;
            }
            int exponent = digits(text, p);
            if (exponent == p) {
                return false;
            }
            p = exponent;
        }
        return p == text.length();
    }

    private static int digits(String text, int from) {
        int p = from;
        while (p < text.length() && text.charAt(p) >= '0' && text.charAt(p) <= '9') {
            p++;
        }
        return p;
    }

    private void checkEnd() {
        for (int i = reader.getCurrentIndex(); i < bytes.length; i++) {
            if (!whitespace(bytes[i])) {
                throw new Malformed("something behind the document");
            }
        }
    }

    /// What DSL-JSON lets pass: control characters, bytes outside ASCII between tokens, invalid UTF-8.
    private static void checkBytes(byte[] bytes) {
        boolean inside = false;
        boolean wide = false;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            wide |= b < 0;
            if (inside ? b >= 0 && b < ' ' : b < ' ' && !whitespace(b)) {
                throw new Malformed("a byte that JSON does not allow");
            }
            if (b == '"') {
                inside = !inside;
            } else if (inside && b == '\\') {
                i++;
            }
        }
        // Decoding replaces what is invalid, so that the round trip differs.
        if (wide && !java.util.Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8))) {
            throw new Malformed("invalid UTF-8");
        }
    }

    private static boolean whitespace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
