package io.crossbook.gateway.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.config.AlertSettings;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Watcher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that calls people: looks once a second, delivers, beats, and hears `/halt`.
///
/// The engine's thread puts its alarms into a bounded queue and answers short readings; all else is on threads of this class.
public final class Alerting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook.alerts");
    private static final long SECOND_MILLIS = 1_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long LOOK_MILLIS = SECOND_MILLIS;
    /// Counting evaluations goes over all pairs: not every second.
    private static final int SELDOM = 10;
    private static final long ANSWER_SECONDS = 5;
    private static final int ALARMS = 256;
    private static final int MOST_SHOWN = 100;
    private static final int BYTES = 1 << 20;
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration LAST = Duration.ofMillis(2_500);
    private static final long LONGEST_LAST_MILLIS = 3_000;
    private static final int POLL_SECONDS = 50;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long KEY_DAYS = 14;

    private final AlertSettings settings;
    private final Connected connected;
    private final Time time = Time.SYSTEM;
    private final Board board;
    private final SilentDetector detector = new SilentDetector();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final BlockingQueue<String> alarms = new ArrayBlockingQueue<>(ALARMS);
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong tops = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> tellers = new ArrayList<>();
    /// There only where somebody is asked or told anything.
    private volatile @Nullable Http http;
    private volatile boolean closed;

    /// What is looked at besides the engine. Any thread.
    ///
    /// `engine` reads on the engine's thread, soon; `journalFailed` and `tapeStopped` say so, `refused` has why what the configuration's file says is not in force
    /// (empty where it is), `stop` halts at once and then has words for who asked.
    public record Sources(Consumer<Consumer<Engine>> engine, BooleanSupplier journalFailed,
            BooleanSupplier tapeStopped, Supplier<List<String>> refused,
            Function<String, CompletableFuture<String>> stop) {}

    /// `environment` has the addresses and tokens that the settings name, each of which is a secret from now on (`hide`); [IllegalStateException] where it
    /// lacks one, or has one that is no address. `blanked` takes secrets out of a text.
    public static Alerting open(AlertSettings settings,
            Function<String, @Nullable String> environment, Consumer<String> hide,
            UnaryOperator<String> blanked) {
        return new Alerting(settings, Connected.of(settings, environment, hide), blanked);
    }

    private Alerting(AlertSettings settings, Connected connected, UnaryOperator<String> blanked) {
        this.settings = settings;
        this.connected = connected;
        board = new Board(settings.repeatMinutes() * MINUTE_MILLIS, blanked, alert -> {
            LOG.warn("{}", alert.line());
            deliveries.forEach(each -> each.offer(alert));
        });
    }

    private void measure(MeterRegistry registry) {
        FunctionCounter.builder("crossbook.alerts.dropped", dropped, LongAdder::sum)
                .register(registry);
        for (Cause cause : Cause.values()) {
            Gauge.builder("crossbook.alerts.active", board, now -> now.active().stream()
                    .filter(each -> each.cause() == cause).count())
                    .tag("cause", cause.word()).register(registry);
        }
    }

    /// What the engine tells as it goes; on its thread, never waits.
    public Watcher watcher() {
        return new Watcher() {
            @Override
            public void alarm(String words, long now) {
                if (!alarms.offer(words)) {
                    dropped.increment();
                }
            }

            @Override
            public void top(int instrument, long now) {
                tops.setRelease(tops.getPlain() + 1);
            }
        };
    }

    /// Begins to look, to tell and to hear; once.
    public void begin(Sources sources, MeterRegistry registry) {
        measure(registry);
        if (connected.anybody()) {
            connect(new Http(BYTES), sources, registry);
        }
        start("alerts", new Watch(sources)::round);
    }

    private void connect(Http asks, Sources sources, MeterRegistry registry) {
        http = asks;
        long spacing = MINUTE_MILLIS / settings.maxPerMinute();
        for (Receiver receiver : connected.receivers()) {
            var delivery = new Delivery(receiver, asks, time, WITHIN, spacing, dropped, registry);
            deliveries.add(delivery);
            tellers.add(start("alerts to " + receiver.name(), delivery::round,
                    () -> delivery.last(LAST)));
        }
        String bot = connected.halt();
        if (bot != null) {
            var halt = new TelegramHalt(bot, settings.haltChats(), asks, time, POLL_SECONDS,
                    sources.stop());
            start("alerts from Telegram", halt::round);
        }
        URI beats = connected.heartbeat();
        if (beats != null) {
            var heart = new Heartbeat(beats, asks, WITHIN, registry);
            start("alerts heartbeat", () -> {
                heart.beat(answers(sources));
                time.sleep(settings.heartbeatSeconds() * SECOND_MILLIS);
            });
        }
    }

    @FunctionalInterface
    private interface Round {
        void run() throws InterruptedException;
    }

    private void start(String name, Round round) {
        start(name, round, () -> {});
    }

    /// `last` is done once all is over.
    private Thread start(String name, Round round, Round last) {
        Thread thread = Thread.ofVirtual().name(name).start(() -> {
            repeat(name, round);
            try {
                last.run();
            } catch (InterruptedException | RuntimeException e) {
                LOG.error("{}: the last round has failed", name, e);
            }
        });
        threads.add(thread);
        return thread;
    }

    private void repeat(String name, Round round) {
        while (!closed) {
            try {
                round.run();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException mistake) { // of ours: the next round may do better
                LOG.error("{}: a round has failed", name, mistake);
                try {
                    time.sleep(LOOK_MILLIS);
                } catch (InterruptedException _) {
                    return;
                }
            }
        }
    }

    private static boolean answers(Sources sources) throws InterruptedException {
        return read(sources, _ -> true) != null;
    }

    /// Null where the engine has not answered in time.
    private static <T> @Nullable T read(Sources sources, Function<Engine, T> reading)
            throws InterruptedException {
        var read = new CompletableFuture<T>();
        sources.engine().accept(engine -> {
            try {
                read.complete(reading.apply(engine));
            } catch (RuntimeException mistake) { // of whoever reads: it must not end the engine
                read.completeExceptionally(mistake);
            }
        });
        try {
            return read.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// What is looked at once a second.
    private final class Watch {
        private final Sources sources;
        private int rounds;

        private Watch(Sources sources) {
            this.sources = sources;
        }

        private void round() throws InterruptedException {
            boolean all = rounds++ % SELDOM == 0;
            Look look = read(sources, engine -> Look.at(engine, all));
            hold(Cause.LOOP_SILENT, look == null,
                    "the engine has not answered for " + ANSWER_SECONDS + " s");
            if (look != null) { // what is not known now is neither new nor over
                look.held().forEach((cause, held) -> board.hold(cause,
                        cause == Cause.FEED_LAG ? Look.going(held, this::lags) : held,
                        time.millis()));
                if (all) {
                    hold(Cause.DETECTOR_SILENT,
                            detector.silent(look.evaluations(), tops.getAcquire(),
                                    look.comparable()),
                            "prices move, and no pair was looked at");
                }
            }
            hold(Cause.JOURNAL_FAILED, sources.journalFailed().getAsBoolean(),
                    "nothing new is traded until a restart");
            hold(Cause.TAPE_STOPPED, sources.tapeStopped().getAsBoolean(),
                    "what is decided now cannot be replayed");
            board.hold(Cause.CONFIGURATION_REFUSED, refused(sources.refused().get()),
                    time.millis());
            board.hold(Cause.KEY_EXPIRING, expiring(time.millis()), time.millis());
            for (String words = alarms.poll(); words != null; words = alarms.poll()) {
                happened(words);
            }
            time.sleep(LOOK_MILLIS);
        }

        private boolean lags(String exchange) {
            return board.active().stream().anyMatch(each -> each.cause() == Cause.FEED_LAG
                    && each.about().equals(exchange));
        }

        private void hold(Cause cause, boolean holds, String words) {
            board.hold(cause, holds ? Map.of("", words) : Map.of(), time.millis());
        }
    }

    /// Of a file that is not in force: its first problem stands for all.
    static Map<String, String> refused(List<String> problems) {
        return problems.isEmpty()
                ? Map.of()
                : Map.of("",
                        "what its file says is not in force, and a start by it may end with 78: "
                                + problems.getFirst() + (problems.size() == 1
                                        ? ""
                                        : " (and " + (problems.size() - 1)
                                                + " more: crossbook check)"));
    }

    /// Whether a look shows it: every reason of a halt and of a pause, and that an attempt is parked. Whatever else is said of one that is parked is news.
    static boolean known(String words, List<Alert> active) {
        return words.startsWith("Halted: ") || words.startsWith("Paused: ")
                || active.stream().anyMatch(each -> each.cause() == Cause.PARKED
                        && words.startsWith(each.about() + ": parked, "));
    }

    /// What a look has shown already is not told in other words.
    private void happened(String words) {
        if (!known(words, board.active())) {
            board.happened(Cause.ALARM, words, time.millis());
        }
    }

    private Map<String, String> expiring(long millis) {
        var soon = new TreeMap<String, String>();
        settings.keysExpire().forEach((exchange, nanos) -> {
            long at = nanos / 1_000_000;
            if (at - millis < KEY_DAYS * DAY_MILLIS) {
                soon.put(exchange, (at <= millis ? "its key has ended at " : "its key ends at ")
                        + Instant.ofEpochMilli(at));
            }
        });
        return soon;
    }

    /// What holds now, and what was told last, newest first. Any thread.
    public ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var active = document.putArray("items");
        board.active().forEach(alert -> active.add(Receiver.document(alert)));
        document.putNull("next");
        var recent = document.putArray("recent");
        board.recent().stream().limit(MOST_SHOWN)
                .forEach(alert -> recent.add(Receiver.document(alert)));
        return document;
    }

    /// The engine has ended by this mistake, and the process ends with it. Any thread.
    public void ended(Throwable mistake) {
        board.happened(Cause.LOOP_ENDED, mistake + ": nothing unwinds what is open until it runs "
                + "again; where it trades, the next start finds it halted", time.millis());
    }

    /// Ends all of it. What was not told yet is told now or never: who closes after this waits for it, but not long.
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        try {
            long until = time.millis() + LONGEST_LAST_MILLIS;
            for (Thread teller : tellers) {
                teller.join(Duration.ofMillis(Math.max(1, until - time.millis())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Http asks = http;
        if (asks != null) {
            asks.close();
        }
    }
}
