package io.crossbook.cli;

import io.crossbook.gateway.replay.ReplayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Serves a tape to clients of tardis-machine.
@Command(name = "serve", description = {"Serve replays of a tape on this machine.",
        "Clients of tardis-machine read it over HTTP and WebSockets, normalised or as recorded. Nothing is contacted. A running "
                + "daemon serves its own tape at the same paths."})
final class TapeServeCommand implements Callable<Integer> {

    private static final int PING_MILLIS = 20_000;

    @Parameters(paramLabel = "TAPE", description = "A folder of segments, or one segment.")
    private Path tape = Path.of(".");

    @Option(names = "--port", paramLabel = "N", defaultValue = "8000", description = "Where to listen; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(tape)) {
            throw new Failure(Exit.FAILED, "there is no tape " + tape);
        }
        ReplayServer server;
        try {
            server = ReplayServer.start(tape, port, PING_MILLIS).join();
        } catch (CompletionException e) {
            throw new Failure(Exit.FAILED, "port " + port + " cannot be listened on: "
                    + String.valueOf(e.getCause()));
        }
        var out = spec.commandLine().getOut();
        String url = "http://127.0.0.1:" + server.port();
        json.answer(out, JsonOption.object().put("url", url), url);
        return new UntilStopped(server, () -> "no replay is served any more", out,
                spec.commandLine().getErr()).await();
    }
}
