package io.crossbook.gateway.engine;

import io.crossbook.books.AssetMap;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Tops;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.paper.PaperMarket;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Where everything meets: inputs come in, effects and decisions go out.
///
/// The same inputs at the same times give the same effects and decisions, always: that is what the tape, the replay and
/// the proof stand on. Owns the conversations of all connections, books, tops, the detector and the timers. One thread; nothing
/// allocates between a frame and a decision that is "no".
public final class Engine {

    private static final int HASH_EVERY = 1024;

    private final Effects effects;
    private final Watcher watcher;
    private final Books books;
    private final AssetMap assets;
    private final Tops tops;
    private final Timers timers = new Timers();
    private final OutputHash hash = new OutputHash();
    private final Auditor auditor;
    private final Market market;
    private final Desk desk;
    private final Timers.Alarm alarm = this::wake;

    private final Doubts doubts;
    private final Roster roster;
    private final Connections connections;
    private final Requests requests;

    private final Wishes wishes;
    private final Trader trader;
    private final PaperMarket paper;
    private final @Nullable Chronicle chronicle;

    private @Nullable Executor executor;
    private Settings settings;
    private long inputs;
    private long now;

    /// `dialects` makes the dialect of a name for an entry; `watcher` sees all that happens. Of `settings` only what
    /// holds for a whole run is read here (mirrors, assets, their contracts); the rest comes into force with the first [Input.Configured].
    public Engine(BiFunction<String, Entry, Dialect> dialects, Settings settings, Effects effects,
            Watcher watcher) {
        this(dialects, settings, effects, watcher, Trader.NOBODY);
    }

    /// The same with somebody who acts on what is found.
    public Engine(BiFunction<String, Entry, Dialect> dialects, Settings settings, Effects effects,
            Watcher watcher, Trader trader) {
        this(dialects, settings, effects, watcher, trader, null);
    }

    /// The same with a journal: whoever is told of by [Input.News.Began] trades.
    public Engine(BiFunction<String, Entry, Dialect> dialects, Settings settings, Effects effects,
            Watcher watcher, Chronicle chronicle) {
        this(dialects, settings, effects, watcher, Trader.NOBODY, chronicle);
    }

    /// Both: the trader says who is asked once somebody trades ([Trader#beside]); without a journal nobody does.
    public Engine(BiFunction<String, Entry, Dialect> dialects, Settings settings, Effects effects,
            Watcher watcher, Trader trader, @Nullable Chronicle chronicle) {
        this.chronicle = chronicle;
        this.trader = trader;
        this.settings = settings;
        this.effects = effects;
        this.watcher = watcher;
        this.books = new Books(Identities.mirrors(settings));
        this.assets = Identities.assets(settings);
        this.tops = new Tops(books, assets, new Doubted());
        this.auditor = new Auditor(books, new AuditAgent());
        this.desk = new Desk(books, tops, timers, watcher, hash, trader);
        this.market = new Market(books, tops, timers, watcher, hash, auditor, desk);
        this.doubts = new Doubts(books, timers, market, auditor);
        this.requests = new Requests(effects);
        this.roster = new Roster(dialects, effects, books, market, this::dropped);
        this.connections = new Connections(this, effects, watcher, timers, books, market, roster,
                requests);
        this.paper = new PaperMarket(books, new FeesInForce(desk), desk::traded);
        this.wishes = new Wishes(books, market, desk, roster, watcher);
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
        Executor trading = executor;
        if (trading == null) {
            desk.settle(now);
        } else {
            trading.settle(now);
        }
        if ((++inputs & (HASH_EVERY - 1)) == 0) {
            watcher.hash(inputs, hash.value(), now);
        }
    }

    private void frame(Input.Frame frame) {
        Line line = connections.line(frame.connection);
        if (line != null) {
            line.conversation.frame(frame.bytes, now);
        } else if (executor != null) {
            executor.courier().frame(frame.connection, frame.bytes);
        }
    }

