package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.report.Export;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Rows for a spreadsheet or a tax adviser, folded from the journal.
@Command(name = "export", description = {
        "Write fills, funding, transfers or attempts as CSV or JSON, from the journal.",
        "Beside a running daemon too: it is only read. Amounts are to the last digit, times in UTC."})
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private Export.Table table = Export.Table.FILLS;

    @Option(names = "--csv", description = "As CSV with a line of names (RFC 4180).")
    private boolean csv;

    @Option(names = "--json", description = "As one JSON object a line, with the same names; every value is a text.")
    private boolean json;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, Failure {
        if (csv == json) {
            throw new Failure(Exit.USAGE, "say --csv or --json, one of them");
        }
        PrintWriter out = spec.commandLine().getOut();
        var rows = new Export(table, csv ? line -> out.print(line + "\r\n") : objects(out));
        Asked.read(data.journal(), rows);
        rows.end();
        return Exit.OK;
    }

    /// The first line has the names.
    private static Consumer<String> objects(PrintWriter out) {
        var names = new ArrayList<String>();
        return line -> {
            List<String> cells = cells(line);
            if (names.isEmpty()) {
                names.addAll(cells);
                return;
            }
            ObjectNode row = JsonOption.object();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            out.println(row);
        };
    }

    /// RFC 4180: what is in quotes may have commas, and quotes that are doubled.
    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
