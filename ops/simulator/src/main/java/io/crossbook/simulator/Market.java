package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/// The seeded market behind the practice exchanges: correlated prices, a matching engine a listing,
/// and dislocations made on purpose, each of which is on record.
///
/// It is pure: time enters through [#advanceTo(long)], chance through the seed, and the same seed
/// with the same start gives the same books for ever. Not thread-safe.
public final class Market {

    private final RandomGeneratorFactory<RandomGenerator> generators = RandomGeneratorFactory
            .of("L64X128MixRandom");
    private final Map<Listing, Stall> stalls = new LinkedHashMap<>();
    private final List<Injection> injections = new ArrayList<>();
    private final Map<Exchange, List<Absence>> announced = new EnumMap<>(Exchange.class);
    private final List<MarketListener> listeners = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::atMicros).thenComparingLong(Due::id));
    private final Economy economy;
    private final Dislocations dislocations;
    private long nowMicros;
    private long ids;

    private record Due(long atMicros, long id, Runnable action) {}

    /// A market over these listings that starts now (milliseconds since the epoch). A quiet market
    /// has no dislocations but those that [#inject] asks for.
    public Market(long seed, long now, List<Listing> listings, boolean quiet) {
        nowMicros = now * 1_000;
        economy = new Economy(generators.create(seed));
        dislocations = new Dislocations(generators.create(seed ^ 0x5DEECE66DL), listings);
        for (Listing listing : listings) {
            RandomGenerator random = generators.create(seed * 31 + listing.toString().hashCode());
            Stall stall = new Stall(listing, economy, random, nowMicros);
            stalls.put(listing, stall);
            at(nowMicros + stall.pauseMicros(), () -> step(stall));
        }
        at(nowMicros + Economy.STEP_MICROS, this::stepEconomy);
        if (!quiet) {
            at(nowMicros + dislocations.pauseMillis() * 1_000, this::dislocate);
        }
    }

    /// A market with every instrument on Binance, Kraken and Bybit.
    public static Market standard(long seed, long now, boolean quiet) {
        return of(seed, now, List.of(Exchange.BINANCE, Exchange.KRAKEN, Exchange.BYBIT), quiet);
    }

    /// A market with every instrument on these exchanges.
    public static Market of(long seed, long now, List<Exchange> exchanges, boolean quiet) {
        return new Market(seed, now,
                exchanges.stream().flatMap(exchange -> Listings.of(exchange).stream()).toList(),
                quiet);
    }

    /// All listings, exchange by exchange.
    public List<Listing> listings() {
        return List.copyOf(stalls.keySet());
    }

    /// The listings of one exchange.
    public List<Listing> listings(Exchange exchange) {
        return stalls.keySet().stream().filter(listing -> listing.exchange() == exchange).toList();
    }

    /// The listing of this instrument on this exchange.
    public Listing listing(Exchange exchange, Instrument instrument) {
        return stalls.keySet().stream()
                .filter(listing -> listing.exchange() == exchange
                        && listing.instrument().equals(instrument))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "the practice exchange " + exchange.id() + " does not list " + instrument));
    }

    /// The present, in milliseconds since the epoch.
    public long now() {
        return nowMicros / 1_000;
    }

    /// The matching engine's book, all levels of it.
    public Book book(Listing listing) {
        return stall(listing).ladder.book(Integer.MAX_VALUE);
    }

    /// The book as the exchange's feeds have published it so far: behind the matching engine while
    /// the listing lags, equal to it otherwise.
    public Book published(Listing listing) {
        return stall(listing).feed.book();
    }

    /// A side of the published book, best level first; a view.
    NavigableMap<Long, Long> published(Listing listing, Side side) {
        return stall(listing).feed.side(side);
    }

    /// The latest trades of a listing, oldest first.
    public List<Trade> trades(Listing listing) {
        return stall(listing).feed.trades();
    }

    /// Whether the listing is open for trading.
    public boolean trading(Listing listing) {
        return !stall(listing).suspended();
    }

    /// Every dislocation so far, in order; the last ones may still be in force.
    public List<Injection> injections() {
        return List.copyOf(injections);
    }

    /// Makes a dislocation now. While one is in force on the instrument, a second is refused:
    /// false.
    public boolean inject(Injection.Kind kind, Listing listing, long millis, int shiftBps) {
        return inject(new Injection(kind, listing.instrument(), listing.exchange(), now(),
                now() + millis, shiftBps));
    }

    /// An exchange announces all of this, and nothing else any more. Binance tells only whether it is there now.
    public boolean announce(Exchange exchange, List<Absence> all) {
        return announced.put(exchange, List.copyOf(all)) == null;
    }

    List<Absence> announced(Exchange exchange) {
        return announced.getOrDefault(exchange, List.of());
    }

    /// Whether one of them is now.
    boolean absent(Exchange exchange) {
        return announced(exchange).stream().anyMatch(each -> each.at(now()));
    }

    void listen(MarketListener listener) {
        listeners.add(listener);
    }

    /// Lets the market live until this moment (milliseconds since the epoch).
    public void advanceTo(long millis) {
        long until = millis * 1_000;
        while (!due.isEmpty() && due.element().atMicros() <= until) {
            Due next = due.remove();
            nowMicros = next.atMicros();
            next.action().run();
        }
        nowMicros = Math.max(nowMicros, until);
    }

    /// The same without living through the time before it: what fell due on the way is due then, and what repeats, once.
    void leapTo(long millis) {
        long until = millis * 1_000;
        var missed = new ArrayList<Due>();
        while (!due.isEmpty() && due.element().atMicros() < until) {
            missed.add(due.remove());
        }
        missed.forEach(each -> at(until, each.action()));
        nowMicros = Math.max(nowMicros, until);
    }

    private void at(long atMicros, Runnable action) {
        due.add(new Due(atMicros, ids++, action));
    }

    private void stepEconomy() {
        economy.step(nowMicros);
        at(nowMicros + Economy.STEP_MICROS, this::stepEconomy);
    }

    private void step(Stall stall) {
        at(nowMicros + stall.pauseMicros(), () -> step(stall));
        move(stall, false);
    }

    /// A step of the matching engine.
    private void move(Stall stall, boolean jump) {
        if (stall.frozen()) {
            return;
        }
        hand(stall, stall.step(nowMicros, jump));
    }

    /// Facts of the matching engine, handed to the feed at once or after its delay.
    private void hand(Stall stall, Stream<Object> facts) {
        long lag = stall.lagMicros(nowMicros);
        facts.forEach(fact -> {
            if (stall.waiting == 0 && lag == 0) {
                publish(stall, fact);
            } else {
                stall.waiting++;
                at(stall.release(nowMicros + lag), () -> {
                    stall.waiting--;
                    publish(stall, fact);
                });
            }
        });
    }

    /// An account takes what is displayed within its limit, at most so many lots; what it traded, in
    /// order. While the listing is frozen nothing of what it shows is there.
    List<Trade> take(Listing listing, Side taker, long limit, long lots) {
        Stall stall = stall(listing);
        if (stall.frozen()) {
            return List.of();
        }
        List<Object> facts = stall.ladder.take(nowMicros, taker, limit, lots).toList();
        hand(stall, facts.stream());
        return facts.stream().filter(Trade.class::isInstance).map(Trade.class::cast).toList();
    }

    /// An order comes to stand in the book; a frozen one shows it later.
    void rest(Listing listing, RestedOrders.Rested order) {
        Stall stall = stall(listing);
        stall.ladder.rest(order);
        news(stall);
    }

    /// An order leaves the book.
    void leave(Listing listing, RestedOrders.Rested order) {
        Stall stall = stall(listing);
        stall.ladder.leave(order);
        news(stall);
    }

    private void news(Stall stall) {
        if (!stall.frozen()) {
            hand(stall, stall.ladder.news(nowMicros));
        }
    }

    /// Somebody takes this order, wherever it stands in the queue; false where the listing is frozen.
    boolean hit(Listing listing, RestedOrders.Rested order) {
        Stall stall = stall(listing);
        if (stall.frozen()) {
            return false;
        }
        hand(stall, stall.ladder.hit(nowMicros, order));
        return true;
    }

    private void publish(Stall stall, Object fact) {
        if (fact instanceof Trade trade) {
            stall.lateMicros = nowMicros - trade.atMicros();
            stall.feed.add(trade);
            listeners.forEach(listener -> listener.trade(stall.listing, trade));
        } else if (fact instanceof BookEvent event) {
            stall.lateMicros = nowMicros - event.atMicros();
            stall.feed.apply(event);
            listeners.forEach(listener -> listener.book(stall.listing, event));
        }
    }

    /// How late what was last published of a listing was: an exchange stamps it with the time at which it was made.
    long lateMillis(Listing listing) {
        return stall(listing).lateMicros / 1_000;
    }

    private void dislocate() {
        inject(dislocations.draw(now()));
        at(nowMicros + dislocations.pauseMillis() * 1_000, this::dislocate);
    }

    private boolean inject(Injection injection) {
        if (injections.stream().anyMatch(other -> other.active(now())
                && other.instrument().equals(injection.instrument()))) {
            return false;
        }
        injections.add(injection);
        Stall stall = stall(listing(injection.exchange(), injection.instrument()));
        begin(stall, injection);
        at(injection.until() * 1_000, () -> end(stall, injection));
        return true;
    }

    private void begin(Stall stall, Injection injection) {
        stall.begin(injection);
        switch (injection.kind()) {
            case OPPORTUNITY, FEE_EATEN, TOO_SMALL, PULLED -> move(stall, true);
            // The others leave within about a second, which is what makes a late book look wrong.
            case STALE, LAGGING -> economy.push(injection.instrument().base(),
                    injection.shiftBps() * 100L / 20, nowMicros + 1_000_000);
            case SUSPENDED -> {
                listeners.forEach(listener -> listener.status(stall.listing, false));
                move(stall, true);
            }
        }
    }

    private void end(Stall stall, Injection injection) {
        stall.end();
        move(stall, true);
        if (injection.kind() == Injection.Kind.SUSPENDED) {
            listeners.forEach(listener -> listener.status(stall.listing, true));
        }
    }

    private Stall stall(Listing listing) {
        Stall stall = stalls.get(listing);
        if (stall == null) {
            throw new IllegalArgumentException("not a listing of this market: " + listing);
        }
        return stall;
    }
}
