package io.crossbook.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether a person sits at the other end.
final class Terminal {

    /// Where Linux tells what stdin, stdout and stderr lead to.
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int STDERR = 2;

    private Terminal() {}

    /// Whether this process's stderr is read by a person as it comes.
    static boolean reads() {
        return at(STDERR);
    }

    /// Whether this process began in a terminal, and is to end with it: it leads there in any way.
    static boolean attached() {
        return at(0) || at(1) || at(STDERR);
    }

    private static boolean at(int descriptor) {
        Path path = DESCRIPTORS.resolve(Integer.toString(descriptor));
        try {
            if (Files.exists(path)) {
                String where = path.toRealPath().toString();
                return where.startsWith("/dev/pts/") || where.startsWith("/dev/tty");
            }
        } catch (IOException _) {
            return false; // a pipe has no path
        }
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
