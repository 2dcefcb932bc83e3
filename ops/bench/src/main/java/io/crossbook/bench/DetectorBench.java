package io.crossbook.bench;

import com.sun.management.ThreadMXBean;
import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.Costs;
import io.crossbook.arbitrage.Detector;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Identity;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Pass;
import io.crossbook.arbitrage.Transfers;
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
import java.util.HashMap;
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
    private final int checks;
    private final Consumer<String> progress;
    private final Random random = new Random(20_261_121);
    private long now = 1_700_000_000_000_000_000L;
    private long told;

    /// So many changes are timed, as many before to warm up; so many answers are compared before, and timed of whoever looks at everything.
    DetectorBench(int changes, int checks, Consumer<String> progress) {
        this.changes = changes;
        this.checks = checks;
        this.progress = progress;
    }

    /// `quick` ends within 30 s; `progress` takes a line now and then.
    public DetectorBench(boolean quick, Consumer<String> progress) {
        this(quick ? 100_000 : 1_000_000, 20_000, progress);
    }

    /// Runs both.
    public DetectorReport run() {
        progress.accept("pairs of 10 exchanges and 100 instruments");
        DetectorReport.Timing pairs = pairs();
        progress.accept("cycles over 10 exchanges and 30 assets: are the answers the same?");
        DetectorReport.Agreement agreement = agree();
        progress.accept("cycles: timing");
        DetectorReport.Cycles cycles = cycles();
        progress.accept("two coins that seem to pay and must not be traded: the same?");
        DetectorReport.Agreement barred = agreeBarred();
        progress.accept("those: timing");
        return DetectorReport.of(pairs, agreement, cycles, barred, barred());
    }

    /// One coin that is lastingly cheap where nobody lets it out, and one whose price is lastingly an error in the data: all their chains stay near.
    private static final int SHUT = ASSETS - 2;
    private static final int CAPPED = ASSETS - 1;
    private static final DetectorSettings CAREFUL = new DetectorSettings(0, 5_000_000, HOUR, HOUR,
            0, 5_000, 10);

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
        return time(floor, away, changes);
    }

    private DetectorReport.Timing time(Floor floor, int away, int before) {
        int[] nanos = new int[changes];
        int[] cpu = new int[changes];
        long allocated = 0;
        long sum = 0;
        told = 0;
        for (int i = -before; i < changes; i++) {
            now += 20_000;
            int listing = random.nextInt(floor.all.size());
            long fair = floor.middles.get(listing);
            ListingBook book = floor.move(listing,
                    fair + fair / 100_000 * random.nextInt(-10 * away, 10 * away + 1));
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long cpuBefore = i % 2 == 0 ? THREADS.getCurrentThreadCpuTime() : 0;
            long start = System.nanoTime();
            floor.detector.changed(book, now);
            long took = System.nanoTime() - start;
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

    private static final ChainSettings CYCLES = new ChainSettings(List.of(),
            new ChainSettings.Cycles(true, true, 4, HUBS));

    /// Ten exchanges on which 27 assets are listed against three, and those against each other.
    private Floor triangles(boolean cycles) {
        var floor = new Floor();
        if (cycles) {
            floor.detector.configured(SETTINGS, Costs.of(_ -> FEE), CYCLES, now);
        }
        return triangles(floor, false);
    }

    /// The same with the two coins that must not be traded: on the last exchange the one is 1 % cheaper and the other 8 %.
    private Floor withBarred() {
        var floor = new Floor();
        var networks = new ArrayList<Transfers.Network>();
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            for (int i = 0; i < ASSETS; i++) {
                boolean open = i != SHUT || exchange < EXCHANGES - 1;
                networks.add(new Transfers.Network("x" + exchange, asset(i), "net", 0, 0, 5, open,
                        open, ""));
            }
        }
        var cycles = new HashMap<String, Long>();
        HUBS.forEach(hub -> cycles.put(hub, 1_000_000_000_000L));
        floor.detector.configured(CAREFUL,
                new Costs(_ -> FEE, new Transfers(networks, cycles), _ -> 0, 0), CYCLES, now);
        return triangles(floor, true);
    }

    private Floor triangles(Floor floor, boolean barred) {
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
                    boolean cheap = barred && exchange == EXCHANGES - 1;
                    double part = cheap && i == SHUT ? 0.99 : cheap && i == CAPPED ? 0.92 : 1;
                    if (listed) {
                        floor.list("x" + exchange, Instrument.spot(asset(i), HUBS.get(hub)),
                                Math.round(worths[i] * part / worths[hub] * 1e8));
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
        int with = 0;
        int longer = 0;
        for (int i = 0; i < checks; i++) {
            List<Opportunity> open = agreed(floor, graph, i);
            boolean ours = !open.isEmpty();
            with += open.stream().anyMatch(each -> each.kind() == Kind.CYCLE) ? 1 : 0;
            boolean any = graph.any();
            if (ours && !any) {
                throw new IllegalStateException("change " + i + ": plain Bellman-Ford has none");
            }
            longer += any && !ours ? 1 : 0;
        }
        return new DetectorReport.Agreement(checks, with, longer);
    }

    /// What is open after one more change, which is something exactly when Bellman-Ford finds a cycle of up to four hops; a pair is one of two. Prices drift far enough
    /// for cycles, which cost 30 to 40 basis points, and never far enough for two legs, which cost 20.
    private List<Opportunity> agreed(Floor floor, BellmanFord graph, int change) {
        now += 20_000;
        ListingBook book = drift(floor);
        floor.detector.changed(book, now);
        graph.changed(book);
        List<Opportunity> open = floor.detector.open();
        boolean theirs = graph.withinFour();
        if (open.isEmpty() == theirs) {
            throw new IllegalStateException("change " + change + ": the detector has "
                    + (theirs ? "none" : open) + ", Bellman-Ford " + (theirs ? "one" : "none"));
        }
        return open;
    }

    /// With the two coins that must not be traded on the last exchange, what is open is what there is without them there: neither hides a way through it
    /// elsewhere. There they are coins of their own, that no other exchange trades.
    private DetectorReport.Agreement agreeBarred() {
        Floor floor = withBarred();
        var graph = new BellmanFord(floor.all, FEE,
                (book, asset) -> barred(book, asset) ? asset + " there" : asset);
        int with = 0;
        int few = Math.min(checks, 5_000);
        for (int i = 0; i < few; i++) {
            with += agreed(floor, graph, i).isEmpty() ? 0 : 1;
        }
        for (Pass reason : List.of(Pass.ABOVE_CAP, Pass.TRANSFER_SHUT)) {
            if (floor.detector.chains().stream().mapToLong(chain -> chain.passes(reason))
                    .sum() < few / 10) {
                throw new IllegalStateException("hardly any chain was " + reason);
            }
        }
        return new DetectorReport.Agreement(few, with, 0);
    }

    private static boolean barred(ListingBook book, String asset) {
        return book.listing().exchange().equals("x" + (EXCHANGES - 1))
                && (asset.equals(asset(SHUT)) || asset.equals(asset(CAPPED)));
    }

    /// Warmed up until nearly all ways between exchanges have been asked for once.
    private DetectorReport.Timing barred() {
        return time(withBarred(), 4, Math.max(changes, 200_000));
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
            double moved = (double) fair / start;
            for (int i = instrument; i < listings; i += perExchange) {
                floor.middles.set(i, Math.round(floor.starts.get(i) * moved));
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
        int runs = Math.min(checks, 10_000);
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
}
