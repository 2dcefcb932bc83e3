package io.crossbook.gateway.practice;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Market;
import io.crossbook.simulator.Side;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One account's orders through our own dialect: signs, sends, reads, and remembers what it was told. All of it happens on the test's own
/// thread.
final class Trader implements OrderOut, AutoCloseable {

    /// Both begin like those of every practice account: `LeftReportsTest` looks for that in what all tests have said.
    static final String KEY = "63616e6172793751practice";
    /// Base64, for Kraken; a text like any other elsewhere.
    static final String SECRET = "Y2FuYXJ5fjdReiN3LCBwcmFjdGljZSBtYWtlcyBwZXJmZWN0";
    private static final String CLOSED = "";

    final Orders orders;
    final Listing listing;
    final List<OrderEvent> events = new ArrayList<>();
    final List<AccountFact> facts = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final List<String> foreign = new ArrayList<>();
    final List<String> reconnects = new ArrayList<>();
    final List<Boolean> reads = new ArrayList<>();
    private final Simulator simulator;
    private final Exchange exchange;
    private final ApiKey key;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .build();
    private final WebSocketClient webSockets;
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final Deque<Request> requests = new ArrayDeque<>();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Map<String, Boolean> live = new LinkedHashMap<>();
    private long nonce = 1_700_000_000_000_000L;
    private int ids;

    private record Heard(String url, String text) {}

    /// A private connection of ours; `session` signs its frames.
    private static final class Connection {
        final PrivateConversation conversation;
        final WebSocket socket;
        ApiKey session;

        Connection(PrivateConversation conversation, WebSocket socket, ApiKey session) {
            this.conversation = conversation;
            this.socket = socket;
            this.session = session;
        }
    }

