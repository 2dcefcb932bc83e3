package io.crossbook.gateway.tape;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Several tapes as one, by time; at the same time, the earlier tape comes first.
///
/// Inputs are numbered anew. Connections, listings and requests get numbers that do not clash; links are told apart by a suffix
/// `@2` for the second tape and so on. The configurations are joined: an exchange that several tapes know is the first one's.
/// What each tape's engine did then means little for one engine over all of them: play it as a what-if.
public final class MergedTape implements Tape {

    private final List<Part> parts = new ArrayList<>();
    private final PriorityQueue<Part> next = new PriorityQueue<>(Comparator
            .comparingLong((Part part) -> part.tape.stamp()).thenComparingInt(part -> part.order));
    private final Map<String, Integer> listings = new HashMap<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final Input.Frame frame = new Input.Frame();
    private boolean begun;
    private long number;
    private long stamp;
    private Item item = new Item.Hole(0, 0);
    private String ended = "";
    private @Nullable Part current;

    private static final class Part {
        final Tape tape;
        final int order;
        final long run;
        final Map<String, List<Listing>> listed = new HashMap<>();
        Settings settings;

        Part(Tape tape, int order, Item.Started started) {
            this.tape = tape;
            this.order = order;
            run = started.run();
            settings = started.checkpoint().settings();
        }

        String name(String link) {
            return order == 0 ? link : link + "@" + (order + 1);
        }
    }

    @Override
    public double read() {
        return parts.stream().mapToDouble(part -> part.tape.read()).average().orElse(0);
    }

    /// Joins tapes that were opened and not yet read; they are closed with this one.
    public MergedTape(List<? extends Tape> tapes) throws IOException {
        if (tapes.isEmpty()) {
            throw new IllegalArgumentException("nothing to merge");
        }
        for (Tape tape : tapes) {
            if (!tape.next() || !(tape.item() instanceof Item.Started started)) {
                throw new IOException("a tape of the merge cannot be read: " + tape.ending());
            }
            if (started.checkpoint().begun()) {
                throw new IOException(
                        "only tapes that begin with a run can be merged; cut or import them anew");
            }
            parts.add(new Part(tape, parts.size(), started));
        }
        parts.forEach(this::advance);
    }

    private void advance(Part part) {
        if (part.tape.next()) {
            next.add(part);
        } else if (!part.tape.ending().whole()) {
            // The others could go on; what this one would have said from here on is missing.
            stop(part.tape.ending().toString());
        }
    }

    private void stop(String why) {
        if (ended.isEmpty()) {
            ended = why;
        }
    }

    @Override
    public boolean next() {
        if (!begun) {
            begun = true;
            stamp = next.isEmpty() ? 0 : next.element().tape.stamp();
            item = new Item.Started(1, "", stamp, false, Checkpoint.of(joined()));
            return true;
        }
        if (current != null) {
            advance(current);
            current = null;
        }
        while (!next.isEmpty() && ended.isEmpty()) {
            Part part = next.remove();
            Item shown = shown(part, part.tape.item());
            if (shown != null) {
                item = shown;
                stamp = part.tape.stamp();
                number += item instanceof Item.Taken || item instanceof Item.Recorded ? 1 : 0;
                current = part;
                return true;
            }
            advance(part);
        }
        return false;
    }

    private @Nullable Item shown(Part part, Item from) {
        return switch (from) {
            case Item.Taken(Input input) -> new Item.Taken(renamed(part, input));
            case Item.Recorded recorded -> recorded;
            case Item.Did(Effect effect) -> new Item.Did(renamed(part, effect));
            case Item.Hole(long first, long last) -> {
                stop("inputs " + first + " to " + last + " are missing on tape " + part.order);
                yield null;
            }
            case Item.Started started -> {
                if (started.run() != part.run) {
                    stop("another run begins on tape " + part.order + " at segment "
                            + started.segment());
                }
                yield null;
            }
            // One engine over all of them has other hashes.
            case Item.Hashed _ -> null;
        };
    }

