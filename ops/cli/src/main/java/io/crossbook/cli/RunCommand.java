package io.crossbook.cli;

import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The daemon on the configured exchanges.
@Command(name = "run", description = {
        "Run the daemon on the configured exchanges, until it is stopped: by Ctrl-C, SIGTERM, or the end of the terminal that it runs in (elsewhere SIGHUP reloads the configuration).",
        "Prints where its feed is. Records a tape where the configuration says so, or to --tape."})
sealed class RunCommand implements Callable<Integer> permits RecordCommand, FeedCommand {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--tape", paramLabel = "DIR", description = "Record to this folder, whatever the configuration says.")
    private @Nullable Path tape;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ConfigFile file = config.running(this::counts);
        Configuration configuration = file.running();
        Path folder = configuration.tape().enabled() ? configuration.tape().directory() : null;
        PrintWriter out = spec.commandLine().getOut();
        Daemon daemon = Daemon.start(configuration, folder);
        daemon.gateway().follows(file, !Terminal.attached());
        String url = configuration.gateway().url(daemon.gateway().port());
        answer(out, url);
        var stop = new UntilStopped(daemon, daemon::summary, out, spec.commandLine().getErr());
        stop.endsWith(daemon.gateway().ended());
        return stop.await();
    }

    final void answer(PrintWriter out, String url) throws IOException {
        json.answer(out, JsonOption.object().put("url", url), url);
    }

    private Configuration counts(Configuration file) {
        Configuration counts = of(file);
        return tape == null && !always()
                ? counts
                : counts.taping(tape == null ? counts.tape().directory() : tape);
    }

    /// What of a configuration counts.
    Configuration of(Configuration file) {
        return file;
    }

    /// Whether it records whatever the configuration says.
    boolean always() {
        return false;
    }
}
