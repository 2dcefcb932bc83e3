package io.crossbook.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects what is wrong with one file, so that all of it is told at once.
final class Problems {

    /// A file that is another one altogether has a mistake a line.
    private static final int MOST_TOLD = 100;

    private record Problem(int line, String text) {}

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /// `line` counts from 1; 0 concerns the whole file. Whatever of the file is in `text`, it stays one line.
    void add(int line, String text) {
        found.add(new Problem(line, Shown.line(text)));
    }

    void add(Node node, String text) {
        add(line(node), text);
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    int count() {
        return found.size();
    }

    /// All that is wrong, each once, in the order of lines.
    ConfigException exception() {
        List<String> told = new ArrayList<>(found.stream()
                .sorted(Comparator.comparingInt(Problem::line)).distinct()
                .map(problem -> file + (problem.line == 0 ? "" : ":" + problem.line) + ": "
                        + problem.text)
                .toList());
        if (told.size() > MOST_TOLD) {
            int more = told.size() - MOST_TOLD;
            told.subList(MOST_TOLD, told.size()).clear();
            told.add(file + ": and " + more + " more like these");
        }
        return new ConfigException(told);
    }
}
