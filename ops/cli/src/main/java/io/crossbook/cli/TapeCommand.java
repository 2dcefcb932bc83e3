package io.crossbook.cli;

import picocli.CommandLine.Command;

/// Everything that is done with tapes but recording and replaying them.
@Command(name = "tape", description = "Make, check and cut tapes: recordings of every input of the engine.", subcommands = {
        TapeImportCommand.class, TapeExportCommand.class, TapeVerifyCommand.class,
        TapeInfoCommand.class, TapeCutCommand.class, TapeServeCommand.class})
final class TapeCommand {}
