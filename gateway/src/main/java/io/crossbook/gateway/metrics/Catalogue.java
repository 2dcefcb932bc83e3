package io.crossbook.gateway.metrics;

import static io.crossbook.gateway.metrics.Metric.Kind.COUNTER;
import static io.crossbook.gateway.metrics.Metric.Kind.GAUGE;
import static io.crossbook.gateway.metrics.Metric.Kind.SUMMARY;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;

/// Every metric of ours. `docs/metrics.md` has the same table, and a test compares both with what a daemon shows.
///
/// Labels are bounded: names of configured exchanges, and words that stand in the code.
public final class Catalogue {

    private static final String SECONDS = "seconds";
    private static final List<String> NONE = List.of();
    private static final List<String> EXCHANGE = List.of("exchange");

    private static final Map<String, Metric> ALL = new LinkedHashMap<>();

    static {
        // What the markets say.
        counter("crossbook.book.updates", EXCHANGE, "Updates that were applied to order books");
        counter("crossbook.book.skipped", EXCHANGE,
                "Book messages that rightly changed nothing, such as older ones after a snapshot");
        counter("crossbook.book.breaks", List.of("exchange", "kind"),
                "Books that were broken by a rule: a gap, a checksum, a lost connection");
        counter("crossbook.quotes", EXCHANGE, "Best quotes of the faster channels");
        counter("crossbook.trades", EXCHANGE, "Trades that the exchanges told of");
        gauge("crossbook.books.live", "", EXCHANGE, "Books that may be traded on now");
        gauge("crossbook.connections", "", EXCHANGE,
                "Connections that stand now, of market data and of the account");
        counter("crossbook.connections.failed", EXCHANGE, "Connections that could not be made");
        counter("crossbook.audits", List.of("exchange", "finding"),
                "Books compared with the exchange's own snapshot, by what was found");
        counter("crossbook.faults", List.of("exchange", "kind"),
                "Things that an exchange did and should not have done");
        counter("crossbook.tops.moved", NONE, "Changes of an instrument's best price or health");
        // What was decided.
        counter("crossbook.opportunities", List.of("kind", "state"),
                "Opportunities that opened, changed and closed");
        counter("crossbook.denials", List.of("check"),
                "Orders and attempts that a check of the risk gate denied");
        gauge("crossbook.attempts", "", List.of("state"),
                "Attempts under way, and those parked until a person decides");
        gauge("crossbook.halted", "", NONE, "1 after a halt: nothing new is begun");
        gauge("crossbook.reluctant", "", NONE,
                "1 while nothing new is begun for any reason, a halt or a start among them");
        counter("crossbook.wishes.refused", NONE, "Wishes of people that were not carried out");
        counter("crossbook.configuration.reloads", List.of("outcome"),
                "Files that were looked at while it runs, by what became of them");
        gauge("crossbook.configuration.refused", "", NONE,
                "1 while the configuration's file says something that is not in force");
        counter("crossbook.alarms", NONE, "Things that a person should know at once");
        counter("crossbook.orders.foreign", EXCHANGE,
                "Orders on our accounts that are none of ours");
        gauge("crossbook.markout", "ratio", List.of("exchange", "after"),
                "How the middle moved in favour of our fills, over the price; mean of the last hundred");
        gauge("crossbook.earned.usdt", "", List.of("part"),
                "What was earned since the beginning of the day (UTC) or of the run, by part, in USDT");
        gauge("crossbook.orders.departure", SECONDS, List.of("percentile"),
                "From the decision that an order leaves to its write; of all since the start");
        gauge("crossbook.legs.gap", SECONDS, List.of("percentile"),
                "Between the writes of one leg of an attempt and the next; of all since the start");
        // The loop.
        counter("crossbook.loop.inputs", NONE, "Inputs that the engine has taken");
        gauge("crossbook.loop.latency", SECONDS, List.of("percentile"),
                "From a frame's handler to its decision; of the last five seconds or more");
        counter("crossbook.loop.stalls", NONE, "Beats of the loop that came too late");
        all(new Metric("crossbook.loop.stalled", COUNTER, SECONDS, NONE,
                "How late those beats were, in all"));
        gauge("crossbook.loop.stall.longest", SECONDS, NONE, "The latest of those beats");
        gauge("crossbook.loop.silent", SECONDS, NONE,
                "How long ago the loop's last beat was; it should be every 20 ms");
        counter("crossbook.inbox.overwritten", NONE, "States replaced before the loop read them");
        counter("crossbook.inbox.refused", NONE, "Facts for which no place was left");
        gauge("crossbook.inbox.taken", "", NONE, "Facts that wait for the loop");
        // The wire.
        counter("crossbook.wire.connections", List.of("exchange", "event"),
                "What happened to WebSockets to exchanges");
        counter("crossbook.wire.frames", EXCHANGE, "Frames received");
        counter("crossbook.wire.bytes", EXCHANGE, "Bytes received in frames");
        counter("crossbook.wire.sent", EXCHANGE, "Frames sent");
        all(new Metric("crossbook.rest", SUMMARY, SECONDS, List.of("exchange", "outcome"),
                "REST requests to exchanges, from leaving to their end"));
        counter("crossbook.rest.sent", EXCHANGE, "REST requests that left");
        counter("crossbook.rest.waits", List.of("exchange", "reason"),
                "REST requests that waited for their turn");
        // Tape and journal.
        gauge("crossbook.tape.recording", "", NONE,
                "1 while inputs reach the disk, 0 while recording is stopped");
        counter("crossbook.tape.inputs", NONE, "Inputs that the tape has taken");
        counter("crossbook.tape.lost", NONE,
                "Inputs that are not on the tape: the disk was slow, full or failed");
        gauge("crossbook.journal.waiting", "", NONE, "Commits that wait to be written");
        gauge("crossbook.journal.failed", "", NONE,
                "1 once an entry could not be kept: nothing new is traded until a restart");
        // The door.
        counter("crossbook.http.refused", List.of("status"),
                "Requests that were refused, by status: 401 no good token, 403 scope, topic or page, 429 too many, 503 full, others no request as it should be");
        // Messages to people.
        gauge("crossbook.alerts.active", "", List.of("cause"),
                "Alerts that hold now; 0 where there is none");
        counter("crossbook.alerts.sent", List.of("receiver", "outcome"),
                "Messages to people by what became of them: delivered, retried, given_up");
        counter("crossbook.alerts.dropped", NONE,
                "Alerts that found no place in the queue; nothing that is traded waited for them");
        counter("crossbook.alerts.heartbeats", List.of("outcome"),
                "Calls to the heartbeat URL by outcome: delivered, failed, withheld");
    }

    private Catalogue() {}

    private static void counter(String id, List<String> labels, String help) {
        all(new Metric(id, COUNTER, "", labels, help));
    }

    private static void gauge(String id, String unit, List<String> labels, String help) {
        all(new Metric(id, GAUGE, unit, labels, help));
    }

    private static void all(Metric metric) {
        if (ALL.put(metric.id(), metric) != null) {
            throw new IllegalStateException(metric.id() + " is described twice");
        }
    }

    /// All of them, in the order of the table.
    public static SequencedCollection<Metric> all() {
        return List.copyOf(ALL.values());
    }

    /// A registry for Prometheus in which all that is registered has its help text and its unit from this table.
    public static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(describing());
        return registry;
    }

    private static MeterFilter describing() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                Metric metric = ALL.get(id.getName());
                return metric == null
                        ? id
                        : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()),
                                metric.unit().isEmpty() ? null : metric.unit(), metric.help(),
                                id.getType());
            }
        };
    }
}
