package io.crossbook.cli;

import io.crossbook.gateway.tape.Cutter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Cuts the part around one input out of a tape.
@Command(name = "cut", description = {
        "Cut the part around one input out of a tape: the fixture of a bug.",
        "It begins early enough for the books to be whole at the input."})
final class TapeCutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TAPE", description = "A folder of segments, or one segment.")
    private Path tape = Path.of(".");

    @Option(names = "--around", required = true, paramLabel = "INPUT", description = "The number of the input.")
    private long around;

    @Option(names = "--before", paramLabel = "N", defaultValue = "1000", description = "Inputs before it, at least. Default: ${DEFAULT-VALUE}.")
    private long before;

    @Option(names = "--after", paramLabel = "N", defaultValue = "100", description = "Inputs behind it. Default: ${DEFAULT-VALUE}.")
    private long after;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The cut: a folder that is empty or not there.")
    private Path folder = Path.of(".");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Cutter.Summary cut = Cutter.cut(tape, around, before, after, folder, Daemon.build());
        json.answer(spec.commandLine().getOut(), JsonOption.object()
                .put("folder", folder.toString()).put("inputs", cut.inputs())
                .put("first", cut.first()).put("last", cut.last()).put("whole", cut.whole()),
                folder + ": " + cut.inputs() + " inputs, from "
                        + cut.first() + " to " + cut.last()
                        + (cut.whole() ? "; can be audited" : "; for replay --what-if"));
        return Exit.OK;
    }
}
