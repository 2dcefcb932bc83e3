package io.crossbook.gateway.engine;

import io.crossbook.books.ClockOffset;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The way to one exchange and back: its order dialect, its private connections, and what is asked there.
///
/// An order goes over the newest connection that takes orders, else over REST, and never over both. One sweep is under way at a time: what is wished
/// for meanwhile, or before the exchange is listed, follows in one.
final class Route {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int MOST_FOREIGN = 10_000;
    /// What has not ended by then is lost: each of a question's few requests has its answer sooner.
    private static final long LOST_NANOS = 300_000_000_000L;

    private final String exchange;
    private final Patience patience;
    private final Requests requests;
    private final Effects effects;
    private final Watcher watcher;
    private final LongSupplier clock;
    private final Courier.Recipient recipient;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final OrderListings listings;
    private final List<PrivateLine> lines = new ArrayList<>();
    private final Set<String> foreign = new HashSet<>();
    private final AccountQuestions questions;
    /// Since when a question after an order is under way.
    private final Map<OrderId, Long> asking = new HashMap<>();

    private @Nullable Orders orders;
    private ClockOffset offset = new ClockOffset();
    private List<Link> wanted = List.of();

    private boolean guarded;
    private boolean balancesWished;
    /// What the coordinator waits for: a sweep that reaches back so far.
    private long wishNanos = NEVER;
    /// Since when something may have happened that no stream has told.
    private long gapNanos = NEVER;
    private int gaps;
    private long sweptNanos;
    private boolean sweeping;

    Route(String exchange, Patience patience, Requests requests, Effects effects, Watcher watcher,
            LongSupplier clock, Courier.Recipient recipient) {
        this.exchange = exchange;
        this.patience = patience;
        this.requests = requests;
        this.effects = effects;
        this.watcher = watcher;
        this.clock = clock;
        this.recipient = recipient;
        listings = new OrderListings(exchange, recipient);
        questions = new AccountQuestions(this, clock);
    }

    String exchange() {
        return exchange;
    }

    // ---- what it lists, and the links that shall stand for it

    /// It lists this; what was listed before can be asked after still.
    void listed(Exchange now) {
        boolean first = orders == null;
        orders = listings.listed(now);
        offset = now.clock;
        if (orders == null) {
            fault("no orders are sent there");
            return;
        }
        wanted = orders.links();
        if (first) {
            gapNanos = clock.getAsLong();
        }
        if (balancesWished) {
            balances();
        }
        sweepIfWished();
    }

    /// It is switched off: no stream is wanted. What is held there is asked for still.
    void rests() {
        wanted = List.of();
    }

    /// The links that stand, and are not wanted as they are.
    List<String> unwanted() {
        List<String> old = links.values().stream()
                .filter(link -> wanted.stream().noneMatch(fresh -> Roster.same(link, fresh)))
                .map(Link::id).toList();
        old.forEach(links::remove);
        return old;
    }

    /// The links that are wanted, and do not stand yet.
    List<Link> missing() {
        List<Link> fresh = wanted.stream().filter(link -> !links.containsKey(link.id())).toList();
        fresh.forEach(link -> links.put(link.id(), link));
        return fresh;
    }

    List<Link> links() {
        return List.copyOf(links.values());
    }

    /// A connection of one of them; null when it is wanted no more.
    @Nullable
    PrivateLine line(int connection, String linkId) {
        Link link = links.get(linkId);
        if (link == null || orders == null) {
            return null;
        }
        var line = new PrivateLine(this, connection, link, orders);
        line.guard(guarded, clock.getAsLong());
        lines.add(line);
        return line;
    }

    void gone(PrivateLine line) {
        lines.remove(line);
    }

    void close(int connection, String why) {
        effects.close(connection, why);
    }

    // ---- the stream

    /// Whether our orders are told there, and what happened while they were not has been asked for.
    boolean streaming() {
        return told() && gapNanos == NEVER;
    }