    private void rare(Input input) {
        switch (input) {
            case Input.Frame frame -> frame(frame);
            case Input.Answered(long id, Answer answer) -> requests.answered(id, answer);
            case Input.Opened(int connection, String link) -> {
                if (executor == null || !executor.courier().opened(connection, link)) {
                    connections.opened(connection, link, now);
                }
            }
            case Input.Closed(int connection, String link, String why) -> {
                if (executor == null || !executor.courier().closed(connection, link, why)) {
                    connections.closed(connection, link, why, now);
                }
            }
            case Input.Listed(String exchange, var listings) -> {
                roster.listed(exchange, listings, now);
                renewed();
            }
            case Input.ServerTime read -> clockRead(read);
            case Input.Configured(Settings fresh) -> configured(fresh);
            case Input.Command(Input.Wish wish) -> wishes.take(wish, executor, now);
            case Input.Account(Input.Word word) -> told(word);
            case Input.Trading(Input.News news) -> trading(news);
            case Input.Lost(int connection, long count) -> {
                if (executor == null || !executor.courier().lost(connection, count)) {
                    connections.lost(connection, count, now);
                }
            }
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

    /// What our own books fill, each display once, whoever trades on paper in this engine.
    public PaperMarket paper() {
        return paper;
    }

    /// The time of the last input, epoch nanoseconds.
    public long now() {
        return now;
    }

    /// The configuration in force, with what was switched on or off since; before any is, that of the beginning.
    public Settings settings() {
        return inputs == 0
                ? settings
                : settings.with(roster.settings());
    }

    /// How each exchange stands.
    public List<ExchangeState> exchanges() {
        return roster.states(connections::of);
    }

    /// The links that shall stand.
    public List<Link> links() {
        return roster.links();
    }

    /// The connections that stand.
    public List<Input.Opened> open() {
        return connections.open();
    }

    /// The clock of an exchange less ours, as far as it is known; 0 for an exchange that is not configured.
    public long clockOffsetNanos(String name) {
        Exchange exchange = roster.find(name);
        return exchange == null ? 0 : exchange.clock.offsetNanos();
    }

    /// All that execution knows, for reading on the engine's thread; null while nobody trades.
    public @Nullable ExecutionState execution() {
        return executor == null ? null : executor.state();
    }

    /// How execution stands; null while nobody trades.
    public @Nullable Standing standing() {
        return executor == null ? null : executor.standing();
    }

    /// What execution earned, for reading on the engine's thread; null while nobody trades.
    public @Nullable Earnings earnings() {
        return executor == null ? null : executor.earnings();
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
            case Connections.TICK -> connections.tick(argument, now);
            case Desk.DETECT -> desk.look(now);
            case Desk.EXPIRE -> desk.expire(now);
            case Doubts.RECHECK -> doubts.recheck(argument, now);
            case Doubts.AUDIT -> doubts.sample(now);
            case Executor.WAKE, Executor.SECOND, Executor.PAPER, Courier.TICK, Earnings.MARKOUT ->
                executed(kind, argument);
            default -> throw new IllegalStateException("no timer of kind " + kind);
        }
    }

    private void executed(int kind, int argument) {
        Executor trading = Objects.requireNonNull(executor, "nobody has begun");
        switch (kind) {
            case Executor.WAKE -> trading.wake(now);
            case Executor.SECOND -> trading.second(now);
            case Executor.PAPER -> trading.arrives(now);
            case Earnings.MARKOUT -> trading.earnings().look(now);
            default -> trading.courier().tick(argument);
        }
    }

    /// Whose asset is in doubt is kept out in the middle of a comparison, and let in again when more is known: what follows does so in the same step.
    private final class Doubted implements Tops.Notice {
        @Override
        public void quarantined(Listing listing, String why) {
            watcher.quarantined(listing, why, now);
            market.compared(listing.id());
        }

        @Override
        public void released(Listing listing) {
            market.compared(listing.id());
        }
    }

    /// What is known of assets; it may grow.
    AssetMap assets() {
        return assets;
    }

    // ---- what conversations say

    void event(Line line, FeedEvent event) {
        market.event(line, event, now);
    }

    void send(Line line, String frame) {
        effects.send(line.connection, frame);
    }

    void request(Line line, Request request) {
        requests.ask(line, request,
                answer -> line.conversation.answer(request, answer, now));
    }

    void fault(Line line, Fault fault) {
        watcher.fault(line.exchange.name(), fault, now);
    }

    void reconnect(Line line, String why) {
        effects.close(line.connection, why);
    }

    private void configured(Settings fresh) {
        settings = fresh;
        limited();
        desk.configured(fresh, now); // first: nothing is told by new books under old fees
        roster.configured(fresh, now);
        doubts.sampleEvery(fresh.auditMillis() * 1_000_000L, now);
        renewed();
    }

    /// Limits that were changed while it runs are in force in the same step as all else of their file.
    private void limited() {
        if (executor != null && settings.limits() != null) {
            executor.limited(settings.limits());
        }
    }

    private void dropped(Link link, String why) {
        connections.dropped(link, why, now);
    }

    /// Execution begins, or one that has begun is told how its journal stands.
    private void trading(Input.News news) {
        Executor trading = executor;
        if (trading != null) {
            trading.told(news, now);
        } else if (news instanceof Input.News.Began began && chronicle != null
                && began.execution().trades()) {
            var fresh = new Executor(began, settings.inventory(), chronicle,
                    new Parts(books, desk, timers, roster,
                            requests, effects, watcher, hash, paper, () -> now));
            executor = fresh;
            limited();
            desk.acts(trader.beside(fresh), now);
            market.tradedBy(fresh);
            fresh.begin(began, now);
        } else {
            wishes.nobody(news, now);
        }
    }

    private void renewed() {
        if (executor != null) {
            executor.renew();
        }
    }

    private void told(Input.Word word) {
        if (executor == null || !executor.counts(word)) {
            desk.told(word, now);
        }
    }

    private void clockRead(Input.ServerTime read) {
        connections.clockRead(read);
        Exchange exchange = roster.find(read.exchange());
        if (executor != null && exchange != null) {
            executor.circumstances().clock(exchange);
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
            requests.ask(exchange.name(), request, answer -> auditor.answer(audit, answer, now));
            return true;
        }

        @Override
        public boolean read(ListingBook book, Answer answer, BookUpdate into) {
            Exchange exchange = roster.find(book.listing().exchange());
            return exchange != null && exchange.dialect.snapshot(book.listing(), answer, into);
        }

        @Override
        public void found(ListingBook book, Auditor.Finding finding, String detail,
                Auditor.Audit audit) {
            watcher.audited(book, finding.name(), now);
            doubts.found(book, finding, detail, audit, now);
        }
    }
}
