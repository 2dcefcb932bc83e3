package io.crossbook.gateway.xchange;

import info.bitrich.xchangestream.core.StreamingExchange;
import info.bitrich.xchangestream.service.netty.ConnectionStateModel;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One XChange client from its making to its end: one connection number. Nothing of it is told before the engine knows that it
/// stands, and nothing after its end.
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final long DISCONNECT_SECONDS = 5;
    /// Trades of one link that may wait for the loop.
    private static final int TRADES = 64;

    private final int number;
    private final Link link;
    private final Inlet inlet;
    private final BridgeTiming timing;
    private final Address address;
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private final CompositeDisposable subscriptions = new CompositeDisposable();
    private final ConcurrentHashMap<String, Boolean> begun = new ConcurrentHashMap<>();
    private final AtomicInteger trades = new AtomicInteger();
    private volatile @Nullable StreamingExchange exchange;
    private boolean told;

    Attempt(int number, Link link, Inlet inlet, BridgeTiming timing) {
        this.number = number;
        this.link = link;
        this.inlet = inlet;
        this.timing = timing;
        address = Address.of(link.url());
    }

    int number() {
        return number;
    }

    /// Whether the engine was told that it stands; once it has run.
    boolean told() {
        return told;
    }

    /// Ends it; the first reason counts. Any thread.
    void end(String why) {
        over.complete(why);
    }

    /// Lives until the end, and says why it came.
    String run() {
        try {
            connect();
            if (!over.isDone()) {
                told = inlet.fact(new Input.Opened(number, link.id()));
                if (!told) {
                    end("the inbox has no room for another connection");
                }
            }
            while (!over.isDone()) {
                watch();
            }
            return over.join();
        } catch (RuntimeException e) {
            end("XChange failed: " + reason(e)); // what a class of somebody else's throws is no mistake of ours
            return over.join();
        } finally {
            subscriptions.dispose();
            disconnect();
        }
    }

    /// Makes the client and connects it on a thread that may hang without harm.
    private void connect() {
        var connected = new CompletableFuture<Boolean>();
        Thread.ofVirtual().name("xchange " + link.id() + " connects").start(() -> {
            try {
                StreamingExchange made = Exchanges.make(address);
                exchange = made;
                connected.complete(made.connect(Exchanges.products(link, address))
                        .blockingAwait(timing.connectMillis(), TimeUnit.MILLISECONDS));
            } catch (Throwable e) {
                connected.completeExceptionally(e);
            } finally {
                if (over.isDone()) {
                    disconnect();
                }
            }
        });
        try {
            CompletableFuture.anyOf(connected, over).get(timing.connectMillis(),
                    TimeUnit.MILLISECONDS);
            if (!over.isDone() && !connected.join()) {
                end("not connected within " + timing.connectMillis() + " ms");
            }
        } catch (TimeoutException e) {
            end("not connected within " + timing.connectMillis() + " ms");
        } catch (ExecutionException e) {
            end("could not be connected: " + reason(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a client", e);
        }
        watchStates();
    }

    /// What tells of an end sooner than asking, where a class has it.
    private void watchStates() {
        StreamingExchange made = exchange;
        if (made == null || over.isDone()) {
            return;
        }
        listen(made::connectionStateObservable, state -> {
            if (state == ConnectionStateModel.State.CLOSED) {
                end("XChange's connection closed");
            }
        });
        listen(made::disconnectObservable, _ -> end("XChange was disconnected"));
        listen(made::reconnectFailure, failure -> end("XChange failed: " + reason(failure)));
    }

    private <T> void listen(Supplier<Observable<T>> source,
            io.reactivex.rxjava3.functions.Consumer<T> then) {
        try {
            subscriptions.add(source.get().subscribe(then, _ -> {}));
        } catch (RuntimeException e) {
            LOG.debug("{}: this class does not say: {}", link.id(), reason(e));
        }
    }

    private void watch() {
        StreamingExchange made = exchange;
        if (made == null || !made.isAlive()) {
            end("XChange's connection is gone");
            return;
        }
        try {
            over.get(timing.pollMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts the thread of a client", e);
        }
    }

    private void disconnect() {
        StreamingExchange made = exchange;
        if (made == null) {
            return;
        }
        Thread.ofVirtual().name("xchange " + link.id() + " leaves").start(() -> {
            try {
                if (!made.disconnect().blockingAwait(DISCONNECT_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("{}: XChange did not disconnect", link.id());
                }
            } catch (RuntimeException e) {
                LOG.debug("{}: XChange did not disconnect: {}", link.id(), reason(e));
            }
        });
    }

    /// Carries out what the conversation wishes: `{"subscribe":"book","symbol":"BTC/USD"}`.
    void ask(String wish) {
        Json.Obj asked = Json.parse(Bytes.of(wish)).asObject("wish");
        String symbol = asked.text("symbol");
        String channel = asked.text("subscribe");
        for (Listing listing : link.listings()) {
            if (listing.symbol().equals(symbol)) {
                subscribe(listing, channel);
            }
        }
    }

    private void subscribe(Listing listing, String channel) {
        StreamingExchange made = exchange;
        if (made == null || over.isDone()) {
            return;
        }
        try {
            if (channel.equals("book")) {
                subscriptions.add(Exchanges.books(made, listing, address).subscribe(
                        book -> book(listing, book), e -> refused(listing, channel, reason(e)),
                        () -> refused(listing, channel, "the stream ended")));
            } else {
                subscriptions.add(Exchanges.trades(made, listing).subscribe(
                        trade -> trade(listing, trade), e -> refused(listing, channel, reason(e)),
                        () -> refused(listing, channel, "the stream ended")));
            }
        } catch (RuntimeException e) {
            refused(listing, channel, reason(e));
        }
    }

    private void book(Listing listing, OrderBook book) {
        if (!over.isDone()) {
            boolean first = begun.put(listing.symbol(), true) == null;
            inlet.state(link.id() + " book " + listing.symbol(),
                    frame(Frames.book(listing.symbol(), book, address.depth(), first)));
        }
    }

    private void trade(Listing listing, Trade trade) {
        if (!over.isDone()) {
            int slot = Math.floorMod(trades.getAndIncrement(), TRADES);
            inlet.state(link.id() + " trade " + slot,
                    frame(Frames.trade(listing.symbol(), trade)));
        }
    }

    private void refused(Listing listing, String channel, String why) {
        if (over.isDone()) {
            return;
        }
        if (!inlet.fact(frame(Frames.refused(listing.symbol(), channel, why)))) {
            end(channel + " of " + listing.symbol() + ": " + why);
        }
    }

    private Input.Frame frame(String text) {
        var frame = new Input.Frame();
        frame.connection = number;
        Bytes bytes = Bytes.of(text);
        frame.bytes.wrap(bytes.array, bytes.start, bytes.end);
        return frame;
    }

    static String reason(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
