package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.report.Export;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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
        Export rows = csv
                ? Export.csv(table, line -> out.print(line + "\r\n"))
                : new Export(table, cells -> out.println(object(cells)));
        Asked.read(data.journal(), rows);
        rows.end();
        return Exit.OK;
    }

    private ObjectNode object(List<String> cells) {
        ObjectNode row = JsonOption.object();
        List<String> names = table.columns();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
        }
        return row;
    }
}
