package io.crossbook.cli;

import io.crossbook.execution.report.Export;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Rows for a spreadsheet or a tax adviser, folded from the journal.
@Command(name = "export", description = {
        "Write fills, funding, transfers or attempts as CSV, from the journal.",
        "Beside a running daemon too: it is only read. Amounts are to the last digit, times in UTC."})
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private Export.Table table = Export.Table.FILLS;

    @Option(names = "--csv", description = "As CSV with a line of names (RFC 4180).")
    private boolean csv;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, Failure {
        if (!csv) {
            throw new Failure(Exit.USAGE, "say --csv: there is no other form yet");
        }
        PrintWriter out = spec.commandLine().getOut();
        var rows = Export.csv(table, line -> out.print(line + "\r\n"));
        Asked.read(data.journal(), rows);
        rows.end();
        return Exit.OK;
    }
}
