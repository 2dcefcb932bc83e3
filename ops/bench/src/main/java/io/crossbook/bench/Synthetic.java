package io.crossbook.bench;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// A seeded market of five exchanges and twenty instruments, as Binance would send it.
///
/// Changes lie at ranks as measured on real sessions (half within four levels of the best, a tenth beyond thirty); the best
/// moves on about one frame in ten. A frame changes nine levels in the mean, half of them six or fewer, a tenth more than
/// twenty: more than in recorded sessions of many quiet markets (three to eight), less than in those of BTCUSDT alone (36 and 68).
final class Synthetic {

    private static final List<String> EXCHANGES = List.of("one", "two", "three", "four", "five");
    private static final List<String> BASES = List.of("BTC", "ETH", "SOL", "XRP", "ADA", "LTC",
            "DOGE", "LINK", "DOT", "AVAX",
            "TRX", "ATOM", "BCH", "ETC", "XLM", "NEAR", "FIL", "ALGO", "XTZ", "AAVE");
    private static final int DEPTH = 500;

    /// What every second instrument costs more on the last exchange, where exchanges disagree: basis points.
    private static final int DISLOCATED_BPS = 30;

    private final Random random;
    private final boolean dislocated;
    private final List<Book> books = new ArrayList<>();
    private final StringBuilder text = new StringBuilder(4096);

    /// One side maps price to size, both in units of the scales.
    private static final class Book {
        final Listing listing;
        final NavigableMap<Long, Long> bids = new TreeMap<>();
        final NavigableMap<Long, Long> asks = new TreeMap<>();
        long lastId = 1_000_000;
        boolean moved;

        Book(Listing listing) {
            this.listing = listing;
        }
    }

    private Synthetic(long seed, boolean dislocated) {
        random = new Random(seed);
        this.dislocated = dislocated;
    }

    /// The market that is timed: nothing pays in it, as nearly always.
    static Dataset make(long seed, int frames) {
        return new Synthetic(seed, false).frames("synthetic 5 x 20", frames);
    }

    /// The same, but once all books stand one exchange moves up every second instrument by more than fees: what is decided, and not only read, is the
    /// same for all contenders.
    static Dataset dislocated(long seed, int frames) {
        return new Synthetic(seed, true).frames("synthetic, dislocated", frames);
    }

    private Dataset frames(String name, int frames) {
        open();
        List<Listing> listings = books.stream().map(book -> book.listing).toList();
        List<byte[]> snapshots = books.stream().map(this::snapshot).toList();
        var all = new ArrayList<Dataset.Frame>(frames);
        for (int i = 0; i < frames; i++) {
            // Each listing once first, so that every conversation has its snapshot before the clock starts.
            int listing = i < listings.size() ? i : random.nextInt(listings.size());
            all.add(new Dataset.Frame(listing, frame(books.get(listing), i)));
        }
        return new Dataset(name, EXCHANGES, listings, all, snapshots);
    }

    private void open() {
        for (String exchange : EXCHANGES) {
            for (int i = 0; i < BASES.size(); i++) {
                var book = new Book(Dataset.listing(books.size(), exchange, BASES.get(i), "USDT"));
                long mid = 1_000_000L * (i + 1);
                for (int level = 1; level <= DEPTH; level++) {
                    book.bids.put(mid - level * 2L + 1, size());
                    book.asks.put(mid + level * 2L - 1, size());
                }
                books.add(book);
            }
        }
    }

    private long size() {
        return (1 + random.nextInt(500_000)) * 1_000L;
    }

