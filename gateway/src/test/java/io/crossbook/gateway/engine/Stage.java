package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Sums;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An engine under a configuration as users write it, fed with Bybit's own frames for all of its exchanges.
final class Stage implements Effects, Watcher {

    static final Rules RULES = new Rules(2, 3, 1, 1, 1, 0, 1, Rules.Status.TRADING);
    private static final long MILLI = 1_000_000L;

    final Engine engine;
    final List<Opportunity> told = new ArrayList<>();
    long now = 1_790_000_000_000L * MILLI;
    private final Settings settings;
    private final Map<String, List<Listing>> listings = new HashMap<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final Map<String, Long> updates = new HashMap<>();
    private final List<String> links = new ArrayList<>();
    private Trader trader = Trader.NOBODY;
    private int listed;

    private Stage(Settings settings) {
        this.settings = settings;
        engine = new Engine(Stage::dialect, settings, this, new Watchers(this),
                new Trader() {
                    @Override
                    public boolean takes(Opportunity one, long time) {
                        return trader.takes(one, time);
                    }

                    @Override
                    public boolean wants(Opportunity one, long time) {
                        return trader.wants(one, time);
                    }
                });
        input(new Input.Configured(settings));
    }

    /// Somebody acts on what is found from now on.
    Stage trades(Trader somebody) {
        trader = somebody;
        return this;
    }

    /// An exchange tells what our account holds there.
    Stage holds(String exchange, Map<String, Long> held) {
        input(new Input.Account(new Input.Word.Held(exchange, now, held)));
        return this;
    }

    /// What was told since the last time: `opened`, `closed fees`.
    List<String> lives() {
        List<String> all = told.stream().map(one -> (one.state() + " " + one.closedWhy()).strip())
                .toList();
        told.clear();
        return all;
    }

    /// Of exchanges that speak as Bybit does, by `name: what is listed`, and of what else is configured.
    static Stage of(Map<String, String> exchanges, String more) throws ConfigException {
        var yaml = new StringBuilder("exchanges:\n");
        exchanges.forEach((name, entry) -> yaml.append("  ").append(name)
                .append(": {dialect: bybit, depth: 200, takerFee: 0.001, makerFee: 0.001, ")
                .append(entry).append("}\n"));
        return new Stage(Configuration.parse("exchanges.yaml", yaml + more, Path.of("/"),
                Stage::dialect).settings());
    }

    /// As Bybit speaks, where symbols do not tell what is spot and what is a perpetual: one exchange may list both.
    private static Dialect dialect(String name, Entry entry) {
        Dialect bybit = Dialects.of(name, entry);
        return (Dialect) Proxy.newProxyInstance(Stage.class.getClassLoader(),
                new Class<?>[]{Dialect.class}, (_, method, given) -> {
                    return method.getName().equals("instrument")
                            ? null
                            : method.invoke(bybit, given);
                });
    }

    private void input(Input input) {
        engine.accept(now, input);
    }

    /// Another configuration is in force from now on.
    void configured(Settings fresh) {
        input(new Input.Configured(fresh));
    }

    /// An exchange lists this one too.
    Stage lists(String exchange, String symbol, String instrument, Rules rules) {
        List<Listing> all = listings.computeIfAbsent(exchange, _ -> new ArrayList<>());
        all.add(new Listing(listed++, exchange, symbol, Instrument.parse(instrument), rules));
        return this;
    }

    /// Everybody has told what they list; all connections stand, and every clock is ours.
    Stage open() {
        for (Settings.Exchange exchange : settings.exchanges()) {
            String name = exchange.entry().name();
            input(new Input.Listed(name, listings.getOrDefault(name, List.of())));
            input(new Input.ServerTime(name, now, now + 2 * MILLI, now + MILLI));
        }
        for (String link : List.copyOf(links)) {
            int connection = connections.size() + 1;
            connections.put(link.substring(0, link.indexOf('/')), connection);
            input(new Input.Opened(connection, link));
        }
        return this;
    }

    /// The whole book of a listing, in a frame: `99 x 1 | 100 x 2`, bids first.
    Stage book(String exchange, String symbol, String picture) {
        return book(exchange, symbol, picture, 0);
    }

    /// The same, so late.
    Stage book(String exchange, String symbol, String picture, long lateMillis) {
        String[] sides = picture.split("\\|", -1);
        long update = updates.merge(exchange + symbol, 1L, Long::sum);
        long stamp = now / MILLI - lateMillis;
        return says(exchange, "{\"topic\":\"orderbook.200." + symbol
                + "\",\"type\":\"snapshot\",\"ts\":" + stamp + ",\"data\":{\"s\":\"" + symbol
                + "\",\"b\":[" + levels(sides[0]) + "],\"a\":[" + levels(sides[1])
                + "],\"u\":" + update + ",\"seq\":" + update + "},\"cts\":" + stamp + "}");
    }

    private static String levels(String side) {
        return Arrays.stream(side.split(",", -1)).filter(level -> !level.isBlank())
                .map(level -> level.strip().split(" x ", -1))
                .map(level -> "[\"" + level[0] + "\",\"" + level[1] + "\"]")
                .collect(Collectors.joining(","));
    }

    /// One frame.
    Stage says(String exchange, String frame) {
        var input = new Input.Frame();
        input.connection = connections.getOrDefault(exchange, 0);
        byte[] bytes = Bytes.of(frame).copy();
        input.bytes.wrap(bytes, 0, bytes.length);
        input(input);
        return this;
    }

    /// Lets time pass as an idle loop does.
    Stage pass(long millis) {
        long until = now + millis * MILLI;
        while (engine.nextDeadline() <= until) {
            now = engine.nextDeadline();
            input(new Input.Tick());
        }
        now = until;
        input(new Input.Tick());
        return this;
    }

    /// What was told of since the last time, by kind and where it trades: `two_legs east BTCUSDT, west BTCUSDT`.
    List<String> opened() {
        List<String> all = told.stream()
                .filter(one -> one.state() == Opportunity.State.OPENED)
                .map(one -> one.kind() + " " + one.legs().stream().map(Leg::listing)
                        .map(Listing::toString).collect(Collectors.joining(", ")))
                .toList();
        told.clear();
        return all;
    }

    /// The listings whose books are not there to be traded on.
    List<String> notLive() {
        return engine.books().all().stream().filter(book -> book.health() != Health.LIVE)
                .map(book -> book.listing().toString()).toList();
    }

    @Override
    public void opportunity(Opportunity opportunity, long time) {
        told.add(Sums.check(opportunity));
    }

    @Override
    public void open(Link link) {
        links.add(link.id());
    }

    @Override
    public void drop(String link) {}

    @Override
    public void send(int connection, String frame) {}

    @Override
    public void close(int connection, String why) {}

    @Override
    public void request(long id, String exchange, Request request) {}

    @Override
    public void post(long id, int connection, Request frame) {}

    @Override
    public void rearmed(long pull) {}
}
