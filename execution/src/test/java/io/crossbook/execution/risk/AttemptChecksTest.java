package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.desk.BookMarkets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Attempts of three legs: USDT into BTC, BTC into ETH, ETH into USDT.
final class AttemptChecksTest {

    private final GateRig rig = new GateRig();
    private final List<Listing> round = new ArrayList<>();
    private final List<OrderIntent> legs = new ArrayList<>();

    AttemptChecksTest() {
        round.add(rig.btc("gamma"));
        round.add(rig.add("gamma", "ETH/BTC", GateRig.RULES));
        round.add(rig.add("gamma", "ETH/USDT", GateRig.RULES));
        rig.shows(round.get(0), "49990", "50000");
        rig.shows(round.get(1), "0.04", "0.05");
        rig.shows(round.get(2), "2512.50", "2513");
        // 0.001 BTC for 50, 0.02 ETH for them, 50.25 for those: 50 bps.
        leg(0, true, "0.001", "50000");
        leg(1, true, "0.02", "0.05");
        leg(2, false, "0.02", "2512.50");
        rig.begins();
    }

    private void leg(int place, boolean buys, String size, String limit) {
        var leg = new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, place, place),
                round.get(place), buys, new BigDecimal(size), new BigDecimal(limit),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, rig.now + 1, 0, false);
        if (legs.size() > place) {
            legs.set(place, leg);
        } else {
            legs.add(leg);
        }
    }

    private Case at() {
        return at(false);
    }

    private Case at(boolean rebalances) {
        var plan = new Attempt.Plan(1, 1, "USDT", legs, BigDecimal.ONE, BigDecimal.ONE,
                rebalances, Map.of());
        return new Case(legs.getFirst(), plan, null, false, rig.now);
    }

    private AttemptChecks checks() {
        var facts = new Facts(new BookMarkets(rig.books),
                rig.references, rig.conditions,
                listing -> rig.takerFees.getOrDefault(listing.exchange(), 0L));
        return new AttemptChecks(facts, new Values(rig.references, rig.settings), rig.counting());
    }

    private static String measured(@Nullable Denial denial) {
        return denial == null ? "" : denial.measured();
    }

    @Test
    void a_round_trip_brings_what_comes_back_of_what_it_spends() {
        rig.with(Setting.MIN_NET, 51);
        assertEquals("50", measured(checks().edge(at())));
        rig.with(Setting.MIN_NET, 50);
        assertEquals("", measured(checks().edge(at())));
    }

    @Test
    void what_only_brings_home_may_cost_so_much_and_no_more() {
        rig.takerFees.put("gamma", 10_000_000L);
        rig.with(Setting.MIN_NET, 1).with(Setting.MAX_REBALANCE_COST, 100);
        assertEquals("-248.49505", measured(checks().edge(at(true))), "beyond every cap");
        rig.takerFees.put("gamma", 2_000_000L);
        Denial denial = checks().edge(at(false));
        assertTrue(denial != null && denial.limit().equals("1"), String.valueOf(denial));
        BigDecimal cost = new BigDecimal(denial.measured()).negate();
        assertTrue(cost.signum() > 0 && cost.compareTo(BigDecimal.valueOf(99)) < 0, "" + cost);
        long whole = cost.setScale(0, RoundingMode.CEILING).longValueExact();
        rig.with(Setting.MAX_REBALANCE_COST, whole);
        assertEquals("", measured(checks().edge(at(true))));
        rig.with(Setting.MAX_REBALANCE_COST, whole - 1);
        assertEquals(denial.measured(), measured(checks().edge(at(true))));
    }

    @Test
    void every_leg_pays_its_fee() {
        rig.takerFees.put("gamma", 10_000_000L); // a hundredth of each
        rig.with(Setting.MIN_NET, 1);
        assertEquals("-248.49505", measured(checks().edge(at())));
    }

    @Test
    void assets_between_are_passed_on() {
        assertEquals("", measured(checks().uneven(at())));
        leg(2, false, "0.0201", "2512.50");
        assertEquals("-50", measured(checks().uneven(at())));
        leg(2, false, "0.0198", "2512.50");
        assertEquals("", measured(checks().uneven(at())));
        leg(2, false, "0.01979", "2512.50");
        assertEquals("105", measured(checks().uneven(at())));
        leg(2, false, "0.02", "2512.50");
        leg(0, true, "0.00099", "50000");
        assertEquals("-101.010101010102", measured(checks().uneven(at())), "BTC, as a quote");
    }

    @Test
    void what_the_book_does_not_show_is_not_known() {
        leg(1, true, "1000", "0.05");
        assertEquals("unknown", measured(checks().edge(at())));
        assertEquals("unknown", measured(checks().cap(at())));
        assertEquals("unknown", measured(checks().uneven(at())));
    }

    /// Books that remember what was asked about.
    private record Asked(Markets books, List<Listing> asked) implements Markets {

        @Override
        public @Nullable Top top(Listing listing) {
            return books.top(listing);
        }

        @Override
        public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
            asked.add(listing);
            return books.worth(listing, buys, size);
        }

        @Override
        public List<Listing> listings(String base, String quote) {
            return books.listings(base, quote);
        }
    }

    @Test
    void three_checks_look_at_what_the_books_show_of_an_attempt_and_the_books_are_asked_once() {
        var books = new Asked(new BookMarkets(rig.books), new ArrayList<>());
        var facts = new Facts(books, rig.references, rig.conditions, _ -> 0);
        var checks = new AttemptChecks(facts, new Values(rig.references, rig.settings),
                rig.counting());
        Case one = at();
        assertEquals("", measured(checks.edge(one)));
        assertEquals("", measured(checks.cap(one)));
        assertEquals("", measured(checks.uneven(one)));
        assertEquals(round, books.asked());
        checks.edge(at());
        assertEquals(6, books.asked().size(), "another moment");
    }

    @Test
    void an_attempt_that_spends_nothing_of_what_it_is_counted_in_brings_nothing_known() {
        var plan = new Attempt.Plan(1, 1, "EUR", legs, BigDecimal.ONE, BigDecimal.ONE);
        var at = new Case(legs.getFirst(), plan, null, false, rig.now);
        assertEquals("unknown", measured(checks().edge(at)));
        assertEquals("unknown", measured(checks().worth(at)));
        assertEquals("unknown", measured(checks().signals(at)));
    }

    @Test
    void once_a_leg_has_left_the_books_are_not_asked_again() {
        rig.state.apply(new Entry.Reserved(at().plan(), rig.now));
        var waits = new Case(legs.getFirst(), at().plan(), rig.attempt(1), true, rig.now);
        rig.shows(round.get(2), "2000", "2001");
        assertEquals("-2000", measured(checks().edge(waits)));
        rig.state.apply(new Entry.Acted(legs.getFirst().id(),
                OrderNews.HANDED, "", rig.now));
        assertEquals("", measured(checks().edge(waits)));
        assertEquals("", measured(checks().cap(waits)));
        rig.shows(round.get(2), "3000", "3001");
        assertEquals("", measured(checks().cap(waits)));
        rig.books.book(round.get(2).id()).fail(BookBreak.Kind.GAP, "");
        assertEquals("", measured(checks().uneven(waits)));
    }

    @Test
    void what_signals_want_more_of_is_not_more() {
        rig.conditions.share(Instrument.spot("BTC", "USDT"), BigDecimal.TEN);
        rig.conditions.share(Instrument.spot("ETH", "USDT"), BigDecimal.TEN);
        rig.conditions.share(Instrument.spot("ETH", "BTC"), BigDecimal.TEN);
        assertEquals("", measured(checks().signals(at())));
        leg(0, true, "0.00101", "50000");
        assertEquals("50.5", measured(checks().signals(at())));
        leg(0, true, "0.001", "50000");
        rig.conditions.share(Instrument.spot("ETH", "BTC"), new BigDecimal("-1"));
        Denial denial = checks().signals(at());
        assertEquals("0", denial == null ? "" : denial.limit());
    }

    @Test
    void contracts_of_many_coins_are_counted_in_coins() {
        var thousand = new Rules(2, 5, 1, 1, 10, 0, 1_000,
                Rules.Status.TRADING);
        Listing many = rig.add("delta", "BTC/USDC", thousand);
        var intent = new OrderIntent(legs.getFirst().id(), many, true, new BigDecimal("2"),
                BigDecimal.ONE, OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, false);
        assertEquals(new BigDecimal("2000"), Case.base(intent));
    }

    @Test
    void legs_that_leave_together_count_together_for_the_rate() {
        rig.with(Setting.MAX_ORDERS, 2);
        var checks = new ExchangeChecks(rig.state, rig.facts(), rig.counting());
        assertEquals("3", measured(checks.rate(at())));
        rig.with(Setting.MAX_ORDERS, 3);
        assertEquals("", measured(
                new ExchangeChecks(rig.state, rig.facts(), rig.counting()).rate(at())));
        rig.state.apply(new Entry.Reserved(at().plan(), rig.now));
        rig.state.apply(new Entry.Acted(legs.getFirst().id(), OrderNews.HANDED, "", rig.now));
        var second = new Case(legs.get(1), at().plan(), rig.attempt(1), true, rig.now);
        rig.with(Setting.MAX_ORDERS, 2);
        assertEquals("", measured(
                new ExchangeChecks(rig.state, rig.facts(), rig.counting()).rate(second)));
        rig.with(Setting.MAX_ORDERS, 1);
        assertEquals("2", measured(
                new ExchangeChecks(rig.state, rig.facts(), rig.counting()).rate(second)));
    }

    @Test
    void a_rung_is_one_order_and_a_child_of_the_legs_of_its_base_only() {
        rig.with(Setting.MAX_ORDERS, 1).with(Setting.MAX_REDUCING_ORDERS, 1);
        rig.state.apply(new Entry.Reserved(at().plan(), rig.now));
        var rung = new OrderIntent(new OrderId(1, 1, OrderId.Role.UNWIND, 0, 3), round.get(0),
                false, new BigDecimal("0.0011"), new BigDecimal("50000"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, rig.now + 1, 1, true);
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        for (var attempt : new @Nullable Attempt[]{rig.attempt(1), null}) {
            var at = new Case(rung, at().plan(), attempt, true, rig.now);
            assertEquals("", measured(
                    new ExchangeChecks(rig.state, rig.facts(), rig.counting()).rate(at)));
            assertEquals("0.0011", measured(exposure.children(at)));
            assertEquals("0.0011", measured(exposure.reduces(at)));
        }
    }

    @Test
    void every_asset_between_has_its_limit() {
        rig.with(Setting.MAX_ATTEMPT, 40).with(Setting.MAX_PAIR_EXPOSURE, 51);
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        assertEquals("", measured(exposure.pair(at())));
        leg(2, false, "0.0204", "2512.50"); // ETH comes after BTC, which is within
        assertEquals("51.2601", measured(exposure.pair(at())));
    }

    @Test
    void rungs_of_another_base_are_no_children_of_this_one() {
        rig.state.apply(new Entry.Reserved(at().plan(), rig.now));
        var half = new Half(rig);
        var eth = rung(3, 2, "0.02");
        half.intended(eth);
        half.trades(eth, "e", eth.size());
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        var at = new Case(rung(4, 0, "0.001"), at().plan(), rig.attempt(1), true, rig.now);
        assertEquals("", measured(exposure.children(at)));
        at = new Case(rung(4, 2, "0.001"), at().plan(), rig.attempt(1), true, rig.now);
        assertEquals("0.021", measured(exposure.children(at)));
    }

    private OrderIntent rung(int number, int place, String size) {
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.UNWIND, 0, number),
                round.get(place), false, new BigDecimal(size), new BigDecimal("2000"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, rig.now + 1, 1, true);
    }

    @Test
    void legs_of_one_side_add_up() {
        legs.clear();
        for (int i = 0; i < 4; i++) {
            Listing at = rig.btc(GateRig.SIX.get(i == 0 ? 0 : i == 1 ? 3 : 1));
            legs.add(new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, i, i), at, i < 2,
                    new BigDecimal(i % 2 == 0 ? "0.0004" : "0.0005"), new BigDecimal("50000"),
                    OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, rig.now + 1, 0, false));
        }
        rig.shows("delta", "49990", "50000");
        rig.with(Setting.MIN_NET, 41);
        assertEquals("40", measured(checks().edge(at())));
        rig.with(Setting.MAX_ATTEMPT, 44);
        assertEquals("45", measured(checks().worth(at())));
        assertEquals("", measured(checks().uneven(at())));
    }

    @Test
    void children_are_held_to_the_larger_side_and_counted_in_coins() {
        var hundred = new Rules(2, 5, 1, 1, 10, 0, 100, Rules.Status.TRADING);
        Listing many = rig.btc("delta").with(hundred);
        var sell = new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, 0), many, false,
                new BigDecimal("3"), BigDecimal.ONE,
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, false);
        var plan = new Attempt.Plan(1, 1, "USDT", List.of(sell), BigDecimal.ONE, BigDecimal.ONE);
        rig.state.apply(new Entry.Reserved(plan, rig.now));
        round.set(0, many);
        var half = new Half(rig);
        var first = rung(3, 0, "2");
        half.intended(first);
        half.trades(first, "e", first.size());
        var exposure = new ExposureChecks(rig.state, rig.facts(_ -> 0),
                new Values(rig.references, rig.settings), rig.counting());
        assertEquals("", measured(exposure.children(
                new Case(rung(4, 0, "1"), plan, rig.attempt(1), true, rig.now))));
        assertEquals("310", measured(exposure.children(
                new Case(rung(4, 0, "1.1"), plan, rig.attempt(1), true, rig.now))));
    }
}
