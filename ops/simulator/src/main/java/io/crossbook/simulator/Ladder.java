package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One listing's matching engine: some hundreds of levels a side that live around a [Stance].
///
/// The trees are slow and easy to believe; this is the truth that clients are compared with.
final class Ladder {

    /// Levels a side around which the book settles.
    static final int LEVELS = 320;
    private static final int FILL = 14;
    /// So many quotes a side nobody reaches: a book never runs empty.
    private static final int OUT_OF_REACH = 24;

    private final RandomGenerator random;
    private final Sizes sizes;
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final NavigableMap<Long, Long> bidsBestFirst = bids.descendingMap();
    private final RestedOrders rested = new RestedOrders();
    private final Map<Level, Long> changed = new LinkedHashMap<>();
    private long updateId;
    private long tradeId;
    private long bid;
    private long ask;

    /// How large a new quote is, in lots.
    interface Sizes {
        long draw(RandomGenerator random);
    }

    private record Level(Side side, long price) {}

    Ladder(RandomGenerator random, Sizes sizes, Stance stance) {
        this.random = random;
        this.sizes = sizes;
        this.updateId = 10_000_000_000L + random.nextInt(1_000_000_000);
        this.tradeId = 3_000_000_000L + random.nextInt(100_000_000);
        bid = stance.bid();
        ask = stance.ask();
        for (int rank = 0; rank < LEVELS; rank++) {
            bids.put(Math.max(1, bid - offset(rank)), sizes.draw(random));
            asks.put(ask + offset(rank), sizes.draw(random));
        }
    }

    Book book(int depth) {
        return rested.isEmpty()
                ? Book.of(bidsBestFirst, asks, depth, updateId)
                : Book.of(shown(Side.BID), shown(Side.ASK), depth, updateId);
    }

    /// The market's own quotes and the accounts' orders together.
    private NavigableMap<Long, Long> shown(Side side) {
        NavigableMap<Long, Long> shown = new TreeMap<>(side(side));
        rested.prices(side).forEach(
                price -> shown.merge(price, rested.lots(side, price), Long::sum));
        return shown;
    }

    NavigableMap<Long, Long> side(Side side) {
        return side == Side.BID ? bidsBestFirst : asks;
    }

    long updateId() {
        return updateId;
    }

    /// One moment: quotes follow the stance, and a few levels change somewhere.
    Stream<Object> step(long atMicros, Stance stance) {
        List<Trade> trades = new ArrayList<>(1);
        if (stance.jump() || far(stance) || random.nextInt(16) == 0) {
            if (!stance.jump() && random.nextInt(2) == 0) {
                sweep(atMicros, stance, trades);
            }
            follow(stance);
        } else if (random.nextInt(14) == 0) {
            nibble(atMicros, trades);
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            touch(random.nextBoolean() ? Side.BID : Side.ASK);
        }
        trim();
        meet(atMicros, trades);
        return facts(atMicros, trades);
    }

    private Stream<Object> facts(long atMicros, List<Trade> trades) {
        Stream<Object> book = changed.isEmpty() ? Stream.empty() : Stream.of(event(atMicros));
        return Stream.concat(trades.stream(), book);
    }

    private BookEvent event(long atMicros) {
        List<Change> changes = new ArrayList<>(changed.size());
        changed.forEach((level, size) -> changes.add(new Change(level.side, level.price,
                size + rested.lots(level.side, level.price))));
        changed.clear();
        long first = updateId + 1;
        updateId += changes.size();
        return new BookEvent(atMicros, first, updateId, changes);
    }

    /// The quotes lag behind the fair price a little; this far is too far.
    private boolean far(Stance stance) {
        long tolerance = Math.max(2, gap());
        return Math.abs(stance.bid() - bid) > tolerance || Math.abs(stance.ask() - ask) > tolerance;
    }

