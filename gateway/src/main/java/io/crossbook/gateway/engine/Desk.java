package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Carried;
import io.crossbook.arbitrage.Chain;
import io.crossbook.arbitrage.Consumed;
import io.crossbook.arbitrage.Costs;
import io.crossbook.arbitrage.Detector;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Gate;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Odds;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Pair;
import io.crossbook.arbitrage.Stock;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.arbitrage.Verdict;
import io.crossbook.books.Books;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import io.crossbook.books.Tops;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is decided: the detector under the settings in force, and the opportunities that it told.
///
/// On the engine's thread. Keeps the last closed opportunities for people who look a little later.
public final class Desk {

    private final Watcher watcher;
    private final OutputHash hash;
    private final Timers timers;
    private Trader trader;
    private final Detector detector;
    private final Gate gate;
    private final FillRecord fills = new FillRecord();
    private final Reckoning reckoning = new Reckoning();
    private final Stock stock = reckoning.stock();
    private FeeModel fees = reckoning.fees();
    private Settings configured = new Settings(List.of(), DetectorSettings.DEFAULT, 0, List.of(),
            List.of());
    private final Expiry expiry;
    /// The [Stock#changes] that open opportunities were last judged by.
    private long counted;
    /// The [Carried#changes] likewise.
    private long carried;
    /// Those that are to be offered once more when less is carried: there was no room for them, or an attempt at them was under way.
    private final Set<Long> waiting = new HashSet<>();
    private final Shown shown = new Shown();
    private final Fundings fundings = new Fundings();
    private long look = Long.MAX_VALUE;
    private boolean fresh;
    private long now;

    /// Opportunities must be looked at: the books of one may have become too old.
    static final int DETECT = 4;
    /// What an account told is not to be believed any more.
    static final int EXPIRE = 6;

    Desk(Books books, Tops tops, Timers timers, Watcher watcher, OutputHash hash,
            Trader trader) {
        this.timers = timers;
        this.trader = trader;
        this.watcher = watcher;
        this.hash = hash;
        expiry = new Expiry(reckoning, timers, watcher);
        gate = new Gate(books, listing -> fundings.known(listing.id(), now));
        detector = new Detector(books, DetectorSettings.DEFAULT, fees, tops::same, this::told);
        detector.within(gate.carried());
    }

    void configured(Settings settings, long time) {
        now = time;
        configured = settings.bounded(configured.detector().bounds());
        reckoning.configured(configured);
        reckon(configured, time);
        expiry.watch(time);
    }

    /// Looks at everything anew, by what it costs now.
    private void reckon(Settings settings, long time) {
        Costs costs = reckoning.costs(time);
        fees = reckoning.fees();
        gate.configured(settings.detector(), costs, stock, fills);
        gate.carried().configured(settings.chains());
        detector.configured(settings.detector(), costs, settings.chains(), time);
        tellAnew(_ -> true);
        arm();
    }

    /// Who acts spends no more of an asset on one opportunity than this, [io.crossbook.arbitrage.Money].
    void spendsAtMost(Map<String, Long> bounds, long time) {
        now = time;
        configured = configured.bounded(bounds);
        reckon(configured, time);
    }

    /// An account told something.
    void told(Input.Word word, long time) {
        now = time;
        if (reckoning.told(word, time)) {
            reckon(configured, time);
        }
        fees = reckoning.fees();
        expiry.watch(time);
    }

    /// To be asked after every input: whatever has changed what is held or needed, it decides at once which coins pay, and what is there for
    /// those that are open.
    void settle(long time) {
        if (stock.changes() != counted) {
            recount(time);
        }
        if (gate.carried().changes() != carried) {
            now = time;
            carried = gate.carried().changes();
            detector.resize(opportunity -> waiting.contains(opportunity.id())
                    && gate.carried().beyond(opportunity).isEmpty(), time);
            tellAnew(opportunity -> opportunity.kind() == Kind.CONVERSION);
        }
        if (gate.stirred()) {
            share(time);
        }
    }

    /// What one needs no more another may count on, and the other way round.
    private void share(long time) {
        now = time;
        for (Opportunity opportunity : detector.open()) {
            if (gate.stirred(opportunity)) {
                tell(allowed(opportunity.again(time)));
            }
        }
    }

