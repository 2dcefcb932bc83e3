package io.crossbook.gateway.rehearsal;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.desk.BookMarkets;
import io.crossbook.execution.desk.BookReferences;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.KnownConditions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Five books of one instrument that never move, of which the first two stand 40 basis points apart, and everything else in order: nothing that a gate could
/// object to.
///
/// Books, what the gate reads of them, and references are those of the engine.
public final class StandingMarket {

    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final int DEPTH = 50;
    private static final long BID = 4_999_000;
    private static final long STEP = 1_000;
    private static final long SIZE = 100_000;
    /// By how much each one's prices are above the first one's, in cents.
    private static final long[] APART = {0, 21_000, 10_000, 10_000, 10_000};
    private static final List<String> OTHERS = List.of("other 1", "other 2", "other 3");

    private final List<Listing> legs;
    private final Books books = new Books(Mirrors.NONE);
    private final BookReferences references = new BookReferences(books);
    private final BookUpdate update = new BookUpdate();
    private long told;

    /// Between these two exchanges.
    public StandingMarket(String buys, String sells) {
        legs = List.of(listing(0, buys), listing(1, sells));
        var listings = new ArrayList<>(legs);
        OTHERS.forEach(other -> listings.add(listing(listings.size(), other)));
        for (Listing listing : listings) {
            books.add(listing, BookShape.FULL, BookLimits.NONE);
            update.begin(listing.id(), true, RULES.priceScale(), RULES.sizeScale());
            long bid = BID + APART[listing.id()];
            for (int level = 0; level < DEPTH; level++) {
                update.bids.add(bid - level * STEP, SIZE, 0);
                update.asks.add(bid + (level + 1) * STEP, SIZE, 0);
            }
            books.book(listing.id()).apply(update, 0);
        }
    }

    private static Listing listing(int id, String exchange) {
        return new Listing(id, exchange, "BTCUSDT", Instrument.spot("BTC", "USDT"), RULES);
    }

    /// Where is bought, and where sold.
    public List<Listing> legs() {
        return legs;
    }

    /// The books, as gate and desk read them.
    public BookMarkets markets() {
        return new BookMarkets(books);
    }

    /// All that a gate asks besides the journal.
    public Facts facts() {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (Listing leg : legs) {
            String name = leg.exchange();
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
        }
        return new Facts(markets(), references, conditions, _ -> 0);
    }

    /// What an account there holds.
    public AccountFact.Balances balances(String exchange, long now) {
        return new AccountFact.Balances(exchange, now,
                Map.of("BTC", balance("0.01"), "USDT", balance("1000")), true);
    }

    private static AccountFact.Balance balance(String free) {
        return new AccountFact.Balance(new BigDecimal(free), BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /// Every book hears something that changes no price: none is old.
    public void moves(long now) {
        told++;
        references.look(now);
        for (int id = 0; id < books.size(); id++) {
            update.begin(id, false, RULES.priceScale(), RULES.sizeScale());
            update.bids.add(BID + APART[id], SIZE + told % DEPTH, 0);
            books.book(id).apply(update, now);
        }
    }

    /// What these books offer.
    public Opportunity opportunity(long id, long now) {
        return new Opportunity(id, Kind.TWO_LEGS, Opportunity.State.OPENED,
                List.of(new Leg(legs.getFirst(), Side.ASK, 90, 5, 5_000_000, 2),
                        new Leg(legs.getLast(), Side.BID, 90, 5, 5_020_000, 2)),
                "USDT", 18_000_000, 0, 0, Working.of(18_000_000, 0),
                List.of(Step.money(Step.What.BUY, legs.getFirst().exchange(), "USDT",
                        -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, legs.getLast().exchange(), "USDT",
                                4_518_000_000L, "")),
                true, "", now, now, 0, "");
    }
}
