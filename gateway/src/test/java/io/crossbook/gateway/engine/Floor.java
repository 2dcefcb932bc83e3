package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Sums;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An engine with exchanges `north` and `south` that list BTC/USD, on a clock that the test moves; notes all effects.
public final class Floor implements Effects, Watcher {

    public static final Instrument BTC_USD = Instrument.spot("BTC", "USD");
    public static final long MILLI = 1_000_000L;
    public static final int NORTH = 0;
    public static final int SOUTH = 1;
    private static final Map<String, Integer> IDS = Map.of("north", NORTH, "south", SOUTH, "west",
            2);
    static final Rules RULES = new Rules(2, 2, 1, 1, 1, 0, 1, Rules.Status.TRADING);

    final List<String> effects = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<Opportunity> opportunities = new ArrayList<>();
    public final Engine engine;
    long now = 1_000_000_000_000L;
    private final Map<String, Long> requests = new HashMap<>();
    private long lastRequest = -1;

    public Floor() {
        this(settings(true));
    }

    public Floor(Settings settings) {
        this(settings, new Watcher() {
        });
    }

    /// With one more watcher.
    public Floor(Settings settings, Watcher more) {
        this(settings, more, BTC_USD);
    }

    /// An instrument of whose assets nothing is known, under the same wire symbol.
    static Floor of(Instrument instrument) {
        return new Floor(settings(true), new Watcher() {
        }, instrument);
    }

    private Floor(Settings settings, Watcher more, Instrument instrument) {
        engine = new Engine((_, entry) -> new PlainDialect(entry), settings, this,
                new Watchers(this, more));
        input(new Input.Configured(settings));
        for (Settings.Exchange exchange : settings.exchanges()) {
            String name = exchange.entry().name();
            lists(name, instrument, RULES);
        }
    }

    /// An exchange lists its one instrument under these rules.
    public Floor lists(String exchange, Instrument instrument, Rules rules) {
        return input(new Input.Listed(exchange,
                List.of(new Listing(IDS.get(exchange), exchange, "BTCUSD", instrument, rules))));
    }

    /// The exchange `west` is followed too, and has told nothing yet.
    public void followsWest() {
        Settings two = settings(true);
        var three = new ArrayList<>(two.exchanges());
        three.add(exchange("west", true, 0));
        input(new Input.Configured(new Settings(three, two.detector(), 0, List.of(), List.of())));
    }

    /// And lists its one instrument.
    public Floor listsWest() {
        return lists("west", BTC_USD, RULES);
    }

    public static Settings settings(boolean southEnabled) {
        return settings(southEnabled, 0);
    }

    /// Books of so many levels a side (0: all); what falls beyond them is dropped.
    public static Settings settings(boolean southEnabled, int depth) {
        return new Settings(
                List.of(exchange("north", true, depth), exchange("south", southEnabled, depth)),
                DetectorSettings.DEFAULT, 0,
                List.of(), List.of());
    }

    private static Settings.Exchange exchange(String name, boolean enabled, int depth) {
        return new Settings.Exchange(
                new Entry(name, "", "", depth, true, true, Map.of(), Map.of()), "plain", enabled,
                List.of(BTC_USD), BookLimits.DEFAULT, 1_000_000, 1_000_000);
    }

    public Floor input(Input input) {
        engine.accept(now, input);
        return this;
    }

    public Floor opens(int connection, String exchange) {
        return input(new Input.Opened(connection, exchange + "/0"));
    }

    public Floor closes(int connection, String exchange) {
        return input(new Input.Closed(connection, exchange + "/0", "cut"));
    }

    public Floor says(int connection, String words) {
        var frame = new Input.Frame();
        frame.connection = connection;
        byte[] bytes = Bytes.of(words).copy();
        frame.bytes.wrap(bytes, 0, bytes.length);
        return input(frame);
    }

    /// Both exchanges connected (1 and 2), each with a book.
    public Floor open() {
        return opens(1, "north").opens(2, "south")
                .says(1, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1")
                .says(2, "snapshot BTCUSD 7 0 bid 100 2 ask 101 2");
    }

    /// Lets time pass as an idle loop does: a tick at each deadline.
    public Floor pass(long millis) {
        long until = now + millis * MILLI;
        while (engine.nextDeadline() <= until) {
            now = engine.nextDeadline();
            input(new Input.Tick());
        }
        now = until;
        return input(new Input.Tick());
    }

    /// The last request is answered.
    public Floor answers(String body) {
        return input(new Input.Answered(lastRequest, Answer.ok(Bytes.of(body))));
    }

    /// The last request that was noted like this is answered.
    Floor answers(String request, String body) {
        return input(new Input.Answered(requests.getOrDefault(request, -1L),
                Answer.ok(Bytes.of(body))));
    }

    public ListingBook book(int listing) {
        return engine.books().book(listing);
    }

    /// The exchange of the best bid, or `none`.
    String bestBidder() {
        int listing = engine.tops().bidListing(0);
        return listing < 0 ? "none" : book(listing).listing().exchange();
    }

    @Override
    public void open(Link link) {
        effects.add("open " + link.id());
    }

    @Override
    public void drop(String link) {
        effects.add("drop " + link);
    }

    @Override
    public void send(int connection, String frame) {
        effects.add("send " + connection + " " + frame);
    }

    @Override
    public void close(int connection, String why) {
        effects.add("close " + connection);
    }

    @Override
    public void request(long id, String exchange, Request request) {
        lastRequest = id;
        String noted = "ask " + exchange + " " + request.about();
        requests.put(noted, id);
        effects.add(noted);
    }

    @Override
    public void post(long id, int connection, Request frame) {
        lastRequest = id;
        String noted = "post " + connection + " " + frame.about();
        requests.put(noted, id);
        effects.add(noted);
    }

    @Override
    public void rearmed(long pull) {
        effects.add("rearmed " + pull);
    }

    @Override
    public void opportunity(Opportunity opportunity, long time) {
        opportunities.add(Sums.check(opportunity));
    }

    @Override
    public void health(ListingBook book, Health before, Health after, long time) {
        told.add(book.listing().exchange() + " " + before + " > " + after);
    }

    @Override
    public void top(int instrument, long time) {
        told.add("top " + instrument);
    }

    @Override
    public void unreachable(String exchange, String link, String why, long time) {
        told.add("unreachable " + link + ": " + why);
    }

    @Override
    public void connection(String exchange, String link, int connection, boolean isOpen,
            String why, long time) {
        told.add((isOpen ? "opened " : "closed ") + connection);
    }
}