    private void recount(long time) {
        now = time;
        counted = stock.changes();
        if (reckoning.outdated()) {
            reckon(configured, time);
        }
        gate.leaning(reckoning.leans());
        stock.moved(gate::moved);
        expiry.watch(time);
    }

    /// What accounts told may be too old by now.
    void expire(long time) {
        now = time;
        if (expiry.due(time)) {
            if (reckoning.lapsed(time)) {
                reckon(configured, time);
            }
            expiry.watch(time);
        }
    }

    /// What trading costs, as it was last told.
    public FeeModel fees() {
        return fees;
    }

    /// The ways between exchanges, as they were last told.
    public Transfers transfers() {
        return reckoning.transfers();
    }

    /// What is held, for reading on the engine's thread.
    public Stock stock() {
        return stock;
    }

    /// What accounts told last.
    public List<Input.Account> accounts() {
        return reckoning.accounts();
    }

    /// Reads what the next change of a listing needs, as [io.crossbook.books.OrderBook#prefetch].
    long prefetch(int listing) {
        return detector.prefetch(listing);
    }

    void changed(ListingBook book, long time) {
        now = time;
        detector.changed(book, time);
        if (fresh || detector.nextChainLook() < look) {
            arm();
        }
    }

    void derivative(ListingBook book, DerivativeUpdate update, long time) {
        fundings.heard(update, book.id());
        if (fundings.known(book.id(), time)) {
            now = time;
            detector.funding(book, fundings.rate(book.id()), fundings.nanos(book.id()), time);
            arm();
        }
    }

    /// The connection that told of a perpetual's funding is gone, and what it said with it.
    void derivativeLost(ListingBook book, long time) {
        if (fundings.known(book.id(), now)) {
            now = time;
            fundings.lost(book.id());
            detector.funding(book, 0, 0, time);
            arm();
        }
    }

    void look(long time) {
        now = time;
        if (look <= time) {
            look = Long.MAX_VALUE;
            detector.look(time);
        }
        arm();
    }

    /// Only a fresh opportunity, or a chain that is near, can be due earlier than those before: messages only make books younger.
    private void arm() {
        fresh = false;
        long next = detector.nextLook();
        if (next < look) {
            look = next;
            timers.at(next, DETECT, 0);
        }
    }

    /// Somebody trades from now on, or, where `idle` says why, nobody does; what is open is told once more where something else has to be said of it.
    void trades(String idle, long time) {
        now = time;
        if (gate.idle(idle)) {
            tellAnew(_ -> true); // told, not offered: it is taken when it next changes
        }
    }

    /// Lets nothing be taken, for a reason, until that is empty; what is open is told once more, as it stands now.
    void withhold(String why, long time) {
        now = time;
        if (shown.withhold(why)) {
            // Told, not offered: what of them has been taken is not asked here.
            detector.open().forEach(opportunity -> tell(allowed(opportunity.again(time))));
        }
    }

    /// Tells of those that are open and of which something else has to be said than before, though their prices stand.
    private void tellAnew(Predicate<Opportunity> concerned) {
        for (Opportunity opportunity : detector.open()) {
            if (concerned.test(opportunity)) {
                tellAnew(opportunity);
            }
        }
    }

    /// As it is judged now.
    private Opportunity tellAnew(Opportunity opportunity) {
        Opportunity before = gate.judged(opportunity);
        Opportunity judged = gate.judge(opportunity.again(now));
        Opportunity seen = shown.of(judged);
        if (judged.executable() != before.executable()
                || !judged.reason().equals(before.reason())) {
            tell(seen);
        }
        return seen;
    }

    /// Why nothing may be taken at present; empty when it may.
    public String withheld() {
        return shown.withheld();
    }

    private Opportunity allowed(Opportunity opportunity) {
        return shown.of(gate.judge(opportunity));
    }

    private void told(Opportunity found) {
        Opportunity opportunity = allowed(found);
        tell(opportunity);
        waiting.remove(opportunity.id());
        if (opportunity.state() == Opportunity.State.CLOSED) {
            trader.ended(opportunity, now);
            return;
        }
        offer(opportunity);
    }

