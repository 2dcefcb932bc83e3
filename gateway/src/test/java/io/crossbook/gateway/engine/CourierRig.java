package io.crossbook.gateway.engine;

import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.Let;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A courier for one exchange, and what it does and tells, in words.
final class CourierRig implements Effects, Watcher, Courier.Recipient {

    static final long MILLI = 1_000_000L;

    final List<String> effects = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<OrderEvent> events = new ArrayList<>();
    final List<AccountFact> facts = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final List<String> foreign = new ArrayList<>();
    final Listing listing;
    /// What orders are on of which not all is known.
    final List<Listing> open = new ArrayList<>();
    final Courier courier;
    private final Requests requests = new Requests(this);
    private final Timers timers = new Timers();
    private final Map<Long, Request> asked = new LinkedHashMap<>();
    private final Exchange exchange;
    long now = 1_795_262_400_000L * MILLI;
    /// Whether a call of the outbox is under way: then nothing may be told.
    private boolean inside;
    private int orders;

    /// With the dialect of an exchange, which lists BTC against the dollar under this symbol.
    CourierRig(String name, String symbol, String quote, Dialect dialect) {
        listing = new Listing(0, name, symbol, Instrument.spot("BTC", quote),
                new Rules(2, 5, 1, 1, 1, 0, 1, Rules.Status.TRADING));
        exchange = new Exchange(new Settings.Exchange(
                new Entry(name, "", "", 0, true, true, Map.of(), Map.of()), name, true,
                List.of(listing.instrument()), BookLimits.DEFAULT, 1_000_000, 1_000_000), dialect);
        courier = new Courier(Map.of(name, Patience.ENFORCED), false,
                wanted -> wanted.equals(name) ? exchange : null, requests, this, this, timers,
                () -> now, this);
    }

    /// What is listed is known.
    CourierRig lists() {
        exchange.listings.clear();
        exchange.listings.add(listing);
        courier.renew();
        return this;
    }

    /// It lists another as well.
    void listsToo(Instrument instrument) {
        exchange.listings.add(other(instrument.base() + instrument.quote(), instrument));
        courier.renew();
    }

    /// Another that it lists, or that it has listed once.
    Listing other(String symbol, Instrument instrument) {
        return new Listing(1, listing.exchange(), symbol, instrument, listing.rules());
    }

    /// The exchange's clock is so far ahead.
    void ahead(long millis) {
        exchange.clock.answer(now, now, now + millis * MILLI);
    }

    OrderIntent order(String size) {
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, orders++), listing, true,
                new BigDecimal(size), new BigDecimal("100.25"), TimeInForce.IMMEDIATE_OR_CANCEL,
                now + 3_000 * MILLI, 0, false);
    }

    /// Hands an order to the outbox, which must tell nothing meanwhile.
    OrderIntent place(String size) {
        OrderIntent order = order(size);
        outbox(() -> courier.place(Let.through(order)));
        return order;
    }

    void outbox(Runnable call) {
        inside = true;
        call.run();
        inside = false;
    }

    void opens(int connection, Link link) {
        courier.opened(connection, link.id());
    }

    void closes(int connection, Link link) {
        courier.closed(connection, link.id(), "cut");
    }

    void says(int connection, String frame) {
        courier.frame(connection, Bytes.of(frame));
    }

    void pass(long millis) {
        long until = now + millis * MILLI;
        while (timers.next() <= until) {
            now = timers.next();
            timers.fire(now, (_, connection) -> courier.tick(connection));
        }
        now = until;
    }

    /// The requests that are not answered yet.
    List<Request> waiting() {
        return List.copyOf(asked.values());
    }

    /// The first of them is answered with this body.
    void answers(String body) {
        answers(Answer.ok(Bytes.of(body)));
    }

    void answers(Answer answer) {
        long id = asked.keySet().iterator().next();
        asked.remove(id);
        requests.answered(id, answer);
    }

    /// The last of them is answered so.
    void lastAnswers(Answer answer) {
        long id = List.copyOf(asked.keySet()).getLast();
        asked.remove(id);
        requests.answered(id, answer);
    }

    static Answer notSent() {
        return new Answer(Answer.Phase.NOT_SENT, 0, new Bytes(), "too late", 0);
    }

    static Answer cut() {
        return new Answer(Answer.Phase.SENT, 0, new Bytes(), "cut", 0);
    }

    static Answer written() {
        return new Answer(Answer.Phase.SENT, 0, new Bytes(), "", 0);
    }

    /// What was told since the last time.
    List<String> heard() {
        var heard = List.copyOf(told);
        told.clear();
        return heard;
    }

    /// What was done since the last time.
    List<String> done() {
        var done = List.copyOf(effects);
        effects.clear();
        return done;
    }

    private void tell(String words) {
        if (inside) {
            throw new AssertionError("told from within the outbox: " + words);
        }
        told.add(words);
    }

    @Override
    public void order(OrderEvent event) {
        events.add(event);
        tell(event.getClass().getSimpleName());
    }

    @Override
    public void account(AccountFact fact) {
        facts.add(fact);
        tell(fact.getClass().getSimpleName());
    }

    @Override
    public List<Listing> open(String name) {
        return open;
    }

    @Override
    public void halt(String why) {
        tell("halt: " + why);
    }

    @Override
    public void foreign(String name, String symbol, String order, long time) {
        foreign.add(name + " " + order);
    }

    @Override
    public void fault(String name, Fault fault, long time) {
        faults.add(fault);
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
        throw new AssertionError("unsigned: " + frame);
    }

    @Override
    public void close(int connection, String why) {
        effects.add("close " + connection + ": " + why);
    }

    @Override
    public void request(long id, String name, Request request) {
        asked.put(id, request);
        effects.add("rest " + request.body());
    }

    @Override
    public void post(long id, int connection, Request frame) {
        asked.put(id, frame);
        effects.add("post " + connection + " " + frame.body());
    }

    @Override
    public void rearmed(long pull) {
        throw new AssertionError("rearmed");
    }
}
