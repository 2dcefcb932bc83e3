package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever happens to a market, the conversions and cycles that are open are those that looking at every chain anew would have opened, and
/// they close for the same reason.
final class ChainIncrementalTest {

    private static final int MARKETS = Integer.getInteger("crossbook.markets", 600);
    private static final int EVENTS = 8;
    private static final List<String> INSTRUMENTS = List.of("BTC/USDT", "BTC/USD", "ETH/USDT",
            "ETH/USD", "ETH/BTC", "USDT/USD", "USD/USDT", "SOL/USDT", "SOL/USD", "SOL/ETH",
            "SOL/BTC");
    /// What was told of it last, and the most that it had been then; the most that it has been; whether all of it was counted as taken since.
    private record Open(EveryChain.Verdict told, long toldBest, long best, boolean consumed) {}

    private final EnumMap<Pass, Integer> reasons = new EnumMap<>(Pass.class);
    private final EnumMap<Pass, Integer> closed = new EnumMap<>(Pass.class);
    private final TreeMap<String, Integer> found = new TreeMap<>();
    private final TreeMap<String, Integer> gated = new TreeMap<>();
    private int mirrored;
    private int rounded;
    private int kept;

    @Test
    void incremental_equals_looking_at_every_chain() {
        for (int seed = 0; seed < MARKETS; seed++) {
            try {
                new Run(seed).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("chains, incremental: seeds 0 to " + (MARKETS - 1) + ", opened " + found
                + ", closed " + closed + ", passes " + reasons + ", mirrored " + mirrored
                + ", gate " + gated + ", rounded " + rounded + ", moved by less than a step "
                + kept);
        assertTrue(mirrored > often(1_000), "hardly any book has two listings: " + mirrored);
        assertTrue(rounded > often(1_000), "hardly any notional is rounded: " + rounded);
        assertTrue(kept > often(500), "hardly anything moved by less than a step: " + kept);
        for (String why : List.of("the rules of", "ways back", "expected value",
                "nothing is known", "nobody trades", "executable")) {
            assertTrue(gated.entrySet().stream().filter(each -> each.getKey().startsWith(why))
                    .mapToInt(Map.Entry::getValue).sum() > often(50),
                    "hardly seen: " + why + " in " + gated);
        }
        for (String kind : List.of("conversion", "carried", "cycle of 3", "cycle of 4",
                "cycle of 3 across", "cycle of 4 across")) {
            assertTrue(found.getOrDefault(kind, 0) > often(100), "hardly seen: " + kind);
        }
        for (Pass reason : List.of(Pass.NOT_LIVE, Pass.HALTED, Pass.EMPTY, Pass.CONVERSION,
                Pass.NO_SPREAD, Pass.FEES, Pass.CHARGES, Pass.TRANSFER_SHUT, Pass.ELSEWHERE,
                Pass.IDENTITY, Pass.ABOVE_CAP, Pass.TOO_OLD, Pass.SKEWED, Pass.BEYOND_HORIZON,
                Pass.CONSUMED, Pass.TOO_SMALL)) {
            assertTrue(reasons.getOrDefault(reason, 0) > often(50), "hardly seen: " + reason);
        }
    }

    /// Of ten thousand markets so many, or of fewer as much fewer.
    private static int often(int ofTenThousand) {
        return ofTenThousand * MARKETS / 10_000;
    }

    /// One market, with the slow way beside the detector.
    private final class Run {
        private final SplittableRandom random;
        private final RandomMarket market;
        private final RandomTerms terms;
        private final RandomBook levels;
        private final RandomMirrors mirrors;
        private final Books books;
        private final Oracle oracle = new Oracle();
        private final EveryChain every;
        private final Map<Long, String> names = new HashMap<>();
        private final Detector detector;
        private final Gatekeeper gate;
        private final List<String> ended = new ArrayList<>();
        private final Map<String, Open> open = new HashMap<>();
        private final long[] fees;
        private final boolean[] inKind;
        private final boolean[] quarantined;
        private long now = 1_700_000_000_000_000_000L;

        Run(int seed) {
            random = new SplittableRandom(seed);
            market = new RandomMarket(random);
            terms = new RandomTerms(random, market);
            levels = new RandomBook(random);
            mirrors = new RandomMirrors(random, 2);
            books = mirrors.books;
            every = new EveryChain(oracle, mirrors);
            int listings = random.nextInt(5, 13);
            fees = new long[listings];
            inKind = new boolean[listings];
            quarantined = new boolean[listings];
            for (int i = 0; i < listings; i++) {
                var instrument = Instrument.parse(
                        INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size())));
                String exchange = "x" + random.nextInt(2);
                boolean there = books.all().stream().anyMatch(
                        book -> book.listing().exchange().equals(exchange)
                                && book.listing().instrument().equals(instrument));
                books.add(new Listing(i,
                        there && random.nextInt(4) > 0 ? "y" + i : exchange, "S" + i,
                        instrument, levels.rules(RandomTerms.price(instrument))), BookShape.FULL,
                        BookLimits.NONE);
                fees[i] = random.nextInt(3) == 0 ? market.fee() : random.nextInt(600_000);
                inKind[i] = random.nextInt(4) == 0;
            }
            mirrors.listed();
            mirrored += books.all().stream()
                    .anyMatch(book -> mirrors.together(book.listing()).size() > 1) ? 1 : 0;
            oracle.settings = terms.settings();
            oracle.fees = RandomChain.fees(fees, inKind);
            oracle.identity = (one, other) -> !quarantined[one.id()] && !quarantined[other.id()];
            oracle.transfers = terms.transfers(books);
            oracle.latencyPercent = random.nextInt(4) == 0 ? random.nextInt(1, 100) : 0;
            oracle.roundTripMillis = random.nextInt(1, 50);
            detector = new Detector(books, oracle.settings, costs(), oracle.identity, this::hear);
            every.chains.wanted = terms.wanted();
            detector.configured(oracle.settings, costs(), every.chains.wanted, now);
            gate = new Gatekeeper(random, gated, books, _ -> true);
            gate.configured(oracle.settings, costs());
        }

        private Costs costs() {
            return new Costs(oracle.fees, oracle.transfers, _ -> oracle.roundTripMillis,
                    oracle.latencyPercent);
        }

        private void hear(Opportunity opportunity) {
            gate.told(opportunity);
            if (opportunity.kind() == Kind.TWO_LEGS) {
                return;
            }
            switch (opportunity.state()) {
                case OPENED -> {
                    found.merge(kind(opportunity), 1, Integer::sum);
                    rounded += levels.rounds() ? 1 : 0;
                    assertEquals(0, opportunity.closedNanos());
                }
                case CHANGED -> assertEquals(now, opportunity.updatedNanos());
                case CLOSED -> ended.add(name(opportunity) + ": " + opportunity.closedWhy()
                        + " best " + opportunity.bestNetBps());
            }
        }

        private static String kind(Opportunity opportunity) {
            if (opportunity.kind() == Kind.CONVERSION) {
                return opportunity.legs().size() == 3 ? "conversion" : "carried";
            }
            return "cycle of " + opportunity.legs().size() + (exchange(opportunity).isEmpty()
                    ? " across"
                    : "");
        }

        private static String exchange(Opportunity opportunity) {
            List<String> exchanges = opportunity.legs().stream()
                    .map(leg -> leg.listing().exchange()).distinct().toList();
            return exchanges.size() == 1 ? exchanges.getFirst() : "";
        }

        /// As it was when it opened: whether it kept to an exchange follows from what was wanted then.
        private String name(Opportunity opportunity) {
            return names.computeIfAbsent(opportunity.id(),
                    _ -> opportunity.kind() == Kind.CONVERSION
                            ? opportunity.legs().get(0).listing().id() + " to "
                                    + opportunity.legs().get(1).listing().id()
                            : (every.chains.wanted.cycles().onOneExchange()
                                    ? exchange(opportunity)
                                    : "")
                                    + opportunity.legs().stream().map(Leg::pays).toList());
        }

        void go() {
            for (ListingBook book : books.all()) {
                if (random.nextInt(10) > 0) {
                    now += random.nextInt(5) * 1_000_000L;
                    event(book);
                }
            }
            for (int i = 0; i < EVENTS; i++) {
                now += random.nextInt(5) == 0
                        ? random.nextInt(1_200) * 1_000_000L
                        : random.nextInt(25) * 1_000_000L;
                if (detector.nextLook() <= now) {
                    detector.look(now);
                }
                assertSame(false);
                event(books.book(random.nextInt(books.all().size())));
            }
        }

        private void event(ListingBook book) {
            boolean isNew = !every.chains.met.contains(book);
            if (isNew) {
                every.chains.met.add(book);
            }
            switch (isNew ? 17 : random.nextInt(18)) {
                case 0 -> book.fail(BookBreak.Kind.GAP, "");
                case 1 -> book.confirm(now);
                case 2 -> book.listing(book.listing()
                        .with(levels.rules(RandomTerms.price(book.listing().instrument()))));
                case 3 -> quarantined[book.id()] ^= true;
                case 4 -> {
                    assertSame(configure(book.id()));
                    return;
                }
                case 5, 6, 7 -> {
                    take();
                    assertSame(false);
                    return;
                }
                case 8 -> {
                    if (book.health() != Health.BROKEN) {
                        book.apply(market.retreat(book), now);
                    }
                }
                case 9 -> book.apply(levels.update(book, true,
                        RandomTerms.price(book.listing().instrument())
                                * terms.nearTheCap(oracle.settings)),
                        now);
                default -> {
                    boolean whole = book.health() == Health.BROKEN || random.nextInt(3) == 0;
                    book.apply(
                            levels.update(book, whole,
                                    RandomTerms.price(book.listing().instrument())),
                            now);
                }
            }
            every.settle(book);
            oracle.measure(book, now);
            detector.changed(book, now);
            assertSame(false);
        }

        /// True when other chains are wanted than before.
        private boolean configure(int listing) {
            ChainSettings before = every.chains.wanted;
            if (random.nextBoolean()) {
                every.chains.wanted = terms.wanted();
            }
            oracle.settings = terms.settings();
            fees[listing] = market.fee();
            inKind[listing] = random.nextInt(4) == 0;
            oracle.transfers = terms.transfers(books);
            gate.configured(oracle.settings, costs());
            detector.configured(oracle.settings, costs(), every.chains.wanted, now);
            return !every.chains.wanted.equals(before);
        }

        /// Somebody takes what was told of last in the life of one that is open.
        private void take() {
            List<Opportunity> all = detector.open().stream()
                    .filter(each -> each.kind() != Kind.TWO_LEGS).toList();
            if (all.isEmpty()) {
                return;
            }
            Opportunity some = all.get(random.nextInt(all.size()));
            EveryChain.Verdict verdict = every.judge(now).get(name(some));
            if (verdict == null || verdict.pass() != null) {
                return;
            }
            for (Leg leg : some.legs()) {
                for (ListingBook book : mirrors.together(leg.listing())) {
                    if (every.chains.met.contains(book)) {
                        every.chains.taken(book, leg.side()).take(book, leg.size(), leg.sizeScale(),
                                leg.limit(), leg.priceScale());
                    }
                }
            }
            detector.taken(some, now);
        }

        /// Lets every chain live, and compares; `reset`: other chains are wanted, so all that was open has closed.
        private void assertSame(boolean reset) {
            var endings = new ArrayList<String>();
            if (reset) {
                open.forEach((name, known) -> endings
                        .add(name + ": unasked best " + known.best));
                open.clear();
            }
            every.judge(now).forEach((name, verdict) -> live(name, verdict, endings));
            endings.sort(null);
            ended.sort(null);
            assertEquals(endings, ended, () -> oracle.settings + " " + every.chains.wanted);
            ended.clear();
            List<String> right = new ArrayList<>();
            open.forEach((name, known) -> right.add(name + ": " + known.told.legs() + " net "
                    + Decimals.format(known.told.net(), Money.SCALE) + " bps "
                    + known.told.bps() + " best " + known.toldBest));
            List<String> ours = new ArrayList<>();
            for (Opportunity o : detector.open()) {
                if (o.kind() != Kind.TWO_LEGS) {
                    ours.add(name(o) + ": " + o.legs() + " net "
                            + Decimals.format(o.net(), Money.SCALE) + " bps " + o.netBps()
                            + " best " + o.bestNetBps());
                }
            }
            right.sort(null);
            ours.sort(null);
            assertEquals(right, ours, () -> oracle.settings + " " + every.chains.wanted);
        }

        private void live(String name, EveryChain.Verdict verdict, List<String> endings) {
            Open former = open.get(name);
            Pass pass = verdict.pass();
            if (pass == null) {
                long best = former == null
                        ? verdict.bps()
                        : Math.max(former.best, verdict.bps());
                boolean news = former == null || former.consumed
                        || Steps.moved(oracle.settings, former.told, verdict);
                kept += former != null && !news && !verdict.equals(former.told) ? 1 : 0;
                open.put(name, former == null || news
                        ? new Open(verdict, best, best, false)
                        : new Open(former.told, former.toldBest, best, false));
                return;
            }
            reasons.merge(pass, 1, Integer::sum);
            if (former != null && pass == Pass.CONSUMED) {
                open.put(name, new Open(former.told, former.toldBest, former.best, true));
            } else if (former != null) {
                open.remove(name);
                closed.merge(pass, 1, Integer::sum);
                endings.add(name + ": " + pass + " best " + former.best);
            }
        }
    }
}
