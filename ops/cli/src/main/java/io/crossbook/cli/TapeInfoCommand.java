package io.crossbook.cli;

import io.crossbook.gateway.tape.TapeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what is on a tape.
@Command(name = "info", description = "Say what is on a tape.")
final class TapeInfoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TAPE", description = "A folder of segments, or one segment.")
    private Path tape = Path.of(".");

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        TapeInfo info;
        try (Progress shown = Progress.of(spec, "", 1)) {
            info = TapeInfo.of(tape, shown::at);
        }
        spec.commandLine().getOut().println(json ? TapeAnswers.json(info) : TapeAnswers.text(info));
        return Exit.OK;
    }
}
