package io.crossbook.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The latency contest in a process of its own, with the flags that the daemon runs with: what is measured is a daemon's latency, and a daemon
/// has its own collector, and not been through a contest of throughput before.
public final class LatencyProcess {

    /// The system property in which the launcher says what flags a daemon gets.
    static final String DAEMON_FLAGS = "crossbook.daemonFlags";

    private LatencyProcess() {}

    /// Runs [LatencyBench] over a synthetic stream: with the daemon's flags where they are known, else in this process.
    static Report.Latency run(long seed, int warmUp, int messages, int rounds, Duration atMost)
            throws IOException {
        String flags = System.getProperty(DAEMON_FLAGS, "");
        return flags.isEmpty()
                ? here(seed, warmUp, messages, rounds, atMost)
                : run(List.of(flags.split(" ")), seed, warmUp, messages, rounds, atMost);
    }

    /// With these flags, in a process of its own.
    static Report.Latency run(List<String> flags, long seed, int warmUp, int messages, int rounds,
            Duration atMost) throws IOException {
        return Fork.run(Report.Latency.class, flags, LatencyProcess.class,
                List.of(Long.toString(seed), Integer.toString(warmUp), Integer.toString(messages),
                        Integer.toString(rounds), Long.toString(atMost.toSeconds())));
    }

    private static Report.Latency here(long seed, int warmUp, int messages, int rounds,
            Duration atMost) {
        return LatencyBench.run(Synthetic.make(seed, warmUp + messages), warmUp, rounds, atMost);
    }

    /// The other process: seed, messages that warm up, messages that count, rounds, seconds; what it measured goes to stdout.
    public static void main(String[] args) throws IOException {
        Fork.JSON.writeValue(System.out,
                here(Long.parseLong(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]), Duration.ofSeconds(Long.parseLong(args[4]))));
    }
}
