package io.crossbook.gateway.engine;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.FeedLag;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Tops;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Where everything meets: inputs come in, effects and decisions go out.
///
/// The same inputs at the same times give the same effects and decisions, always: that is what the tape, the replay and
/// the proof stand on. Owns the conversations of all connections, books, tops, the detector and the timers. One thread; nothing
/// allocates between a frame and a decision that is "no".
public final class Engine {

    private static final int TICK = 2;
    private static final int AUDIT = 3;
    private static final int RECHECK = 5;
    private static final long RECHECK_NANOS = 5_000_000_000L;
    private static final int MOST_DOUBTS = 4;
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final int HASH_EVERY = 1024;

    private final Effects effects;
    private final Watcher watcher;
    private final Books books;
    private final Tops tops;
    private final Timers timers = new Timers();
    private final OutputHash hash = new OutputHash();
    private final Auditor auditor;
    private final Market market;
    private final Desk desk;
    private final Timers.Alarm alarm = this::wake;

    private final Roster roster;
    private final Map<Long, Pending> pending = new HashMap<>();
    private final Map<Integer, Integer> doubts = new HashMap<>();
    private @Nullable Line[] lines = new Line[16];
    private final List<Line> open = new ArrayList<>();
    /// Connections that we ended ourselves and whose end has not been told yet.
    private final Set<Integer> ending = new HashSet<>();

    private Settings settings;
    private long auditNanos;
    private boolean auditing;
    private long requests;
    private long inputs;
    private long now;

    /// Who waits for an answer: a conversation, or an audit.
    private record Pending(@Nullable Line line, Auditor.@Nullable Audit audit, Request request) {}

    /// `dialects` makes the dialect of a name for an entry; `watcher` sees all that happens. Of `settings` only what
    /// holds for a whole run is read here (mirrors, assets); the rest comes into force with the first [Input.Configured].
    public Engine(BiFunction<String, Entry, Dialect> dialects, Settings settings, Effects effects,
            Watcher watcher) {
        this.settings = settings;
        this.effects = effects;
        this.watcher = watcher;
        this.books = new Books(Identities.mirrors(settings));
        this.tops = new Tops(books, Identities.assets(settings), this::quarantined);
        this.auditor = new Auditor(books, new AuditAgent());
        this.desk = new Desk(books, tops, timers, watcher, hash);
        this.market = new Market(books, tops, timers, watcher, hash, auditor, desk);
        this.roster = new Roster(dialects, effects, books, market, this::dropped);
    }

    /// Takes one input at its time: first the timers that are due, then the input. `time` never goes back.
    public void accept(long time, Input input) {
        now = time;
        timers.fire(time, alarm);
        if (input instanceof Input.Frame frame) { // nearly all of them
            frame(frame);
        } else {
            rare(input);
        }
        if ((++inputs & (HASH_EVERY - 1)) == 0) {
            watcher.hash(inputs, hash.value(), now);
        }
    }

    private void frame(Input.Frame frame) {
        Line line = line(frame.connection);
        if (line != null) {
            line.conversation.frame(frame.bytes, now);
        }
    }

    private void rare(Input input) {
        switch (input) {
            case Input.Frame frame -> frame(frame);
            case Input.Answered(long id, Answer answer) -> answered(id, answer);
            case Input.Opened(int connection, String link) -> opened(connection, link);
            case Input.Closed(int connection, String link, String why) ->
                closed(connection, link, why);
            case Input.Listed(String exchange, var listings) ->
                roster.listed(exchange, listings, now);
            case Input.ServerTime read -> clockRead(read);
            case Input.Configured(Settings settings) -> configured(settings);
            case Input.Command(Input.Wish wish) -> wish(wish);
            case Input.Lost(int connection, long count) -> lost(connection, count);
            case Input.Tick() -> {
            }
        }
    }

    /// When the engine next wants to be woken by a [Input.Tick]: epoch nanoseconds, or [Long#MAX_VALUE].
    public long nextDeadline() {
        return timers.next();
    }

    /// The books, for reading on the engine's thread.
    public Books books() {
        return books;
    }

    /// The best of all exchanges, for reading on the engine's thread.
    public Tops tops() {
        return tops;
    }

    /// The decisions' side: opportunities that are open, counters of reasons; for reading on the engine's thread.
    public Desk desk() {
        return desk;
    }

    /// The time of the last input, epoch nanoseconds.
    public long now() {
        return now;
    }

    /// The configuration in force, with what was switched on or off since.
    public Settings settings() {
        return new Settings(roster.settings(), settings.detector(), settings.auditMillis(),
                settings.mirrors(), settings.assets());
    }