    private void follow(Stance stance) {
        bid = stance.bid();
        ask = stance.ask();
        List.copyOf(bids.tailMap(bid, false).keySet()).stream()
                .filter(price -> price != stance.loneBid())
                .forEach(price -> put(Side.BID, price, 0));
        List.copyOf(asks.headMap(ask, false).keySet()).stream()
                .filter(price -> price != stance.loneAsk())
                .forEach(price -> put(Side.ASK, price, 0));
        fill(Side.BID);
        fill(Side.ASK);
        if (stance.loneBid() > 0 && !bids.containsKey(stance.loneBid())) {
            put(Side.BID, stance.loneBid(), 1);
        }
        if (stance.loneAsk() > 0 && !asks.containsKey(stance.loneAsk())) {
            put(Side.ASK, stance.loneAsk(), 1);
        }
    }

    /// Quotes from the wanted best price down to where the old ones begin, a screenful at most.
    private void fill(Side side) {
        long way = side == Side.BID ? -1 : 1;
        long price = side == Side.BID ? bid : ask;
        for (int i = 0; i < FILL && price > 0 && !side(side).containsKey(price); i++) {
            put(side, price, sizes.draw(random));
            long next = price + way * (1 + random.nextLong(2 * gap()));
            Long other = side(side).higherKey(price);
            if (other == null || way * (other - next) <= 0) {
                break;
            }
            price = next;
        }
    }

    /// One random level is set, or taken away where there are enough.
    private void touch(Side side) {
        NavigableMap<Long, Long> levels = side(side);
        int rank = rank();
        if (levels.size() > LEVELS - LEVELS / 8 && random.nextInt(100) < 48) {
            long best = side == Side.BID ? bid : ask;
            Long victim = levels
                    .ceilingKey(side == Side.BID ? best - offset(rank) : best + offset(rank));
            if (victim != null && victim != best) {
                put(side, victim, 0);
            }
            return;
        }
        long price = side == Side.BID ? bid - offset(rank) : ask + offset(rank);
        if (price > 0) {
            put(side, price, sizes.draw(random));
        }
    }

    private void trim() {
        while (bids.size() > LEVELS + LEVELS / 8) {
            put(Side.BID, bids.firstKey(), 0);
        }
        while (asks.size() > LEVELS + LEVELS / 8) {
            put(Side.ASK, asks.lastKey(), 0);
        }
    }

    /// The price moved through the best quote: somebody took all of it.
    private void sweep(long atMicros, Stance stance, List<Trade> trades) {
        Side taker = stance.bid() < bid ? Side.ASK : Side.BID;
        Map.Entry<Long, Long> best = side(other(taker)).firstEntry();
        takeRested(atMicros, taker, best.getKey(), Long.MAX_VALUE, trades);
        trades.add(new Trade(tradeId++, atMicros, best.getKey(), best.getValue(), taker));
    }

    /// Somebody took a part of the best quote; of an order that is better first.
    private void nibble(long atMicros, List<Trade> trades) {
        Side taker = random.nextBoolean() ? Side.BID : Side.ASK;
        Side maker = other(taker);
        Map.Entry<Long, Long> best = side(maker).firstEntry();
        long taken = 1 + random.nextLong(best.getValue());
        long left = takeRested(atMicros, taker, best.getKey() + (taker == Side.BID ? -1 : 1), taken,
                trades);
        if (left > 0) {
            put(maker, best.getKey(), best.getValue() - left);
            trades.add(new Trade(tradeId++, atMicros, best.getKey(), left, taker));
        }
    }

    private static Side other(Side side) {
        return side == Side.BID ? Side.ASK : Side.BID;
    }

    /// Whether a taker with this limit would trade at this price.
    private static boolean reaches(Side taker, long limit, long price) {
        return taker == Side.BID ? price <= limit : price >= limit;
    }

    /// Accounts' orders within the limit are taken, best first; what is left to take.
    private long takeRested(long atMicros, Side taker, long limit, long lots, List<Trade> trades) {
        long left = lots;
        while (left > 0) {
            RestedOrders.Rested order = rested.next(other(taker));
            if (order == null || !reaches(taker, limit, order.price())) {
                break;
            }
            left -= fill(order, left, atMicros, taker, trades);
        }
        return left;
    }