    private byte[] frame(Book book, int number) {
        int changes = Math.clamp(Math.round(6 * Math.exp(random.nextGaussian())), 1, 60);
        var bids = new TreeMap<Long, Long>();
        var asks = new TreeMap<Long, Long>();
        if (dislocated && number >= books.size() && !book.moved && book.listing.id() % 2 == 1
                && book.listing.exchange().equals(EXCHANGES.getLast())) {
            book.moved = true;
            moveAll(book.bids, bids);
            moveAll(book.asks, asks);
        }
        if (random.nextInt(100) < 10) {
            boolean bid = random.nextBoolean();
            moveBest(book, bid, bid ? bids : asks);
        }
        for (int i = 0; i < changes; i++) {
            boolean bid = random.nextBoolean();
            change(bid ? book.bids.descendingMap() : book.asks, bid ? bids : asks, bid);
        }
        long first = book.lastId + 1;
        book.lastId += 1 + random.nextInt(20);
        text.setLength(0);
        text.append("{\"stream\":\"").append(book.listing.symbol().toLowerCase(Locale.ROOT))
                .append("@depth@100ms\",\"data\":{")
                .append("\"e\":\"depthUpdate\",\"E\":")
                .append((Dataset.START_NANOS + number * Dataset.STEP_NANOS) / 1_000_000)
                .append(",\"s\":\"").append(book.listing.symbol()).append("\",\"U\":").append(first)
                .append(",\"u\":")
                .append(book.lastId).append(",\"b\":");
        levels(bids.descendingMap());
        text.append(",\"a\":");
        levels(asks);
        return Dataset.ascii(text.append("}}"));
    }

    /// All levels go, and come again higher up.
    private static void moveAll(NavigableMap<Long, Long> side, Map<Long, Long> told) {
        var before = new TreeMap<>(side);
        side.clear();
        before.forEach((price, size) -> told.put(price, 0L));
        before.forEach((price, size) -> {
            side.put(price + price / 10_000 * DISLOCATED_BPS, size);
            told.put(price + price / 10_000 * DISLOCATED_BPS, size);
        });
    }

    /// The best goes, or a better one comes; never across the other side.
    private void moveBest(Book book, boolean bid, Map<Long, Long> told) {
        NavigableMap<Long, Long> side = bid ? book.bids : book.asks;
        long spread = book.asks.firstKey() - book.bids.lastKey();
        long best = bid ? side.lastKey() : side.firstKey();
        if (spread > 2 && random.nextBoolean()) {
            long price = bid ? best + 1 : best - 1;
            long size = size();
            side.put(price, size);
            told.put(price, size);
        } else if (side.size() > DEPTH / 2) {
            side.remove(best);
            told.put(best, 0L);
        }
    }

    /// A level at a realistic rank behind the best gets another size, or goes, or comes.
    private void change(NavigableMap<Long, Long> bestFirst, Map<Long, Long> told, boolean bid) {
        int rank = 1 + (int) (6 * (Math.exp(-1.2 * Math.log(1 - random.nextDouble() * 0.97)) - 1));
        int at = 0;
        long price = 0;
        for (long candidate : bestFirst.keySet()) {
            price = candidate;
            if (at++ == rank) {
                break;
            }
        }
        int kind = random.nextInt(10);
        if (kind < 3 && bestFirst.size() > DEPTH / 2) {
            bestFirst.remove(price);
            told.put(price, 0L);
        } else {
            long at2 = kind < 6 ? price + (bid ? -1 : 1) : price;
            long size = size();
            bestFirst.put(at2, size);
            told.put(at2, size);
        }
    }

    private byte[] snapshot(Book book) {
        text.setLength(0);
        text.append("{\"lastUpdateId\":").append(book.lastId).append(",\"bids\":");
        levels(book.bids.descendingMap());
        text.append(",\"asks\":");
        levels(book.asks);
        return Dataset.ascii(text.append('}'));
    }

    private void levels(NavigableMap<Long, Long> levels) {
        text.append('[');
        String comma = "";
        for (var level : levels.entrySet()) {
            text.append(comma).append("[\"");
            digits(level.getKey(), Dataset.PRICE_SCALE);
            text.append("\",\"");
            digits(level.getValue(), Dataset.SIZE_SCALE);
            text.append("\"]");
            comma = ",";
        }
        text.append(']');
    }

    /// Eight decimals, always, as Binance sends them.
    private void digits(long mantissa, int scale) {
        long power = Decimals.power(scale);
        text.append(mantissa / power).append('.');
        String fraction = Long.toString(mantissa % power);
        text.repeat('0', scale - fraction.length()).append(fraction).repeat('0', 8 - scale);
    }
}
