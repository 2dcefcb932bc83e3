package io.crossbook.cli.certify;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.gateway.wire.Keyring;
import io.crossbook.gateway.wire.Latch;
import io.crossbook.gateway.wire.Quota;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.crossbook.gateway.wire.Timing;
import io.crossbook.gateway.wire.Wires;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A practice exchange on this machine, something that spoils its answers, and our own wire to both.
final class Stand implements AutoCloseable {

    private static final String INSTRUMENT = "BTC/USDT";
    private static final long PATIENCE_MILLIS = 30_000;
    /// For answers that are known never to come.
    private static final long HASTE_MILLIS = 750;
    /// One request at a time: Kraken's nonces have to arrive in order.
    private static final Quota AMPLE = new Quota(10_000, 1_000, 1_000_000, 1_000, 1);

    final Exchange exchange;
    final Simulator simulator;
    final Spoiler spoiler;
    final Clock clock = Clock.system();
    /// By how much the clock that we sign with is ahead, in nanoseconds.
    volatile long aheadNanos;
    final Loop loop;
    final Keyring keyring;
    final Latch latch = new Latch();
    final Rest rest;
    final Rest hasty;
    final Wires wires;
    final Listing listing;
    final String minNotional;
    private final Vertx vertx = Vertx.vertx();
    private int accounts;
    private volatile @Nullable Trader trader;

    Stand(Exchange exchange, long seed) {
        this.exchange = exchange;
        simulator = Waiting.on(Simulator.start(vertx, Settings.DEFAULT.withSeed(seed)
                .withExchanges(List.of(exchange)).withoutDislocations()));
        spoiler = new Spoiler(vertx, simulator.port(exchange));
        var registry = new SimpleMeterRegistry();
        loop = new Loop(clock, Recorder.NONE, registry);
        keyring = new Keyring(Mode.PRACTICE, latch, () -> clock.now() + aheadNanos, _ -> {});
        rest = rest(PATIENCE_MILLIS, registry);
        hasty = rest(HASTE_MILLIS, new SimpleMeterRegistry());
        wires = new Wires(loop, rest, _ -> AMPLE, new Timing(30_000, 30_000, 20, 50, 30_000, 200),
                registry);
        loop.start(new Decider() {
            @Override
            public void accept(long now, Input input) {
                Trader current = trader;
                if (current != null) {
                    current.accept(now, input);
                }
            }

            @Override
            public long nextDeadline() {
                return NEVER;
            }
        });
        var theirs = Waiting.on(simulator.ask(market -> market.listing(exchange,
                io.crossbook.simulator.Instrument.of(INSTRUMENT))));
        minNotional = theirs.minNotional();
        listing = new Listing(0, exchange.id(), theirs.symbol(), Instrument.parse(INSTRUMENT),
                new Rules(theirs.priceDecimals(), theirs.sizeDecimals(), 1, 1, theirs.minSize(), 0,
                        1, Rules.Status.TRADING));
    }

    private Rest rest(long patienceMillis, SimpleMeterRegistry registry) {
        return new Rest(loop.vertx(), clock, _ -> AMPLE, new RestTiming(30_000, patienceMillis,
                30_000, 1 << 22, 50, 100, 200), keyring, registry);
    }

    /// Somebody with an account of his own, after whom nobody remembers anything.
    Trader trader() {
        var next = new Trader(this, "certify-key-" + exchange.id() + "-" + accounts++);
        trader = next;
        return next;
    }

    void left() {
        spoiler.relent();
        Waiting.on(simulator.mischief(mischief -> {
            mischief.relent();
            return "";
        }));
        trader = null;
    }

    @Override
    public void close() {
        rest.close();
        hasty.close();
        loop.close();
        spoiler.close();
        simulator.close();
        Waiting.on(vertx.close());
    }
}