    /// One order in the book trades; how much of it.
    private long fill(RestedOrders.Rested order, long most, long atMicros, Side taker,
            List<Trade> trades) {
        long size = Math.min(most, order.left());
        Trade trade = new Trade(tradeId++, atMicros, order.price(), size, taker);
        trades.add(trade);
        order.filled(trade);
        if (order.left() == 0) {
            rested.remove(order);
        }
        touched(order);
        return size;
    }

    /// Quotes that came to stand at or through an order in the book trade with it, at its price.
    private void meet(long atMicros, List<Trade> trades) {
        for (Side side : Side.values()) {
            Side taker = other(side);
            while (true) {
                RestedOrders.Rested order = rested.next(side);
                Map.Entry<Long, Long> quote = side(taker).firstEntry();
                if (order == null || quote == null
                        || !reaches(taker, quote.getKey(), order.price())) {
                    break;
                }
                long size = fill(order, quote.getValue(), atMicros, taker, trades);
                put(taker, quote.getKey(), quote.getValue() - size);
            }
        }
    }

    /// An account takes what is displayed within its limit, at most so many lots.
    Stream<Object> take(long atMicros, Side taker, long limit, long lots) {
        List<Trade> trades = new ArrayList<>();
        NavigableMap<Long, Long> quotes = side(other(taker));
        long left = lots;
        while (left > 0) {
            Map.Entry<Long, Long> best = quotes.firstEntry();
            Long order = rested.best(other(taker));
            if (order != null && reaches(taker, limit, order)
                    && (taker == Side.BID ? order < best.getKey() : order > best.getKey())) {
                left = takeRested(atMicros, taker, order, left, trades);
            } else if (reaches(taker, limit, best.getKey()) && quotes.size() > OUT_OF_REACH) {
                long size = Math.min(left, best.getValue());
                put(other(taker), best.getKey(), best.getValue() - size);
                trades.add(new Trade(tradeId++, atMicros, best.getKey(), size, taker));
                left -= size;
            } else {
                break;
            }
        }
        return facts(atMicros, trades);
    }

    /// An order comes to stand in the book; it must not reach the other side.
    void rest(RestedOrders.Rested order) {
        rested.add(order);
        touched(order);
    }

    /// An order leaves the book.
    void leave(RestedOrders.Rested order) {
        rested.remove(order);
        touched(order);
    }

    /// What changed and has not been told.
    Stream<Object> news(long atMicros) {
        return facts(atMicros, List.of());
    }

    /// Somebody takes this one order, wherever it stands in the queue.
    Stream<Object> hit(long atMicros, RestedOrders.Rested order) {
        List<Trade> trades = new ArrayList<>();
        fill(order, order.left(), atMicros, other(order.side()), trades);
        return facts(atMicros, trades);
    }

    /// The level of an order shows another size.
    private void touched(RestedOrders.Rested order) {
        changed.put(new Level(order.side(), order.price()),
                side(order.side()).getOrDefault(order.price(), 0L));
    }

    private void put(Side side, long price, long size) {
        TreeMap<Long, Long> levels = side == Side.BID ? bids : asks;
        Long before = size == 0 ? levels.remove(price) : levels.put(price, size);
        Level level = new Level(side, price);
        if (size == 0 ? before != null : before == null || before != size) {
            changed.remove(level);
            changed.put(level, size);
        }
    }

    /// Most changes are near the best but not at it (recorded: p50 about 4, the best on 5 to 13 %).
    private int rank() {
        long u = random.nextInt(1_000);
        long far = LEVELS * u / 1_000 * u / 1_000 * u / 1_000 * u / 1_000 * u / 1_000 * u / 1_000;
        return random.nextInt(32) == 0 ? 0 : (int) (1 + far);
    }

    /// How far from the best a rank stands: a dense middle, a sparse outside.
    private long offset(int rank) {
        long offset = gap() * rank * (60 + rank) / 60;
        return offset == 0 ? 0 : offset + random.nextLong(gap());
    }

    private long gap() {
        return Math.max(1, bid * 3 / 100_000);
    }
}
