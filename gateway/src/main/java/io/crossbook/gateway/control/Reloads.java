package io.crossbook.gateway.control;

import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.config.Configuration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes over what the daemon's file says while it runs: when its text has changed, on SIGHUP, or when asked. All of it, or nothing.
///
/// A file that stands still for a second is looked at, so that what an editor writes piece by piece is not taken for whole. Any thread.
public final class Reloads implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long LOOK_NANOS = 500_000_000L;
    /// How long the engine has to take a file.
    public static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String METRIC = "crossbook.configuration.reloads";

    private final ConfigFile file;
    private final Function<Configuration, ? extends Future<?>> take;
    private final long patienceMillis;
    private final Clock clock;
    private final Counter taken;
    private final Counter refused;
    private volatile State state;
    private volatile boolean closed;
    /// What the engine was given and has not taken yet.
    private @Nullable Offered offered;
    private Runnable unheard = () -> {};
    private Closeable commands = () -> {};

    /// By which file the daemon runs: its sum, since when, and why what it says now is not in force (nothing where it is). `unanswered`: the engine has not said
    /// yet whether it is.
    public record State(String file, String sum, Instant since, List<String> refused,
            boolean unanswered) {}

    private record Offered(ConfigFile.Fresh fresh, Future<?> taken) {}

    /// `take` has the engine take a configuration in one step, which is done with the future; that fails where it cannot now. `patience` is how long
    /// it is waited for.
    public Reloads(ConfigFile file, Function<Configuration, ? extends Future<?>> take,
            Duration patience, MeterRegistry registry, Clock clock) {
        this.file = file;
        this.take = take;
        patienceMillis = patience.toMillis();
        this.clock = clock;
        taken = counter(registry, "taken");
        refused = counter(registry, "refused");
        state = new State(file.file().toString(), file.running().sum(), clock.instant(),
                List.of(), false);
        registry.gauge("crossbook.configuration.refused", this,
                reloads -> reloads.state.refused.isEmpty() ? 0 : 1);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return registry.counter(METRIC, "outcome", outcome);
    }

    /// Watches the file until it is closed, and hears SIGHUP where `hangup`: in a terminal that is its end, and whoever closes it wants this process ended.
    public Reloads watching(boolean hangup) {
        if (hangup) {
            unheard = Signals.on("HUP", _ -> Thread.startVirtualThread(() -> reload("SIGHUP")));
        }
        Thread.ofPlatform().name("configuration").daemon().start(this::watch);
        return this;
    }

    /// Hears `reload` and `exchange` in this folder too until it is closed: for a daemon that trades nowhere, and has no other socket.
    public void commanded(Path folder, Reach engine) {
        commands = WatchSocket.open(folder, engine);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_NANOS);
            look();
        }
    }

    /// Takes what has changed, once it stands still.
    private void look() {
        try {
            String first = file.now();
            if (file.stirred(first)) {
                LockSupport.parkNanos(LOOK_NANOS);
                if (!closed && first.equals(file.now())) {
                    reload("its text has changed");
                }
            }
        } catch (RuntimeException mistake) { // the file that runs goes on
            LOG.error("The configuration could not be looked at", mistake);
        }
    }

    /// Takes over what the file says now; `by` is who wants it. What is refused changes nothing.
    public synchronized State reload(String by) {
        try {
            if (offered != null) { // before anything else is judged by what is in force
                settle(by, offered);
            }
            ConfigFile.Fresh fresh = file.look();
            if (!fresh.configuration().sum().equals(state.sum)) {
                settle(by, new Offered(fresh, take.apply(fresh.configuration())));
            }
            return told(state.sum, state.since, List.of());
        } catch (ConfigException wrong) {
            return refused(by, wrong.problems());
        } catch (TimeoutException _) {
            file.forget();
            return unanswered(by);
        } catch (ExecutionException e) {
            file.forget();
            return refused(by, List.of(
                    file.file() + ": " + Objects.requireNonNullElse(e.getCause(), e).getMessage()
                            + ": it is tried again"));
        }
    }

    /// Waits until the engine has taken it.
    private void settle(String by, Offered waiting) throws TimeoutException, ExecutionException {
        offered = waiting;
        try {
            waiting.taken.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } catch (ExecutionException e) {
            offered = null;
            throw e;
        }
        offered = null;
        file.taken(waiting.fresh);
        taken.increment();
        String sum = waiting.fresh.configuration().sum();
        LOG.info("{} is in force ({}), sha256 {}", file.file(), by, sum);
        var _ = told(sum, clock.instant(), List.of());
    }

    private State unanswered(String by) {
        String why = file.file() + ": the engine has not answered for " + patienceMillis
                + " ms (its loop is blocked or has ended): this is not in force, and will be as soon as it answers";
        LOG.error("{} ({})", why, by);
        state = new State(state.file, state.sum, state.since, List.of(why), true);
        return state;
    }

    private State refused(String by, List<String> why) {
        refused.increment();
        LOG.error("{} is not taken ({}); the one of {} stays in force:", file.file(), by,
                state.since);
        why.forEach(LOG::error);
        return told(state.sum, state.since, why);
    }

    private State told(String sum, Instant since, List<String> why) {
        state = new State(state.file, sum, since, why, false);
        return state;
    }

    /// What is in force.
    public Configuration running() {
        return file.running();
    }

    /// How it stands.
    public State state() {
        return state;
    }

    @Override
    public void close() {
        closed = true;
        unheard.run();
        try {
            commands.close();
        } catch (IOException e) { // whatever becomes of it: what follows must be closed too
            LOG.warn("The socket for commands did not close well: {}", e.toString());
        }
    }
}
