package io.crossbook.execution.paper;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.desk.BookMarkets;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.References;
import io.crossbook.execution.risk.RiskGate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The coordinator over exchanges on paper: three books as people write them, a journal in memory, and a clock that goes from deadline to deadline.
final class Floor implements References {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    static final Map<String, Map<String, BigDecimal>> START = Map.of("alpha", coins("0.01"),
            "beta", coins("0.01"), "gamma", coins("0.01"));

    final Books books = new Books(Mirrors.NONE);
    final List<Entry> journal = new ArrayList<>();
    final List<String> alarms = new ArrayList<>();
    final List<OrderEvent> told = new ArrayList<>();
    /// What was taken of books, as the engine would hear of it.
    final List<String> taken = new ArrayList<>();
    final Map<String, String> coin = new HashMap<>();
    final Map<String, Boolean> inKind = new HashMap<>();
    final PaperTerms terms;
    Coordinator desk;
    PaperExchange paper;
    long now = 1_000_000 * SECOND;

    Floor(long latencyNanos) {
        terms = PaperTerms.DEFAULT.withLatency(latencyNanos);
        for (String name : List.of("alpha", "beta", "gamma")) {
            books.add(new Listing(books.all().size(), name, "BTCUSDT",
                    Instrument.spot("BTC", "USDT"), RULES), BookShape.FULL, BookLimits.NONE);
        }
        shows("alpha", "bid 49990 x 1 | ask 50000 x 1");
        shows("beta", "bid 50200 x 1 | ask 50210 x 1");
        shows("gamma", "bid 49900 x 1 | ask 50300 x 1");
        fresh();
    }

    private static Map<String, BigDecimal> coins(String btc) {
        return Map.of("BTC", new BigDecimal(btc), "USDT", new BigDecimal("1000"));
    }

    /// Booted and recovered, with 0.01 BTC and 1000 USDT everywhere.
    static Floor ready() {
        var floor = new Floor(100 * MILLI);
        floor.boots();
        floor.passes(SECOND);
        return floor;
    }

    private void fresh() {
        var state = new ExecutionState();
        journal.forEach(state::apply);
        var market = new PaperMarket(books, fees(), (book, side, _, _) -> taken
                .add(book.listing().exchange() + " " + side));
        paper = new PaperExchange(state, START, terms, market, () -> now);
        desk = new Coordinator(state,
                DeskTerms.of(Map.of("alpha", Patience.ENFORCED, "beta", Patience.ENFORCED,
                        "gamma", Patience.ENFORCED)).allTogether(),
                new BookMarkets(books),
                new RiskGate(state, facts(), GateSettings.DEFAULT, new KillSwitch()),
                commit -> {
                    journal.addAll(commit);
                    return journal.size();
                }, paper, (words, _) -> alarms.add(words));
    }

    private Facts facts() {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (String name : START.keySet()) {
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
        }
        return new Facts(new BookMarkets(books), this, conditions, fees());
    }

    /// A thousandth everywhere.
    private Fees fees() {
        return new Fees() {
            @Override
            public long taker(Listing listing) {
                return Decimals.parse("0.001", DetectorSettings.FEE_SCALE);
            }

            @Override
            public boolean inReceived(Listing listing) {
                return inKind.getOrDefault(listing.exchange(), false);
            }

            @Override
            public String coin(Listing listing) {
                return coin.getOrDefault(listing.exchange(), "");
            }

            @Override
            public long coinPerTrade(Listing listing) {
                return coin(listing).equals("BNB") ? 20_000_000 : 0;
            }
        };
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        return books.all().stream().filter(book -> book.listing().instrument().equals(instrument))
                .map(book -> new Reference(book.listing(), book.id(), mid(book), now))
                .toList();
    }

    private static @Nullable BigDecimal mid(ListingBook book) {
        return BigDecimal.valueOf(book.bestBid() + book.bestAsk())
                .scaleByPowerOfTen(-book.levels().priceScale()).divide(BigDecimal.TWO);
    }

    @Override
    public @Nullable BigDecimal minuteMedian(Listing listing) {
        return null;
    }

    @Override
    public @Nullable BigDecimal index(Instrument instrument) {
        return null;
    }

    void boots() {
        desk.boot(desk.state().epoch() + 1, "b", "c", now);
        keeps();
    }

    void keeps() {
        desk.durable(journal.size(), now);
    }

    /// The process dies, and another reads what the first `entries` of the journal tell.
    void restarts(int entries) {
        journal.subList(entries, journal.size()).clear();
        fresh();
        told.clear();
        boots();
    }

    /// Buys 0.0009 BTC at alpha for 50000 at most, sells it at beta for 50200 at least.
    boolean offers(long id) {
        var buy = new Leg(book("alpha").listing(), Side.ASK, 90, 5, 5_000_000, 2);
        var sell = new Leg(book("beta").listing(), Side.BID, 90, 5, 5_020_000, 2);
        boolean begun = desk.offered(new Opportunity(id, Kind.TWO_LEGS,
                Opportunity.State.OPENED, List.of(buy, sell), "USDT", 18_000_000, 0, 0,
                Working.of(18_000_000, 0),
                List.of(Step.money(Step.What.BUY, "alpha", "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, "beta", "USDT", 4_518_000_000L, "")),
                true, "", now, now, 0, ""), now);
        keeps();
        return begun;
    }

    /// Time passes, and books stand as they are: but they are told anew, so that they stay young.
    void passes(long nanos) {
        long end = now + nanos;
        while (Math.min(desk.nextDeadline(), paper.nextDeadline()) <= end) {
            now = Math.max(now, Math.min(desk.nextDeadline(), paper.nextDeadline()));
            paper.tick(now, this::tell, desk::told);
            desk.tick(now);
            keeps();
        }
        now = end;
        desk.tick(now);
        keeps();
    }

    private void tell(OrderEvent event, long at) {
        told.add(event);
        desk.told(event, at);
    }

    ListingBook book(String exchange) {
        return books.all().stream().filter(book -> book.listing().exchange().equals(exchange))
                .findFirst().orElseThrow();
    }

    /// The whole book: `bid 99 x 1 | ask 100 x 1`; sizes in whole coins or with digits.
    void shows(String exchange, String picture) {
        ListingBook book = book(exchange);
        var update = new BookUpdate().begin(book.id(), true, 2, 5);
        for (String side : picture.split("\\|", -1)) {
            Side of = side.strip().startsWith("bid") ? Side.BID : Side.ASK;
            for (String level : side.strip().substring(3).split(",", -1)) {
                String[] parts = level.strip().split(" x ", -1);
                update.levels(of).add(Decimals.parse(parts[0], 2), Decimals.parse(parts[1], 5), 0);
            }
        }
        if (book.apply(update, now) != ListingBook.Applied.YES) {
            throw new AssertionError(picture);
        }
        if (paper != null) {
            paper.updated(book);
        }
    }

    /// Ledger and accounts, which are reckoned apart, are the same, to the last digit.
    String differences() {
        var differences = new TreeMap<String, BigDecimal>();
        for (String name : START.keySet()) {
            paper.held(name).forEach((asset, amount) -> differences.merge(name + " " + asset,
                    amount, BigDecimal::add));
            desk.state().ledger().holdings(name).forEach((asset, amount) -> differences
                    .merge(name + " " + asset, amount.negate(), BigDecimal::add));
        }
        differences.values().removeIf(amount -> amount.signum() == 0);
        return differences.toString();
    }
}
