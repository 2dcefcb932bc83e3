package io.crossbook.execution.proof;

import io.crossbook.books.Listing;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Attempts of an earlier day, one leg after the other: what a journal tells before a run begins.
///
/// Where `late` the second leg came too late in one of four, so that both together had been better; else none ever did. The first `reconciled` of them count.
record Past(int attempts, boolean late, int reconciled) {

    static final int EPOCH = 1;
    private static final long DAY = 86_400_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final BigDecimal SIZE = new BigDecimal("0.0009");
    private static final BigDecimal BUYS = new BigDecimal("50000");
    private static final BigDecimal SELLS = new BigDecimal("50200");
    private static final BigDecimal BACK = new BigDecimal("49950");
    private static final BigDecimal FEE = new BigDecimal("0.045");
    private static final BigDecimal BUDGET = new BigDecimal("0.675");

    /// Enough to be proof or not, with limits that are earned or nearly.
    static Past any(Dice dice) {
        return new Past(dice.percent(60) ? 205 : 150, dice.percent(60),
                dice.percent(50) ? 49 : 60);
    }

    /// An attempt of which the second leg came late.
    private boolean breaks(int attempt) {
        return late && attempt % 4 == 0;
    }

    /// As it was written down, up to a day before `now`; each commit in its place. `buy` and `sell` are where all of them traded, `accounts` all there are.
    List<List<Entry>> commits(Listing buy, Listing sell, List<SimulatedAccount> accounts,
            long now) {
        var commits = new ArrayList<List<Entry>>();
        long at = now - DAY;
        commits.add(List.of(new Entry.Booted(EPOCH, "proof", "earlier", at)));
        for (SimulatedAccount account : accounts) {
            String opening = ExecutionState.opening(account.exchange());
            Commit.Writing writing = Commit.of(opening);
            account.balances().forEach((asset, amount) -> writing.move(
                    new Account(Account.Kind.EXTERNAL, ""), Account.holding(account.exchange()),
                    asset, amount));
            commits.add(List.of(new Entry.Posted(opening, writing.done(), at)));
        }
        for (int i = 1; i <= attempts; i++) {
            commits.add(attempt(i, buy, sell, accounts, at + i * SECOND));
        }
        return commits;
    }

    private List<Entry> attempt(int number, Listing buy, Listing sell,
            List<SimulatedAccount> accounts, long at) {
        boolean breaks = breaks(number);
        // As often there as back: what accounts hold stays about the same.
        boolean there = number % 8 < 4;
        Listing from = there ? buy : sell;
        Listing to = there ? sell : buy;
        OrderIntent one = intent(number, 0, OrderId.Role.LEG, from, true, BUYS, at);
        OrderIntent two = intent(number, 1, OrderId.Role.LEG, to, false, SELLS, at);
        // Where nothing tells them apart each is the first one now and then.
        boolean turned = number % 2 == 1 && !breaks;
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.Reserved(new Attempt.Plan(number, number, "USDT", List.of(one, two),
                BUDGET, new BigDecimal("0.09")), at));
        trades(entries, turned ? two : one, turned ? SELLS : BUYS, accounts, at);
        BigDecimal net = SIZE.multiply(SELLS.subtract(BUYS)).subtract(FEE.add(FEE));
        if (breaks) {
            sent(entries, two, at);
            entries.add(new Entry.Told(new OrderEvent.Ended(two.id(), OrderEvent.End.EXPIRED,
                    BigDecimal.ZERO), at));
            OrderIntent back = intent(number, 2, OrderId.Role.UNWIND, from, false, BACK, at);
            entries.add(new Entry.Turned(number, AttemptNews.UNEVEN, "", at));
            entries.add(new Entry.Intended(back, at));
            entries.add(new Entry.Turned(number, AttemptNews.UNWIND_INTENDED, "R1", at));
            trades(entries, back, BACK, accounts, at);
            net = SIZE.multiply(BACK.subtract(BUYS)).subtract(FEE.add(FEE));
        } else {
            trades(entries, turned ? one : two, turned ? BUYS : SELLS, accounts, at);
        }
        entries.add(new Entry.Turned(number, AttemptNews.EVEN, "", at));
        entries.add(new Entry.Closed(number, Map.of("USDT", net, "BTC", BigDecimal.ZERO),
                Map.of("USDT", FEE.add(FEE)), Map.of(), at));
        if (number <= reconciled) {
            entries.add(new Entry.Reconciled(number, at));
        }
        return entries;
    }

    private static OrderIntent intent(int attempt, int number, OrderId.Role role, Listing listing,
            boolean buys, BigDecimal limit, long at) {
        boolean leg = role == OrderId.Role.LEG;
        return new OrderIntent(new OrderId(EPOCH, attempt, role, leg ? number : 0, number),
                listing, buys, SIZE, limit, OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL,
                at + SECOND, leg ? 0 : 1, !leg);
    }

    private static void sent(List<Entry> entries, OrderIntent order, long at) {
        entries.add(new Entry.Acted(order.id(), OrderNews.HANDED, "", at));
        entries.add(new Entry.Turned(order.id().attempt(), AttemptNews.SENT, "", at));
    }

    private static void trades(List<Entry> entries, OrderIntent order, BigDecimal price,
            List<SimulatedAccount> accounts, long at) {
        sent(entries, order, at);
        String exchange = order.listing().exchange();
        var fill = new Fill(order.id(), exchange, order.listing().symbol(), "p" + order.id(),
                price, SIZE, FEE, "USDT", at, Fill.Source.STREAM);
        entries.add(new Entry.Told(new OrderEvent.Traded(fill), at));
        entries.add(new Entry.Told(new OrderEvent.Ended(order.id(), OrderEvent.End.FILLED, SIZE),
                at));
        accounts.stream().filter(each -> each.exchange().equals(exchange))
                .forEach(each -> Matching.effects(order, fill).forEach(each::moves));
    }
}
