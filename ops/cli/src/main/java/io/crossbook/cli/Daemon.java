package io.crossbook.cli;

import io.crossbook.gateway.Gateway;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.tape.TapeAlarms;
import io.crossbook.gateway.tape.TapeSettings;
import io.crossbook.gateway.tape.TapeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gateway that is started and stopped by a command, and what its last line says.
final class Daemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long STARTING_SECONDS = 20;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final Gateway gateway;
    private final LongAdder opportunities;

    private Daemon(Gateway gateway, LongAdder opportunities) {
        this.gateway = gateway;
        this.opportunities = opportunities;
    }

    /// Starts everything in this process's own surroundings; records to `folder` unless it is null.
    static Daemon start(Configuration configuration, @Nullable Path folder)
            throws IOException, Failure {
        return start(configuration, folder, new Surroundings(Passphrases.keys(configuration),
                new Secrets(),
                configuration.execution().mode() == Mode.LIVE ? checkedBuild() : build()));
    }

    /// The same in these surroundings.
    static Daemon start(Configuration configuration, @Nullable Path folder, Surroundings around)
            throws IOException, Failure {
        Logs.hide(around.secrets());
        TapeWriter tape = folder == null
                ? null
                : TapeWriter.open(settings(configuration, folder), build(), around.secrets(),
                        new Alarms());
        var opportunities = new LongAdder();
        var counting = new Watcher() {
            @Override
            public void opportunity(io.crossbook.arbitrage.Opportunity opportunity, long now) {
                if (opportunity.state() == io.crossbook.arbitrage.Opportunity.State.OPENED) {
                    opportunities.increment();
                }
            }
        };
        CompletableFuture<Gateway> starting = Gateway.start(
                folder == null ? configuration : configuration.taping(folder), tape, counting,
                around);
        try {
            return new Daemon(starting.get(STARTING_SECONDS, TimeUnit.SECONDS), opportunities);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadJournal journal) {
                throw new Failure(Exit.FAILED, String.valueOf(journal.getMessage()));
            }
            if (e.getCause() instanceof IllegalStateException keys) {
                throw new Failure(Exit.CONFIGURATION, String.valueOf(keys.getMessage()));
            }
            throw new Failure(Exit.FAILED,
                    "the feed does not start on " + configuration.gateway().host() + ":"
                            + configuration.gateway().port() + ": "
                            + (e.getCause() == null ? e : e.getCause()).getMessage());
        } catch (TimeoutException _) {
            var _ = starting.thenAccept(Daemon::closeLate);
            throw new Failure(Exit.FAILED,
                    "the feed did not start within " + STARTING_SECONDS + " s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.FAILED, "interrupted while starting");
        }
    }

    private static void closeLate(Gateway late) {
        try {
            late.close();
        } catch (IOException e) {
            LOG.warn("what started too late did not close well: {}", e.getMessage());
        }
    }

    /// What the configuration says of tapes, in another folder.
    private static TapeSettings settings(Configuration configuration, Path folder) {
        var tape = configuration.tape();
        return new TapeSettings(folder, tape.segmentBytes(), HOUR_NANOS, tape.maxTotalBytes(),
                tape.maxAgeHours() * HOUR_NANOS,
                200_000_000L, 16 << 20, true, 256L << 20, tape.stopTradingOnDiskFull()
                        ? TapeSettings.OnDiskFull.STOP_TRADING
                        : TapeSettings.OnDiskFull.GO_ON);
    }

    static String build() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "crossbook " + (version == null ? "unpackaged" : version) + " java "
                + Runtime.version();
    }

    /// The same with the sum of all that runs: the version alone is the same whatever was compiled.
    static String checkedBuild() {
        try {
            return build() + " sha256 " + Jars.sum(System.getProperty("java.class.path"));
        } catch (IOException e) {
            throw new UncheckedIOException("what runs cannot be read", e);
        }
    }

    Gateway gateway() {
        return gateway;
    }

    /// The last line.
    String summary() {
        return "stopped; " + opportunities.sum() + " opportunities were seen";
    }

    @Override
    public void close() throws IOException {
        gateway.close();
    }

    /// What becomes of the tape, for people.
    private static final class Alarms implements TapeAlarms {
        @Override
        public void recovered(String file, long cut, long last, String why) {
            LOG.warn("tape: {} had a torn end ({}): {} bytes after input {} were cut off", file,
                    why, cut, last);
        }

        @Override
        public void stopped(long last, String why, TapeSettings.OnDiskFull policy) {
            LOG.error("tape: recording stopped after input {}: {} ({})", last, why, policy);
        }

        @Override
        public void resumed(long last) {
            LOG.info("tape: recording goes on after input {}", last);
        }

        @Override
        public void hole(long first, long last) {
            LOG.error("tape: inputs {} to {} are lost, the disk did not keep up", first, last);
        }
    }
}
