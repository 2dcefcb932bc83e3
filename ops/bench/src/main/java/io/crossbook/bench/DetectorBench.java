package io.crossbook.bench;

import com.sun.management.ThreadMXBean;
import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.Costs;
import io.crossbook.arbitrage.Detector;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Identity;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A moved best price to the verdict, by the detector alone: all pairs of 10 exchanges and 100 instruments; and cycles over 10 exchanges and 30 assets
/// beside Bellman-Ford, run anew at each change. One thread; the books are changed outside the clock.
public final class DetectorBench {

    private static final int EXCHANGES = 10;
    private static final int INSTRUMENTS = 100;
    private static final int ASSETS = 30;
    private static final List<String> HUBS = List.of("USDT", "BTC", "ETH");
    private static final long HOUR = 3_600_000_000_000L;
    private static final long FEE = 1_000_000;
    private static final DetectorSettings SETTINGS = new DetectorSettings(0, 100_000_000, HOUR,
            HOUR,
            0, 5_000, 10);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int changes;
    private final Consumer<String> progress;
    private final Random random = new Random(20_261_121);
    private long now = 1_700_000_000_000_000_000L;
    private long told;

    /// So many changes are timed, as many before to warm up.
    DetectorBench(int changes, Consumer<String> progress) {
        this.changes = changes;
        this.progress = progress;
    }

    /// `quick` ends within 30 s; `progress` takes a line now and then.
    public DetectorBench(boolean quick, Consumer<String> progress) {
        this(quick ? 100_000 : 1_000_000, progress);
    }

    /// Runs both.
    public DetectorReport run() {
        progress.accept("pairs of 10 exchanges and 100 instruments");
        DetectorReport.Timing pairs = pairs();
        progress.accept("cycles over 10 exchanges and 30 assets: are the answers the same?");
        DetectorReport.Agreement agreement = agree();
        progress.accept("cycles: timing");
        return DetectorReport.of(pairs, agreement, cycles());
    }

    /// A market of one instrument each, of prices that a buyer of one exchange can nowhere sell for more.
    private final class Floor {
        final Books books = new Books(Mirrors.NONE);
        final List<ListingBook> all = new ArrayList<>();
        final List<Long> middles = new ArrayList<>();
        final List<Long> starts = new ArrayList<>();
        final Detector detector = new Detector(books, SETTINGS, _ -> FEE, Identity.BY_NAME,
                this::hear);
        final BookUpdate update = new BookUpdate();

        private void hear(Opportunity opportunity) {
            told += opportunity.state() == Opportunity.State.OPENED ? 1 : 0;
        }

        void list(String exchange, Instrument instrument, long middle) {
            int id = books.size();
            var rules = new Rules(8, 8, 1, 1, 1, 0, 1, Rules.Status.TRADING);
            ListingBook book = books.add(new Listing(id, exchange, "S" + id, instrument, rules),
                    BookShape.FULL, BookLimits.NONE);
            all.add(book);
            middles.add(middle);
            starts.add(middle);
            update.begin(id, true, 8, 8);
            for (int level = 0; level < 10; level++) {
                update.bids.add(middle - spread(middle) - level * spread(middle), 10_000_000_000L,
                        0);
                update.asks.add(middle + spread(middle) + level * spread(middle), 10_000_000_000L,
                        0);
            }
            book.apply(update, now);
            detector.changed(book, now);
        }

        /// A basis point.
        static long spread(long middle) {
            return Math.max(1, middle / 10_000);
        }

        /// The whole book moves to another middle.
        ListingBook move(int listing, long middle) {
            ListingBook book = all.get(listing);
            update.begin(listing, true, 8, 8);
            for (int level = 0; level < 10; level++) {
                long away = spread(middle) * (level + 1);
                update.bids.add(middle - away, 10_000_000_000L, 0);
                update.asks.add(middle + away, 10_000_000_000L, 0);
            }
            book.apply(update, now);
            return book;
        }
    }

    private DetectorReport.Timing pairs() {
        var floor = new Floor();
        for (int i = 0; i < INSTRUMENTS; i++) {
            for (int exchange = 0; exchange < EXCHANGES; exchange++) {
                floor.list("x" + exchange, Instrument.spot("A" + i, "USDT"),
                        (i + 1) * 1_000_000_000L);
            }
        }
        return time(floor, 4);
    }

