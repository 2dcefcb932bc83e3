package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Matching, locks and fees without any protocol.
class TradingDeskTest {

    private static final List<Exchange> ALL = List.of(Exchange.BINANCE, Exchange.KRAKEN,
            Exchange.BYBIT);

    private final Timeline timeline = new Timeline(Simulator.MANUAL_START);
    private final Market market = Market.standard(21, timeline.now(), false);
    private final Mischief mischief = new Mischief(timeline, 21);
    private final Map<Exchange, TradingDesk> desks = new HashMap<>();
    private int ids;

    TradingDeskTest() {
        timeline.every(2, () -> market.advanceTo(timeline.now()));
        ALL.forEach(exchange -> desks.put(exchange,
                new TradingDesk(exchange, market, timeline, mischief)));
        timeline.advance(500);
    }

    private TradingDesk desk(Exchange exchange) {
        return Objects.requireNonNull(desks.get(exchange));
    }

    private Account account(Exchange exchange) {
        Map<String, BigDecimal> deposits = new HashMap<>();
        for (String asset : List.of("BTC", "ETH", "SOL", "XRP", "ADA", "LTC", "DOGE", "USDT",
                "USDC")) {
            deposits.put(asset, new BigDecimal(asset.startsWith("USD") ? "3000000" : "50.5"));
        }
        return desk(exchange).open("key" + ids++, "secret", deposits);
    }

    private Listing btc(Exchange exchange) {
        return market.listing(exchange, Instrument.of("BTC/USDT"));
    }

    private Ticket ticket(Listing listing, Side side, Ticket.Life life, long limit, long lots,
            boolean feeInBase) {
        return new Ticket(listing, side, Ticket.Kind.LIMIT, life, limit, lots, BigDecimal.ZERO,
                "id" + ids++, feeInBase
                        ? listing.instrument().base()
                        : listing.instrument().quote());
    }

    private static Order taken(Placed placed) {
        return switch (placed) {
            case Placed.Taken(Order order) -> order;
            case Placed.Refused(Refusal why) -> throw new AssertionError(why);
        };
    }

    @Test
    void a_taker_takes_the_displayed_levels_best_first_and_no_more() {
        Listing listing = btc(Exchange.BINANCE);
        Account account = account(Exchange.BINANCE);
        Book before = market.book(listing);
        long lots = before.size(Side.ASK, 0) + before.size(Side.ASK, 1) + 1;
        Order order = taken(desk(Exchange.BINANCE).place(account, ticket(listing, Side.BID,
                Ticket.Life.IMMEDIATE_OR_CANCEL, before.price(Side.ASK, 2), lots, true)));
        assertEquals(OrderTruth.State.FILLED, order.state);
        Book after = market.book(listing);
        assertEquals(before.price(Side.ASK, 2), after.price(Side.ASK, 0));
        assertEquals(before.size(Side.ASK, 2) - 1, after.size(Side.ASK, 0));
        assertEquals(after, market.published(listing));
        assertEquals(3, account.executions().size());
        List<Trade> trades = market.trades(listing);
        assertEquals(before.price(Side.ASK, 0), trades.get(trades.size() - 3).price());
        assertEquals(Side.BID, trades.getLast().taker());
        assertEquals(1, trades.getLast().size());
        assertEquals("BTC", account.executions().getFirst().feeAsset());
        assertEquals(account.truth().sums(), account.truth().held());
    }

    @Test
    void fill_or_kill_fills_whole_or_not_at_all() {
        Listing listing = btc(Exchange.BYBIT);
        Account account = account(Exchange.BYBIT);
        Book before = market.book(listing);
        Order order = taken(desk(Exchange.BYBIT).place(account,
                ticket(listing, Side.BID, Ticket.Life.FILL_OR_KILL, before.price(Side.ASK, 0),
                        before.size(Side.ASK, 0) + 1, true)));
        assertEquals(OrderTruth.State.EXPIRED, order.state);
        assertEquals(0, order.filled);
        assertEquals(before, market.book(listing));
        assertEquals(0, account.holding("USDT").locked().signum());
    }

    /// What a frozen listing shows is not there: the trap that it is meant to be.
    @Test
    void while_a_listing_is_frozen_nothing_of_what_it_shows_can_be_had() {
        Listing listing = btc(Exchange.KRAKEN);
        Account account = account(Exchange.KRAKEN);
        while (!market.inject(Injection.Kind.STALE, listing, 3_000, 150)) {
            timeline.advance(100);
        }
        Book shown = market.published(listing);
        Order order = taken(desk(Exchange.KRAKEN).place(account,
                ticket(listing, Side.BID, Ticket.Life.IMMEDIATE_OR_CANCEL,
                        shown.price(Side.ASK, 3), shown.size(Side.ASK, 0), false)));
        assertEquals(OrderTruth.State.EXPIRED, order.state);
        assertEquals(shown, market.published(listing));
    }

    @Test
    void nothing_is_ever_negative() {
        Account account = account(Exchange.BINANCE);
        assertThrows(IllegalStateException.class,
                () -> account.move("BTC", new BigDecimal("-50.6"), 0));
    }

