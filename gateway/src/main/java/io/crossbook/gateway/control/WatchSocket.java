package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people ask of a daemon that trades nowhere: another file, an exchange on or off.
///
/// On a socket of its own, so that it never stands in the place of one that trades in the same folder: whoever halts must reach that one, or nobody.
final class WatchSocket {

    /// Its file in the folder.
    static final String NAME = "watch.sock";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger("crossbook");

    private WatchSocket() {}

    /// Listens in this folder until it is closed. Where that cannot be, the log says so and what to do instead: nobody's money waits for it.
    static Closeable open(Path folder, Reach engine) {
        try {
            return CommandSocket.open(folder, NAME, new Answers(engine), CLIENT_PATIENCE)::close;
        } catch (IOException e) {
            LOG.warn("`crossbook reload` and `crossbook exchange` are not heard ({}): writing the"
                    + " configuration, or SIGHUP, reloads it all the same", e.getMessage());
            return () -> {};
        }
    }

    private record Answers(Reach engine) implements CommandSocket.Answers {

        @Override
        public ObjectNode answer(JsonNode request) throws Commands.Refused, InterruptedException {
            return switch (request.path("command").asText()) {
                case "reload" -> Switching.reload(engine.reloads());
                case "exchange" -> new Switching(engine, PATIENCE).exchange(request);
                default -> throw new Commands.Refused("the daemon of this folder trades nowhere"
                        + " (mode watch, or `crossbook feed`): there is nothing to halt, to resume"
                        + " or to report; it hears `reload` and `exchange`");
            };
        }
    }
}