    /// How each exchange stands.
    public List<ExchangeState> exchanges() {
        return roster.states(this::connections);
    }

    private int connections(Exchange exchange) {
        int connections = 0;
        for (Line line : open) {
            connections += line.exchange == exchange ? 1 : 0;
        }
        return connections;
    }

    /// The links that shall stand.
    public List<Link> links() {
        return roster.links();
    }

    /// The connections that stand.
    public List<Input.Opened> open() {
        return open.stream().map(line -> new Input.Opened(line.connection, line.link.id()))
                .toList();
    }

    /// The hash over all decisions so far.
    public long outputHash() {
        return hash.value();
    }

    /// How many inputs were taken.
    public long inputs() {
        return inputs;
    }

    private void wake(int kind, int argument) {
        switch (kind) {
            case Market.LOOK -> market.look(argument, now);
            case TICK -> {
                Line line = line(argument);
                if (line != null) {
                    line.conversation.tick(now);
                    line.lag.atMost(line.exchange.clock.highestMinimum());
                    retireRelieved(line);
                    timers.at(now + TICK_NANOS, TICK, argument);
                }
            }
            case Desk.DETECT -> desk.look(now);
            case RECHECK -> recheck(books.book(argument));
            case AUDIT -> {
                auditing = auditNanos > 0;
                if (auditing) {
                    auditor.sample();
                    timers.at(now + auditNanos, AUDIT, 0);
                }
            }
            default -> throw new IllegalStateException("no timer of kind " + kind);
        }
    }

    // ---- connections

    private void opened(int connection, String linkId) {
        Exchange exchange = roster.ofLink(linkId);
        Link link = exchange == null ? null : exchange.links.get(linkId);
        if (exchange == null || link == null) {
            ending.add(connection);
            effects.close(connection, "nobody wants it any more");
            return;
        }
        var line = new Line(this, connection, link, exchange, new FeedLag(exchange.quickest));
        line.lag.atMost(exchange.clock.highestMinimum());
        if (connection >= lines.length) {
            lines = Arrays.copyOf(lines, Math.max(connection + 1, lines.length * 2));
        }
        lines[connection] = line;
        open.add(line);
        watcher.connection(exchange.name(), linkId, connection, true, "", now);
        line.conversation.opened(now);
        timers.at(now + TICK_NANOS, TICK, connection);
    }

    private void closed(int connection, String linkId, String why) {
        Line line = line(connection);
        if (line == null) {
            Exchange exchange = roster.ofLink(linkId);
            if (!ending.remove(connection) && exchange != null) {
                watcher.unreachable(exchange.name(), linkId, why, now);
            }
            return;
        }
        lines[connection] = null;
        open.remove(line);
        line.conversation.closed(now);
        line.exchange.quickest = line.lag.minimum();
        market.gone(line, why, now);
        pending.values().removeIf(waiting -> waiting.line == line);
        watcher.connection(line.exchange.name(), linkId, connection, false, why, now);
    }

    /// What is now known of an exchange's clock bounds the lag of its connections, those that stand as well.
    private void clockRead(Input.ServerTime read) {
        Exchange exchange = roster.find(read.exchange());
        if (exchange == null) {
            return; // removed since it was asked
        }
        exchange.clock.answer(read.sentNanos(), read.receivedNanos(), read.serverNanos());
        for (@Nullable
        Line line : lines) {
            if (line != null && line.exchange == exchange) {
                line.lag.atMost(exchange.clock.highestMinimum());
            }
        }
    }

    private void lost(int connection, long count) {
        Line line = line(connection);
        if (line != null) {
            String why = count + " messages were lost on our side";
            for (Listing listing : line.link.listings()) {
                if (market.bookLine(listing.id()) == line) {
                    market.fail(books.book(listing.id()), BookBreak.Kind.LOST_INPUT, why, now);
                }
            }
            effects.close(connection, why);
        }
    }

    /// Closes an older connection of the same link once the newer one carries everything.
    private void retireRelieved(Line newer) {
        for (int i = 0; i < open.size(); i++) {
            Line older = open.get(i);
            if (older.connection < newer.connection && !older.retired
                    && older.link.id().equals(newer.link.id()) && market.relieved(older)) {
                older.retired = true;
                effects.close(older.connection, "relieved by connection " + newer.connection);
            }
        }
    }

    private @Nullable Line line(int connection) {
        return connection < lines.length ? lines[connection] : null;
    }

    /// Kept out of its instrument in the middle of a comparison: what was found with it ends with the next look.
    private void quarantined(Listing listing, String why) {
        watcher.quarantined(listing, why, now);
        market.quarantined(listing.id());
    }

    // ---- what conversations say

    void event(Line line, FeedEvent event) {
        market.event(line, event, now);
    }