    Trader(Vertx vertx, Simulator simulator, Exchange exchange, String instrument) {
        this.simulator = simulator;
        this.exchange = exchange;
        webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 22));
        listing = ours(wait(simulator.ask(market -> market.listing(exchange,
                io.crossbook.simulator.Instrument.of(instrument)))));
        String socket = simulator.ws(exchange) + switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/ws-api/v3";
            case KRAKEN -> "/ws-auth/v2";
            case BYBIT -> "/v5";
        };
        Entry entry = new Entry(exchange.id(), simulator.ws(exchange), simulator.rest(exchange), 0,
                true, true, Map.of(), Map.of("orderSocket", socket));
        orders = Objects.requireNonNull(
                Dialects.of(exchange.id(), entry).orders(List.of(listing)));
        key = new ApiKey(orders.signer().kind(), KEY, SECRET);
    }

    private static Listing ours(io.crossbook.simulator.Listing theirs) {
        return new Listing(0, theirs.exchange().id(), theirs.symbol(),
                Instrument.parse(theirs.instrument().toString()),
                new Rules(theirs.priceDecimals(), theirs.sizeDecimals(), 1, 1, theirs.minSize(), 0,
                        1, Rules.Status.TRADING));
    }

    static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The exchange's time.
    long now() {
        return wait(simulator.ask(Market::now));
    }

    AccountTruth truth() {
        return wait(simulator.truth(exchange, KEY));
    }

    /// A price at this rank of a side, as displayed now.
    BigDecimal price(Side side, int rank) {
        return wait(simulator.ask(market -> {
            var at = market.listing(exchange,
                    io.crossbook.simulator.Instrument.of(listing.instrument().toString()));
            return new BigDecimal(at.price(market.book(at).price(side, rank)));
        }));
    }

    /// What the first ranks of a side display together.
    BigDecimal displayed(Side side, int ranks) {
        return wait(simulator.ask(market -> {
            var at = market.listing(exchange,
                    io.crossbook.simulator.Instrument.of(listing.instrument().toString()));
            BigDecimal sum = BigDecimal.ZERO;
            for (int rank = 0; rank < ranks; rank++) {
                sum = sum.add(new BigDecimal(at.size(market.book(at).size(side, rank))));
            }
            return sum;
        }));
    }

    /// An order of a new id, good for five seconds from now.
    OrderIntent order(boolean buys, BigDecimal size, BigDecimal limit,
            OrderIntent.TimeInForce timeInForce) {
        return new OrderIntent(new OrderId(7, 1, OrderId.Role.LEG, 0, ++ids), listing, buys, size,
                limit, timeInForce, (now() + 5_000) * 1_000_000, 0, false);
    }

    /// Opens the private connections and waits until all of them do what they are for.
    void connect() {
        for (Link link : orders.links()) {
            PrivateConversation conversation = orders.converse(link, this);
            WebSocket socket = wait(webSockets.webSocket()
                    .textMessageHandler(text -> heard.add(new Heard(link.url(), text)))
                    .closeHandler(_ -> heard.add(new Heard(link.url(), CLOSED)))
                    .connect(new WebSocketConnectOptions().setAbsoluteURI(link.url())));
            connections.put(link.url(), new Connection(conversation, socket, key));
            conversation.opened(now() * 1_000_000);
        }
        until(() -> live.containsValue(true) && entry() != null);
    }

    boolean streaming() {
        return live.containsValue(true);
    }

    private @Nullable PrivateConversation entry() {
        return connections.values().stream().map(each -> each.conversation)
                .filter(PrivateConversation::takesOrders).findFirst().orElse(null);
    }

    /// The connection that takes orders.
    PrivateConversation socket() {
        return Objects.requireNonNull(entry(), "no connection takes orders");
    }

    /// Sends what is to be sent and reads what comes, until this holds; at most a minute.
    void until(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            pump();
            if (wanted.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute; " + events + faults + reconnects);
            }
            hear(20);
        }
    }

    /// Sends all that is to be sent, and what the answers ask for.
    void pump() {
        while (!requests.isEmpty()) {
            send(requests.removeFirst());
        }
    }

    private void hear(long millis) {
        try {
            Heard next = heard.poll(millis, TimeUnit.MILLISECONDS);
            if (next == null) {
                return;
            }
            Connection connection = Objects.requireNonNull(connections.get(next.url()));
            if (next.text().isEmpty()) {
                connections.remove(next.url());
                connection.conversation.closed(now() * 1_000_000);
            } else {
                connection.conversation.frame(Bytes.of(next.text()), now() * 1_000_000);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends this, and what its answers ask for.
    void send(List<Request> all) {
        requests.addAll(all);
        pump();
    }

    private void send(Request request) {
        Connection connection = request.framed() ? connections.get(request.url()) : null;
        ApiKey signing = connection == null ? key : connection.session;
        Signed signed = orders.signer().sign(request, signing, now(), ++nonce);
        switch (signed) {
            case Signed.Late(_, String why) -> throw new AssertionError(why);
            case Signed.Ready ready when connection != null ->
                connection.socket.writeTextMessage(Objects.requireNonNull(ready.body()));
            case Signed.Ready ready -> answered(request, call(ready));
        }
    }

    private void answered(Request request, Answer answer) {
        if (request.about() != Request.About.LOGIN) {
            orders.read(request, answer, this);
            return;
        }
        for (Connection connection : connections.values()) {
            ApiKey session = orders.signer().session(key, answer);
            connection.session = session == null ? key : session;
            connection.conversation.answer(request, orders.signer().shown(answer),
                    now() * 1_000_000);
        }
    }

    /// Over REST: a whole answer, or only that bytes have left.
    private Answer call(Signed.Ready ready) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ready.url()))
                .timeout(Duration.ofMinutes(1));
        ready.headers().forEach(request::header);
        String body = ready.body();
        request.method(ready.unsigned().method(), body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> response = http.send(request.build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(Answer.Phase.ANSWERED, response.statusCode(),
                    Bytes.of(response.body()), "", 0);
        } catch (ConnectException e) {
            return new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), "refused", 0);
        } catch (IOException e) {
            return new Answer(Answer.Phase.SENT, 0, new Bytes(), "broke off", 0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Every fill by its trade, as first told; told twice it must be told alike.
    Map<Fill.Key, Fill> fills() {
        var fills = new LinkedHashMap<Fill.Key, Fill>();
        for (OrderEvent event : events) {
            if (event instanceof OrderEvent.Traded(Fill fill)) {
                Fill before = fills.putIfAbsent(fill.key(), fill);
                if (before != null && (before.price().compareTo(fill.price()) != 0
                        || before.size().compareTo(fill.size()) != 0
                        || before.fee().compareTo(fill.fee()) != 0
                        || !before.feeAsset().equals(fill.feeAsset())
                        || !before.order().equals(fill.order()))) {
                    throw new AssertionError(before + " was told as " + fill);
                }
            }
        }
        return fills;
    }

    /// What was said of an order.
    List<OrderEvent> of(OrderIntent order) {
        return events.stream().filter(event -> event.id().equals(order.id())).toList();
    }

    /// Whether something like this was said of an order.
    boolean said(OrderIntent order, Class<? extends OrderEvent> what) {
        return of(order).stream().anyMatch(what::isInstance);
    }

    @Override
    public void order(OrderEvent event) {
        events.add(event);
    }

    @Override
    public void account(AccountFact fact) {
        facts.add(fact);
    }

    @Override
    public void foreign(String symbol, String exchangeId) {
        foreign.add(exchangeId);
    }

    @Override
    public void request(Request request) {
        requests.add(request);
    }

    @Override
    public void read(Request request, boolean whole) {
        reads.add(whole);
    }

    @Override
    public void streaming(String link, boolean now) {
        live.put(link, now);
    }

    @Override
    public void reconnect(String why) {
        reconnects.add(why);
    }

    @Override
    public void fault(Fault fault) {
        faults.add(fault);
    }

    @Override
    public void close() {
        wait(webSockets.close());
        http.close();
    }
}
