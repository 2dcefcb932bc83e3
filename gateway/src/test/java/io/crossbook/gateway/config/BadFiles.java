package io.crossbook.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The table `bad.txt`: in each row a name (`#`), what of `good.yaml` is taken away (`-`), what stands there instead (`+`; at the end where nothing was
/// taken away), and every line that is said of it (`!`).
public final class BadFiles {

    /// One row, with the text of its file.
    public record Row(String name, String text, List<String> wanted) {}

    private BadFiles() {}

    /// The file that nothing is wrong with, whose exchanges are at this port.
    static String good(int port) throws IOException {
        return at(resource("good.yaml"), port);
    }

    private static String at(String text, int port) {
        return text.replace("${port}", Integer.toString(port));
    }

    /// All of them, with exchanges at this port.
    public static List<Row> rows(int port) throws IOException {
        String good = resource("good.yaml");
        var rows = new ArrayList<Row>();
        for (String block : resource("bad.txt").split("\n(?=# )")) {
            List<String> lines = block.lines().filter(line -> !line.isEmpty()).toList();
            rows.add(new Row(lines.getFirst().substring(2), at(changed(good, lines), port),
                    lines.stream().filter(line -> line.startsWith("! "))
                            .map(line -> line.substring(2)).toList()));
        }
        return rows;
    }

    private static String changed(String good, List<String> lines) {
        String text = good;
        for (int i = 1; i < lines.size() && lines.get(i).charAt(0) != '!';) {
            var old = new StringBuilder();
            var fresh = new StringBuilder();
            for (; i < lines.size() && lines.get(i).charAt(0) == '-'; i++) {
                old.append('\n').append(lines.get(i).substring(2));
            }
            for (; i < lines.size() && lines.get(i).charAt(0) == '+'; i++) {
                fresh.append('\n').append(lines.get(i).substring(2));
            }
            text = old.isEmpty()
                    ? text + fresh.substring(1) + "\n"
                    : replaced(text, old.substring(1), fresh.isEmpty() ? "" : fresh.substring(1));
        }
        return text;
    }

    private static String replaced(String text, String old, String fresh) {
        int at = text.indexOf(old);
        if (at < 0 || text.indexOf(old, at + 1) >= 0) {
            throw new IllegalStateException("bad.txt: stands not once in good.yaml: " + old);
        }
        return text.replace(fresh.isEmpty() && text.contains(old + "\n") ? old + "\n" : old, fresh);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BadFiles.class.getResourceAsStream(name),
                name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
