package io.crossbook.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The latency contest in a process of its own, with the flags that the daemon runs with: what is measured is a daemon's latency, and a daemon
/// has its own collector, and not been through a contest of throughput before.
public final class LatencyProcess {

    /// The system property in which the launcher says what flags a daemon gets.
    static final String DAEMON_FLAGS = "crossbook.daemonFlags";

    private static final ObjectMapper JSON = new ObjectMapper();

    private LatencyProcess() {}

    /// Runs [LatencyBench] over a synthetic stream: with the daemon's flags where they are known, else in this process.
    /// [IllegalStateException] with what the other process said when it fails.
    static Report.Latency run(long seed, int warmUp, int messages, int rounds)
            throws IOException {
        String flags = System.getProperty(DAEMON_FLAGS, "");
        if (flags.isEmpty()) {
            return here(seed, warmUp, messages, rounds);
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(LatencyProcess::suitsADaemon).forEach(command::add);
        command.add("--enable-native-access=ALL-UNNAMED"); // as the manifest says where a jar is started
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                LatencyProcess.class.getName(), Long.toString(seed), Integer.toString(warmUp),
                Integer.toString(messages), Integer.toString(rounds)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
            int ended = process.waitFor();
            if (ended != 0) {
                throw new IllegalStateException("the latency run ended with " + ended
                        + " (its flags: " + flags + "): " + said);
            }
            return JSON.readValue(said, Report.Latency.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the latency run ran", e);
        } finally {
            process.destroy();
        }
    }

    private static boolean suitsADaemon(String flag) {
        return !flag.matches("-XX:\\+Use\\w+GC|-Xm[sx].*|-agentlib:.*|-javaagent:.*")
                && !flag.startsWith("-D" + DAEMON_FLAGS);
    }

    private static Report.Latency here(long seed, int warmUp, int messages, int rounds) {
        return LatencyBench.run(Synthetic.make(seed, warmUp + messages), warmUp, rounds);
    }

    /// The other process: seed, messages that warm up, messages that count, rounds; what it measured goes to stdout as JSON.
    public static void main(String[] args) throws IOException {
        JSON.writeValue(System.out, here(Long.parseLong(args[0]), Integer.parseInt(args[1]),
                Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    }
}
