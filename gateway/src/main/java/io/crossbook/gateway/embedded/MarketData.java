package io.crossbook.gateway.embedded;

import io.crossbook.gateway.Gateway;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.wire.Urls;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/// What a gateway knows, as Flowables: of one that runs already, or of one in this process.
///
/// Each subscription follows on a socket of its own, and nothing any more once it is cancelled; two that shall share one use [Flowable#share]. All signals come on one thread
/// of this object, one after the other: what takes long there belongs behind [Flowable#observeOn]. A subscription that ends by itself ends in a [FeedException]; after
/// [#close] in `onComplete`. Any thread may call anything here, callbacks included.
public final class MarketData implements AutoCloseable {

    /// How many facts wait for who does not ask for them, unless said otherwise.
    public static final int WAITING_FACTS = 1_024;

    private static final int MOST_MESSAGE_BYTES = 64 << 20;
    private static final int MOST_SOCKETS = 100_000;
    /// The gateway pings every 20 s.
    private static final int SILENT_SECONDS = 60;
    /// As many clients as it serves: others may leave.
    private static final int FULL = 503;
    private static final int CONNECT_SECONDS = 10;
    private static final long STARTING_SECONDS = 60;
    private static final long CLOSING_SECONDS = 10;

    private final URI at;
    private final String token;
    private final @Nullable Gateway gateway;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context thread = vertx.getOrCreateContext();
    private final WebSocketClient client;
    private final Set<Reader<?>> readers = new LinkedHashSet<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean closing;

