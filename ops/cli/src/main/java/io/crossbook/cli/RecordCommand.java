package io.crossbook.cli;

import picocli.CommandLine.Command;

/// The daemon with a tape, whatever the configuration says.
@Command(name = "record", description = {
        "Run the daemon as `run` does, trading included, and record all that reaches it, until it is stopped.",
        "To --tape, or where the configuration says."})
final class RecordCommand extends RunCommand {

    @Override
    boolean always() {
        return true;
    }
}
