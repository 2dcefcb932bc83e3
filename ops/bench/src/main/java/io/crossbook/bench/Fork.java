package io.crossbook.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A measurement in a Java process of its own, that answers with one JSON document on its stdout.
final class Fork {

    static final ObjectMapper JSON = new ObjectMapper();

    private Fork() {}

    /// Runs the `main` of a class as this process runs, the `flags` instead of its own collector and heap where there are any; waits for the answer.
    /// [IllegalStateException] with what the process said when it fails.
    static <T> T run(Class<T> answer, List<String> flags, Class<?> main, List<String> args)
            throws IOException {
        List<String> command = command(flags, main, args);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
            int ended = process.waitFor();
            if (ended != 0) {
                throw new IllegalStateException("a measuring process ended with " + ended + ": "
                        + String.join(" ", command) + "\n" + said);
            }
            return JSON.readValue(said, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process measured", e);
        } finally {
            process.destroy();
        }
    }

    /// What starts the `main` of a class as this process runs, with these flags.
    static List<String> command(List<String> flags, Class<?> main, List<String> args) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> inherits(flag, flags)).forEach(command::add);
        command.add("--enable-native-access=ALL-UNNAMED"); // as the manifest says where a jar is started
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        return command;
    }

    private static boolean inherits(String flag, List<String> flags) {
        return !flag.matches("-agentlib:.*|-javaagent:.*|-D" + LatencyProcess.DAEMON_FLAGS + "=.*")
                && (flags.isEmpty() || !flag.matches("-XX:\\+Use\\w+GC|-Xm[sx].*"));
    }
}