    private MarketData(URI at, String token, @Nullable Gateway gateway) {
        this.at = at;
        this.token = token;
        this.gateway = gateway;
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                // How many there may be is for the gateway to say: who waits here hears nothing.
                .setMaxConnections(MOST_SOCKETS).setMaxFrameSize(MOST_MESSAGE_BYTES)
                .setMaxMessageSize(MOST_MESSAGE_BYTES)
                .setReadIdleTimeout(SILENT_SECONDS).setConnectTimeout(CONNECT_SECONDS * 1_000)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                // What we started ourselves is not at the name that its certificate has.
                .setTrustAll(gateway != null).setVerifyHost(gateway == null));
        if (gateway != null) {
            var _ = gateway.ended().whenComplete((_, mistake) -> {
                if (!closed.isDone() && !closing) {
                    thread.runOnContext(_ -> gatewayEnded(mistake));
                }
            });
        }
    }

    /// Of a gateway that runs at this address, such as `http://127.0.0.1:8080`. Nothing is contacted before somebody subscribes.
    public static MarketData connect(URI gateway) {
        return connect(gateway, "");
    }

    /// The same, with a token; empty where none is needed.
    public static MarketData connect(URI gateway, String token) {
        String problem = Urls.restProblem(gateway.toString());
        if (problem.isEmpty() && !List.of("", "/").contains(String.valueOf(gateway.getPath()))) {
            problem = "has a path: a gateway is at the root of its host";
        }
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("a gateway's address is wanted, such as "
                    + "http://127.0.0.1:8080, not " + gateway + ", which " + problem);
        }
        return new MarketData(gateway, token, null);
    }

    /// Starts a gateway in this process, which is closed with this; it serves others too, where `gateway:` of the configuration says. Waits until it serves.
    public static MarketData start(Configuration configuration) {
        return start(configuration, "");
    }

    /// The same, with the token that reading needs by this configuration.
    public static MarketData start(Configuration configuration, String token) {
        CompletableFuture<Gateway> starting = Gateway.start(configuration, null, new Watcher() {
        });
        Gateway started;
        try {
            started = starting.copy().orTimeout(STARTING_SECONDS, TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            var _ = starting.thenAccept(MarketData::left); // nobody has it: whenever it is there, it goes
            throw e;
        }
        return new MarketData(address(configuration.gateway(), started.port()), token, started);
    }

    private static void left(Gateway unwanted) {
        try {
            unwanted.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Who listens everywhere listens on this machine's own address too.
    private static URI address(GatewaySettings served, int port) {
        boolean everywhere = served.host().equals("0.0.0.0") || served.host().equals("::");
        String host = everywhere ? "127.0.0.1" : served.host();
        return URI.create((served.tls() == null ? "http://" : "https://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /// Where the gateway is.
    public URI address() {
        return at;
    }

    /// The tops of these instruments (`BTC/USDT`), or of all: first as they stand, then each that moved, its last value.
    public Flowable<Top> tops(String... instruments) {
        Set<String> wanted = Set.copyOf(List.of(instruments));
        return flow(() -> Topics.tops(wanted));
    }

    /// What is worth doing: first all that is open and what closed last, then each time that one opens, changes or closes.
    public Flowable<Fact<Opportunity>> opportunities() {
        return opportunities(WAITING_FACTS);
    }

    /// The same, where so many may wait.
    public Flowable<Fact<Opportunity>> opportunities(int waiting) {
        return facts(new JsonObject().put("topic", "opportunity"), waiting, Read::opportunity);
    }

    /// One book, by the exchange's own symbol, to a depth of 1 to 5,000 levels: first as it stands, then whenever it changed, as it is then. What breaks it comes before
    /// anything that follows.
    public Flowable<Book> book(String exchange, String symbol, int depth) {
        return flow(() -> new BookTopic(exchange, symbol, depth));
    }

    /// The trades of a listing, by the exchange's own symbol: first some of the last, then each.
    public Flowable<Fact<Trade>> trades(String exchange, String symbol) {
        return trades(exchange, symbol, WAITING_FACTS);
    }

    /// The same, where so many may wait.
    public Flowable<Fact<Trade>> trades(String exchange, String symbol, int waiting) {
        return facts(new JsonObject().put("topic", "trade").put("exchange", exchange)
                .put("symbol", symbol), waiting, Read::trade);
    }

    /// What is done about it, where somebody trades: first those that are not over and some that are, then each time that one gets further.
    public Flowable<Fact<Attempt>> attempts() {
        return attempts(WAITING_FACTS);
    }

    /// The same, where so many may wait.
    public Flowable<Fact<Attempt>> attempts(int waiting) {
        return facts(new JsonObject().put("topic", "attempt"), waiting, Read::attempt);
    }

    /// The orders of ours, where somebody trades: first those of the attempts that are told first, then each time that one gets further.
    public Flowable<Fact<Order>> orders() {
        return orders(WAITING_FACTS);
    }

    /// The same, where so many may wait.
    public Flowable<Fact<Order>> orders(int waiting) {
        return facts(new JsonObject().put("topic", "order"), waiting, Read::order);
    }

    /// Which books are to be believed: first all as they stand, then each that changed, as it is then.
    public Flowable<BookHealth> health() {
        return flow(Topics::health);
    }

    /// How trading stands, whether it is halted and why: first as it is, then whenever it changed, as it is then. Nothing where nobody trades.
    public Flowable<Standing> standing() {
        return flow(Topics::standing);
    }

    private <T> Flowable<Fact<T>> facts(JsonObject wish, int waiting,
            Function<JsonObject, T> read) {
        if (waiting < 1) {
            throw new IllegalArgumentException(waiting + " may wait: at least 1 is wanted");
        }
        return flow(() -> Topics.facts(wish, waiting, read));
    }

    private <T> Flowable<T> flow(Supplier<Topic<T>> topic) {
        return Flowable.fromPublisher(downstream -> subscribe(downstream, topic.get()));
    }

    private <T> void subscribe(Subscriber<? super T> downstream, Topic<T> topic) {
        var reader = new Reader<T>(downstream, topic, thread, readers::remove);
        try {
            thread.runOnContext(_ -> begin(downstream, reader));
        } catch (RejectedExecutionException _) {
            refuse(downstream);
        }
    }

    // ---- the feed's thread

    private <T> void begin(Subscriber<? super T> downstream, Reader<T> reader) {
        if (closing) {
            refuse(downstream);
            return;
        }
        readers.add(reader);
        downstream.onSubscribe(reader);
        var options = new WebSocketConnectOptions().setHost(at.getHost()).setPort(port())
                .setSsl(at.getScheme().equals("https")).setURI("/v1/stream");
        if (!token.isEmpty()) {
            options.addHeader("Authorization", "Bearer " + token);
        }
        client.connect(options).onComplete(reader::connected, why -> reader.fail(refusal(why)));
    }

    private static <T> void refuse(Subscriber<? super T> downstream) {
        Flowable.<T>error(new FeedException(FeedException.Kind.ENDED, "all was closed before"))
                .subscribe(downstream);
    }

    private int port() {
        return at.getPort() >= 0 ? at.getPort() : at.getScheme().equals("https") ? 443 : 80;
    }

    private FeedException refusal(Throwable why) {
        if (why instanceof UpgradeRejectedException answer) {
            int status = answer.getStatus();
            return new FeedException(status == FULL
                    ? FeedException.Kind.UNREACHABLE
                    : FeedException.Kind.REFUSED,
                    at + " answers " + status + ": " + answer.getBody(), why);
        }
        return new FeedException(FeedException.Kind.UNREACHABLE,
                "no gateway answers at " + at + ": " + why.getMessage(), why);
    }

    private void gatewayEnded(@Nullable Throwable mistake) {
        var why = new FeedException(FeedException.Kind.ENDED, "the gateway in this process ended"
                + (mistake == null ? "" : ": " + mistake.getMessage()));
        List.copyOf(readers).forEach(reader -> reader.fail(why));
    }

    private void closeAll() {
        if (!closing) {
            closing = true;
            List.copyOf(readers).forEach(Reader::complete);
            Thread.startVirtualThread(this::closeBelow); // which waits for this thread to end
        }
    }

    // ---- any thread

    private void closeBelow() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture()
                    .orTimeout(CLOSING_SECONDS, TimeUnit.SECONDS).join();
            if (gateway != null) {
                gateway.close();
            }
            closed.complete(null);
        } catch (IOException | RuntimeException e) {
            closed.completeExceptionally(e);
        }
    }

    /// Completes all subscriptions and lets everything go. Waits for it, but not in a callback.
    @Override
    public void close() {
        try {
            thread.runOnContext(_ -> closeAll());
        } catch (RejectedExecutionException _) {
            closing = true; // and it is closing
        }
        if (!Context.isOnEventLoopThread()) {
            closed.join();
        }
    }
}
