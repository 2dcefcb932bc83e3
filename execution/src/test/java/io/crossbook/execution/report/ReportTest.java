package io.crossbook.execution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.TrackRecord;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.execution.proof.Proof;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What was earned, over the journals of runs in which everything goes wrong that can.
final class ReportTest {

    private static final int SEEDS = 40;

    private static List<Entry> journal(long seed) {
        return Proof.journal(seed, Proof.Crash.RANDOM).stream().flatMap(List::stream).toList();
    }

    private static ExecutionState state(List<Entry> entries) {
        var state = new ExecutionState();
        entries.forEach(state::apply);
        return state;
    }

    /// On how many sides the legs of an attempt have filled.
    private static long sides(Attempt attempt) {
        return attempt.orders().stream()
                .filter(order -> order.intent().rung() == 0 && order.filled().signum() > 0)
                .map(order -> order.intent().buys()).distinct().count();
    }

    private static Map<String, BigDecimal> prices(String btc) {
        return Map.of("BTC", new BigDecimal(btc), "USDT", new BigDecimal("1.0003"));
    }

    private static Map<String, BigDecimal> bare(Map<String, BigDecimal> amounts) {
        var bare = new TreeMap<String, BigDecimal>();
        amounts.forEach((asset, amount) -> {
            if (amount.signum() != 0) {
                bare.put(asset, amount.stripTrailingZeros());
            }
        });
        return bare;
    }

