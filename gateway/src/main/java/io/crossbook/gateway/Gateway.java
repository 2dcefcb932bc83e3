package io.crossbook.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.exchanges.Dialects;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.AccountKeys;
import io.crossbook.gateway.control.Closing;
import io.crossbook.gateway.control.Ending;
import io.crossbook.gateway.control.Reach;
import io.crossbook.gateway.control.Reloads;
import io.crossbook.gateway.control.Steering;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.control.Trading;
import io.crossbook.gateway.engine.Earnings;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.listings.Directory;
import io.crossbook.gateway.live.FeeQuestions;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.gateway.loop.Timers;
import io.crossbook.gateway.metrics.Catalogue;
import io.crossbook.gateway.rehearsal.Rehearsal;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.TapeWriter;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.crossbook.gateway.wire.Timing;
import io.crossbook.gateway.wire.Wires;
import io.crossbook.gateway.xchange.AccountWatch;
import io.crossbook.gateway.xchange.Accounts;
import io.crossbook.gateway.xchange.Bridge;
import io.crossbook.gateway.xchange.BridgeTiming;
import io.crossbook.gateway.xchange.Inlet;
import io.crossbook.gateway.xchange.Metadata;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon: everything wired, from a configuration to a running feed.
///
/// Who trades here is begun after everything else stands ([Trading]). Three event loops: the engine's, which owns all sockets to exchanges, the edge's, for REST to them, and one for HTTP and the feed's readers: however many ask there, no
/// request to an exchange waits for them.
public final class Gateway implements Reach, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long CLOSE_SECONDS = 2;

    private final PrometheusMeterRegistry registry = Catalogue.registry();
    private final Vertx edge = oneLoop();
    private final Vertx serving = oneLoop();
    private final Clock clock;
    private final Settings settings;
    private final @Nullable TapeWriter tape;
    private final @Nullable Trading trading;
    private final Loop loop;
    private final Steering steering;
    private final Rest rest;
    private final Bridge bridge;
    private final Engine engine;
    private final LiveBooks live = new LiveBooks(registry);
    private final Front front;
    private final Directory directory;
    private final AccountWatch accounts;
    private final FeeQuestions fees;
    private volatile @Nullable Reloads reloads;

    private Gateway(Configuration configuration, Opened opened, @Nullable TapeWriter tape,
            Watcher watcher, Surroundings around, Clock clock) {
        settings = configuration.settings();
        this.tape = tape;
        trading = opened.trading();
        this.clock = clock;
        Meters.records(registry, tape, trading);
        loop = new Loop(clock, tape == null ? Recorder.NONE : tape, registry);
        steering = new Steering(loop.inbox(), settings, this::configured,
                this::switched);
        rest = new Rest(edge, clock, steering::quota, RestTiming.DEFAULT,
                trading == null ? Keyring.none() : trading.keyring(), registry);
        var wires = new Wires(loop, rest, steering::quota, Timing.DEFAULT, registry);
        Inlet inlet = Inlet.to(loop.inbox());
        bridge = new Bridge(wires, wires::number, inlet, BridgeTiming.DEFAULT);
        front = new Front(configuration, () -> running(configuration), this::refused, opened,
                tape == null ? configuration.tape().directory() : tape.folder(), around,
                this::onEngine, registry);
        var watchers = new Watchers(new EngineLog(), new Meters(registry), live, front.watcher(),
                tape == null ? Watcher.NOBODY : tape.hashing(),
                trading == null ? watcher : new Watchers(trading.watcher(), watcher));
        Effects effects = tape == null ? bridge : tape.taping(bridge);
        engine = trading == null
                ? new Engine(Dialects::of, settings, effects, watchers)
                : new Engine(Dialects::of, settings, effects, watchers, trading.chronicle());
        directory = new Directory(
                exchange -> Dialects.of(exchange.dialect(), exchange.entry()), rest::ask,
                new Metadata()::specifications, inlet, clock, this::afterOnEdge);
        // A practice exchange tells no costs: what is configured counts.
        accounts = new AccountWatch(Accounts.watched(clock::now, rest::charge),
                configuration.execution().mode() == Mode.PRACTICE
                        ? Map.of()
                        : AccountKeys.of(configuration, around.environment(), around.secrets()),
                inlet, this::afterOnEdge);
        fees = new FeeQuestions(rest::ask, rates -> inlet.state("account " + rates.exchange()
                + " Rates", new Input.Account(rates)), clock::now, this::afterOnEdge);
    }

    private Timers.Timer afterOnEdge(long millis, Runnable task) {
        long id = edge.setTimer(millis, _ -> task.run());
        return () -> edge.cancelTimer(id);
    }

    /// Starts everything; the future has it once the feed can be read. `tape` records when it is given, and is closed with the
    /// gateway; `watcher` sees what the engine does, on its thread. When something does not start, all else is closed before the
    /// future says so, the tape as well.
    public static CompletableFuture<Gateway> start(Configuration configuration,
            @Nullable TapeWriter tape, Watcher watcher) {
        return start(configuration, tape, watcher, Surroundings.of(""));
    }

    /// The same in these surroundings: where somebody trades, keys come out of them.
    public static CompletableFuture<Gateway> start(Configuration configuration,
            @Nullable TapeWriter tape, Watcher watcher, Surroundings around) {
        Clock clock = Clock.system();
        Opened opened;
        try {
            opened = Opened.of(configuration, around, clock);
        } catch (RuntimeException e) {
            return CompletableFuture
                    .failedFuture(closing(tape == null ? () -> {} : tape::close, e));
        }
        var gateway = new Gateway(configuration, opened, tape, watcher, around, clock);
        return CompletableFuture.completedFuture(gateway).thenCompose(Gateway::begin)
                .handleAsync((_, failure) -> {
                    if (failure != null) {
                        var _ = closing(gateway::close, failure);
                        throw new CompletionException(failure instanceof CompletionException
                                && failure.getCause() != null ? failure.getCause() : failure);
                    }
                    return gateway;
                }, Thread::startVirtualThread); // closing waits for the threads that tell of a failure
    }

    private static Throwable closing(Closeable what, Throwable failure) {
        try {
            what.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private CompletableFuture<?> begin() {
        loop.run(() -> {
            if (tape != null) {
                tape.begin(clock.now(), () -> Checkpoint.of(engine));
            }
        });
        loop.failing(this::failed);
        loop.start(decider());
        if (tape != null) {
            // A state, because it must get through however full the inbox is.
            Inbox.State withhold = loop.inbox().state("withhold");
            tape.trading(why -> withhold.put(new Input.Command(new Input.Wish.Withhold(why))));
        }
        var _ = configure(settings);
        if (trading != null) {
            try {
                trading.begin(loop.inbox(), loop::beatNanos, this);
                trading.warms(rest::keepWarm);
                settings.exchanges().stream()
                        .filter(each -> trading.keyring().knows(each.entry().name()))
                        .forEach(fees::begin);
                rehearse(trading);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        return front.begin(serving, () -> tape != null && tape.stats().stopped());
    }

    /// Noted down for the next start before anybody is told.
    private void failed(Throwable mistake) {
        try {
            if (trading != null) {
                trading.ended(mistake);
            }
        } finally {
            front.ended(mistake);
        }
    }

    /// The first order is to find its code compiled, and every order after it in the caches.
    private void rehearse(Trading trades) {
        Thread.ofPlatform().name("rehearsal").daemon().start(() -> {
            try {
                var rehearsal = new Rehearsal(trades.ways(), trades::rehearse);
                rehearsal.attempts(Rehearsal.FIRST);
                loop.afterFrames(Rehearsal.NANOS, rehearsal::attempt);
            } catch (RuntimeException e) { // slower, and no worse
                LOG.warn("Attempts are not rehearsed", e);
            }
        });
    }

    /// Another configuration of exchanges, fees and detector is in force once the future is done; [IllegalStateException] where the engine's inbox is full. What
    /// [Engine] reads once stays.
    public CompletableFuture<?> configure(Settings fresh) {
        return steering.configure(fresh);
    }

    private void configured(Settings fresh) {
        live.exchanges(engine.exchanges());
        edge.runOnContext(_ -> {
            directory.configured(fresh);
            accounts.configured(fresh);
        });
    }

    private void switched(String exchange, boolean enabled) {
        live.exchanges(engine.exchanges());
        edge.runOnContext(_ -> directory.enable(exchange, enabled));
    }

    /// Runs by this file from now on, whatever is written to it; a hang-up reloads it where `hangup`, and ends the process where not.
    public void follows(ConfigFile file, boolean hangup) {
        var follower = new Reloads(file, steering::follow, Reloads.PATIENCE, registry,
                java.time.Clock.systemUTC());
        reloads = follower.watching(hangup);
        if (trading == null) {
            follower.commanded(file.running().control(), this);
        }
    }

    /// Why what the file says is not in force.
    private List<String> refused() {
        Reloads following = reloads;
        return following == null ? List.of() : following.state().refused();
    }

    private Configuration running(Configuration first) {
        return reloads == null ? first : reloads.running();
    }

    @Override
    public Set<String> traded() {
        return trading == null ? Set.of() : trading.traded();
    }

    @Override
    public @Nullable Reloads reloads() {
        return reloads;
    }

    private Decider decider() {
        return new Decider() {
            @Override
            public void accept(long now, Input input) {
                engine.accept(now, input);
                steering.taken(input); // with the last link of an exchange go the requests to it
                if (input instanceof Input.ServerTime read && trading != null) {
                    trading.keyring().offset(read.exchange(),
                            engine.clockOffsetNanos(read.exchange()));
                }
            }

            @Override
            public long nextDeadline() {
                return engine.nextDeadline();
            }
        };
    }

    /// Reads the engine on its thread, soon.
    public void onEngine(Consumer<Engine> reading) {
        loop.run(() -> {
            try {
                reading.accept(engine);
            } catch (RuntimeException mistake) { // a reader's mistake must not end the engine
                LOG.error("A reading of the engine failed", mistake);
            }
        });
    }

    @Override
    public CompletableFuture<@Nullable ObjectNode> read(
            BiFunction<ExecutionState, Standing, ObjectNode> reading) {
        return read(() -> {
            ExecutionState state = engine.execution();
            Standing standing = engine.standing();
            return state == null || standing == null ? null : reading.apply(state, standing);
        });
    }

    @Override
    public CompletableFuture<@Nullable ObjectNode> earned(Function<Earnings, ObjectNode> reading) {
        return read(() -> {
            Earnings earnings = engine.earnings();
            return earnings == null ? null : reading.apply(earnings);
        });
    }

    private CompletableFuture<@Nullable ObjectNode> read(Supplier<@Nullable ObjectNode> reading) {
        var read = new CompletableFuture<@Nullable ObjectNode>();
        loop.run(() -> {
            try {
                read.complete(reading.get());
            } catch (RuntimeException mistake) { // of whoever reads: it must not end the engine
                read.completeExceptionally(mistake);
            }
        });
        return read;
    }

    @Override
    public String against() {
        return trading == null ? "" : trading.against();
    }

    @Override
    public CompletableFuture<List<ExchangeState>> exchanges() {
        var states = new CompletableFuture<List<ExchangeState>>();
        onEngine(now -> states.complete(now.exchanges()));
        return states;
    }

    /// Wishes something of the engine; false when its inbox is full. An exchange that is switched on is asked what it lists.
    @Override
    public boolean wish(Input.Wish wish) {
        return steering.wish(wish);
    }

    /// The port of the feed.
    public int port() {
        return front.port();
    }

    /// Ends when the loop does: exceptionally after a mistake of ours.
    public CompletableFuture<Void> ended() {
        return loop.ended();
    }

    /// Brings what is under way to its end, then closes the feed, sockets, journal and tape.
    @Override
    public void close() throws IOException {
        var closing = new Closing();
        if (reloads != null) {
            closing.then(reloads::close);
        }
        if (trading != null) {
            if (tape != null) {
                tape.trading(_ -> {}); // it would let trading go on
            }
            closing.then(Ending.of(loop, engine)::await);
        }
        closing.then(front::close).then(accounts::close).then(fees::close)
                .then(directory::close);
        if (trading != null) {
            closing.then(trading::closeControl);
        }
        closing.then(loop::close).then(bridge::close);
        if (trading != null) {
            closing.then(trading::close);
        }
        if (tape != null) {
            closing.then(tape::close);
        }
        closing.then(rest::close).then(() -> end(serving)).then(() -> end(edge))
                .then(registry::close).end();
    }

    private static Vertx oneLoop() {
        return Vertx
                .vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    }

    private static void end(Vertx loop) {
        loop.close().toCompletionStage().toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> null).join();
    }
}
