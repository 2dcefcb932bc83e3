package io.crossbook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What a run of [FanoutBench] measured: by how many clients there were and how many updates a second, of each server the rounds, in turns.
public record FanoutReport(List<Load> loads, Map<String, String> machine) {

    /// Who knows later than this is told by a server that does not keep up: it gathers what waits, and looks cheaper than it is.
    private static final long LATE_NANOS = 100_000_000;

    /// What servers are compared by, in the words of the document.
    private static final Map<String, ToDoubleFunction<Round>> MEASURES = Map.of(
            "timesOursAnUpdate", Round::cpuNanosAnUpdate,
            "timesOursAValue", Round::cpuNanosAValue,
            "timesOursAnUpdateOwn", Round::ownNanosAnUpdate,
            "timesOursAValueOwn", Round::ownNanosAValue);

    /// One load, and what each server made of it.
    public record Load(int clients, int rate, int updates, Map<String, List<Round>> servers) {

        /// How many times as much as ours another one takes, by one measure.
        public double times(String other, ToDoubleFunction<Round> of) {
            return of.applyAsDouble(median(other)) / of.applyAsDouble(median("crossbook"));
        }

        /// The round in the middle, by CPU.
        public Round median(String server) {
            List<Round> rounds = new ArrayList<>(servers.getOrDefault(server, List.of()));
            rounds.sort(Comparator.comparingDouble(Round::cpuNanosAnUpdate));
            return rounds.get(rounds.size() / 2);
        }
    }

    /// One server under one load. CPU is the server process's alone.
    ///
    /// An update counts once for each client that knows it in the end: it got that one, or something later of the same instrument. A value is one that a client did get, so that what was overwritten on the
    /// way counts for nothing. `own` is the CPU of the server's own threads, without compiler and collector; all of it where the process cannot tell. `engine` is the part of it that
    /// reads, applies and decides, before anything is told. `messagesASecond` is how often each client was told something. `allocatedAnUpdate` is −1 where the process cannot tell. Latency is from when an update was due until a client knew it or something
    /// later, over all updates and clients.
    public record Round(double cpuNanosAnUpdate, double cpuNanosAValue, double ownNanosAnUpdate,
            double ownNanosAValue, double engineNanosAnUpdate, double cpuNanosAMessage,
            double allocatedAnUpdate, long messages, double messagesASecond, long values,
            long bytes, double cores, long p50, long p99) {

        static Round of(FanoutBench.Point point, FanoutServer.Cost cost, FanoutCrowd.Told told) {
            double known = point.clients() * point.seconds() * point.rate();
            double own = cost.threadNanos() < 0 ? cost.cpuNanos() : cost.threadNanos();
            return new Round(cost.cpuNanos() / known, (double) cost.cpuNanos() / told.numbers(),
                    own / known, own / told.numbers(), cost.engineNanos() / known,
                    (double) cost.cpuNanos() / told.messages(),
                    cost.allocatedBytes() < 0 ? -1 : cost.allocatedBytes() / known,
                    told.messages(), told.messages() / point.seconds() / point.clients(),
                    told.numbers(), told.bytes(), (double) cost.cpuNanos() / cost.wallNanos(),
                    told.p50(), told.p99());
        }
    }

    /// One JSON document, with the ratios.
    public String json() {
        try {
            var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            ObjectNode document = mapper.valueToTree(this);
            for (int i = 0; i < loads.size(); i++) {
                Load load = loads.get(i);
                JsonNode written = document.withArray("loads").get(i);
                new TreeMap<>(MEASURES).forEach((name, measure) -> {
                    ObjectNode times = written.withObject("/" + name);
                    load.servers.keySet()
                            .forEach(server -> times.put(server, load.times(server, measure)));
                });
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
                "  %-10s CPU an update %s  a value that arrived %s%n             without compiler and collector %s  %s%s%n             %,d messages (%.0f a second and client)  %,d values (%.0f %% of the updates)  %.0f %% of a core%s  known after p50 %,.1f  p99 %,.1f ms%s%n",
                server, measured(load, server, Round::cpuNanosAnUpdate),
                measured(load, server, Round::cpuNanosAValue),
                measured(load, server, Round::ownNanosAnUpdate),
                measured(load, server, Round::ownNanosAValue),
                round.engineNanosAnUpdate == 0
                        ? ""
                        : String.format(Locale.ROOT, "  (the engine %.3f us an update)",
                                round.engineNanosAnUpdate / 1e3),
                round.messages, round.messagesASecond, round.values,
                100.0 * round.values / ((double) load.clients * load.updates), 100 * round.cores,
                round.allocatedAnUpdate < 0
                        ? ""
                        : String.format(Locale.ROOT, "  %,.1f B an update",
                                round.allocatedAnUpdate),
                round.p50 / 1e6, round.p99 / 1e6,
                round.p99 > LATE_NANOS ? "  (did not keep up)" : ""));
    }

    private static String measured(Load load, String server, ToDoubleFunction<Round> of) {
        return String.format(Locale.ROOT, "%.3f us (%.1f times ours)",
                of.applyAsDouble(load.median(server)) / 1e3, load.times(server, of));
    }
}
