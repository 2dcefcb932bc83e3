package io.crossbook.bench;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Listing;
import io.crossbook.books.OrderBook;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The product's own path: engine, conversation, sequence rules, book, health, tops, detector.
final class Ours implements Contender, Effects, Watcher {

    private record Asked(long id, int listing) {}

    private final Input.Frame input = new Input.Frame();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final Watcher more;
    private final BookLimits limits;
    private int[] connectionOf = {};
    private @Nullable Engine engine;
    private long told;

    Ours() {
        this(new Watcher() {
        }, BookLimits.DEFAULT);
    }

    /// With one more watcher, and books that are believed for so long.
    Ours(Watcher more, BookLimits limits) {
        this.more = more;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "crossbook";
    }

    @Override
    public void start(Dataset dataset) {
        asked.clear();
        links.clear();
        connections.clear();
        told = 0;
        long now = Dataset.START_NANOS - 1_000_000;
        var exchanges = new ArrayList<Settings.Exchange>();
        for (String name : dataset.exchanges()) {
            exchanges.add(new Settings.Exchange(Entry.of(name), "binance", true,
                    dataset.listings().stream().filter(listing -> listing.exchange().equals(name))
                            .map(Listing::instrument).toList(),
                    limits, Decision.TAKER_FEE, Decision.TAKER_FEE));
        }
        var settings = new Settings(exchanges, Decision.SETTINGS, 0, List.of(), List.of());
        var fresh = new Engine(Dialects::of, settings, this, new Watchers(this, more));
        engine = fresh;
        fresh.accept(now, new Input.Configured(settings));
        for (String name : dataset.exchanges()) {
            fresh.accept(now, new Input.Listed(name,
                    dataset.listings().stream().filter(listing -> listing.exchange().equals(name))
                            .toList()));
        }
        for (Link link : List.copyOf(links)) {
            connections.put(link.exchange(), connections.size() + 1);
            fresh.accept(now, new Input.Opened(connections.size(), link.id()));
        }
        connectionOf = new int[dataset.listings().size()];
        for (Listing listing : dataset.listings()) {
            connectionOf[listing.id()] = connections.getOrDefault(listing.exchange(), 0);
        }
        synchronise(dataset, fresh);
    }

    /// Each listing's first frame makes its conversation ask for the snapshot, which then comes.
    private void synchronise(Dataset dataset, Engine fresh) {
        for (int i = 0; i < dataset.listings().size(); i++) {
            frame(i, dataset.frames().get(i).whole(), Dataset.time(i));
        }
        long now = Dataset.time(dataset.listings().size());
        for (Asked request : List.copyOf(asked)) {
            fresh.accept(now, new Input.Answered(request.id(),
                    Answer.ok(new Bytes(dataset.snapshots().get(request.listing())))));
        }
    }

    @Override
    public void frame(int listing, Bytes frame, long now) {
        input.connection = connectionOf[listing];
        input.bytes.wrap(frame.array, frame.start, frame.end);
        engine().accept(now, input);
    }

    Engine engine() {
        Engine running = engine;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    @Override
    public OrderBook book(int listing) {
        return engine().books().book(listing).levels();
    }

    @Override
    public long told() {
        return told;
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        told = Decision.hash(told, opportunity);
    }

    @Override
    public void open(Link link) {
        links.add(link);
    }

    @Override
    public void drop(String link) {}

    @Override
    public void send(int connection, String frame) {}

    @Override
    public void close(int connection, String why) {
        throw new IllegalStateException("connection " + connection + " is to be closed: " + why);
    }

    @Override
    public void request(long id, String exchange, Request request) {
        asked.add(new Asked(id, request.listing()));
    }

    @Override
    public void post(long id, int connection, Request frame) {}

    @Override
    public void rearmed(long pull) {}
}