    @Test
    void the_parts_of_every_attempt_are_what_its_fills_moved_and_what_pauses_its_pair() {
        int unwound = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (Attempt attempt : state(journal(seed)).attempts()) {
                Attribution of = Attribution.of(attempt);
                assertEquals(bare(attempt.net()), bare(of.net()), attempt::toString);
                assertEquals(bare(attempt.fees()), bare(Amounts.less(Map.of(), of.fees())));
                assertEquals(0, of.realised()
                        .compareTo(TrackRecord.worth(attempt.plan(), attempt.net())));
                assertEquals(0, of.realised().compareTo(of.in(of.captured())
                        .add(of.in(of.conversion())).add(of.in(of.unwind()))
                        .add(of.in(of.fees()))));
                unwound += of.unwind().isEmpty() ? 0 : 1;
                if (sides(attempt) < 2) {
                    assertEquals(Map.of(), bare(of.captured()),
                            "nothing matches where one side alone filled");
                }
                assertTrue(
                        of.captured().getOrDefault("BTC", BigDecimal.ZERO).signum() == 0,
                        "what is captured is matched: " + of);
            }
        }
        assertTrue(unwound > SEEDS, "too few unwound: " + unwound);
    }

    @Test
    void the_parts_are_the_change_of_all_that_is_owned_to_the_last_digit() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Entry> entries = journal(seed);
            ExecutionState after = state(entries);
            for (int from = 0; from <= entries.size(); from += Math.max(1, entries.size() / 7)) {
                ExecutionState before = state(entries.subList(0, from));
                Statement told = Statement.between(Totals.of(before),
                        prices("50000.01"), Totals.of(after), prices("51500.0103"));
                assertEquals(0, told.after().subtract(told.before()).compareTo(told.sum()),
                        told::toString);
                assertEquals(Set.of(), told.unpriced());
            }
        }
    }

    @Test
    void prices_that_shift_by_three_percent_are_revaluation_and_no_captured_spread() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Entry> entries = journal(seed);
            ExecutionState before = state(entries.subList(0, entries.size() / 3));
            ExecutionState after = state(entries);
            Statement still = Statement.between(Totals.of(before), prices("50000"),
                    Totals.of(after), prices("50000"));
            Statement shifted = Statement.between(Totals.of(before), prices("50000"),
                    Totals.of(after), prices("51500"));
            assertEquals(0, still.captured().compareTo(shifted.captured()), still::toString);
            assertEquals(0, still.revaluation().signum());
            BigDecimal owned = before.ledger()
                    .all(Account.Kind.HOLDING)
                    .getOrDefault("BTC", BigDecimal.ZERO);
            assertEquals(0, owned.multiply(new BigDecimal("1500"))
                    .compareTo(shifted.revaluation()));
        }
    }

    @Test
    void what_is_added_up_as_fills_come_is_what_all_attempts_brought() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Entry> entries = journal(seed);
            ExecutionState state = state(entries.subList(0, entries.size() / 4));
            Totals before = Totals.of(state);
            var takings = new Takings(state, _ -> null);
            entries.subList(entries.size() / 4, entries.size()).forEach(entry -> {
                state.apply(entry);
                takings.heard(entry);
            });
            Totals all = Totals.of(state);
            Totals since = takings.totals();
            assertEquals(bare(Amounts.less(all.captured().amounts(), before.captured().amounts())),
                    bare(since.captured().amounts()));
            assertEquals(
                    bare(Amounts.less(all.conversion().amounts(), before.conversion().amounts())),
                    bare(since.conversion().amounts()));
            assertEquals(bare(Amounts.less(all.unwind().amounts(), before.unwind().amounts())),
                    bare(since.unwind().amounts()));
            assertEquals(all.owned(), since.owned());
        }
    }

    /// At another price after each entry, and some of the time at none.
    @Test
    void the_parts_add_up_whatever_prices_were_when_attempts_ended() {
        for (long seed = 1; seed <= SEEDS / 4; seed++) {
            List<Entry> entries = journal(seed);
            int from = entries.size() / 4;
            ExecutionState state = state(entries.subList(0, from));
            var at = new TreeMap<>(prices("50000.01"));
            var takings = new Takings(state, at::get);
            Totals before = takings.totals();
            for (Entry entry : entries.subList(from, entries.size())) {
                at.merge("BTC", new BigDecimal("7.77"), BigDecimal::add);
                at.merge("USDT", new BigDecimal("-0.00001"), BigDecimal::add);
                state.apply(entry);
                takings.heard(entry);
            }
            Statement told = Statement.between(before, prices("50000.01"), takings.totals(), at);
            assertEquals(0, told.after().subtract(told.before()).compareTo(told.sum()),
                    told::toString);
        }
    }

    private static OrderIntent ether(int leg, boolean buys, String price) {
        var listing = new Listing(leg, buys ? "alpha" : "beta", "ETHBTC",
                Instrument.parse("ETH/BTC"),
                new Rules(5, 4, 1, 1, 1, 0, 1, Rules.Status.TRADING));
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, leg, leg), listing, buys,
                BigDecimal.ONE, new BigDecimal(price),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1_000, 0, false);
    }

    private static Entry filled(OrderIntent leg, String feeAsset, String fee) {
        return new Entry.Told(new OrderEvent.Traded(new Fill(leg.id(),
                leg.listing().exchange(), "ETHBTC", "t", leg.limit(), BigDecimal.ONE,
                new BigDecimal(fee), feeAsset, 5, Fill.Source.STREAM)), 5);
    }

    /// Buys one ETH for 0.03 BTC and sells it for 0.03002, for a fee of 0.00001 BTC: 1.20 and 0.60 USDT.
    @Test
    void what_was_captured_in_another_coin_is_worth_what_it_was_then() {
        OrderIntent buy = ether(0, true, "0.03");
        OrderIntent sell = ether(1, false, "0.03002");
        var state = new ExecutionState();
        var at = new TreeMap<>(Map.of("BTC", new BigDecimal("60000"), "ETH",
                new BigDecimal("1800"), "USDT", BigDecimal.ONE));
        var takings = new Takings(state, at::get);
        Totals before = takings.totals();
        Map<String, BigDecimal> then = Map.copyOf(at);
        for (Entry entry : List.of(
                new Entry.Reserved(new Attempt.Plan(1, 1, "BTC", List.of(buy, sell),
                        BigDecimal.ZERO, BigDecimal.ZERO), 1),
                filled(buy, "BTC", "0"), filled(sell, "BTC", "0.00001"),
                new Entry.Closed(1, Map.of(), Map.of(), Map.of(), 6))) {
            state.apply(entry);
            takings.heard(entry);
        }
        Statement still = Statement.between(before, then, takings.totals(), at);
        at.replaceAll((_, price) -> price.multiply(new BigDecimal("1.03")));
        Statement shifted = Statement.between(before, then, takings.totals(), at);
        for (Statement told : List.of(still, shifted)) {
            assertEquals(0, new BigDecimal("1.2").compareTo(told.captured()), told::toString);
            assertEquals(0, new BigDecimal("-0.6").compareTo(told.fees()), told::toString);
            assertEquals(0, told.unwind().signum(), told::toString);
            assertEquals(0, told.after().subtract(told.before()).compareTo(told.sum()));
        }
        assertEquals(0, still.revaluation().signum());
        assertEquals(0, new BigDecimal("0.018").compareTo(shifted.revaluation()));
    }

    @Test
    void what_has_no_price_is_named_and_counts_nothing() {
        ExecutionState after = state(journal(3));
        Statement told = Statement.between(Totals.of(new ExecutionState()), Map.of(),
                Totals.of(after), Map.of("USDT", BigDecimal.ONE));
        assertEquals(Set.of("BTC", "USDT"), new TreeSet<>(told.unpriced()));
        assertEquals(0, told.after().subtract(told.before()).compareTo(told.sum()));
    }

    @Test
    void words_of_others_make_no_formula_and_no_second_row() {
        var lines = new ArrayList<String>();
        var export = Export.csv(Export.Table.TRANSFERS, lines::add);
        var in = new Account(Account.Kind.EXTERNAL, "");
        export.accept(new Entry.Posted("=1+1", Commit.of("deposit").move(in,
                Account.holding("a,\"b\"\nc"), "@X", new BigDecimal("-1E+2")).done(), 1));
        assertEquals(
                "1970-01-01T00:00:00.000000001Z,\"a,\"\"b\"\"\nc\",deposit,'@X,-100,external,'=1+1",
                lines.getLast());
        export.accept(new Entry.Posted("=1+1", Commit.of("deposit").move(in,
                Account.holding("b"), "X", BigDecimal.ONE).done(), 2));
        assertEquals(2, lines.size(), "what was posted once is one row: " + lines);
    }

    private static List<String> export(Export.Table table, List<Entry> entries) {
        var lines = new ArrayList<String>();
        var export = Export.csv(table, lines::add);
        entries.forEach(export);
        export.end();
        return lines;
    }

    @Test
    void tables_have_what_the_journal_has_once() {
        var entries = new ArrayList<>(journal(3)); // a coin is gone in it
        entries.stream().filter(entry -> entry instanceof Entry.Told told
                && told.event() instanceof OrderEvent.Traded).findFirst()
                .ifPresent(entries::add); // told once more
        ExecutionState state = state(entries);
        long fills = state.attempts().stream().flatMap(each -> each.orders().stream())
                .mapToLong(order -> order.fills().size()).sum();
        List<String> rows = export(Export.Table.FILLS, entries);
        assertEquals(fills + 1, rows.size());
        assertEquals(fills + 1, rows.stream().distinct().count());
        int cells = rows.getFirst().split(",", -1).length;
        rows.forEach(row -> assertEquals(cells, row.split(",", -1).length, row));
        List<String> attempts = export(Export.Table.ATTEMPTS, entries);
        assertEquals(state.attempts().size() + 1, attempts.size());
        attempts.stream().skip(1).forEach(
                row -> assertTrue(row.contains(",2023-11-14T22:1"), row));
        List<String> transfers = export(Export.Table.TRANSFERS, entries);
        assertEquals(7 + 1, transfers.size(), "six openings: " + transfers);
        assertTrue(transfers.stream()
                .anyMatch(row -> row.contains(",opening,BTC,0.01,external,opening")));
        assertTrue(
                transfers.getLast()
                        .contains(",gamma,unexplained,BTC,-0.0005,unexplained,reconciled gamma"),
                transfers.getLast());
        assertEquals(1, export(Export.Table.FUNDING, entries).size());
    }
}
