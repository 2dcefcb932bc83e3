package io.crossbook.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Practice exchanges on 127.0.0.1, one port each, over one seeded market.
///
/// Everything happens on one event loop of the given Vert.x; the public methods may be called from
/// any thread. The market lives in real time, or stands still between calls of [#advance] with a
/// manual clock.
public final class Simulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);

    /// Where a manual clock begins, so that a seed means the same every time: 1 January 2026, 00:00
    /// UTC.
    static final long MANUAL_START = 1_767_225_600_000L;
    /// How often real time reaches the timeline.
    private static final long BEAT_MILLIS = 2;
    private static final long MOST_BEHIND_MILLIS = 50;

    private final Vertx vertx;
    private final Context context;
    private final Timeline timeline;
    private final Market market;
    private final Mischief mischief;
    private final Map<Exchange, Gate> gates = new EnumMap<>(Exchange.class);
    private final Map<Exchange, TradingDesk> desks = new EnumMap<>(Exchange.class);
    private final Map<Exchange, Integer> ports = new EnumMap<>(Exchange.class);
    private long beat = -1;

    private Simulator(Vertx vertx, Context context, Settings settings) {
        this.vertx = vertx;
        this.context = context;
        timeline = new Timeline(settings.manual() ? MANUAL_START : System.currentTimeMillis());
        market = Market.of(settings.seed(), timeline.now(), settings.exchanges(), settings.quiet());
        timeline.every(BEAT_MILLIS, () -> market.advanceTo(timeline.now()));
        mischief = new Mischief(timeline, settings.seed());
        if (settings.mischievous()) {
            mischief.atRandom(market.listings());
        }
        for (Exchange exchange : settings.exchanges()) {
            TradingDesk desk = new TradingDesk(exchange, market, timeline, mischief);
            desks.put(exchange, desk);
            gates.put(exchange, new Gate(vertx, new MischiefProtocol(mischief, exchange,
                    protocol(exchange, desk, settings.pacing()))));
        }
    }

    private Protocol protocol(Exchange exchange, TradingDesk desk, Pacing pacing) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES ->
                new BinanceProtocol(market, timeline, pacing, desk, exchange);
            case KRAKEN -> new KrakenProtocol(market, timeline, pacing, desk);
            case BYBIT -> new BybitProtocol(market, timeline, pacing, desk);
        };
    }

    /// Starts the practice exchanges; the future completes when every port is open.
    public static Future<Simulator> start(Vertx vertx, Settings settings) {
        Promise<Simulator> started = Promise.promise();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(_ -> {
            Simulator simulator = new Simulator(vertx, context, settings);
            simulator.open(settings).onComplete(started);
        });
        return started.future();
    }

    private Future<Simulator> open(Settings settings) {
        Future<Void> opened = Future.succeededFuture();
        for (Exchange exchange : settings.exchanges()) {
            opened = opened.compose(_ -> gate(exchange).open(port(settings, exchange)))
                    .onSuccess(actual -> ports.put(exchange, actual)).mapEmpty();
        }
        return opened.map(_ -> {
            if (!settings.manual()) {
                beat = vertx.setPeriodic(BEAT_MILLIS, _ -> beat(System.currentTimeMillis()));
            }
            return this;
        });
    }

    /// A machine that cannot keep up would live through ever more time at once, and no socket had a turn any more: rather the market stands still for a while.
    private void beat(long now) {
        long from = now - MOST_BEHIND_MILLIS;
        if (timeline.now() < from) {
            market.leapTo(from);
            timeline.leapTo(from);
        }
        timeline.advanceTo(now);
    }

    private static int port(Settings settings, Exchange exchange) {
        return settings.basePort() == 0
                ? 0
                : settings.basePort() + settings.exchanges().indexOf(exchange);
    }

    private Gate gate(Exchange exchange) {
        Gate gate = gates.get(exchange);
        if (gate == null) {
            throw new IllegalArgumentException("this practice exchange has no " + exchange.id());
        }
        return gate;
    }

    /// Where an exchange's WebSockets are, without a path: `ws://127.0.0.1:PORT`.
    public String ws(Exchange exchange) {
        return "ws://127.0.0.1:" + port(exchange);
    }

    /// Where an exchange's REST is, without a path: `http://127.0.0.1:PORT`.
    public String rest(Exchange exchange) {
        return "http://127.0.0.1:" + port(exchange);
    }

    /// The port of an exchange.
    public int port(Exchange exchange) {
        Integer port = ports.get(exchange);
        if (port == null) {
            throw new IllegalArgumentException("this practice exchange has no " + exchange.id());
        }
        return port;
    }

    /// Moves a manual clock on; completes when all that fell due has been sent.
    public Future<Void> advance(long millis) {
        Promise<Void> advanced = Promise.promise();
        context.runOnContext(_ -> {
            timeline.advance(millis);
            advanced.complete();
        });
        return advanced.future();
    }

    /// Asks the market something on its own thread.
    public <T> Future<T> ask(Function<Market, T> question) {
        Promise<T> answered = Promise.promise();
        context.runOnContext(_ -> {
            try {
                answered.complete(question.apply(market));
            } catch (RuntimeException e) {
                answered.fail(e);
            }
        });
        return answered.future();
    }

    private TradingDesk desk(Exchange exchange) {
        TradingDesk desk = desks.get(exchange);
        if (desk == null) {
            throw new IllegalArgumentException("this practice exchange has no " + exchange.id());
        }
        return desk;
    }

    /// Opens an account with these deposits at an exchange, under a key and its secret (Kraken's in
    /// Base64).
    public Future<Void> openAccount(Exchange exchange, String key, String secret,
            Map<String, BigDecimal> deposits) {
        return ask(_ -> desk(exchange).open(key, secret, deposits)).mapEmpty();
    }

    /// What the key of an account may do from now on besides trading: withdraw, and borrow where the exchange tells of that.
    public Future<Void> grant(Exchange exchange, String key, boolean mayWithdraw,
            boolean mayBorrow) {
        return ask(_ -> {
            account(exchange, key).mayWithdraw = mayWithdraw;
            account(exchange, key).mayBorrow = mayBorrow;
            return "";
        }).mapEmpty();
    }

    /// Moves money into an account from outside, or out of it where the amount is negative.
    public Future<Void> deposit(Exchange exchange, String key, String asset, BigDecimal amount) {
        return ask(_ -> {
            account(exchange, key).move(asset, amount, desk(exchange).now());
            return "";
        }).mapEmpty();
    }

    /// Takes money out of an account to outside, and the fee beside it.
    public Future<Void> withdraw(Exchange exchange, String key, String asset, BigDecimal amount,
            BigDecimal fee) {
        return ask(_ -> {
            account(exchange, key).withdraw(asset, amount, fee, desk(exchange).now());
            return "";
        }).mapEmpty();
    }

    /// Moves money into an account from another wallet of its owner, or back where the amount is negative: funding, earning and the like.
    public Future<Void> shift(Exchange exchange, String key, String asset, BigDecimal amount) {
        return ask(_ -> {
            account(exchange, key).shift(asset, amount, desk(exchange).now());
            return "";
        }).mapEmpty();
    }

    /// Takes money out of an account, of which no stream and no history ever tells.
    public Future<Void> vanish(Exchange exchange, String key, String asset, BigDecimal amount) {
        return ask(_ -> {
            account(exchange, key).vanish(asset, amount);
            return "";
        }).mapEmpty();
    }

    /// What an account holds, and everything that it has traded: the truth.
    public Future<AccountTruth> truth(Exchange exchange, String key) {
        return ask(_ -> account(exchange, key).truth());
    }

    private Account account(Exchange exchange, String key) {
        Account account = desk(exchange).account(key);
        if (account == null) {
            throw new IllegalArgumentException("no account of this key at " + exchange.id());
        }
        return account;
    }

    /// Makes mischief on the simulator's own thread, or asks what it has done.
    public <T> Future<T> mischief(Function<Mischief, T> command) {
        return ask(_ -> command.apply(mischief));
    }

    /// The same for commands that answer nothing.
    public Future<Void> inflict(Fault fault) {
        Promise<Void> inflicted = Promise.promise();
        context.runOnContext(_ -> {
            mischief.inflict(fault);
            inflicted.complete();
        });
        return inflicted.future();
    }

    /// From now on orders go wrong at random on every listing, drawn from the seed.
    public Future<Void> inflictOnOrders() {
        return mischief(each -> {
            each.ordersAtRandom(market.listings());
            return "";
        }).mapEmpty();
    }

    /// Closes an exchange's port and connections, so that new ones are refused by the machine.
    public Future<Void> shut(Exchange exchange) {
        return onLoop(() -> gate(exchange).close());
    }

    /// Opens an exchange's port again, at the same number.
    public Future<Void> reopen(Exchange exchange) {
        return onLoop(() -> gate(exchange).reopen(port(exchange)).mapEmpty());
    }

    private Future<Void> onLoop(Supplier<Future<Void>> action) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(_ -> action.get().onComplete(done));
        return done.future();
    }

    /// Closes all ports and connections; completes when they are closed.
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(_ -> {
            vertx.cancelTimer(beat);
            Future.join(gates.values().stream().map(Gate::close).toList()).<Void>mapEmpty()
                    .onComplete(stopped);
        });
        return stopped.future();
    }

    /// Closes all ports and waits for it, at most two seconds. Not to be called on an event loop.
    @Override
    public void close() {
        try {
            stop().await(2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the practice exchanges' ports were not closed within two seconds", e);
        }
    }
}
