package io.crossbook.gateway.xchange;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A real loop and engine with the bridge as its only way out; whatever is no bridged link lands in `sockets`.
final class Rig implements Decider, Watcher, Effects, AutoCloseable {

    final List<String> sockets = new CopyOnWriteArrayList<>();
    final List<String> connections = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    /// The ten best levels after each update, with the listing in front.
    final List<List<String>> updates = new CopyOnWriteArrayList<>();
    final AtomicInteger trades = new AtomicInteger();

    private final Loop loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry());
    private final Bridge bridge;
    private final Engine engine;

    Rig(Entry entry, BookLimits limits, BridgeTiming timing, String... instruments) {
        var settings = new Settings(
                List.of(new Settings.Exchange(entry, "xchange", true, List.of(), limits, 0, 0)),
                DetectorSettings.DEFAULT, 0, List.of(), List.of());
        bridge = new Bridge(this, new AtomicInteger()::incrementAndGet, new Inlet() {
            @Override
            public boolean fact(Input input) {
                return loop.inbox().offer(input);
            }

            @Override
            public void state(String name, Input input) {
                loop.inbox().state(name).put(input);
            }
        }, timing);
        engine = new Engine(Dialects::of, settings, bridge, this);
        loop.start(this);
        var listings = new ArrayList<Listing>();
        for (String name : instruments) {
            listings.add(new Listing(listings.size(), entry.name(), name, Instrument.parse(name),
                    Rules.UNKNOWN));
        }
        loop.inbox().offer(new Input.Configured(settings));
        loop.inbox().offer(new Input.Listed(entry.name(), listings));
    }

    <T> T onLoop(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        loop.run(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    Health health(int listing) {
        return onLoop(() -> engine.books().has(listing)
                ? engine.books().book(listing).health()
                : Health.BROKEN);
    }

    String why(int listing) {
        return onLoop(() -> engine.books().book(listing).why());
    }

    List<String> top(int listing) {
        return onLoop(() -> top(engine.books().book(listing).levels()));
    }

    void wish(Input.Wish wish) {
        loop.inbox().offer(new Input.Command(wish));
    }

    private static List<String> top(OrderBook book) {
        var levels = new ArrayList<String>();
        var cursor = new Cursor();
        for (Side side : List.of(Side.BID, Side.ASK)) {
            book.walk(side, cursor);
            for (int i = 0; i < Practice.LEVELS && cursor.next(); i++) {
                levels.add(Practice.level(Decimals.format(cursor.price(), book.priceScale()),
                        Decimals.format(cursor.size(), book.sizeScale())));
            }
        }
        return levels;
    }

    @Override
    public void accept(long now, Input input) {
        engine.accept(now, input);
    }

    @Override
    public long nextDeadline() {
        return engine.nextDeadline();
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        updates.add(top(book.levels()));
    }

    @Override
    public void trade(ListingBook book, TradeUpdate trade, long now) {
        trades.incrementAndGet();
    }

    @Override
    public void fault(String exchange, Fault fault, long now) {
        faults.add(fault.kind() + " " + fault.symbol() + ": " + fault.text());
    }

    @Override
    public void connection(String exchange, String link, int connection, boolean open, String why,
            long now) {
        connections.add(connection + (open ? " opened" : " closed: " + why));
    }

    @Override
    public void unreachable(String exchange, String link, String why, long now) {
        connections.add("unreachable: " + why);
    }

    @Override
    public void open(Link link) {
        sockets.add("open " + link.id());
    }

    @Override
    public void drop(String link) {
        sockets.add("drop " + link);
    }

    @Override
    public void send(int connection, String frame) {
        sockets.add("send " + frame);
    }

    @Override
    public void close(int connection, String why) {
        sockets.add("close " + why);
    }

    @Override
    public void request(long id, String exchange, Request request) {
        sockets.add("request " + request.url());
    }

    @Override
    public void post(long id, int connection, Request frame) {
        sockets.add("post " + frame.about());
    }

    @Override
    public void rearmed(long pull) {
        sockets.add("rearmed " + pull);
    }

    @Override
    public void close() {
        loop.close();
        bridge.close();
    }
}
