package io.crossbook.cli;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// One engine that hears one session: what it makes of the books, and what it wants of the exchange.
final class Hearing implements Effects, Watcher {

    /// The state of a book that is not live.
    static final long DEAD = 0;
    private static final int BEST = 100;
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long STEP = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    /// The listings about which the last message said something.
    final List<Integer> concerned = new ArrayList<>();
    /// Whether the last message began a book.
    boolean snapshot;
    /// Whether the last message changed a book.
    boolean applied;
    /// The listings whose books broke.
    final List<Integer> breaks = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final List<Integer> requested = new ArrayList<>();
    int closes;

    private final DamagedTake take;
    private final Engine engine;
    private final List<Link> links = new ArrayList<>();
    private final Map<Integer, Long> waiting = new HashMap<>();
    private final Map<Integer, Bytes> unclaimed = new HashMap<>();
    private final Input.Frame frame = new Input.Frame();
    private final Cursor cursor = new Cursor();
    private final long[] states;
    private final long[] changes;
    private long now = START;
    private int connection;

    Hearing(DamagedTake take, BiFunction<String, Entry, Dialect> dialects) {
        this.take = take;
        states = new long[take.listings.size()];
        changes = new long[take.listings.size()];
        Arrays.fill(changes, -1);
        var settings = new Settings(
                List.of(new Settings.Exchange(take.entry, take.dialect, true,
                        take.listings.stream().map(Listing::instrument).toList(),
                        BookLimits.NONE, 0, 0)),
                DetectorSettings.DEFAULT, 0, List.of(), List.of());
        engine = new Engine(dialects, settings, this, this);
        accept(new Input.Configured(settings));
        accept(new Input.Listed(take.entry.name(), take.listings));
        connect();
        forget();
    }

    /// Opens the connection of the books, anew after the first time.
    void connect() {
        String link = links.getFirst().id();
        if (connection > 0) {
            accept(new Input.Closed(connection, link, "closed by the test"));
        }
        accept(new Input.Opened(++connection, link));
    }

    /// What broke, was sent and asked for so far does not count.
    void forget() {
        breaks.clear();
        faults.clear();
        sent.clear();
        requested.clear();
        closes = 0;
    }

    private void accept(Input input) {
        now += STEP;
        engine.accept(now, input);
    }

    /// Lets time pass, second by second.
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            engine.accept(now, new Input.Tick());
        }
    }

    void hear(DamagedTake.Part part) {
        if (part.frame()) {
            hear(part.text());
        } else {
            concerned.clear();
            unclaimed.put(part.snapshotOf(), Bytes.of(part.text()));
            answer();
        }
    }

    void hear(String text) {
        concerned.clear();
        snapshot = false;
        applied = false;
        frame.connection = connection;
        Bytes bytes = Bytes.of(text);
        frame.bytes.wrap(bytes.array, bytes.start, bytes.end);
        accept(frame);
        answer();
    }

    /// Gives the REST snapshots that have been recorded, or made, to whoever waits for them.
    void answer(int listing, Bytes snapshot) {
        unclaimed.put(listing, snapshot);
        answer();
    }

    private void answer() {
        for (Listing listing : take.listings) {
            Long id = waiting.get(listing.id());
            Bytes body = unclaimed.get(listing.id());
            if (id != null && body != null) {
                waiting.remove(listing.id());
                unclaimed.remove(listing.id());
                accept(new Input.Answered(id, Answer.ok(body)));
            }
        }
    }

    boolean waitsForSnapshot(int listing) {
        return waiting.containsKey(listing);
    }

    ListingBook book(int listing) {
        return engine.books().book(listing);
    }

    boolean live(int listing) {
        return book(listing).health() == Health.LIVE;
    }

    boolean allLive() {
        return take.listings.stream().allMatch(listing -> live(listing.id()));
    }

    /// The states of all books.
    long[] states() {
        var all = new long[states.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = state(i);
        }
        return all;
    }

    /// A number that stands for the compared levels of a live book, whatever its scales; [#DEAD] when it is not live.
    long state(int listing) {
        ListingBook book = book(listing);
        if (book.health() != Health.LIVE) {
            return DEAD;
        }
        if (changes[listing] != book.changes()) {
            changes[listing] = book.changes();
            states[listing] = state(book.levels(), take.checkedLevels);
        }
        return states[listing];
    }

    /// The same of the best levels alone, and whether or not they are believed.
    long best(int listing) {
        return state(book(listing).levels(), BEST);
    }

    private long state(OrderBook levels, int most) {
        long hash = 17;
        for (Side side : Side.values()) {
            levels.walk(side, cursor);
            for (int i = 0; i < most && cursor.next(); i++) {
                hash = mix(hash, cursor.price() * power(levels.priceScale()));
                hash = mix(hash, cursor.size() * power(levels.sizeScale()));
            }
            hash = mix(hash, side == Side.BID ? 1 : 2);
        }
        return hash == DEAD ? 1 : hash;
    }

    private static long power(int scale) {
        long power = 1;
        for (int i = scale; i < 18; i++) {
            power *= 10;
        }
        return power;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 29;
    }

    /// One side of a book as Binance writes it.
    String levels(int listing, Side side) {
        OrderBook levels = book(listing).levels();
        var rows = new ArrayList<String>();
        levels.walk(side, cursor);
        while (cursor.next()) {
            rows.add("[\"" + Decimals.format(cursor.price(), levels.priceScale()) + "\",\""
                    + Decimals.format(cursor.size(), levels.sizeScale()) + "\"]");
        }
        return "[" + String.join(",", rows) + "]";
    }

    // ---- what the engine tells and wants

    private void concerns(ListingBook book) {
        if (!concerned.contains(book.listing().id())) {
            concerned.add(book.listing().id());
        }
    }

    @Override
    public void book(ListingBook book, BookUpdate update, long at) {
        concerns(book);
        snapshot |= update.snapshot();
        applied = true;
    }

    @Override
    public void skipped(ListingBook book, BookSkip.Reason reason, long at) {
        concerns(book);
    }

    @Override
    public void broken(ListingBook book, BookBreak.Kind kind, String why, long at) {
        breaks.add(book.listing().id());
    }

    @Override
    public void fault(String exchange, Fault fault, long at) {
        faults.add(fault.toString());
    }

    @Override
    public void open(Link link) {
        links.add(link);
    }

    @Override
    public void drop(String link) {
        throw new IllegalStateException("nobody dropped " + link);
    }

    @Override
    public void send(int on, String text) {
        sent.add(text);
    }

    @Override
    public void close(int which, String why) {
        closes++;
    }

    @Override
    public void request(long id, String exchange, Request request) {
        requested.add(request.listing());
        waiting.put(request.listing(), id);
    }

    @Override
    public void post(long id, int connection, Request frame) {}

    @Override
    public void rearmed(long pull) {}
}
