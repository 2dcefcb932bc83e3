package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Mutates frames and holds the template readers to the general one.
///
/// Every mutant is read twice on equal stages: as it is, and behind a blank, which no template knows and every JSON parser
/// skips. Both must say the same; whatever is reported as malformed has told nothing; nothing throws. Mutants that mean
/// what their original meant must say what it said.
public final class FrameFuzz {

    /// Frames a dialect: `-Plong` takes more.
    public static final int FRAMES = Integer.getInteger("crossbook.fuzz", 15_000);

    /// How a stage is made ready for a frame, so that the frame is applied and not just held.
    public interface Ready {
        void make(Stage stage, Listing listing, String frame);
    }

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|\\d+)");

    private final Supplier<Stage> stages;
    private final Ready ready;
    private final Random random;
    private long mutants;
    private long told;
    private long malformed;

    public FrameFuzz(Supplier<Stage> stages, Ready ready, long seed) {
        this.stages = stages;
        this.ready = ready;
        this.random = new Random(seed);
    }

    /// Runs [#FRAMES] mutants of `frames`, which all name the first listing of the stages.
    public void run(List<String> frames) {
        for (int i = 0; i < FRAMES; i++) {
            String frame = frames.get(i % frames.size());
            int kind = random.nextInt(11);
            if (kind < 3) {
                assertEquals(said(frame, frame), said(frame, equivalent(frame, kind)),
                        () -> "not the same as " + frame);
            } else {
                mutants++;
                compare(frame, mutant(frame, kind));
            }
        }
        System.out.println("fuzz " + stages.get().listings.getFirst() + ": " + FRAMES
                + " frames, " + mutants + " mutants: " + told + " told, " + malformed
                + " malformed");
        assertTrue(told > FRAMES / 50 && malformed > FRAMES / 10, "the mutants test something");
    }

    private void compare(String frame, String mutant) {
        List<String> direct = said(frame, mutant);
        List<String> general = said(frame, " " + mutant);
        assertEquals(general, direct, mutant);
        boolean bad = direct.contains("fault MALFORMED");
        boolean data = direct.stream()
                .anyMatch(line -> line.matches("(book|quote|trade|derivative) .*"));
        assertTrue(!(bad && data), () -> "partly applied: " + mutant);
        told += data ? 1 : 0;
        malformed += bad ? 1 : 0;
    }

    /// What a fresh stage that is ready for `frame` says to `mutant`.
    private List<String> said(String frame, String mutant) {
        Stage stage = stages.get();
        Listing listing = stage.listings.getFirst();
        ready.make(stage, listing, frame);
        stage.heard.clear();
        try {
            stage.frame(mutant);
        } catch (RuntimeException e) {
            throw new AssertionError("threw at " + mutant, e);
        }
        var said = new ArrayList<String>();
        for (String line : stage.heard.events) {
            // Only who knows the symbol from the first bytes can break its book.
            if (!line.contains(" MALFORMED ") && !line.contains(" TOO_PRECISE ")) {
                said.add(line);
            }
        }
        stage.heard.faults.forEach(fault -> said.add("fault " + fault.kind()));
        return said;
    }

    /// The same meaning in another form.
    private String equivalent(String frame, int kind) {
        Json tree = Json.parse(Bytes.of(frame));
        return switch (kind) {
            case 0 -> write(shuffled(tree), "");
            case 1 -> write(tree, random.nextBoolean() ? " " : "\n\t");
            default -> frame.replaceFirst("\\{", "{\"zz" + random.nextInt(100) + "\":[1,{}],");
        };
    }

    private Json shuffled(Json json) {
        return switch (json) {
            case Json.Obj(Map<String, Json> fields) -> {
                var names = new ArrayList<>(fields.keySet());
                Collections.shuffle(names, random);
                var other = new LinkedHashMap<String, Json>();
                for (String name : names) {
                    other.put(name, shuffled(java.util.Objects.requireNonNull(fields.get(name))));
                }
                yield new Json.Obj(other);
            }
            case Json.Arr(List<Json> items) -> new Json.Arr(
                    items.stream().map(this::shuffled).toList());
            case Json.Text _,Json.Num _,Json.Bool _,Json.Null _ -> json;
        };
    }

    /// Writes a tree with `space` between all tokens; numbers keep their text.
    static String write(Json json, String space) {
        return switch (json) {
            case Json.Obj(Map<String, Json> fields) -> {
                var parts = new ArrayList<String>();
                fields.forEach((name, value) -> parts
                        .add(quote(name) + space + ":" + space + write(value, space)));
                yield "{" + space + String.join(space + "," + space, parts) + space + "}";
            }
            case Json.Arr(List<Json> items) -> "[" + space + String.join(space + "," + space,
                    items.stream().map(item -> write(item, space)).toList()) + space + "]";
            case Json.Text(String value) -> quote(value);
            case Json.Num(String text) -> text;
            case Json.Bool(boolean value) -> Boolean.toString(value);
            case Json.Null() -> "null";
        };
    }

    private static String quote(String text) {
        return Corpus.JSON.getNodeFactory().textNode(text).toString();
    }

    private String mutant(String frame, int kind) {
        return switch (kind) {
            case 3 -> digit(frame);
            case 4 -> bytes(frame);
            case 5 -> frame.substring(0, random.nextInt(frame.length()));
            case 6 -> duplicate(frame);
            case 7 -> number(frame, "9".repeat(1 + random.nextInt(40)));
            case 8 -> number(frame, random.nextInt(100) + (random.nextBoolean() ? "e" : "E-")
                    + random.nextInt(12));
            case 9 -> number(frame, List.of("NaN", "-1", "", "null", "00.1", "1.", ".5", "0",
                    "0.0000000000000000000001", "1.0000000000000000", "true", "Infinity")
                    .get(random.nextInt(12)));
            default -> digit(bytes(frame));
        };
    }

    private String digit(String frame) {
        Matcher numbers = NUMBER.matcher(frame);
        var places = new ArrayList<Integer>();
        while (numbers.find()) {
            places.add(numbers.start() + random.nextInt(numbers.end() - numbers.start()));
        }
        if (places.isEmpty()) {
            return frame;
        }
        int at = places.get(random.nextInt(places.size()));
        return frame.substring(0, at) + random.nextInt(10) + frame.substring(at + 1);
    }

    private String bytes(String frame) {
        int at = random.nextInt(frame.length());
        String letters = "{}[]\":,.0123456789eE+-truefalsn\\ \nABCxyz\u0000\u007fé";
        String c = letters.charAt(random.nextInt(letters.length())) + "";
        return switch (random.nextInt(3)) {
            case 0 -> frame.substring(0, at) + c + frame.substring(at + 1);
            case 1 -> frame.substring(0, at) + c + frame.substring(at);
            default -> frame.substring(0, at) + frame.substring(at + 1);
        };
    }

    private String duplicate(String frame) {
        Matcher members = MEMBER.matcher(frame);
        var found = new ArrayList<int[]>();
        while (members.find()) {
            found.add(new int[]{members.start(), members.end()});
        }
        if (found.isEmpty()) {
            return frame;
        }
        int[] member = found.get(random.nextInt(found.size()));
        String text = frame.substring(member[0], member[1]);
        return frame.substring(0, member[0]) + text + "," + frame.substring(member[0]);
    }

    private String number(String frame, String other) {
        Matcher numbers = NUMBER.matcher(frame);
        var found = new ArrayList<int[]>();
        while (numbers.find()) {
            found.add(new int[]{numbers.start(), numbers.end()});
        }
        if (found.isEmpty()) {
            return frame;
        }
        int[] number = found.get(random.nextInt(found.size()));
        return frame.substring(0, number[0]) + other + frame.substring(number[1]);
    }
}
