package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// REST to exchanges: within their budgets, with patience but not without end, one answer each.
///
/// Any thread may ask; the work is done on one context of `vertx`, which is not the loop's, so that a large answer delays no frame.
public final class Rest implements Asking, AutoCloseable {

    private static final int CONNECTIONS_A_HOST = 16;
    /// Exchanges close what says nothing for a minute or so; a handshake would cost an order 50 ms and more.
    private static final long WARM_MILLIS = 15_000;

    private final Vertx vertx;
    private final Context context;
    private final Clock clock;
    private final Timers timers;
    private final RestTiming timing;
    private final Jitter jitter = Jitter.random();
    private final HttpClientAgent client;
    /// What is signed has connections of its own: an order waits behind no large answer.
    private final HttpClientAgent signedClient;
    private final Function<String, Quota> quotas;
    private final WireMetrics metrics;
    private final Keyring keyring;
    private final Departures departures;
    private final Map<String, Allowance> allowances = new HashMap<>();
    private final Map<String, RestLane> lanes = new HashMap<>();
    private final Map<String, RestLane> signedLanes = new HashMap<>();
    private final Map<String, Request> warming = new HashMap<>();
    private boolean closed;

    /// Without keys: nothing that is to be signed leaves.
    public Rest(Vertx vertx, Clock clock, Function<String, Quota> quotas, RestTiming timing,
            MeterRegistry registry) {
        this(vertx, clock, quotas, timing, Keyring.none(), registry);
    }

    public Rest(Vertx vertx, Clock clock, Function<String, Quota> quotas, RestTiming timing,
            Keyring keyring, MeterRegistry registry) {
        this.vertx = vertx;
        this.keyring = keyring;
        departures = new Departures(registry);
        context = vertx.getOrCreateContext();
        this.clock = clock;
        this.quotas = quotas;
        this.timing = timing;
        metrics = new WireMetrics(registry);
        timers = (millis, task) -> {
            long id = vertx.setTimer(Math.max(1, millis), _ -> task.run());
            return () -> vertx.cancelTimer(id);
        };
        client = client();
        signedClient = client();
        context.runOnContext(_ -> vertx.setPeriodic(WARM_MILLIS, _ -> warm()));
    }

    private HttpClientAgent client() {
        return vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) timing.connectMillis())
                        .setKeepAlive(true)
                        .setDecompressionSupported(true).setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_A_HOST));
    }

    Keyring keyring() {
        return keyring;
    }

    /// How long orders took to leave.
    public Departures departures() {
        return departures;
    }

    /// From now on connections to where this exchange takes orders stand, so that none has to wait for one: it is asked this, unsigned, when
    /// nothing was for a while. Null ends it.
    public void keepWarm(String exchange, @Nullable Request question) {
        try {
            context.runOnContext(_ -> {
                if (question == null) {
                    warming.remove(exchange);
                } else {
                    warming.put(exchange, question);
                    warm();
                }
            });
        } catch (RejectedExecutionException over) {
            // We are closing.
        }
    }

    private void warm() {
        if (!closed) {
            warming.forEach((exchange, question) -> signedLane(exchange).warm(question,
                    WARM_MILLIS));
        }
    }

    /// Asks; the future never fails.
    public CompletableFuture<Answer> ask(String exchange, Request request) {
        var answer = new CompletableFuture<Answer>();
        ask(exchange, request, answer::complete);
        return answer;
    }

    /// Counts what was asked of an exchange beside us: what we ask ourselves has to leave room for it. Not where an account is counted by itself (Kraken): with that nobody
    /// asks but we.
    public void charge(String exchange, int weight) {
        try {
            context.runOnContext(_ -> allowance(exchange).charge(clock.now(), weight));
        } catch (RejectedExecutionException over) {
            // We are closing.
        }
    }

    @Override
    public void ask(String exchange, Request request, Consumer<Answer> then) {
        String problem = Urls.restProblem(request.url());
        if (!problem.isEmpty()) {
            then.accept(notSent(request.url() + " " + problem));
            return;
        }
        String refusal = keyring.refusal(exchange, request);
        if (!refusal.isEmpty()) {
            then.accept(notSent(refusal));
            return;
        }
        try {
            context.runOnContext(_ -> add(exchange, request, then));
        } catch (RejectedExecutionException over) {
            then.accept(notSent("we are closing"));
        }
    }

    private void add(String exchange, Request request, Consumer<Answer> then) {
        if (closed) {
            then.accept(notSent("we are closing"));
        } else if (request.about().signed()) {
            signedLane(exchange).add(request, then);
        } else {
            lane(exchange).add(request, then);
        }
    }

    static Answer notSent(String why) {
        return new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), why, 0);
    }

    /// Not what is signed: an order is followed to its end, wherever it is.
    @Override
    public void abandon(String exchange) {
        context.runOnContext(_ -> lane(exchange).abandon("the exchange was switched off"));
    }

    private RestLane lane(String exchange) {
        return lanes.computeIfAbsent(exchange, name -> {
            Quota quota = quotas.apply(name);
            Allowance address = allowance(name);
            return new RestLane(name, false, quota.atOnce(), means(client), address, address);
        });
    }

    private RestLane signedLane(String exchange) {
        return signedLanes.computeIfAbsent(exchange, name -> {
            Quota quota = quotas.apply(name);
            Quota own = quota.account() == null ? quota : quota.account();
            Allowance address = allowance(name);
            return new RestLane(name, true, own.atOnce(), means(signedClient),
                    address.ofAccount(quota), address);
        });
    }

    private Allowance allowance(String exchange) {
        return allowances.computeIfAbsent(exchange, name -> Allowance.of(quotas.apply(name)));
    }

    private Call.Means means(HttpClientAgent with) {
        return new Call.Means(with, clock, timers, timing, jitter, metrics, keyring, departures);
    }

    /// Ends what is open and closes its connections.
    @Override
    public void close() {
        try {
            context.runOnContext(_ -> end());
        } catch (RejectedExecutionException over) {
            // Its thread is gone, and with it everything that could be open.
        }
    }

    private void end() {
        closed = true;
        lanes.values().forEach(lane -> lane.abandon("we are closing"));
        signedLanes.values().forEach(lane -> lane.abandon("we are closing"));
        client.close();
        signedClient.close();
    }
}