    /// Thousands of orders of two accounts each, over every listing and through every dislocation.
    @Test
    void whatever_is_traded_every_account_adds_up_and_no_book_is_ever_crossed() {
        Random random = new Random(7);
        Map<Exchange, List<Account>> accounts = new HashMap<>();
        ALL.forEach(exchange -> accounts.put(exchange,
                List.of(account(exchange), account(exchange))));
        mischief.ordersAtRandom(market.listings());
        for (int i = 0; i < 4_000; i++) {
            Listing listing = market.listings().get(random.nextInt(market.listings().size()));
            TradingDesk desk = desk(listing.exchange());
            Account account = Objects.requireNonNull(accounts.get(listing.exchange()))
                    .get(random.nextInt(2));
            desk.place(account, random(random, listing));
            for (Order order : account.orders()) {
                if (order.open() && random.nextInt(20) == 0) {
                    desk.cancel(order, "user");
                }
            }
            timeline.advance(random.nextInt(40));
            Book book = market.book(listing);
            assertTrue(book.price(Side.BID, 0) < book.price(Side.ASK, 0) || frozen(listing),
                    () -> listing + " " + book.top(3));
        }
        Set<OrderTruth.State> states = EnumSet.noneOf(OrderTruth.State.class);
        long makers = 0;
        for (List<Account> two : accounts.values()) {
            for (Account account : two) {
                AccountTruth truth = account.truth();
                assertEquals(truth.sums(), truth.held());
                assertTrue(truth.executions().size() > 200, "few: " + truth.executions().size());
                truth.orders().forEach(order -> states.add(order.state()));
                makers += truth.executions().stream().filter(Execution::maker).count();
                for (String asset : truth.holdings().keySet()) {
                    BigDecimal reserved = account.orders().stream().filter(
                            order -> order.open() && order.ticket.gives().equals(asset))
                            .map(order -> order.reserved).reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertEquals(0, reserved.compareTo(truth.locked(asset)), asset);
                }
                for (OrderTruth order : truth.orders()) {
                    BigDecimal traded = truth.executions().stream()
                            .filter(each -> each.orderId().equals(order.wireId()))
                            .map(Execution::size).reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertEquals(0, traded.compareTo(order.filled()), order.toString());
                }
            }
        }
        assertEquals(EnumSet.allOf(OrderTruth.State.class), states);
        assertTrue(makers > 100, "makers " + makers);
        // What a listing publishes is its book again once nothing has been wrong with it for a while.
        long settled = market.listings().stream().filter(listing -> market.injections().stream()
                .noneMatch(each -> each.until() > market.now() - 5_000
                        && each.instrument().equals(listing.instrument())))
                .peek(listing -> assertEquals(market.book(listing), market.published(listing)))
                .count();
        assertTrue(settled > 5, "settled " + settled);
    }

    private boolean frozen(Listing listing) {
        return market.injections().stream().anyMatch(each -> each.active(market.now())
                && each.kind() == Injection.Kind.STALE && each.exchange() == listing.exchange()
                && each.instrument().equals(listing.instrument()));
    }

    private Ticket random(Random random, Listing listing) {
        Book book = market.book(listing);
        Side side = random.nextBoolean() ? Side.BID : Side.ASK;
        Side from = random.nextBoolean() ? Side.BID : Side.ASK;
        long limit = book.price(from, random.nextInt(4));
        long lots = 1 + (long) (book.size(from, 0) * random.nextDouble() * 1.5);
        boolean base = random.nextBoolean();
        Ticket limited = ticket(listing, side, random.nextBoolean()
                ? Ticket.Life.GOOD_TILL_CANCELLED
                : Ticket.Life.IMMEDIATE_OR_CANCEL, limit, lots, base);
        return random.nextInt(8) > 0
                ? limited
                : new Ticket(listing, side, Ticket.Kind.MARKET, Ticket.Life.IMMEDIATE_OR_CANCEL, 0,
                        lots, BigDecimal.ZERO, limited.clientId(), limited.feeAsset());
    }

    @Test
    void a_seed_draws_the_same_mischief_again_and_in_time_all_of_it() {
        assertEquals(struck(3), struck(3));
        assertNotEquals(struck(3), struck(4));
        Set<Fault.Kind> kinds = EnumSet.noneOf(Fault.Kind.class);
        struck(3).forEach(stroke -> kinds.add(stroke.kind()));
        assertEquals(EnumSet.range(Fault.Kind.ORDER_LOST, Fault.Kind.STREAM_CLOSED), kinds);
    }

    private List<Mischief.Stroke> struck(long seed) {
        Timeline own = new Timeline(Simulator.MANUAL_START);
        Mischief drawn = new Mischief(own, seed);
        drawn.ordersAtRandom(market.listings());
        for (int i = 0; i < 600; i++) {
            own.advance(1_000);
            for (Listing listing : market.listings()) {
                drawn.next(EnumSet.range(Fault.Kind.ORDER_LOST, Fault.Kind.STREAM_CLOSED),
                        listing.exchange(), listing.symbol());
            }
        }
        return drawn.strokes();
    }
}