    /// Each change moves the middle of one listing by up to so many basis points from where its instrument stands.
    private DetectorReport.Timing time(Floor floor, int away) {
        int[] nanos = new int[changes];
        int[] cpu = new int[changes];
        long allocated = 0;
        long sum = 0;
        told = 0;
        for (int i = -changes; i < changes; i++) {
            now += 20_000;
            int listing = random.nextInt(floor.all.size());
            long fair = floor.middles.get(listing);
            ListingBook book = floor.move(listing,
                    fair + fair / 100_000 * random.nextInt(-10 * away, 10 * away + 1));
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long cpuBefore = i % 2 == 0 ? THREADS.getCurrentThreadCpuTime() : 0;
            long before = System.nanoTime();
            floor.detector.changed(book, now);
            long took = System.nanoTime() - before;
            long used = i % 2 == 0 ? THREADS.getCurrentThreadCpuTime() - cpuBefore : 0;
            if (i >= 0) {
                allocated += THREADS.getCurrentThreadAllocatedBytes() - bytes;
                nanos[i] = (int) Math.min(Integer.MAX_VALUE, took);
                cpu[i] = (int) Math.min(Integer.MAX_VALUE, used);
                sum += took;
            }
        }
        int[] used = new int[changes / 2];
        for (int i = 0; i < used.length; i++) {
            used[i] = cpu[2 * i];
        }
        Arrays.sort(nanos);
        Arrays.sort(used);
        return new DetectorReport.Timing(floor.all.size(), changes, (double) sum / changes,
                nanos[changes / 2], nanos[(int) (changes * 99L / 100)], used[used.length / 2],
                used[(int) (used.length * 99L / 100)], (double) allocated / changes, told);
    }

