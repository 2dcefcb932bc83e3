package io.crossbook.cli;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.replay.ReplayServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The gateway alone, or a tape served to clients of tardis-machine.
@Command(name = "feed", description = {
        "Run the gateway alone, until it is stopped: market data, books, tops and the feed for other tools; or serve replays of a TAPE on this machine.",
        "Nobody trades, whatever the configuration says, and no key is read. There is no command socket: SIGHUP, or writing the file, reloads it.",
        "Of a TAPE, clients of tardis-machine read over HTTP and WebSockets, normalised or as recorded; then nothing is contacted. A running "
                + "daemon serves its own tape at the same paths."})
final class FeedCommand extends RunCommand {

    private static final int PING_MILLIS = 20_000;

    @Parameters(arity = "0..1", paramLabel = "TAPE", description = "A folder of segments, or one segment; left out, the exchanges are listened to.")
    private @Nullable Path recorded;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8000", description = "Where to serve a TAPE; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Spec
    private CommandSpec line = CommandSpec.create();

    @Override
    Configuration of(Configuration file) {
        return file.watching();
    }

    @Override
    public Integer call() throws Exception {
        Path tape = recorded;
        if (tape == null) {
            return super.call();
        }
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
        var out = line.commandLine().getOut();
        String url = "http://127.0.0.1:" + server.port();
        answer(out, url);
        return new UntilStopped(server, () -> "no replay is served any more", out,
                line.commandLine().getErr()).await();
    }
}
