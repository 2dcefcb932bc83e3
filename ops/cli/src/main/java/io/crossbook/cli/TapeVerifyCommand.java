package io.crossbook.cli;

import io.crossbook.gateway.tape.TapeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks every block of tapes.
@Command(name = "verify", description = {
        "Check every block: how many inputs are good, and the first place that is not.",
        "Exit code 1 when anything is damaged or missing."})
final class TapeVerifyCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "TAPE", description = "A folder of segments, or one segment.")
    private List<Path> tapes = List.of();

    @Option(names = "--json", description = "One JSON document a tape.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        boolean sound = true;
        for (Path tape : tapes) {
            TapeInfo info;
            try (Progress shown = Progress.of(spec, "", 1)) {
                info = TapeInfo.of(tape, shown::at);
            }
            sound &= info.sound();
            spec.commandLine().getOut().println(json
                    ? TapeAnswers.json(info)
                    : tape + ": " + info.verdict());
        }
        return sound ? Exit.OK : Exit.FAILED;
    }
}