    private boolean told() {
        for (PrivateLine line : lines) {
            if (line.streaming()) {
                return true;
            }
        }
        return false;
    }

    /// A connection may have begun to tell, or ceased to.
    void streams(PrivateLine line, boolean live) {
        boolean before = told();
        line.streams(live);
        if (before && !told()) {
            gaps++;
            // It may have been dead for so long before its end was noticed.
            long silent = line.link().idleMillis() * MILLI;
            gapNanos = Math.min(gapNanos, clock.getAsLong() - silent - patience.windowNanos()
                    - patience.skewNanos());
        } else if (!before && told()) {
            sweepIfWished();
        }
    }

    // ---- orders

    /// Sends it, or says why it cannot be written down for this exchange: then nothing of it has left.
    String place(OrderIntent intent) {
        if (orders == null) {
            return "nothing is known of " + exchange + " yet";
        }
        OrderIntent theirs = intent.until(intent.deadlineNanos() + offset.offsetNanos());
        PrivateLine line = taker();
        long posts = line == null ? 0 : line.posts();
        try {
            if (line == null) {
                Request request = orders.place(theirs);
                once().request(request);
            } else {
                line.place(theirs, clock.getAsLong());
            }
            return "";
        } catch (IllegalStateException e) {
            if (line != null && line.posts() != posts) {
                throw e; // it has left
            }
            return String.valueOf(e.getMessage());
        }
    }

    void cancel(String symbol, OrderId id) {
        orders = listings.refreshed();
        Listing listing = listings.listing(symbol);
        PrivateLine line = taker();
        if (listing == null || orders == null) {
            fault("nothing is known of " + symbol + " to cancel " + id);
        } else if (line != null) {
            line.cancel(listing, id, clock.getAsLong());
        } else {
            once().request(orders.cancel(listing, id));
        }
    }

    void ask(String symbol, OrderId id) {
        orders = listings.refreshed();
        Listing listing = listings.listing(symbol);
        if (listing == null || orders == null) {
            fault("nothing is known of " + symbol + " to ask after " + id);
        } else {
            long now = clock.getAsLong();
            asking.put(id, now);
            new Question(this, 0, now, _ -> asking.remove(id)).request(orders.ask(listing, id));
        }
    }

    /// Whether a question after it is under way still.
    boolean asking(OrderId id) {
        Long since = asking.get(id);
        return since != null && clock.getAsLong() < since + LOST_NANOS;
    }

    void balances() {
        balancesWished = orders == null;
        if (orders != null) {
            once().request(orders.balances(theirs()));
        }
    }

    /// A second is over: what has to be asked now and then is.
    void second() {
        questions.second(orders, theirs());
    }

    /// Whether all was told of what the key may do, as far as anybody tells.
    boolean permitted() {
        return questions.permitted(orders, theirs());
    }

    /// Asks for the history of transfers since then, in our time; false where the exchange has none.
    boolean transfers(long sinceNanos) {
        return questions.transfers(orders, sinceNanos, offset.offsetNanos());
    }

    /// Has all orders there cancelled once it has not heard of us for so long; 0 for no longer.
    void arm(long millis) {
        guarded = millis > 0;
        lines.forEach(line -> line.guard(guarded, clock.getAsLong()));
        Request request = orders == null ? null : orders.arm(millis);
        if (request != null) {
            once().request(request);
        }
    }

    private Question once() {
        return new Question(this, 0, clock.getAsLong(), _ -> {});
    }

    private long theirs() {
        return clock.getAsLong() + offset.offsetNanos();
    }