    /// Offers once more what is open and stands as it was told: what spoke against it, of whoever acts, may have gone though no book has moved.
    void offerAgain(long time) {
        now = time;
        for (Opportunity open : detector.open()) {
            if (detector.stands(open)) { // what was taken before it in this turn may have been part of it
                Opportunity judged = tellAnew(open);
                if (judged.executable()) {
                    offer(judged);
                }
            }
        }
    }

    private void offer(Opportunity opportunity) {
        if (!trader.wants(opportunity, now)) {
            return;
        }
        if (gate.carried().refuses(opportunity)) {
            waiting.add(opportunity.id());
        } else if (trader.takes(opportunity, now)) {
            gate.carried().taken(opportunity);
            detector.taken(opportunity, now);
        }
    }

    private void tell(Opportunity opportunity) {
        hash.add(opportunity);
        fresh = true;
        shown.told(opportunity);
        watcher.opportunity(opportunity, now);
    }

    /// Whether what is expected of an opportunity that was told is worth taking it.
    public boolean worth(Opportunity opportunity) {
        return gate.worth(opportunity);
    }

    /// What the chance of an opportunity that is being told is made of.
    public Odds odds(Opportunity opportunity) {
        return gate.odds(opportunity);
    }

    /// What became of the orders that were tried, for reading on the engine's thread.
    public FillRecord fills() {
        return fills;
    }

    /// An order of a leg is done with, of whoever acts: whether all of its size filled in time. What is told from now on is judged by it too; what is open is not told again for it.
    public void tried(Listing listing, Side side, boolean filled) {
        fills.tried(listing, side, filled);
    }

    /// The same, and what is open on that side is told as it is judged now.
    void learned(Listing listing, Side side, boolean filled, long time) {
        now = time;
        tried(listing, side, filled);
        tellAnew(opportunity -> opportunity.legs().stream()
                .anyMatch(leg -> leg.listing().sameAs(listing) && leg.side() == side));
    }

    /// Somebody acts on what is found from now on; what is open is told once more, and offered when it changes.
    void acts(Trader somebody, long time) {
        trader = somebody;
        trades("", time);
    }

    /// Somebody has traded on a side of a book, in all what `traded` counts: that is displayed for others no more.
    public void traded(ListingBook book, Side side, Consumed traded, long time) {
        now = time;
        detector.traded(book, side, traded, time);
        if (fresh) {
            arm();
        }
    }

    /// A trade has moved so much ([io.crossbook.arbitrage.Money]) of each asset on an exchange: what then pays fees, and what is there for whom, is decided in the same step.
    public void moved(String exchange, Map<String, Long> changes, long time) {
        changes.forEach((asset, change) -> stock.moved(exchange, asset, change));
        settle(time);
    }

    /// Somebody is done with an opportunity: so much ([io.crossbook.arbitrage.Money]) was spent of what it is counted in, and so much received that is to be carried.
    public void carried(long opportunity, long spent, long received, long time) {
        long before = gate.carried().changes();
        gate.carried().settled(opportunity, spent, received);
        if (gate.carried().changes() != before) {
            waiting.add(opportunity);
        }
        settle(time);
    }

    /// What the detector says now of buying on one listing and selling on another: see [Detector#ask].
    public @Nullable Verdict ask(Listing buy, Listing sell, long time) {
        now = time;
        return detector.ask(buy.id(), sell.id(), time);
    }

    /// What is remembered of the opportunities so far.
    public Past past() {
        return new Past(detector.countFrom(0), gate.survival().kept(), fills.kept());
    }

    /// Goes on from there; before anything was told.
    public void remember(Past past) {
        detector.countFrom(past.told());
        gate.survival().remember(past.lives());
        fills.remember(past.fills());
    }

    /// What conversions left to be carried, for reading on the engine's thread.
    public Carried carried() {
        return gate.carried();
    }

    /// The open opportunities, oldest first, then the last closed ones, latest first.
    public List<Opportunity> opportunities() {
        return shown.with(detector.open().stream().map(gate::judged).toList());
    }

    /// All conversions and cycles that were ever looked at, with the counters of their reasons.
    public List<Chain> chains() {
        return detector.chains();
    }

    /// All pairs that were ever looked at, with the counters of their reasons.
    public List<Pair> pairs() {
        return detector.pairs();
    }
}
