package io.crossbook.cli;

import java.util.ArrayList;
import java.util.List;

/// A table for a terminal: words to the left, numbers under one another by their point.
final class Columns {

    private static final String BETWEEN = "  ";
    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";

    private final List<List<String>> rows = new ArrayList<>();

    Columns(String... names) {
        rows.add(List.of(names));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        var lines = new ArrayList<StringBuilder>();
        rows.forEach(_ -> lines.add(new StringBuilder()));
        for (int column = 0; column < columns; column++) {
            List<String> cells = aligned(column);
            for (int i = 0; i < cells.size(); i++) {
                lines.get(i).append(column == 0 ? "" : BETWEEN).append(cells.get(i));
            }
        }
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
        return text.toString();
    }

    private List<String> aligned(int column) {
        int at = column;
        List<String> cells = rows.stream().map(row -> row.get(at)).toList();
        List<String> values = cells.subList(1, cells.size());
        boolean numbers = values.stream().anyMatch(cell -> !cell.isEmpty())
                && values.stream().allMatch(cell -> cell.isEmpty() || cell.matches(NUMBER));
        if (!numbers) {
            return padded(cells, false);
        }
        int fraction = values.stream().mapToInt(Columns::fraction).max().orElse(0);
        var same = new ArrayList<String>();
        same.add(cells.getFirst());
        values.forEach(cell -> same.add(cell + " ".repeat(fraction - fraction(cell))));
        return padded(same, true);
    }

    private static List<String> padded(List<String> cells, boolean right) {
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        return cells.stream().map(cell -> {
            String pad = " ".repeat(width - cell.length());
            return right ? pad + cell : cell + pad;
        }).toList();
    }

    /// The point included.
    private static int fraction(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 0 : number.length() - point;
    }
}
