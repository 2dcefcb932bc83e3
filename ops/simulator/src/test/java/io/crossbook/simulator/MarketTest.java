package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static final long START = 1_767_225_600_000L;
    private static final Instrument BTC_USDT = Instrument.of("BTC/USDT");
    private static final Instrument SOL_USDT = Instrument.of("SOL/USDT");
    private static final List<Exchange> ALL = List.of(Exchange.BINANCE, Exchange.KRAKEN,
            Exchange.BYBIT);

    private final Market quiet = Market.standard(9, START, true);

    private static BigDecimal best(Market market, Exchange exchange, Instrument instrument,
            Side side) {
        Listing listing = market.listing(exchange, instrument);
        return new BigDecimal(listing.price(market.published(listing).price(side, 0)));
    }

    /// What selling on one and buying on the other yields before fees, in basis points.
    private static double edge(Market market, Instrument instrument, Exchange sell, Exchange buy) {
        return best(market, sell, instrument, Side.BID)
                .divide(best(market, buy, instrument, Side.ASK), MathContext.DECIMAL64)
                .subtract(BigDecimal.ONE).doubleValue() * 10_000;
    }

    @Test
    void every_instrument_is_listed_three_times() {
        assertTrue(Listings.instruments().size() >= 8);
        for (Instrument instrument : Listings.instruments()) {
            ALL.forEach(exchange -> assertEquals(instrument,
                    quiet.listing(exchange, instrument).instrument()));
        }
    }

    @Test
    void books_are_deep_and_never_crossed() {
        for (int second = 1; second <= 30; second++) {
            quiet.advanceTo(START + second * 1_000L);
            for (Listing listing : quiet.listings()) {
                Book book = quiet.book(listing);
                assertTrue(book.depth(Side.BID) > 200 && book.depth(Side.ASK) > 200,
                        listing.toString());
                assertTrue(book.price(Side.BID, 0) < book.price(Side.ASK, 0), listing.toString());
                assertEquals(book, quiet.published(listing));
                assertEquals(book.updateId(), quiet.published(listing).updateId());
            }
        }
    }

    @Test
    void a_market_that_has_leapt_stood_still_meanwhile_and_goes_on() {
        Listing listing = quiet.listing(Exchange.BINANCE, BTC_USDT);
        quiet.advanceTo(START + 1_000);
        long before = quiet.book(listing).updateId();
        quiet.leapTo(START + 61_000);
        assertEquals(START + 61_000, quiet.now());
        assertEquals(before, quiet.book(listing).updateId());

        quiet.advanceTo(START + 61_000); // what fell due in between, once
        long leapt = quiet.book(listing).updateId();
        quiet.advanceTo(START + 62_000);
        long second = quiet.book(listing).updateId() - leapt;
        assertTrue(leapt - before < second, leapt - before + " changes at once, " + second
                + " in a second");
        assertEquals(quiet.book(listing), quiet.published(listing));
    }

    @Test
    void without_dislocations_no_pair_of_exchanges_beats_the_fees() {
        for (int step = 1; step <= 300; step++) {
            quiet.advanceTo(START + step * 100L);
            for (Instrument instrument : Listings.instruments()) {
                for (Exchange sell : ALL) {
                    for (Exchange buy : ALL) {
                        double edge = edge(quiet, instrument, sell, buy);
                        assertTrue(edge < 20,
                                () -> instrument + " " + sell + " " + buy + " " + edge);
                    }
                }
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_market_and_another_another() {
        Market one = Market.standard(4, START, false);
        Market two = Market.standard(4, START, false);
        Market other = Market.standard(5, START, false);
        one.advanceTo(START + 60_000);
        for (int i = 1; i <= 600; i++) {
            two.advanceTo(START + i * 100L);
        }
        other.advanceTo(START + 60_000);
        for (Listing listing : one.listings()) {
            assertEquals(one.book(listing), two.book(listing), listing.toString());
            assertNotEquals(one.book(listing), other.book(listing), listing.toString());
        }
        assertEquals(one.injections(), two.injections());
    }

    @Test
    void an_opportunity_beats_the_fees_and_ends() {
        quiet.advanceTo(START + 5_000);
        Listing bybit = quiet.listing(Exchange.BYBIT, BTC_USDT);
        assertTrue(quiet.inject(Injection.Kind.OPPORTUNITY, bybit, 1_000, 120));
        assertFalse(quiet.inject(Injection.Kind.STALE, bybit, 1_000, 120), "one at a time");
        quiet.advanceTo(START + 5_500);
        assertTrue(edge(quiet, BTC_USDT, Exchange.BYBIT, Exchange.BINANCE) > 80);
        quiet.advanceTo(START + 6_200);
        assertTrue(edge(quiet, BTC_USDT, Exchange.BYBIT, Exchange.BINANCE) < 20);
    }

    @Test
    void what_is_fee_eaten_shows_an_edge_below_two_taker_fees() {
        quiet.advanceTo(START + 5_000);
        quiet.inject(Injection.Kind.FEE_EATEN, quiet.listing(Exchange.BYBIT, BTC_USDT), 2_000, 12);
        quiet.advanceTo(START + 6_000);
        double edge = edge(quiet, BTC_USDT, Exchange.BYBIT, Exchange.BINANCE);
        assertTrue(edge > 2 && edge < 20, "edge " + edge);
    }

    @Test
    void quotes_that_are_pulled_are_gone_before_an_order_arrives() {
        quiet.advanceTo(START + 5_000);
        quiet.inject(Injection.Kind.PULLED, quiet.listing(Exchange.BINANCE, BTC_USDT), 50, -150);
        quiet.advanceTo(START + 5_010);
        assertTrue(edge(quiet, BTC_USDT, Exchange.BYBIT, Exchange.BINANCE) > 100);
        quiet.advanceTo(START + 5_060);
        assertTrue(edge(quiet, BTC_USDT, Exchange.BYBIT, Exchange.BINANCE) < 20);
    }

    @Test
    void a_stale_listing_freezes_while_the_others_leave() {
        quiet.advanceTo(START + 5_000);
        Listing kraken = quiet.listing(Exchange.KRAKEN, SOL_USDT);
        Book before = quiet.book(kraken);
        quiet.inject(Injection.Kind.STALE, kraken, 6_000, 120);
        quiet.advanceTo(START + 9_000);
        assertEquals(before, quiet.book(kraken));
        assertTrue(edge(quiet, SOL_USDT, Exchange.BINANCE, Exchange.KRAKEN) > 60);
        quiet.advanceTo(START + 11_500);
        assertNotEquals(before, quiet.book(kraken));
        assertTrue(edge(quiet, SOL_USDT, Exchange.BINANCE, Exchange.KRAKEN) < 30);
    }

    @Test
    void a_lagging_listing_publishes_seconds_late_at_its_cadence() {
        quiet.advanceTo(START + 5_000);
        Listing bybit = quiet.listing(Exchange.BYBIT, BTC_USDT);
        quiet.inject(Injection.Kind.LAGGING, bybit, 10_000, 120);
        quiet.advanceTo(START + 11_000);
        long[] late = new long[2];
        quiet.listen(new MarketListener() {
            @Override
            public void book(Listing listing, BookEvent event) {
                if (listing.equals(bybit)) {
                    late[0] = Math.max(late[0], quiet.now() - event.atMicros() / 1_000);
                    late[1]++;
                }
            }

            @Override
            public void trade(Listing listing, Trade trade) {
                // Trades lag alike.
            }

            @Override
            public void status(Listing listing, boolean trading) {
                // Nothing is suspended here.
            }
        });
        quiet.advanceTo(START + 14_000);
        assertTrue(late[0] >= 2_900 && late[0] <= 3_100, "late " + late[0]);
        assertTrue(late[1] > 30, "events in three seconds: " + late[1]);
        assertNotEquals(quiet.book(bybit), quiet.published(bybit));
        quiet.advanceTo(START + 25_000);
        assertEquals(quiet.book(bybit), quiet.published(bybit));
    }

    @Test
    void a_quote_that_is_too_small_is_one_lot_alone() {
        quiet.advanceTo(START + 5_000);
        Listing binance = quiet.listing(Exchange.BINANCE, BTC_USDT);
        quiet.inject(Injection.Kind.TOO_SMALL, binance, 2_000, 150);
        quiet.advanceTo(START + 5_100);
        assertTrue(edge(quiet, BTC_USDT, Exchange.BINANCE, Exchange.BYBIT) > 100);
        assertEquals(1, quiet.book(binance).size(Side.BID, 0));
        long gap = quiet.book(binance).price(Side.BID, 0) - quiet.book(binance).price(Side.BID, 1);
        assertTrue(gap > 62_000, "the next is far below: " + gap);
    }

    @Test
    void a_suspended_listing_says_so_and_walks_away() {
        quiet.advanceTo(START + 5_000);
        Listing kraken = quiet.listing(Exchange.KRAKEN, SOL_USDT);
        quiet.inject(Injection.Kind.SUSPENDED, kraken, 20_000, -400);
        quiet.advanceTo(START + 10_000);
        assertFalse(quiet.trading(kraken));
        assertTrue(edge(quiet, SOL_USDT, Exchange.BINANCE, Exchange.KRAKEN) > 300);
        quiet.advanceTo(START + 26_000);
        assertTrue(quiet.trading(kraken));
    }

    @Test
    void a_minute_and_a_half_has_every_kind_and_an_opportunity_within_seconds() {
        Market market = Market.standard(1, START, false);
        market.advanceTo(START + 90_000);
        Set<Injection.Kind> kinds = EnumSet.noneOf(Injection.Kind.class);
        market.injections().forEach(injection -> kinds.add(injection.kind()));
        assertEquals(EnumSet.allOf(Injection.Kind.class), kinds);
        assertTrue(market.injections().getFirst().from() <= START + 2_000);
        assertEquals(Injection.Kind.OPPORTUNITY, market.injections().getFirst().kind());
    }

    @Test
    void the_best_moves_on_some_updates_only() {
        Listing listing = quiet.listing(Exchange.BINANCE, BTC_USDT);
        int[] seen = new int[2];
        String[] last = {""};
        quiet.listen(new MarketListener() {
            @Override
            public void book(Listing where, BookEvent event) {
                if (where.equals(listing)) {
                    String best = quiet.published(listing).top(1).toString();
                    seen[0]++;
                    seen[1] += best.equals(last[0]) ? 0 : 1;
                    last[0] = best;
                }
            }

            @Override
            public void trade(Listing where, Trade trade) {
                assertTrue(trade.size() > 0);
            }

            @Override
            public void status(Listing where, boolean trading) {
                // Nothing is suspended here.
            }
        });
        quiet.advanceTo(START + 120_000);
        assertTrue(seen[0] > 1_500, "updates " + seen[0]);
        assertTrue(seen[1] * 100 / seen[0] > 5 && seen[1] * 100 / seen[0] < 30,
                seen[1] + " of " + seen[0]);
    }
}
