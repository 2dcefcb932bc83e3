package io.crossbook.cli.certify;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderIntent;
import io.crossbook.gateway.engine.Input;
import io.crossbook.simulator.Exchange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Order entry over our own wire: asks, connects, and keeps what it was told.
///
/// Called on the runner's thread, which waits until what was asked is answered; what happens comes on the loop's thread.
abstract sealed class Station permits Trader {

    private static final long WAIT_NANOS = 60_000_000_000L;
    private static final long MILLI = 1_000_000L;

    final Stand stand;
    final Exchange exchange;
    final Orders orders;
    final Listing listing;
    final Heard heard = new Heard();
    private final Map<Long, Consumer<Answer>> pending = new HashMap<>();
    private final Map<Integer, PrivateLine> lines = new LinkedHashMap<>();
    private long asked;
    private boolean hasty;
    private long offsetNanos;

    Station(Stand stand) {
        this.stand = stand;
        exchange = stand.exchange;
        listing = stand.listing;
        orders = dialect(stand.spoiler.url());
    }

    /// Our order entry, with its REST at this address.
    Orders dialect(String rest) {
        String socket = stand.simulator.ws(exchange) + switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/ws-api/v3";
            case KRAKEN -> "/ws-auth/v2";
            case BYBIT -> "/v5";
        };
        Entry entry = new Entry(exchange.id(), stand.simulator.ws(exchange), rest, 0, true, true,
                Map.of(), Map.of("orderSocket", socket));
        return Objects.requireNonNull(
                Dialects.of(exchange.id(), entry).orders(List.of(listing)));
    }

    /// Spoils the next answer that it fits; what never comes is not waited for long.
    void spoil(Spoiler.Spoiling spoiling) {
        stand.spoiler.spoil(spoiling);
        if (spoiling instanceof Spoiler.Spoiling.Silent) {
            hurry();
        }
    }

    /// Waits only a short while for what is asked next: on a connection that stands, so that it has left by then.
    void hurry() {
        onLoop(() -> hasty = true);
        Request time = Request.get(Request.About.TIME, -1, stand.spoiler.url() + "/standing", 1);
        until("a connection stands", () -> raw(time).phase() == Answer.Phase.ANSWERED);
    }

    /// Signs with this from now on.
    void signs(String id, String secret) {
        stand.keyring.add(exchange.id(), orders.signer(),
                new ApiKey(orders.signer().kind(), id, secret));
    }

    /// Our time, which may be off.
    long now() {
        return stand.clock.now() + stand.aheadNanos;
    }

    /// Our clock is so far ahead from now on; `known` when we have asked the exchange for its time.
    void ahead(long millis, boolean known) {
        stand.aheadNanos = millis * MILLI;
        offsetNanos = known ? -millis * MILLI : 0;
        stand.keyring.offset(exchange.id(), offsetNanos);
    }

    /// The same order with its deadline in the exchange's time, as the courier writes it.
    OrderIntent theirs(OrderIntent order) {
        return order.until(order.deadlineNanos() + offsetNanos);
    }

    /// Asks over REST, and waits until the last answer was read.
    void rest(List<Request> requests) {
        var over = new CompletableFuture<Void>();
        var question = new Question(this, over);
        onLoop(() -> requests.forEach(question::request));
        Waiting.on(over);
        onLoop(() -> hasty = false);
    }

    /// The answer to this as it came, unread.
    Answer raw(Request request) {
        var answer = new CompletableFuture<Answer>();
        onLoop(() -> ask(request, answer::complete));
        return Waiting.on(answer);
    }

    /// On the loop's thread.
    void ask(Request request, Consumer<Answer> then) {
        long id = ++asked;
        if (hasty) {
            stand.hasty.ask(exchange.id(), request,
                    answer -> stand.loop.run(() -> then.accept(answer)));
            return;
        }
        pending.put(id, then);
        stand.wires.request(id, exchange.id(), request);
    }

    /// On the loop's thread.
    void post(int connection, Request frame, Consumer<Answer> then) {
        long id = ++asked;
        pending.put(id, then);
        stand.wires.post(id, connection, frame);
    }

    // ---- connections

    /// Opens the private connections; waits until they tell, and take orders.
    void connect() {
        opens();
        until("connected", () -> heard.streaming() && taker() != null);
        heard.events.clear();
        heard.facts.clear();
    }

    /// Opens them, whatever becomes of it.
    void opens() {
        onLoop(() -> orders.links().forEach(stand.wires::open));
    }

    /// The connection that takes orders, as [Heard] knows it; null when none does.
    private @Nullable PrivateLine taker() {
        var found = new CompletableFuture<Optional<PrivateLine>>();
        onLoop(() -> found.complete(lines.values().stream()
                .filter(line -> line.conversation().takesOrders()).findFirst()));
        return Waiting.on(found).orElse(null);
    }

    /// Places it on the connection.
    OrderIntent placeThere(OrderIntent order) {
        PrivateLine line = there();
        onLoop(() -> line.conversation().place(theirs(order), now()));
        return order;
    }

    void cancelThere(OrderIntent order) {
        PrivateLine line = there();
        onLoop(() -> line.conversation().cancel(listing, order.id(), now()));
    }

    PrivateLine there() {
        PrivateLine line = taker();
        if (line == null) {
            throw new Broken("no connection takes orders");
        }
        return line;
    }

    /// Lets all conversations look at a clock that is so much further.
    void tick(long millis) {
        onLoop(() -> lines.values()
                .forEach(line -> line.conversation().tick(now() + millis * MILLI)));
    }

    /// Has the connections guard our orders, or not.
    void guard(boolean on) {
        onLoop(() -> lines.values().forEach(line -> line.conversation().guard(on, now())));
    }

    /// Closes the private connections, for good.
    void disconnect() {
        onLoop(() -> orders.links().forEach(link -> stand.wires.drop(link.id())));
    }

    /// Everything that happens, on the loop's thread.
    void accept(long now, Input input) {
        switch (input) {
            case Input.Opened(int connection, String linkId) -> orders.links().stream()
                    .filter(link -> link.id().equals(linkId)).findFirst()
                    .ifPresent(link -> {
                        var line = new PrivateLine(this, connection, link);
                        lines.put(connection, line);
                        line.conversation().opened(now);
                    });
            case Input.Closed(int connection, _, _) -> {
                PrivateLine line = lines.remove(connection);
                if (line != null) {
                    line.conversation().closed(now);
                }
            }
            case Input.Frame frame -> {
                PrivateLine line = lines.get(frame.connection);
                if (line != null) {
                    line.conversation().frame(frame.bytes, now);
                }
            }
            case Input.Answered(long id, Answer answer) -> {
                Consumer<Answer> then = pending.remove(id);
                if (then != null) {
                    then.accept(answer);
                }
            }
            case Input other -> throw new IllegalStateException("unexpected: " + other);
        }
    }

    void onLoop(Runnable task) {
        var done = new CompletableFuture<Void>();
        stand.loop.run(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        Waiting.on(done);
    }

    /// Waits until it is; fails the case where it does not come to that.
    void until(String what, BooleanSupplier wanted) {
        long deadline = System.nanoTime() + WAIT_NANOS;
        while (!wanted.getAsBoolean()) {
            Broken.unless(System.nanoTime() < deadline, what + " in time", heard);
            Waiting.millis(2);
        }
    }
}
