package io.crossbook.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a shell needs to complete our command lines.
@Command(name = "completion", description = {
        "Print what a shell needs to complete commands, options and values by Tab.",
        "For `crossbook` on the PATH, and for `ops/crossbook`."})
final class CompletionCommand implements Callable<Integer> {

    /// Shells that complete.
    private enum Shell {
        BASH, ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Option(names = "--json", description = "The script as one JSON string.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws com.fasterxml.jackson.core.JsonProcessingException {
        String script = AutoComplete.bash("crossbook", spec.root().commandLine());
        if (shell == Shell.ZSH) { // which runs bash's by its own bashcompinit
            script = "autoload -U +X bashcompinit && bashcompinit\n" + script;
        }
        spec.commandLine().getOut().print(json
                ? new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(script)
                        + "\n"
                : script);
        return Exit.OK;
    }
}
