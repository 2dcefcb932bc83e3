package io.crossbook.gateway.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request may say, in its path or in its query, and within which bounds.
///
/// What is `required` has to be said.
public record Parameter(String name, Place place, Kind kind, String description,
        boolean required) {

    /// The parameter that goes on with a list.
    static final String CURSOR = "cursor";
    /// The parameter that bounds a page of a list.
    static final String LIMIT = "limit";

    private static final int LONGEST = 200;
    private static final int LONGEST_DOCUMENT = 16_384;

    /// Where it stands.
    enum Place {
        /// Part of the path; always there.
        PATH,
        /// After the question mark; may be left out.
        QUERY
    }

    /// What its values look like.
    sealed interface Kind {
        /// A whole number within bounds.
        record Whole(long otherwise, long least, long most) implements Kind {}

        /// Some words in one line, so many characters at most.
        record Text(int most) implements Kind {}

        /// One of these; what is left out is the first.
        record Word(List<String> words) implements Kind {}
    }

    /// In the query, where it may be left out.
    private Parameter(String name, Kind kind, String description) {
        this(name, Place.QUERY, kind, description, false);
    }

    /// The same, which must not be left out.
    public Parameter needed() {
        return new Parameter(name, place, kind, description, true);
    }

    /// A part of the path.
    public static Parameter path(String name, String description) {
        return new Parameter(name, Place.PATH, new Kind.Text(LONGEST), description, true);
    }

    /// A number in the path.
    public static Parameter number(String name, String description) {
        return new Parameter(name, Place.PATH, new Kind.Whole(0, 1, Long.MAX_VALUE), description,
                true);
    }

    /// A whole number; who leaves it out means `otherwise`.
    public static Parameter whole(String name, long otherwise, long least, long most,
            String description) {
        return new Parameter(name, new Kind.Whole(otherwise, least, most), description);
    }

    /// Words; who leaves them out says nothing.
    public static Parameter text(String name, String description) {
        return new Parameter(name, new Kind.Text(LONGEST), description);
    }

    /// A small document; who leaves it out says nothing.
    public static Parameter document(String name, String description) {
        return new Parameter(name, new Kind.Text(LONGEST_DOCUMENT), description);
    }

    /// One of `words`; who leaves it out means the first.
    public static Parameter word(String name, List<String> words, String description) {
        return new Parameter(name, new Kind.Word(List.copyOf(words)), description);
    }

    /// How much of a list is wanted at a time.
    public static Parameter limit(int otherwise, int most) {
        return whole(LIMIT, otherwise, 1, most, "how many at most; a page may be shorter");
    }

    /// Where a list is gone on with.
    public static Parameter cursor() {
        return text(CURSOR, "what `next` of the page before says");
    }

    /// What is wrong with leaving it out; null when nothing is.
    @Nullable
    String missing() {
        return required ? name + ": nothing is found, " + description + " is wanted" : null;
    }

    /// What is wrong with a value; null when nothing is.
    @Nullable
    String problem(String found) {
        if (found.isBlank() && required) {
            return missing();
        }
        String wanted = switch (kind) {
            case Kind.Whole(_, long least, long most) -> within(found, least, most)
                    ? null
                    : least + (most == Long.MAX_VALUE ? " or more" : " to " + most);
            case Kind.Text(int most) -> found.length() <= most
                    && found.chars().noneMatch(Character::isISOControl)
                            ? null
                            : "one line of at most " + most + " characters";
            case Kind.Word(var words) -> words.contains(found)
                    ? null
                    : String.join(", ", words);
        };
        return wanted == null
                ? null
                : name + ": '" + shortened(found) + "' is found, " + wanted + " is wanted";
    }

    private static boolean within(String found, long least, long most) {
        try {
            long number = Long.parseLong(found);
            return number >= least && number <= most;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /// In one line that a person can read.
    static String shortened(String found) {
        String line = found.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }

    /// What counts when it is left out.
    String otherwise() {
        return switch (kind) {
            case Kind.Whole(long otherwise, _, _) -> Long.toString(otherwise);
            case Kind.Text _ -> "";
            case Kind.Word(var words) -> words.getFirst();
        };
    }

    /// As OpenAPI describes it.
    JsonObject described() {
        JsonObject schema = switch (kind) {
            case Kind.Whole(long otherwise, long least, long most) -> {
                var whole = new JsonObject().put("type", "integer").put("format", "int64")
                        .put("minimum", least);
                if (most < Long.MAX_VALUE) {
                    whole.put("maximum", most);
                }
                yield required ? whole : whole.put("default", otherwise);
            }
            case Kind.Text(int most) -> new JsonObject().put("type", "string").put("maxLength",
                    most);
            case Kind.Word(var words) -> new JsonObject().put("type", "string")
                    .put("enum", new JsonArray(words)).put("default", words.getFirst());
        };
        return new JsonObject().put("name", name)
                .put("in", place == Place.PATH ? "path" : "query")
                .put("required", required).put("description", description)
                .put("schema", schema);
    }
}