    private Input renamed(Part part, Input input) {
        return switch (input) {
            case Input.Frame it -> {
                frame.connection = connection(part, it.connection);
                frame.bytes.wrap(it.bytes.array, it.bytes.start, it.bytes.end);
                yield frame;
            }
            case Input.Opened(int it, String link) -> new Input.Opened(connection(part, it),
                    part.name(link));
            case Input.Closed(int it, String link, String why) -> new Input.Closed(
                    connection(part, it), part.name(link), why);
            case Input.Lost(int it, long inputs) -> new Input.Lost(connection(part, it), inputs);
            case Input.Answered(long id, var answer) -> new Input.Answered(request(part, id),
                    answer);
            case Input.Listed listed -> {
                part.listed.put(listed.exchange(), listed.listings());
                yield listed(listed.exchange());
            }
            case Input.Configured(Settings settings) -> {
                part.settings = settings;
                yield new Input.Configured(joined());
            }
            case Input.ServerTime _,Input.Command _,Input.Account _,Input.Trading _,Input.Tick _ ->
                input;
        };
    }

    private Effect renamed(Part part, Effect effect) {
        return switch (effect) {
            case Effect.Open(Link it) -> new Effect.Open(new Link(part.name(it.id()),
                    it.exchange(), it.url(), it.listings().stream().map(this::listing).toList(),
                    it.lifeMillis(), it.overlapMillis(), it.idleMillis(), it.sendsPerSecond(),
                    it.maxFrameBytes()));
            case Effect.Drop(String link) -> new Effect.Drop(part.name(link));
            case Effect.Send(int it, String text) -> new Effect.Send(connection(part, it), text);
            case Effect.Close(int it, String why) -> new Effect.Close(connection(part, it), why);
            case Effect.Ask(long id, String exchange, Request it) -> new Effect.Ask(
                    request(part, id), exchange, it);
            case Effect.Post(long id, int it, Request frame) -> new Effect.Post(
                    request(part, id), connection(part, it), frame);
            case Effect.Rearmed _ -> effect;
        };
    }

    private int connection(Part part, int connection) {
        return connections.computeIfAbsent(part.order + " " + connection,
                _ -> connections.size() + 1);
    }

    private long request(Part part, long id) {
        return id * parts.size() + part.order;
    }

    /// The same exchange and symbol is one listing, under one new id.
    private Listing listing(Listing it) {
        int id = listings.computeIfAbsent(it.exchange() + " " + it.symbol(),
                _ -> listings.size());
        return new Listing(id, it.exchange(), it.symbol(), it.instrument(), it.rules());
    }

    private Input.Listed listed(String exchange) {
        var all = new LinkedHashMap<Integer, Listing>();
        for (Part part : parts) {
            for (Listing it : part.listed.getOrDefault(exchange, List.of())) {
                Listing renamed = listing(it);
                all.putIfAbsent(renamed.id(), renamed);
            }
        }
        return new Input.Listed(exchange, List.copyOf(all.values()));
    }

    /// Every exchange of every tape, with all instruments that any of them has of it.
    private Settings joined() {
        var exchanges = new LinkedHashMap<String, Settings.Exchange>();
        var mirrors = new LinkedHashSet<Settings.Mirror>();
        var assets = new LinkedHashSet<Settings.AssetEntry>();
        for (Part part : parts) {
            part.settings.exchanges().forEach(it -> exchanges.merge(it.entry().name(), it,
                    (first, other) -> {
                        var instruments = new LinkedHashSet<>(first.instruments());
                        instruments.addAll(other.instruments());
                        return first.with(List.copyOf(instruments));
                    }));
            mirrors.addAll(part.settings.mirrors());
            assets.addAll(part.settings.assets());
        }
        Settings first = parts.getFirst().settings;
        return new Settings(List.copyOf(exchanges.values()), first.detector(),
                first.auditMillis(), List.copyOf(mirrors), List.copyOf(assets), first.chains(),
                first.transfers(), first.inventory(), first.latencyPercent());
    }

    /// The number of the current input in the merge; a note stands under the input that follows.
    @Override
    public long number() {
        return item instanceof Item.Did ? number + 1 : number;
    }

    @Override
    public long stamp() {
        return stamp;
    }

    @Override
    public Item item() {
        return item;
    }

    @Override
    public Ending ending() {
        return new Ending("merge of " + parts.size() + " tapes", 0, number, ended);
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.tape.close();
        }
    }
}
