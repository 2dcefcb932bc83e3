package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.Books;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever happens to a market, what is open is what looking at all pairs anew would have opened and closed.
final class IncrementalTest {

    private static final int MARKETS = Integer.getInteger("crossbook.markets", 2_000);
    private static final int EVENTS = 12;
    private static final long[] NO_FUNDING = {0, 0};
    private static final Set<Pass> OF_CHAINS = EnumSet.of(Pass.CONVERSION, Pass.ELSEWHERE,
            Pass.UNASKED);

    /// An opportunity as the slow way keeps it: what was told of it last, in which digits, and the most that it had been then; the most that it has been; and
    /// whether all of it was counted as taken since.
    private record Open(Oracle.Verdict told, List<Integer> digits, BigDecimal toldBest,
            BigDecimal best, boolean consumed) {}

    private final EnumMap<Pass, Integer> reasons = new EnumMap<>(Pass.class);
    private final EnumMap<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private int found;
    private int evaluated;
    private int takenInKind;
    private int mirrored;
    private int kept;
    private int homeward;
    private int atACost;
    private final TreeMap<String, Integer> gated = new TreeMap<>();

    @Test
    void incremental_equals_brute_force_over_everything() {
        for (int seed = 0; seed < MARKETS; seed++) {
            try {
                new Run(seed).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("incremental: seeds 0 to " + (MARKETS - 1) + ", worth doing " + found
                + ", opened " + kinds
                + ", passes " + reasons + ", gate " + gated + ", mirrored " + mirrored
                + ", moved by less than a step " + kept);
        for (Pass reason : Pass.values()) {
            assertTrue(OF_CHAINS.contains(reason) || reason == Pass.TOO_PRECISE
                    || reasons.getOrDefault(reason, 0) > often(100),
                    "hardly seen: " + reason + " in " + reasons);
        }
        assertTrue(found > often(8_000), "hardly anything was worth doing: " + found);
        for (Kind kind : List.of(Kind.TWO_LEGS, Kind.BASIS)) {
            assertTrue(kinds.getOrDefault(kind, 0) > often(500), "hardly ever opened: " + kinds);
        }
        assertTrue(takenInKind > often(50), "hardly any fee was taken in kind: " + takenInKind);
        assertTrue(evaluated > often(100_000), "hardly any evaluation was counted: " + evaluated);
        assertTrue(mirrored > often(1_000), "hardly any book has two listings: " + mirrored);
        System.out.println("told " + homeward + " that bring home what leans, " + atACost
                + " at a cost");
        assertTrue(homeward > often(200) && atACost > often(20),
                "hardly anything leaned: " + homeward);
        assertTrue(kept > often(100), "hardly anything moved by less than a step: " + kept);
        for (String why : List.of("the rules of", "the funding of", "ways back",
                "expected value")) {
            assertTrue(gated.entrySet().stream().filter(each -> each.getKey().startsWith(why))
                    .mapToInt(Map.Entry::getValue).sum() > often(50),
                    "hardly seen: " + why + " in " + gated);
        }
    }

    /// Of ten thousand markets so many, or of fewer as much fewer.
    private static int often(int ofTenThousand) {
        return ofTenThousand * MARKETS / 10_000;
    }

    /// One market, with the slow way beside the detector.
    private final class Run {
        private final SplittableRandom random;
        private final SplittableRandom leaning;
        private final RandomMarket market;
        private final RandomMirrors mirrors;
        private final Books books;
        private final Oracle oracle = new Oracle();
        private final Detector detector;
        private final Gatekeeper gate;
        private final CountedPairs counted = new CountedPairs();
        private final List<Opportunity> told = new ArrayList<>();
        private final Map<String, Open> open = new HashMap<>();
        private final List<String> ended = new ArrayList<>();
        private final List<String> endings = new ArrayList<>();
        private final List<ListingBook> met = new ArrayList<>();
        private final long[] fees = new long[5];
        private final boolean[] inKind = new boolean[5];
        private final boolean[] quarantined = new boolean[5];
        private int middle = 10_000;
        private long now = 1_700_000_000_000_000_000L;

        Run(int seed) {
            random = new SplittableRandom(seed);
            leaning = new SplittableRandom(seed);
            market = new RandomMarket(random);
            int listings = random.nextInt(2, 6);
            mirrors = new RandomMirrors(random, listings);
            books = mirrors.books;
            for (int i = 0; i < listings; i++) {
                Instrument instrument = switch (random.nextInt(6)) {
                    case 0 -> Instrument.spot("BTC", "USD");
                    case 1, 2 -> Instrument.perpetual("BTC", "USDT", "USDT");
                    default -> Market.BTC_USDT;
                };
                int exchange = random.nextInt(4) == 0 ? random.nextInt(i + 1) : i;
                books.add(new Listing(i, "x" + exchange, "S" + i, instrument, market.rules()),
                        BookShape.FULL, BookLimits.NONE);
                fees[i] = market.fee();
                inKind[i] = random.nextInt(4) == 0 && !market.finerThanMoney();
            }
            mirrors.listed();
            mirrored += books.all().stream()
                    .anyMatch(book -> mirrors.together(book.listing()).size() > 1) ? 1 : 0;
            oracle.settings = market.stepped();
            oracle.fees = RandomChain.fees(fees, inKind);
            Identity held = (buy, sell) -> !quarantined[buy.id()] && !quarantined[sell.id()];
            oracle.identity = (buy, sell) -> mirrors.apart(buy, sell) && held.same(buy, sell);
            oracle.transfers = transfers();
            oracle.latencyPercent = random.nextInt(3) == 0 ? random.nextInt(1, 200) : 0;
            oracle.roundTripMillis = random.nextInt(1, 100);
            detector = new Detector(books, oracle.settings, costs(), held, this::hear);
            gate = new Gatekeeper(random, gated, books,
                    listing -> oracle.fundings.getOrDefault(listing.id(), NO_FUNDING)[1] > now);
            gate.configured(oracle.settings, costs());
        }

        private void hear(Opportunity opportunity) {
            if (opportunity.state() == Opportunity.State.OPENED) {
                kinds.merge(opportunity.kind(), 1, Integer::sum);
            }
            told.add(opportunity);
            gate.told(opportunity);
            homeward += RandomLeans.homeward(oracle.transfers, opportunity.first().listing(),
                    opportunity.last().listing()) ? 1 : 0;
            atACost += opportunity.kind() == Kind.REBALANCE ? 1 : 0;
            assertTrue(opportunity.kind() != Kind.REBALANCE || RandomLeans.homeward(
                    oracle.transfers, opportunity.first().listing(),
                    opportunity.last().listing())
                    || opportunity.state() == Opportunity.State.CLOSED, "it brings nothing home");
            if (opportunity.state() == Opportunity.State.CLOSED) {
                ended.add(name(opportunity) + " " + opportunity.closedWhy() + " best "
                        + plain(opportunity.bestNetBps(), DetectorSettings.BPS_SCALE));
            }
        }

        private static String name(Opportunity o) {
            return o.first().listing().id() + " " + o.last().listing().id();
        }

        private Costs costs() {
            return new Costs(oracle.fees, oracle.transfers, _ -> oracle.roundTripMillis,
                    oracle.latencyPercent);
        }

        /// Not counted, or open at some price, or shut in one direction.
        private Transfers transfers() {
            if (random.nextInt(4) > 0) {
                return Transfers.IGNORED;
            }
            var networks = new ArrayList<Transfers.Network>();
            for (int i = 0; i < 5; i++) {
                for (String asset : List.of("BTC", "USDT", "USD")) {
                    for (String name : List.of("net", "other")) {
                        networks.add(new Transfers.Network("x" + i, asset, name,
                                random.nextInt(3) * random.nextLong(2_000_000), minimum(asset), 3,
                                random.nextInt(6) > 0, random.nextInt(6) > 0, ""));
                    }
                }
            }
            Transfers ways = new Transfers(networks, Map.of("USDT", 1_000_00000000L, "USD",
                    random.nextLong(1, 9_000_00000000L)));
            return RandomLeans.over(leaning, ways, List.of("BTC", "USDT", "USD"),
                    List.of("x0", "x1", "x2", "x3", "x4"), false);
        }

        /// A cycle buys about ten.
        private long minimum(String asset) {
            return random.nextInt(3) > 0
                    ? 0
                    : random.nextLong(asset.equals("BTC") ? 12_00000000L : 1_100_00000000L);
        }

        void go() {
            for (int i = 0; i < EVENTS; i++) {
                now += random.nextInt(200) == 0 ? random.nextLong(130 * Market.SECOND) : 0;
                now += random.nextInt(5) == 0
                        ? random.nextInt(1_200) * 1_000_000L
                        : random.nextInt(90) * 1_000_000L;
                if (detector.nextLook() <= now) {
                    detector.look(now);
                }
                bruteForce();
                assertSame();
                event(books.book(random.nextInt(books.all().size())));
                bruteForce();
                assertSame();
            }
            evaluated += counted.seen;
            long last = 0;
            for (Opportunity opportunity : told) {
                takenInKind += opportunity.steps().stream()
                        .anyMatch(step -> step.what() == Step.What.BUY_FEE && step.amount() < 0
                                && step.asset().equals("BTC")) ? 1 : 0;
                if (opportunity.state() == Opportunity.State.OPENED) {
                    assertEquals(++last, opportunity.id(), "ids are dense");
                }
            }
        }

        private void event(ListingBook book) {
            boolean isNew = !met.contains(book);
            if (isNew) {
                met.add(book);
            }
            switch (isNew ? 17 : random.nextInt(20)) {
                case 18, 19 -> {
                    funding(book);
                    return;
                }
                case 0 -> book.fail(BookBreak.Kind.GAP, "");
                case 1 -> book.confirm(now);
                case 2 -> book.listing(book.listing().with(market.rules()));
                case 3 -> quarantined[book.listing().id()] ^= true;
                case 4 -> {
                    configure(book.listing().id());
                    return;
                }
                case 5, 6, 7 -> {
                    take();
                    return;
                }
                case 8, 9 -> {
                    if (book.health() != Health.BROKEN) {
                        book.apply(market.retreat(book), now);
                    }
                }
                default -> {
                    middle += random.nextInt(3) - 1;
                    boolean whole = book.health() == Health.BROKEN || random.nextInt(3) == 0;
                    book.apply(market.update(book.listing().id(), whole,
                            book.listing().rules().multiplier(),
                            middle + random.nextInt(-90, 90)), now);
                }
            }
            oracle.settle(book);
            oracle.measure(book, now);
            counted.note(detector);
            detector.changed(book, now);
            counted.oneMessage(detector, book.listing(),
                    pair -> oracle.judge(books.book(pair.buy().id()),
                            books.book(pair.sell().id()), now).pass());
        }

        private void configure(int listing) {
            oracle.settings = market.stepped();
            fees[listing] = market.fee();
            inKind[listing] = random.nextInt(4) == 0 && !market.finerThanMoney();
            oracle.transfers = transfers();
            gate.configured(oracle.settings, costs());
            detector.configured(oracle.settings, costs(), now);
        }

        private void funding(ListingBook book) {
            long rate = random.nextLong(-40_000_000, 60_000_000);
            long[] known = oracle.fundings.get(book.id());
            if (known != null && random.nextInt(4) == 0) {
                rate = known[0];
            }
            long nanos = switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> now + random.nextLong(200_000_000);
                case 2 -> now + 3_600 * Market.SECOND;
                case 3 -> known == null ? 0 : known[1];
                default -> now + 5 * Market.SECOND + random.nextLong(300_000_000);
            };
            oracle.fundings.put(book.id(), new long[]{rate, nanos, now});
            detector.funding(book, rate, nanos, now);
        }

        /// Somebody takes what was told of last in the life of one that is open.
        private void take() {
            List<Opportunity> all = detector.open();
            if (all.isEmpty()) {
                return;
            }
            Opportunity some = all.get(random.nextInt(all.size()));
            assertTrue(open.containsKey(name(some)), "nothing is open there");
            if (pass(some) != null) {
                return;
            }
            for (Leg leg : some.legs()) {
                for (ListingBook book : mirrors.together(leg.listing())) {
                    if (met.contains(book)) {
                        oracle.take(book, leg.side(),
                                BigDecimal.valueOf(leg.size(), leg.sizeScale()),
                                BigDecimal.valueOf(leg.limit(), leg.priceScale()));
                    }
                }
            }
            detector.taken(some, now);
        }

        private @org.jspecify.annotations.Nullable Pass pass(Opportunity some) {
            return oracle
                    .judge(books.book(some.first().listing().id()),
                            books.book(some.last().listing().id()), now)
                    .pass();
        }

        /// All pairs of all listings, anew.
        private void bruteForce() {
            for (ListingBook buy : met) {
                for (ListingBook sell : met) {
                    if (buy != sell && buy.listing().instrument().quote()
                            .equals(sell.listing().instrument().quote())) {
                        live(buy, sell, oracle.judge(buy, sell, now));
                    }
                }
            }
        }

        private void live(ListingBook buy, ListingBook sell, Oracle.Verdict verdict) {
            String pair = buy.id() + " " + sell.id();
            Open former = open.get(pair);
            Pass pass = verdict.pass();
            if (pass == null) {
                found++;
                BigDecimal best = former == null ? verdict.bps() : former.best.max(verdict.bps());
                List<Integer> digits = digits(buy, sell);
                boolean news = former == null || former.consumed
                        || !digits.equals(former.digits)
                        || Steps.moved(oracle.settings, former.told, verdict);
                kept += former != null && !news && !verdict.equals(former.told) ? 1 : 0;
                open.put(pair, former == null || news
                        ? new Open(verdict, digits, best, best, false)
                        : new Open(former.told, digits, former.toldBest, best, false));
                return;
            }
            reasons.merge(pass, 1, Integer::sum);
            if (former != null && pass == Pass.CONSUMED) {
                open.put(pair, new Open(former.told, former.digits, former.toldBest, former.best,
                        true));
            } else if (former != null) {
                open.remove(pair);
                endings.add(pair + " " + pass + " best " + plain(former.best));
            }
        }

        /// In which the numbers of both legs are written.
        private List<Integer> digits(ListingBook buy, ListingBook sell) {
            int bought = Oracle.digits(buy);
            int sold = Oracle.digits(sell);
            boolean own = oracle.inKind(buy);
            return List.of(own ? bought : Math.max(bought, sold),
                    own ? sold : Math.max(bought, sold), buy.levels().priceScale(),
                    sell.levels().priceScale());
        }

        private void assertSame() {
            endings.sort(null);
            ended.sort(null);
            assertEquals(endings, ended, oracle.settings.toString());
            endings.clear();
            ended.clear();
            List<String> right = new ArrayList<>();
            open.forEach((pair, known) -> right.add(pair + ": " + plain(known.told.size()) + " "
                    + plain(known.told.sold()) + " " + plain(known.told.buyLimit()) + " "
                    + plain(known.told.sellLimit()) + " net " + plain(known.told.net()) + " bps "
                    + plain(known.told.bps()) + " best " + plain(known.toldBest)));
            List<String> ours = new ArrayList<>();
            for (Opportunity o : detector.open()) {
                ours.add(name(o) + ": " + plain(o.first().size(), o.first().sizeScale()) + " "
                        + plain(o.last().size(), o.last().sizeScale())
                        + " " + plain(o.first().limit(), o.first().priceScale()) + " "
                        + plain(o.last().limit(), o.last().priceScale()) + " net "
                        + plain(o.net(), Money.SCALE) + " bps "
                        + plain(o.netBps(), DetectorSettings.BPS_SCALE) + " best "
                        + plain(o.bestNetBps(), DetectorSettings.BPS_SCALE));
            }
            right.sort(null);
            ours.sort(null);
            assertEquals(right, ours, oracle.settings.toString());
        }

        private static String plain(long mantissa, int scale) {
            return plain(BigDecimal.valueOf(mantissa, scale));
        }

        private static String plain(BigDecimal value) {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }
    }
}
