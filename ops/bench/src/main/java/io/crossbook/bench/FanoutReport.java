package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a run of [FanoutBench] measured: by how many clients there were and how many updates a second, of each server the rounds, in turns.
public record FanoutReport(List<Load> loads, Map<String, String> machine) {

    private static final long BEHIND_NANOS = 100_000_000;

    /// One load, and what each server made of it.
    public record Load(int clients, int rate, int updates, Map<String, List<Round>> servers) {

        /// How many times as much CPU as ours another one takes for what clients know in the end: all updates, or something later.
        public double times(String other) {
            return median(other).cpuNanosAnUpdate() / median("crossbook").cpuNanosAnUpdate();
        }

        /// The same for each text that leaves.
        public double timesAMessage(String other) {
            return median(other).cpuNanosAMessage() / median("crossbook").cpuNanosAMessage();
        }

        /// The round in the middle, by CPU.
        public Round median(String server) {
            List<Round> rounds = new ArrayList<>(servers.getOrDefault(server, List.of()));
            rounds.sort(Comparator.comparingDouble(Round::cpuNanosAnUpdate));
            return rounds.get(rounds.size() / 2);
        }
    }

    /// One server under one load. CPU is the server process's alone, all its threads; an update counts once for each client, whether that got it or something
    /// later of the same instrument instead; `values` are what it did get. `threadNanosAnUpdate` leaves out compiler and collector; it and
    /// `allocatedAnUpdate` are −1 where the process cannot tell. Latency
    /// is from when an update was due until a client knew it or something later, over all updates and clients.
    public record Round(double cpuNanosAnUpdate, double threadNanosAnUpdate,
            double cpuNanosAMessage, double allocatedAnUpdate,
            long messages, long values, long bytes, double cores, long behindNanos, long p50,
            long p99) {

        static Round of(int clients, int updates, FanoutServer.Cost cost, FanoutCrowd.Told told) {
            double delivered = (double) clients * updates;
            return new Round(cost.cpuNanos() / delivered,
                    cost.threadNanos() < 0 ? -1 : cost.threadNanos() / delivered,
                    (double) cost.cpuNanos() / told.messages(),
                    cost.allocatedBytes() < 0 ? -1 : cost.allocatedBytes() / delivered,
                    told.messages(), told.numbers(), told.bytes(),
                    (double) cost.cpuNanos() / cost.wallNanos(), cost.behindNanos(), told.p50(),
                    told.p99());
        }
    }

    /// One JSON document, with the ratios.
    public String json() {
        try {
            var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            ObjectNode document = mapper.valueToTree(this);
            for (int i = 0; i < loads.size(); i++) {
                Load load = loads.get(i);
                ObjectNode times = document.withArray("loads").get(i)
                        .withObject("/timesOursAnUpdate");
                load.servers.keySet().forEach(server -> times.put(server, load.times(server)));
            }
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same for people.
    public String text() {
        var out = new StringBuilder();
        for (Load load : loads) {
            out.append(
                    String.format(Locale.ROOT, "%,d clients, %,d updates a second, %,d updates%n",
                            load.clients, load.rate, load.updates));
            load.servers.keySet().forEach(server -> line(out, load, server));
        }
        return out.toString();
    }

    private static void line(StringBuilder out, Load load, String server) {
        Round round = load.median(server);
        out.append(String.format(Locale.ROOT,
                "  %-10s CPU %7.3f us an update (%5.1f times ours%s)  %7.3f us a message (%4.1f times)  %,11d messages  %4.0f %% of a core%s"
                        + "  known after p50 %,8.1f  p99 %,9.1f ms%s%n",
                server, round.cpuNanosAnUpdate / 1e3, load.times(server), threads(round),
                round.cpuNanosAMessage / 1e3, load.timesAMessage(server), round.messages,
                100 * round.cores,
                round.allocatedAnUpdate < 0
                        ? ""
                        : String.format(Locale.ROOT, "  %,7.1f B an update",
                                round.allocatedAnUpdate),
                round.p50 / 1e6, round.p99 / 1e6,
                round.behindNanos > BEHIND_NANOS
                        ? String.format(Locale.ROOT, "  (did not keep up: %.1f s behind)",
                                round.behindNanos / 1e9)
                        : ""));
    }

    private static String threads(Round round) {
        return round.threadNanosAnUpdate < 0
                ? ""
                : String.format(Locale.ROOT, "; %.3f us without compiler and collector",
                        round.threadNanosAnUpdate / 1e3);
    }

}
