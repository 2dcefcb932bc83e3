package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.CommandClient;
import io.crossbook.gateway.live.FeeQuestions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Whether accounts may be asked while a daemon runs in the same folder.
///
/// Not where an exchange takes the requests of a key in the order of their nonces only: of two programs each would have the other's refused, an order among them.
final class BesideDaemon {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private BesideDaemon() {}

    /// Why nothing may be asked now; empty when it may.
    static String refuses(Configuration configuration) {
        List<String> alone = configuration.settings().exchanges().stream()
                .map(each -> each.entry().name())
                .filter(name -> FeeQuestions.alone(configuration, name)).toList();
        return alone.isEmpty() || !trades(configuration)
                ? ""
                : "a daemon runs in " + configuration.control() + " and signs with the same key at "
                        + String.join(", ", alone)
                        + ", where requests are taken in the order of their nonces only: one of ours could have one of its"
                        + " orders refused. Nothing was asked. Stop it (what is open is asked after at its next start), check"
                        + " again, start it, then: crossbook resume";
    }

    /// Whether any runs in its folder, also one that trades nowhere.
    static boolean runs(Configuration configuration) {
        return trades(configuration)
                || answers(CommandClient.watching(configuration.control(), PATIENCE));
    }

    private static boolean trades(Configuration configuration) {
        return answers(new CommandClient(configuration.control(), PATIENCE));
    }

    /// Also when it does not: then it may be signing all the same.
    private static boolean answers(CommandClient daemon) {
        try {
            return daemon
                    .ask(new ObjectMapper().createObjectNode().put("command", "halts")) != null;
        } catch (IOException _) {
            return true;
        }
    }
}