    private @Nullable PrivateLine taker() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).takesOrders()) {
                return lines.get(i);
            }
        }
        return null;
    }

    // ---- sweeps

    /// The coordinator wants one that reaches back so far, in our time.
    void sweep(long sinceNanos) {
        wishNanos = Math.min(wishNanos, sinceNanos);
        sweepIfWished();
    }

    /// Looks whether a sweep after a gap has to be asked for again.
    void tick() {
        if (wishNanos == NEVER && clock.getAsLong() >= sweptNanos + AGAIN_NANOS) {
            sweepIfWished();
        }
    }

    private void sweepIfWished() {
        boolean missed = gapNanos != NEVER && told();
        int gap = gaps;
        if (sweeping || (wishNanos == NEVER && !missed)) {
            return;
        }
        Orders reader = listings.refreshed();
        if (reader == null) {
            return;
        }
        orders = reader;
        sweeping = true;
        sweptNanos = clock.getAsLong();
        boolean wished = wishNanos != NEVER;
        long since = Math.min(wishNanos, missed ? gapNanos : NEVER);
        wishNanos = NEVER;
        var question = new Question(this, since, sweptNanos, one -> swept(one, wished,
                missed && gap == gaps));
        for (Request request : reader.sweep(since + offset.offsetNanos(), theirs())) {
            question.request(request);
        }
    }

    /// `told` is whether a stream has told everything since it was asked for.
    private void swept(Question question, boolean wished, boolean told) {
        sweeping = false;
        if (!question.whole()) {
            fault("a sweep since " + question.sinceNanos() + " told less than was asked");
        } else {
            gapNanos = told ? NEVER : gapNanos;
            if (wished) {
                recipient.account(new AccountFact.Swept(exchange, clock.getAsLong(),
                        question.sinceNanos(), question.askedNanos()));
            }
        }
        if (wishNanos != NEVER) {
            sweepIfWished();
        }
    }

    // ---- what is asked for, and what became known

    void untold(Request request, String why) {
        questions.untold(request, why);
    }

    /// In public, without a key.
    void request(Request request, Consumer<Answer> told) {
        requests.ask(exchange, request, told::accept);
    }

    /// For a question, over REST.
    void request(Question question, Request request) {
        Orders asked = orders;
        if (asked != null) {
            requests.ask(exchange, request, answer -> asked.read(request, answer, question));
        }
    }

    /// For a connection, on it or over REST.
    void request(PrivateLine line, Request request) {
        if (request.framed()) {
            requests.post(line.connection(), request, answer -> {
                if (answer.phase() == Answer.Phase.NOT_SENT) {
                    line.answer(request, answer, clock.getAsLong());
                }
            });
        } else {
            requests.ask(exchange, request,
                    answer -> line.answer(request, answer, clock.getAsLong()));
        }
    }

    /// A frame of a connection that is gone has not left.
    void unsent(Request request, Answer answer) {
        if (orders != null) {
            orders.read(request, answer, new Question(this, 0, 0, _ -> {}));
        }
    }

    /// Kraken tells an account's last trades at each login, whoever's journal they are in.
    void order(OrderEvent event) {
        if (event instanceof OrderEvent.Traded(var fill) && recipient.predates(fill)) {
            foreign(fill.symbol(), fill.order().toString());
        } else {
            recipient.order(event);
        }
    }

    boolean lacks(OrderEvent event) {
        return recipient.lacks(event);
    }

    void account(AccountFact fact) {
        recipient.account(fact);
    }

    /// Counted once each, as far as there is room.
    void foreign(String symbol, String exchangeId) {
        if (foreign.size() < MOST_FOREIGN && foreign.add(symbol + " " + exchangeId)) {
            watcher.foreign(exchange, symbol, exchangeId, clock.getAsLong());
        }
    }

    /// What of its state nobody can read; empty where all is known.
    String untold() {
        return questions.untold();
    }

    int foreign() {
        return foreign.size();
    }

    void fault(Fault fault) {
        watcher.fault(exchange, fault, clock.getAsLong());
    }

    void fault(String text) {
        fault(new Fault(Fault.Kind.EXCHANGE, "", text));
    }
}
