package io.crossbook.cli;

import ch.qos.logback.classic.LoggerContext;
import io.crossbook.gateway.tape.Secrets;
import org.slf4j.LoggerFactory;

/// The log, which is written by a thread of its own.
final class Logs {

    private Logs() {}

    /// Blanks these in every line from now on.
    static void hide(Secrets secrets) {
        QuietEncoder.hide(secrets);
    }

    /// Writes what still waits, for half a second at the most; nothing is logged after this. The last thing in a process.
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
