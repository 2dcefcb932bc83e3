package io.crossbook.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.ApprovedOrder;
import io.crossbook.execution.risk.Conditions;
import io.crossbook.execution.risk.Facts;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.KnownConditions;
import io.crossbook.execution.risk.References;
import io.crossbook.execution.risk.RiskGate;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The coordinator with its journal where real ones are kept; the test's thread is the engine's.
@Timeout(240)
abstract class DeskContract implements Outbox, Markets, References, Receipts {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_700_000_000L * SECOND;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final Listing ALPHA = new Listing(0, "alpha", "BTCUSDT",
            Instrument.spot("BTC", "USDT"), RULES);
    private static final Listing BETA = new Listing(1, "beta", "BTCUSDT",
            Instrument.spot("BTC", "USDT"), RULES);

    private final LinkedBlockingQueue<Consumer<Coordinator>> inputs = new LinkedBlockingQueue<>();
    private final List<String> placed = new ArrayList<>();
    private final List<String> tooEarly = new ArrayList<>();

    /// A place for a journal, the same within a test.
    abstract JournalSettings place();

    /// A connection of somebody else's.
    abstract Connection other() throws SQLException;

    /// Takes a lock that lets nobody write, until `ROLLBACK`.
    abstract void lock(Statement statement) throws SQLException;

    private SqlJournal open(ExecutionState state) {
        SqlJournal journal = SqlJournal.open(
                place().patient(1_000, 20),
                Entries.MODE, (_, _, _) -> 0, System::nanoTime, this);
        journal.past(journal.entries(), journal.check(), state::apply);
        return journal;
    }

    private Coordinator desk(ExecutionState state, SqlJournal journal) {
        var terms = DeskTerms.of(Map.of("alpha", Patience.ENFORCED, "beta", Patience.ENFORCED))
                .allTogether();
        var desk = new Coordinator(state, terms, this,
                new RiskGate(state, facts(), GateSettings.DEFAULT, new KillSwitch()), journal,
                this, (_, _) -> {});
        desk.boot(state.epoch() + 1, "b", SqlJournal.configuration(Entries.MODE, "c"), NOW);
        runs(desk, () -> !desk.reluctance().contains("epoch"));
        for (String name : List.of("alpha", "beta")) {
            desk.told(new AccountFact.Swept(name, NOW, 0, NOW), NOW);
        }
        for (String name : List.of("alpha", "beta")) {
            var btc = new AccountFact.Balance(new BigDecimal("0.01"), BigDecimal.ZERO,
                    BigDecimal.ZERO);
            var much = new AccountFact.Balance(new BigDecimal("1000"), BigDecimal.ZERO,
                    BigDecimal.ZERO);
            desk.told(new AccountFact.Balances(name, NOW, Map.of("BTC", btc, "USDT", much),
                    true), NOW);
        }
        assertEquals("", desk.reluctance());
        return desk;
    }

    /// Everything in order: two books, what they showed for a minute, and an index.
    private Facts facts() {
        var conditions = new KnownConditions();
        conditions.lease(Long.MAX_VALUE);
        for (String name : List.of("alpha", "beta")) {
            conditions.clock(name, 0, 0);
            conditions.open(name);
            conditions.withdrawals(name, "BTC", Conditions.Status.OPEN);
            conditions.withdrawals(name, "USDT", Conditions.Status.OPEN);
        }
        return new Facts(this, this, conditions, _ -> 0);
    }

    @Override
    public List<Reference> of(Instrument instrument) {
        return listings("BTC", "USDT").stream().map(listing -> new Reference(listing,
                listing.id(), top(listing).ask(), NOW)).toList();
    }

    @Override
    public BigDecimal minuteMedian(Listing listing) {
        return top(listing).ask();
    }

    @Override
    public BigDecimal index(Instrument instrument) {
        return new BigDecimal("50100");
    }

    /// Hands inputs over until something is so.
    private void runs(Coordinator desk, BooleanSupplier so) {
        while (!so.getAsBoolean()) {
            try {
                Consumer<Coordinator> next = inputs.poll(60, TimeUnit.SECONDS);
                assertTrue(next != null, "nothing came");
                next.accept(desk);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Opportunity opportunity() {
        return new Opportunity(1, Kind.TWO_LEGS, Opportunity.State.OPENED,
                List.of(new Leg(ALPHA, Side.ASK, 90, 5, 5_000_000, 2),
                        new Leg(BETA, Side.BID, 90, 5, 5_020_000, 2)),
                "USDT", 18_000_000, 0, 0, Working.of(18_000_000, 0),
                List.of(Step.money(Step.What.BUY, "alpha", "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, "beta", "USDT", 4_518_000_000L, "")),
                true, "", NOW, NOW, 0, "");
    }

    @Test
    void an_order_leaves_when_its_entry_is_in_the_file_and_not_before() {
        var state = new ExecutionState();
        try (SqlJournal journal = open(state)) {
            Coordinator desk = desk(state, journal);
            assertTrue(desk.offered(opportunity(), NOW));
            assertEquals(List.of(), placed);
            runs(desk, () -> placed.size() == 2);
            assertEquals(List.of(), tooEarly);
        }
        var again = new ExecutionState();
        open(again).close();
        assertEquals(state.toString(), again.toString());
        assertEquals(1, again.live().size());
    }

    @Test
    void a_journal_that_fails_halts_and_what_was_held_never_leaves() throws SQLException {
        var state = new ExecutionState();
        try (SqlJournal journal = open(state)) {
            Coordinator desk = desk(state, journal);
            runs(desk, () -> journal.durable() == journal.last());
            try (Connection other = other(); Statement statement = other.createStatement()) {
                lock(statement);
                assertTrue(desk.offered(opportunity(), NOW));
                runs(desk, () -> desk.reluctance().equals("the journal has failed"));
                assertFalse(desk.offered(opportunity(), NOW));
                statement.execute("ROLLBACK");
            }
            runs(desk, () -> journal.durable() == journal.last());
        }
        assertEquals(List.of(), placed);

        var again = new ExecutionState();
        open(again).close();
        assertEquals(state.toString(), again.toString());
        assertTrue(again.halted().startsWith("the journal has failed: "), again.halted());
        assertTrue(again.attempts().stream().allMatch(attempt -> attempt.state().over()));
    }

    @Override
    public void durable(long number) {
        inputs.add(desk -> desk.durable(number, NOW));
    }

    @Override
    public void failed(String why) {
        inputs.add(desk -> desk.journalFailed(why, NOW));
    }

    @Override
    public void lease(long untilNanos) {} // the facts of this desk never run out

    @Override
    public void place(ApprovedOrder order) {
        String id = order.intent().id().toString();
        placed.add(id);
        try (Connection other = other();
                Statement statement = other.createStatement();
                var found = statement
                        .executeQuery("SELECT count(*) FROM orders WHERE id = '" + id + "'")) {
            if (!found.next() || found.getInt(1) != 1) {
                tooEarly.add(id);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {}

    @Override
    public void ask(String exchange, String symbol, OrderId id) {}

    @Override
    public void sweep(String exchange, long sinceNanos) {}

    @Override
    public void balances(String exchange) {}

    @Override
    public Top top(Listing listing) {
        return listing.equals(ALPHA)
                ? new Top(new BigDecimal("49990"), new BigDecimal("50000"))
                : new Top(new BigDecimal("50200"), new BigDecimal("50210"));
    }

    @Override
    public BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        return top(listing).touch(buys).multiply(size);
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return List.of(ALPHA, BETA);
    }
}
