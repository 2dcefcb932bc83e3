package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.risk.Setting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Stock that leans comes home by trades that cost a little, by the way that all orders go.
final class RebalancingTest {

    private static final long UNIT = 100_000_000L;

    /// Alpha has too few coins and too many dollars, beta the other way round.
    private static Pit pit(Settings.Rebalancing rebalancing, long gateBps) {
        Settings plain = Pit.settings(Pit.THREE);
        var start = new TreeMap<String, Map<String, Long>>();
        Pit.THREE.forEach(each -> start.put(each, Map.of("BTC", 10 * UNIT, "USDT", 1_000 * UNIT)));
        var settings = new Settings(plain.exchanges(), plain.detector(), 0, List.of(), List.of(),
                plain.chains(), plain.transfers(), new Settings.Holdings(start,
                        Map.of("BTC", UNIT / 2, "USDT", 50 * UNIT), rebalancing),
                0);
        Execution usual = Pit.execution(Pit.THREE);
        var execution = new Execution(usual.mode(),
                usual.risk().with(Setting.MAX_REBALANCE_COST, gateBps), usual.patience(), Map.of(),
                usual.legs(), usual.lossBudgetBps(), 0, usual.paper(), usual.dedicated());
        var pit = new Pit(new Kept(), settings, execution);
        pit.holdings.put("alpha", "balances BTC 9 ETH 10 USDT 1100");
        pit.holdings.put("beta", "balances BTC 11 ETH 10 USDT 900");
        return pit.begins().recovers();
    }

    private static Pit pit() {
        return pit(new Settings.Rebalancing(true, 100_000), 10);
    }

    /// Two hundredths of a percent are lost by buying at alpha and selling at beta, and nothing is won the other way.
    private static Pit shows(Pit pit) {
        return pit.books("alpha", "99.99", "100").books("beta", "99.98", "99.99");
    }

    private static List<String> placements(Pit pit) {
        return pit.effects.stream().filter(each -> each.contains(" place ")).toList();
    }

    @Test
    void what_costs_a_little_is_traded_to_bring_stock_home_and_is_marked() {
        Pit pit = pit();
        shows(pit).keeps();

        Opportunity told = pit.told.getLast();
        assertEquals(Kind.REBALANCE, told.kind(), told::reason);
        assertEquals(-800_000L, told.net());
        assertEquals(2, placements(pit).size(), () -> told + " " + pit.journal.denial());
        List<Long> placed = pit.placed();
        pit.fills(placed.getFirst(), "100").fills(placed.getLast(), "99.98").keeps();

        Attempt attempt = Objects.requireNonNull(pit.state().attempt(1));
        assertEquals(AttemptState.SETTLED, attempt.state());
        assertTrue(attempt.plan().rebalances());
        assertEquals("-0.008",
                attempt.plan().planned().stripTrailingZeros().toPlainString());
        assertEquals("{BTC=0.00, USDT=-0.0080}", attempt.net().toString());
        assertTrue(pit.journal.entries.stream().anyMatch(
                each -> each instanceof Entry.Reserved(var plan, _) && plan.rebalances()));
        // What it was to cost is no bad end: the next one may come at once.
        pit.effects.clear();
        shows(pit.noOffer()).keeps();
        assertEquals(2, placements(pit).size(), () -> pit.journal.denial());
    }

    @Test
    void once_it_is_home_it_may_cost_nothing_any_more() {
        Pit pit = pit();
        for (int i = 0; i < 10; i++) {
            shows(pit.noOffer()).keeps();
            List<Long> placed = pit.placed();
            if (placed.isEmpty()) {
                break;
            }
            pit.fills(placed.getFirst(), "100").fills(placed.getLast(), "99.98").keeps().pass(50);
        }
        // A coin was missing, and 0.4 at a time came: less than half a coin is no lean.
        assertEquals("9.8", held(pit, "alpha", "BTC"));
        assertEquals("10.2", held(pit, "beta", "BTC"));
        assertEquals(3, pit.state().nextAttempt());
    }

    private static String held(Pit pit, String exchange, String asset) {
        return pit.state().ledger().holding(exchange, asset).stripTrailingZeros().toPlainString();
    }

    @Test
    void one_that_cost_more_than_was_planned_is_a_bad_end() {
        Pit pit = pit();
        shows(pit).keeps();
        List<Long> placed = pit.placed();
        pit.fills(placed.getFirst(), "100").fills(placed.getLast(), "99.97").keeps();
        pit.effects.clear();
        shows(pit.noOffer()).keeps();
        assertEquals(List.of(), placements(pit));
        assertEquals("cool_down", pit.journal.denial());
    }

    @Test
    void where_it_is_not_wanted_nothing_is_done_at_a_cost() {
        Pit pit = pit(Settings.Rebalancing.NONE, 10);
        int told = pit.told.size();
        shows(pit).keeps();
        assertEquals(told, pit.told.size());
        assertEquals(List.of(), placements(pit));
    }

    @Test
    void the_gate_has_a_cap_of_its_own() {
        Pit pit = pit(new Settings.Rebalancing(true, 100_000), 1);
        shows(pit).keeps();
        assertEquals(Kind.REBALANCE, pit.told.getLast().kind());
        assertEquals(List.of(), placements(pit));
        assertEquals("edge", pit.journal.denial());
    }

    @Test
    void what_flows_the_other_way_must_pay_as_ever() {
        Pit pit = pit();
        int told = pit.told.size();
        pit.books("alpha", "99.98", "100.50").books("beta", "99.50", "100").keeps();
        assertFalse(pit.told.size() > told, () -> pit.told.getLast().toString());
    }

    @Test
    void a_run_that_rebalances_is_replayed_alike() {
        Pit one = pit();
        shows(one).keeps();
        List<Long> placed = one.placed();
        one.fills(placed.getFirst(), "100").fills(placed.getLast(), "99.98").keeps().pass(2_000);

        var other = new Pit(new Kept(), one.settings, one.execution);
        for (int i = 0; i < one.inputs.size(); i++) {
            other.now = one.times.get(i);
            other.input(one.inputs.get(i));
        }
        assertEquals(one.journal.entries, other.journal.entries);
        assertEquals(one.engine.outputHash(), other.engine.outputHash());
    }
}