    void send(Line line, String frame) {
        effects.send(line.connection, frame);
    }

    void request(Line line, Request request) {
        long id = requests++;
        pending.put(id, new Pending(line, null, request));
        effects.request(id, line.exchange.name(), request);
    }

    void fault(Line line, Fault fault) {
        watcher.fault(line.exchange.name(), fault, now);
    }

    void reconnect(Line line, String why) {
        effects.close(line.connection, why);
    }

    private void answered(long id, Answer answer) {
        Pending waiting = pending.remove(id);
        if (waiting == null) {
            return; // its connection is gone, and with it the wish
        }
        if (waiting.line != null) {
            waiting.line.conversation.answer(waiting.request, answer, now);
        } else if (waiting.audit != null) {
            auditor.answer(waiting.audit, answer);
        }
    }

    private void configured(Settings fresh) {
        settings = fresh;
        roster.configured(fresh, now);
        desk.configured(fresh, now);
        auditNanos = fresh.auditMillis() * 1_000_000L;
        if (auditNanos > 0 && !auditing) {
            auditing = true;
            timers.at(now + auditNanos, AUDIT, 0);
        }
    }

    /// A link is not wanted any more: what it carried is gone before its sockets are.
    private void dropped(Link link, String why) {
        for (Line line : List.copyOf(open)) {
            if (line.link.id().equals(link.id())) {
                closed(line.connection, link.id(), why);
                ending.add(line.connection);
            }
        }
    }

    private void wish(Input.Wish wish) {
        switch (wish) {
            case Input.Wish.Enable(String name, boolean enabled) -> {
                Exchange exchange = named(name);
                if (exchange != null) {
                    roster.enable(exchange, enabled);
                }
            }
            case Input.Wish.Resync(String name, String symbol) -> {
                Exchange exchange = named(name);
                if (exchange != null) {
                    resync(exchange, symbol);
                }
            }
            case Input.Wish.Withhold(String why) -> desk.withhold(why, now);
        }
    }

    private @Nullable Exchange named(String name) {
        Exchange exchange = roster.find(name);
        if (exchange == null) {
            watcher.fault(name, new Fault(Fault.Kind.EXCHANGE, "",
                    "a command names this exchange, but it is not configured"), now);
        }
        return exchange;
    }

    private void resync(Exchange exchange, String symbol) {
        for (Listing listing : exchange.listings) {
            if (listing.symbol().equals(symbol)) {
                market.failAndResync(books.book(listing.id()), BookBreak.Kind.RESET,
                        "asked for by command", now);
            }
        }
    }

    /// A book is silent and its spot check showed nothing: look again, and after a few times start it anew, for an exchange that
    /// has gone on without it no longer feeds it.
    private void doubt(ListingBook book) {
        int listing = book.listing().id();
        if (book.health() != Health.STALE) {
            doubts.remove(listing);
        } else if (doubts.merge(listing, 1, Integer::sum) < MOST_DOUBTS) {
            timers.at(now + RECHECK_NANOS, RECHECK, listing);
        } else {
            doubts.remove(listing);
            market.failAndResync(book, BookBreak.Kind.DRIFT,
                    "silent, and no spot check could confirm it", now);
        }
    }

    private void recheck(ListingBook book) {
        if (book.health() == Health.STALE) {
            auditor.quiet(book);
        } else {
            doubts.remove(book.listing().id());
        }
    }

    private final class AuditAgent implements Auditor.Agent {
        @Override
        public boolean request(ListingBook book, Auditor.Audit audit) {
            Exchange exchange = roster.find(book.listing().exchange());
            Request request = exchange == null
                    ? null
                    : exchange.dialect.snapshotRequest(book.listing());
            if (exchange == null || request == null || market.bookLine(audit.listing) == null) {
                return false;
            }
            long id = requests++;
            pending.put(id, new Pending(null, audit, request));
            effects.request(id, exchange.name(), request);
            return true;
        }

        @Override
        public boolean read(ListingBook book, Answer answer, BookUpdate into) {
            Exchange exchange = roster.find(book.listing().exchange());
            return exchange != null && exchange.dialect.snapshot(book.listing(), answer, into);
        }

        @Override
        public void found(ListingBook book, Auditor.Finding finding, String detail, boolean quiet) {
            watcher.audited(book, finding.name(), now);
            switch (finding) {
                case SAME -> {
                    if (quiet) {
                        market.confirm(book, now);
                    }
                }
                case DRIFT -> market.failAndResync(book, BookBreak.Kind.DRIFT, detail, now);
                case NOT_COMPARABLE -> {
                    if (quiet) {
                        doubt(book);
                    }
                }
            }
        }
    }
}
