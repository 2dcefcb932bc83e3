package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table of transitions as people write it: what each piece of news does to each state.
record StateTable(List<String> states, Map<String, List<String>> rows) {

    /// Reads one of the test's resources; `states` are the enum's, in the order of its letters in the table.
    static StateTable read(String name, Map<String, String> letters) throws IOException {
        List<String> states = new ArrayList<>();
        var rows = new LinkedHashMap<String, List<String>>();
        try (InputStream in = StateTable.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(each -> !each.isBlank())
                    .filter(each -> !each.startsWith("#")).toList()) {
                List<String> words = List.of(line.strip().split(" +", -1));
                if (states.isEmpty()) {
                    words.forEach(letter -> states.add(letters.get(letter)));
                } else {
                    List<String> cells = words.subList(1, words.size());
                    assertEquals(states.size(), cells.size(), line);
                    assertEquals(null, rows.put(words.getFirst(),
                            cells.stream().map(cell -> spelled(cell, letters)).toList()), line);
                }
            }
        }
        return new StateTable(states, rows);
    }

    private static String spelled(String cell, Map<String, String> letters) {
        String mark = cell.startsWith("!") ? "!" : "";
        String letter = cell.substring(mark.length());
        return letter.isEmpty() || letter.equals(".")
                ? mark
                : mark + java.util.Objects.requireNonNull(letters.get(letter), cell);
    }

    /// What the table says, with a state in every cell: `!unknown`.
    String cell(String news, String state) {
        String cell = rows.getOrDefault(news, List.of()).get(states.indexOf(state));
        return cell.isEmpty() || cell.equals("!") ? cell + state : cell;
    }

    /// The same of what the code says.
    static <S> String told(Next<S> next) {
        return (next.possible() ? "" : "!") + next.state();
    }
}