    /// Ten exchanges on which 27 assets are listed against three, and those against each other.
    private Floor triangles(boolean cycles) {
        var floor = new Floor();
        if (cycles) {
            floor.detector.configured(SETTINGS, Costs.of(_ -> FEE), new ChainSettings(List.of(),
                    new ChainSettings.Cycles(true, true, 4, HUBS)), now);
        }
        double[] worths = new double[ASSETS];
        for (int i = 0; i < ASSETS; i++) {
            worths[i] = switch (i) {
                case 0 -> 1;
                case 1 -> 60_000;
                case 2 -> 3_000;
                default -> 5 + random.nextInt(1_000);
            };
        }
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            for (int i = 0; i < ASSETS; i++) {
                for (int hub = 0; hub < HUBS.size(); hub++) {
                    boolean listed = i >= HUBS.size() || (worths[i] > worths[hub]);
                    if (listed) {
                        floor.list("x" + exchange, Instrument.spot(asset(i), HUBS.get(hub)),
                                Math.round(worths[i] / worths[hub] * 1e8));
                    }
                }
            }
        }
        return floor;
    }

    private static String asset(int index) {
        return index < HUBS.size() ? HUBS.get(index) : "A" + index;
    }

    private DetectorReport.Agreement agree() {
        Floor floor = triangles(true);
        var graph = new BellmanFord(floor.all, FEE);
        int same = 0;
        int with = 0;
        int longer = 0;
        int checks = Math.min(changes, 20_000);
        for (int i = 0; i < checks; i++) {
            now += 20_000;
            // Far enough for cycles, which cost 30 to 40 basis points, and never far enough for two legs, which cost 20.
            ListingBook book = drift(floor);
            floor.detector.changed(book, now);
            graph.changed(book);
            // A pair is a cycle of two hops.
            List<Opportunity> open = floor.detector.open();
            boolean ours = !open.isEmpty();
            boolean theirs = graph.withinFour();
            if (ours != theirs) {
                throw new IllegalStateException("change " + i + ": the detector has "
                        + (ours ? open : "none") + ", Bellman-Ford "
                        + (theirs ? "one" : "none"));
            }
            same++;
            with += open.stream().anyMatch(each -> each.kind() == Kind.CYCLE) ? 1 : 0;
            boolean any = graph.any();
            if (ours && !any) {
                throw new IllegalStateException("change " + i + ": plain Bellman-Ford has none");
            }
            longer += any && !ours ? 1 : 0;
        }
        return new DetectorReport.Agreement(same, with, longer);
    }

    /// An instrument's middle drifts slowly, on all exchanges together; a listing follows within a few basis points.
    private ListingBook drift(Floor floor) {
        int listings = floor.all.size();
        int perExchange = listings / EXCHANGES;
        if (random.nextInt(40) == 0) {
            int instrument = random.nextInt(perExchange);
            // Never further than 30 basis points from where it began.
            long start = floor.starts.get(instrument);
            long fair = Math.clamp(
                    Math.round(floor.middles.get(instrument)
                            * (1 + random.nextInt(-9, 10) / 10_000.0)),
                    start - start * 3 / 1_000, start + start * 3 / 1_000);
            for (int i = instrument; i < listings; i += perExchange) {
                floor.middles.set(i, fair);
            }
        }
        int listing = random.nextInt(listings);
        long fair = floor.middles.get(listing);
        return floor.move(listing, fair + fair / 100_000 * random.nextInt(-40, 41));
    }

    private DetectorReport.Cycles cycles() {
        DetectorReport.Timing without = time(triangles(false), 4);
        DetectorReport.Timing with = time(triangles(true), 4);
        var nanos = new LinkedHashMap<String, Double>();
        nanos.put("fourHops", bellmanFord(BellmanFord::withinFour));
        nanos.put("plain", bellmanFord(BellmanFord::plain));
        nanos.put("untilStable", bellmanFord(BellmanFord::any));
        return new DetectorReport.Cycles(without, with, nanos);
    }

    /// The median, in nanoseconds, of a change of which it hears and then looks at everything.
    private double bellmanFord(Predicate<BellmanFord> look) {
        Floor floor = triangles(false);
        var graph = new BellmanFord(floor.all, FEE);
        int runs = Math.min(changes, 10_000);
        int[] nanos = new int[runs];
        for (int i = -runs; i < runs; i++) {
            now += 20_000;
            int listing = random.nextInt(floor.all.size());
            long fair = floor.middles.get(listing);
            ListingBook book = floor.move(listing, fair + fair / 100_000 * random.nextInt(-40, 41));
            long before = System.nanoTime();
            graph.changed(book);
            boolean found = look.test(graph);
            long took = System.nanoTime() - before;
            if (found) {
                throw new IllegalStateException("a cycle pays where none should");
            }
            if (i >= 0) {
                nanos[i] = (int) Math.min(Integer.MAX_VALUE, took);
            }
        }
        Arrays.sort(nanos);
        return nanos[runs / 2];
    }

    /// Rates as distances: minus the logarithm of what one unit of an asset makes of another, net of the fee.
    static final class BellmanFord {
        private final List<String> assets = new ArrayList<>();
        private final int[] from;
        private final int[] to;
        private final double[] distances;
        private final double[] best;
        private final double[] least;
        private final double keep;

        BellmanFord(List<ListingBook> books, long fee) {
            keep = 1 - fee / 1e9;
            from = new int[2 * books.size()];
            to = new int[2 * books.size()];
            distances = new double[2 * books.size()];
            for (ListingBook book : books) {
                Instrument instrument = book.listing().instrument();
                int base = index(instrument.base());
                int quote = index(instrument.quote());
                from[2 * book.id()] = base;
                to[2 * book.id()] = quote;
                from[2 * book.id() + 1] = quote;
                to[2 * book.id() + 1] = base;
                changed(book);
            }
            best = new double[assets.size() * assets.size()];
            least = new double[assets.size()];
        }

        private int index(String asset) {
            if (!assets.contains(asset)) {
                assets.add(asset);
            }
            return assets.indexOf(asset);
        }

        void changed(ListingBook book) {
            double scale = 1e8;
            distances[2 * book.id()] = -Math.log(book.bestBid() / scale * keep);
            distances[2 * book.id() + 1] = -Math.log(1 / (book.bestAsk() / scale * (2 - keep)));
        }

        /// Whether any cycle ends with more than it began with: all listings' rates, round after round, until nothing changes or one has more
        /// hops than there are assets.
        boolean any() {
            Arrays.fill(least, 0);
            for (int round = 0; round < least.length; round++) {
                boolean changed = false;
                for (int i = 0; i < distances.length; i++) {
                    double sum = least[from[i]] + distances[i];
                    if (sum < least[to[i]] - 1e-12) {
                        least[to[i]] = sum;
                        changed = true;
                    }
                }
                if (!changed) {
                    return false;
                }
            }
            return true;
        }

        /// The same as textbooks have it: one round less than there are assets, then one more to see whether anything still changes.
        boolean plain() {
            Arrays.fill(least, 0);
            boolean changed = false;
            for (int round = 0; round < least.length; round++) {
                changed = false;
                for (int i = 0; i < distances.length; i++) {
                    double sum = least[from[i]] + distances[i];
                    if (sum < least[to[i]] - 1e-12) {
                        least[to[i]] = sum;
                        changed = true;
                    }
                }
            }
            return changed;
        }

        private void reduce() {
            Arrays.fill(best, Double.POSITIVE_INFINITY);
            for (int i = 0; i < distances.length; i++) {
                int at = from[i] * least.length + to[i];
                best[at] = Math.min(best[at], distances[i]);
            }
        }

        /// Whether a cycle of up to four hops does: four rounds from each asset.
        boolean withinFour() {
            reduce();
            int size = least.length;
            for (int start = 0; start < size; start++) {
                double[] before = new double[size];
                Arrays.fill(before, Double.POSITIVE_INFINITY);
                before[start] = 0;
                for (int hop = 0; hop < 4; hop++) {
                    double[] after = new double[size];
                    Arrays.fill(after, Double.POSITIVE_INFINITY);
                    for (int one = 0; one < size; one++) {
                        for (int other = 0; other < size; other++) {
                            after[other] = Math.min(after[other],
                                    before[one] + best[one * size + other]);
                        }
                    }
                    if (after[start] < -1e-12) {
                        return true;
                    }
                    before = after;
                }
            }
            return false;
        }
    }
}
