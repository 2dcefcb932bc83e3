package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signer;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.loop.Timers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// The lane of what is signed for an account with a counter, on a clock that the test moves. The exchange behind it answers all alike, with the status that the
/// test wants, half a second after it was asked if nothing else is said.
public final class CountedLane {

    private static final long MILLI = 1_000_000L;

    private final LongSupplier clock;
    private final IntSupplier status;
    private final Map<Long, Runnable> timers = new TreeMap<>();
    private final RestLane lane;
    private final Allowance account;
    private long roundTripMillis = 500;
    private long sent;

    /// An account at `exchange`, of this tier of Kraken's.
    public CountedLane(String exchange, String tier, Signer signer, LongSupplier clock,
            IntSupplier status) {
        this.clock = clock;
        this.status = status;
        var registry = new SimpleMeterRegistry();
        var keyring = new Keyring(Mode.PRACTICE, new Latch(), clock::getAsLong, _ -> {});
        keyring.add(exchange, signer, new ApiKey(signer.kind(), "id", "c2VjcmV0"));
        Quota quota = Quota.ofDialect("kraken", Map.of("tier", tier));
        Allowance address = Allowance.of(quota);
        account = address.ofAccount(quota);
        var means = new Call.Means(client(), clock::getAsLong, this::after, RestTiming.DEFAULT,
                _ -> 0, new WireMetrics(registry), keyring, new Departures(registry));
        lane = new RestLane(exchange, true, Objects.requireNonNull(quota.account()).atOnce(),
                means, account, address);
    }

    /// So much of the counter is used up already.
    public void used(int weight) {
        account.charge(clock.getAsLong(), weight);
    }

    /// It takes so long to answer.
    void slow(long millis) {
        roundTripMillis = millis;
    }

    /// Keeps its connections warm.
    void warm(Request question) {
        lane.warm(question, 0);
    }

    /// Asks it in its turn.
    public void ask(Request request, Consumer<Answer> then) {
        lane.add(request, then);
    }

    /// How much was sent so far.
    public long sent() {
        return sent;
    }

    /// When something is due next.
    public long next() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.keySet().iterator().next();
    }

    /// Does what is due.
    public void fire() {
        while (next() <= clock.getAsLong()) {
            Objects.requireNonNull(timers.remove(next())).run();
        }
    }

    private Timers.Timer after(long millis, Runnable task) {
        long at = clock.getAsLong() + millis * MILLI;
        while (timers.containsKey(at)) {
            at++;
        }
        long key = at;
        timers.put(key, task);
        return () -> timers.remove(key, task);
    }

    // ---- the exchange

    @SuppressWarnings("unchecked")
    private static <T> T made(Class<T> type, InvocationHandler does) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, does);
    }

    private HttpClientAgent client() {
        return made(HttpClientAgent.class, (_, method, _) -> switch (method.getName()) {
            case "request" -> Future.succeededFuture(request());
            case String other -> throw new UnsupportedOperationException(other);
        });
    }

    private HttpClientRequest request() {
        Promise<HttpClientResponse> answered = Promise.promise();
        return made(HttpClientRequest.class, (self, method, _) -> switch (method.getName()) {
            case "response" -> answered.future();
            case "end" -> {
                sent++;
                after(roundTripMillis, () -> answered.tryComplete(response()));
                yield Future.succeededFuture();
            }
            case "reset" -> Future.succeededFuture();
            case String _ -> self;
        });
    }

    private HttpClientResponse response() {
        int code = status.getAsInt();
        return made(HttpClientResponse.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "statusCode" -> {
                    return code;
                }
                case "statusMessage" -> {
                    return "";
                }
                case "headers" -> {
                    return MultiMap.caseInsensitiveMultiMap();
                }
                case "getHeader" -> {
                    return switch (String.valueOf(arguments[0])) {
                        case "Content-Type" -> "application/json";
                        case "Content-Length" -> "2";
                        case String _ -> null;
                    };
                }
                case "handler" -> handler(arguments).handle(Buffer.buffer("{}"));
                case "endHandler" -> handler(arguments).handle(null);
                default -> {
                }
            }
            return self;
        });
    }

    @SuppressWarnings("unchecked")
    private static Handler<Object> handler(Object[] arguments) {
        return (Handler<Object>) arguments[0];
    }
}
