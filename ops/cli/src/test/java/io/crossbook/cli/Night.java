package io.crossbook.cli;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What happened in a night: one attempt went well, the second got one of its legs and was parked.
final class Night {

    private static final Rules RULES = new Rules(2, 8, 1, 10_000, 10_000, 500_000_000L, 1,
            Rules.Status.TRADING);
    private static final Account OUTSIDE = new Account(Account.Kind.EXTERNAL, "");

    final List<Entry> entries = new ArrayList<>();
    private long at = Instant.parse("2026-11-21T03:00:00Z").getEpochSecond() * 1_000_000_000L;

    Night() {
        add(new Entry.Booted(1, "crossbook 0.1", SqlJournal.configuration(Mode.PRACTICE, "5f0c"),
                at));
        posted("opening alpha", OUTSIDE, "alpha", "USDT", "1000");
        posted("opening beta", OUTSIDE, "beta", "BTC", "0.02");
        OrderIntent buy = leg(1, 0, "alpha", true, "50000");
        OrderIntent sell = leg(1, 1, "beta", false, "50100");
        begin(1, buy, sell);
        traded(buy, "a1", "0.006", "49990", "0.000006", "BTC");
        traded(buy, "a1", "0.006", "49990", "0.000006", "BTC"); // told twice
        traded(buy, "a2", "0.004", "50000", "0.000004", "BTC");
        traded(sell, "b1", "0.01", "50110", "0.5011", "USDT");
        turned(1, AttemptNews.SMALL, "");
        add(new Entry.Closed(1, amounts("BTC", "-0.00001", "USDT", "0.6589"),
                amounts("BTC", "0.00001", "USDT", "0.5011"), amounts("BTC", "-0.00001"), at));
        posted("funding 1", new Account(Account.Kind.FUNDING, ""), "beta", "USDT", "-0.0125");
        posted("withdrawal \"cold, deep\"", new Account(Account.Kind.IN_TRANSIT, ""), "beta",
                "USDT",
                "-100");
        buy = leg(2, 0, "alpha", true, "50000");
        sell = leg(2, 1, "beta", false, "50100");
        begin(2, buy, sell);
        traded(buy, "a3", "0.01", "50000", "0.00001", "BTC");
        add(new Entry.Told(new OrderEvent.Ended(sell.id(), OrderEvent.End.EXPIRED,
                BigDecimal.ZERO), at));
        turned(2, AttemptNews.UNEVEN, "");
        add(new Entry.Skipped(2, 1, "deviation: 312 bp, limit 100 bp", at));
        turned(2, AttemptNews.EXHAUSTED, "no rung is left");
    }

    /// And in the morning somebody has started it anew: a thousand numbers of attempts are passed over.
    void restarts() {
        add(new Entry.Booted(2, "crossbook 0.1", SqlJournal.configuration(Mode.PRACTICE, "5f0c"),
                at));
    }

    /// One order more of the parked attempt, at an exchange that has not answered since.
    void loses() {
        OrderIntent sell = leg(2, 1, "beta", false, "49000");
        var id = new OrderId(1, 2, OrderId.Role.UNWIND, 1, 2);
        add(new Entry.Intended(new OrderIntent(id, sell.listing(), false, sell.size(),
                sell.limit(), sell.timeInForce(), sell.deadlineNanos(), 5, true), at));
        add(new Entry.Acted(id, OrderNews.HANDED, "", at));
    }

    private static java.util.Map<String, BigDecimal> amounts(String... words) {
        var amounts = new java.util.TreeMap<String, BigDecimal>();
        for (int i = 0; i < words.length; i += 2) {
            amounts.put(words[i], new BigDecimal(words[i + 1]));
        }
        return amounts;
    }

    private void add(Entry entry) {
        entries.add(entry);
        at += 1_000_000;
    }

    private void posted(String reference, Account from, String exchange, String asset,
            String amount) {
        add(new Entry.Posted(reference, Commit.of(reference).move(from, Account.holding(exchange),
                asset, new BigDecimal(amount)).done(), at));
    }

    private OrderIntent leg(long attempt, int leg, String exchange, boolean buys, String limit) {
        return new OrderIntent(new OrderId(1, attempt, OrderId.Role.LEG, leg, leg),
                new Listing(leg, exchange, "BTCUSDT", Instrument.spot("BTC", "USDT"), RULES), buys,
                new BigDecimal("0.01"), new BigDecimal(limit),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, at + 1_000_000_000, 0, false);
    }

    private void begin(long attempt, OrderIntent buy, OrderIntent sell) {
        add(new Entry.Reserved(new Attempt.Plan(attempt, 76 + attempt, "USDT", List.of(buy, sell),
                new BigDecimal("1.5"), new BigDecimal("0.75")), at));
        add(new Entry.Acted(buy.id(), OrderNews.HANDED, "", at));
        add(new Entry.Acted(sell.id(), OrderNews.HANDED, "", at));
        turned(attempt, AttemptNews.SENT, "");
    }

    private void traded(OrderIntent order, String trade, String size, String price, String fee,
            String feeAsset) {
        add(new Entry.Told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(),
                "BTCUSDT", trade, new BigDecimal(price), new BigDecimal(size),
                new BigDecimal(fee), feeAsset, at, Fill.Source.STREAM)), at));
    }

    private void turned(long attempt, AttemptNews news, String why) {
        add(new Entry.Turned(attempt, news, why, at));
    }

    void paused(String what, String why) {
        add(new Entry.Paused(what, why, at));
    }

    ExecutionState state() {
        var state = new ExecutionState();
        entries.forEach(state::apply);
        return state;
    }

    /// Writes it down.
    void journal(Path file) {
        try (SqlJournal journal = SqlJournal.open(JournalSettings.file(file, Durability.NORMAL),
                Mode.PRACTICE, (_, _, _) -> 0, System::nanoTime, new Deaf())) {
            entries.forEach(entry -> journal.append(List.of(entry)));
        }
    }

    private static final class Deaf implements io.crossbook.gateway.ledger.Receipts {
        @Override
        public void durable(long number) {}

        @Override
        public void failed(String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void lease(long untilNanos) {}
    }
}
