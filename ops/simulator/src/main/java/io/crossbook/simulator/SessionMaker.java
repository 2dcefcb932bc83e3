package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plays client to a protocol, on a timeline of its own, and writes down what is said.
final class SessionMaker implements Line {

    private static final long START = Simulator.MANUAL_START;
    private static final long LONGEST = 24 * 3_600_000L;

    private final SessionPlan plan;
    private final Timeline timeline = new Timeline(START);
    private final Market market;
    private final Protocol protocol;
    private final List<Session.Entry> entries = new ArrayList<>();
    private final List<Listing> listings;
    private final Set<String> wantSnapshot = new LinkedHashSet<>();
    private int bookFrames;
    private @Nullable Talk talk;

    SessionMaker(SessionPlan plan) {
        this.plan = plan;
        Exchange exchange = plan.variant().exchange();
        market = new Market(plan.seed(), START, Listings.of(exchange), plan.quiet());
        timeline.every(1, () -> market.advanceTo(timeline.now()));
        listings = plan.instruments().stream().map(each -> market.listing(exchange, each)).toList();
        TradingDesk desk = new TradingDesk(exchange, market, timeline,
                new Mischief(timeline, plan.seed()));
        protocol = switch (plan.variant()) {
            case BINANCE, BINANCE_FUTURES ->
                new BinanceProtocol(market, timeline, Pacing.DOCUMENTED, desk, exchange);
            case KRAKEN_V1, KRAKEN_V2 ->
                new KrakenProtocol(market, timeline, Pacing.DOCUMENTED, desk);
            case BYBIT -> new BybitProtocol(market, timeline, Pacing.DOCUMENTED, desk);
        };
    }

    Session make() {
        // Some life first, so that there are trades and the book has left its initial shape.
        timeline.advance(2_000);
        talk = protocol.connect(plan.variant().path(), "", this);
        if (talk == null) {
            throw new IllegalStateException("no conversation at " + plan.variant().path());
        }
        play(talk);
        talk.closed();
        return new Session(plan, entries);
    }

    private void play(Talk talk) {
        add(Session.Direction.OPEN, plan.variant().url(), "", "", null);
        talk.opened();
        for (String request : requests()) {
            add(Session.Direction.SEND, plan.variant().url(), request, "", null);
            talk.text(request);
        }
        if (plan.variant().exchange() == Exchange.BINANCE || futures()) {
            listings.forEach(listing -> wantSnapshot.add(listing.symbol()));
        }
        while (bookFrames < plan.bookFrames() && timeline.now() < START + LONGEST) {
            timeline.advance(1);
            snapshots();
        }
    }

    private boolean futures() {
        return plan.variant().exchange() == Exchange.BINANCE_FUTURES;
    }

    private List<String> requests() {
        List<String> symbols = listings.stream().map(Listing::symbol).toList();
        return switch (plan.variant()) {
            case BINANCE, BINANCE_FUTURES -> List.of("{\"method\":\"SUBSCRIBE\",\"params\":"
                    + names(symbols,
                            plan.trades()
                                    ? List.of("@depth@100ms", "@bookTicker", "@trade")
                                    : List.of("@depth@100ms"))
                    + ",\"id\":1}");
            case KRAKEN_V2 -> channels(symbols,
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\","
                            + "\"symbol\":%s,\"depth\":" + plan.depth() + "}}",
                    "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":%s}}");
            case KRAKEN_V1 -> channels(
                    listings.stream().map(each -> KrakenNames.socket(each.instrument())).toList(),
                    "{\"event\":\"subscribe\",\"pair\":%s,\"subscription\":{\"name\":\"book\",\"depth\":"
                            + plan.depth() + "}}",
                    "{\"event\":\"subscribe\",\"pair\":%s,\"subscription\":{\"name\":\"trade\"}}");
            case BYBIT -> symbols.stream()
                    .map(symbol -> "{\"op\":\"subscribe\",\"args\":[\"orderbook."
                            + plan.depth() + "." + symbol + "\""
                            + (plan.trades() ? ",\"publicTrade." + symbol + "\"" : "") + "]}")
                    .toList();
        };
    }

    private static String names(List<String> symbols, List<String> suffixes) {
        List<String> names = symbols.stream()
                .flatMap(symbol -> suffixes.stream()
                        .map(suffix -> symbol.toLowerCase(Locale.ROOT) + suffix))
                .toList();
        return Json.array(names, Json::quote);
    }

    private List<String> channels(List<String> symbols, String book, String trade) {
        String names = Json.array(symbols, Json::quote);
        return plan.trades()
                ? List.of(book.replace("%s", names), trade.replace("%s", names))
                : List.of(book.replace("%s", names));
    }

    /// Asks for the REST snapshot of every symbol that has spoken, as Binance's document wants it.
    private void snapshots() {
        for (String symbol : List.copyOf(wantSnapshot)) {
            boolean spoke = entries.stream().anyMatch(entry -> entry.symbol().equals(symbol));
            if (spoke) {
                wantSnapshot.remove(symbol);
                String path = futures() ? "/fapi/v1/depth" : "/api/v3/depth";
                Map<String, String> query = Map.of("symbol", symbol, "limit",
                        Integer.toString(plan.depth()));
                String host = futures() ? "https://fapi.binance.com" : "https://api.binance.com";
                protocol.answer(new RestRequest(path, query, "session"),
                        answer -> entries
                                .add(new Session.Entry(micros(), "http0", Session.Direction.REST,
                                        host + path + "?symbol=" + symbol + "&limit="
                                                + plan.depth(),
                                        answer.body(),
                                        symbol, market.book(listing(symbol)).top(plan.depth()))));
            }
        }
    }

    private Listing listing(String symbol) {
        return listings.stream().filter(each -> each.symbol().equals(symbol)).findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody asked for " + symbol));
    }

    private void add(Session.Direction direction, String url, String frame, String symbol,
            @Nullable Book truth) {
        entries.add(new Session.Entry(micros(), "ws1", direction, url, frame, symbol, truth));
    }

    /// Frames of one millisecond are told apart by their order.
    private long micros() {
        long now = timeline.now() * 1_000 + 150;
        return entries.isEmpty() ? now : Math.max(now, entries.getLast().atMicros() + 1);
    }

    @Override
    public boolean send(String text, Topic topic) {
        if (topic.kind() != Topic.Kind.BOOK) {
            add(Session.Direction.RECV, plan.variant().url(), text, "", null);
            return true;
        }
        bookFrames++;
        Book full = market.published(listing(topic.symbol()));
        boolean whole = plan.variant().exchange() == Exchange.BINANCE || futures();
        add(Session.Direction.RECV, plan.variant().url(), text, topic.symbol(),
                whole ? full : full.top(plan.depth()));
        return true;
    }

    @Override
    public void ping() {
        // A recorded session has no control frames, but the client does answer them.
        if (talk != null) {
            talk.pong();
        }
    }

    @Override
    public void close(int code, String reason) {
        throw new IllegalStateException("the practice exchange ended a session: " + reason);
    }

    @Override
    public void freeze() {
        throw new IllegalStateException("nothing goes wrong in a session");
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void whenDrained(Runnable action) {
        action.run();
    }
}
