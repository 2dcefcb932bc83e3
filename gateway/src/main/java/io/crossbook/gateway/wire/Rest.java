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

/// REST to exchanges: within their budgets, with patience but not without end, one answer each.
///
/// Any thread may ask; the work is done on one context of `vertx`, which is not the loop's, so that a large answer delays no frame.
public final class Rest implements Asking, AutoCloseable {

    private static final int CONNECTIONS_A_HOST = 16;

    private final Context context;
    private final Clock clock;
    private final Timers timers;
    private final RestTiming timing;
    private final Jitter jitter = Jitter.random();
    private final HttpClientAgent client;
    private final Function<String, Quota> quotas;
    private final WireMetrics metrics;
    private final Map<String, RestLane> lanes = new HashMap<>();
    private boolean closed;

    public Rest(Vertx vertx, Clock clock, Function<String, Quota> quotas, RestTiming timing,
            MeterRegistry registry) {
        context = vertx.getOrCreateContext();
        this.clock = clock;
        this.quotas = quotas;
        this.timing = timing;
        metrics = new WireMetrics(registry);
        timers = (millis, task) -> {
            long id = vertx.setTimer(Math.max(1, millis), _ -> task.run());
            return () -> vertx.cancelTimer(id);
        };
        client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) timing.connectMillis())
                        .setKeepAlive(true)
                        .setDecompressionSupported(true).setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_A_HOST));
    }

    /// Asks; the future never fails.
    public CompletableFuture<Answer> ask(String exchange, Request request) {
        var answer = new CompletableFuture<Answer>();
        ask(exchange, request, answer::complete);
        return answer;
    }

    @Override
    public void ask(String exchange, Request request, Consumer<Answer> then) {
        String problem = Urls.restProblem(request.url());
        if (!problem.isEmpty()) {
            then.accept(notSent(request.url() + " " + problem));
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
        } else {
            lane(exchange).add(request, then);
        }
    }

    static Answer notSent(String why) {
        return new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), why, 0);
    }

    @Override
    public void abandon(String exchange) {
        context.runOnContext(_ -> lane(exchange).abandon("the exchange was switched off"));
    }

    private RestLane lane(String exchange) {
        return lanes.computeIfAbsent(exchange, name -> new RestLane(name, quotas.apply(name),
                new Call.Means(client, clock, timers, timing, jitter, metrics)));
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
        client.close();
    }
}
