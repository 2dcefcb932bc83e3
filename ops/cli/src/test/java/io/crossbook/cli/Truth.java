package io.crossbook.cli;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.account.Account;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Execution;
import io.crossbook.simulator.OrderTruth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a journal tells, held against what practice exchanges know: every coin, every fill, every order.
final class Truth {

    private final ExecutionState state;
    private final List<String> wrong = new ArrayList<>();

    private Truth(ExecutionState state) {
        this.state = state;
    }

    /// Where both differ, in words; nothing when they agree to the last digit and every attempt is over, or parked.
    static List<String> against(ExecutionState state, Collection<AccountTruth> accounts) {
        var truth = new Truth(state);
        for (AccountTruth account : accounts) {
            if (!account.sums().equals(account.held())) {
                truth.wrong.add(account.exchange() + " does not add up: " + account.sums()
                        + " against " + account.held());
            }
            truth.coins(account);
            truth.orders(account);
        }
        truth.fills(accounts);
        truth.attempts();
        return truth.wrong;
    }

    private void coins(AccountTruth account) {
        String exchange = account.exchange().id();
        var booked = new TreeMap<String, BigDecimal>();
        state.ledger().balances(Account.holding(exchange)).forEach((asset, amount) -> {
            if (amount.signum() != 0) {
                booked.put(asset, amount.stripTrailingZeros());
            }
        });
        if (!booked.equals(account.held())) {
            wrong.add(exchange + " holds " + account.held() + ", the ledger has " + booked);
        }
    }

    private void orders(AccountTruth account) {
        Set<String> ids = new HashSet<>();
        for (OrderTruth order : account.orders()) {
            if (!ids.add(order.clientId())) {
                wrong.add(account.exchange() + " has two orders called " + order.clientId());
            }
            OrderId id = OrderId.parse(order.clientId());
            Order ours = id == null ? null : state.order(id);
            if (ours == null) {
                wrong.add(account.exchange() + " has " + order + ", the journal has not");
            } else if (ours.filled().compareTo(order.filled()) != 0) {
                wrong.add(account.exchange() + " filled " + order + ", the journal has " + ours);
            }
            if (order.state() == OrderTruth.State.OPEN) {
                wrong.add(account.exchange() + " still has " + order);
            }
        }
    }

    private void fills(Collection<AccountTruth> accounts) {
        Set<String> theirs = new TreeSet<>();
        for (AccountTruth account : accounts) {
            for (Execution each : account.executions()) {
                theirs.add(line(account.exchange().id(), each.listing().symbol(), each.wireId(),
                        each.clientId(), each.price(), each.size(), each.cost(),
                        each.fee(), each.feeAsset()));
            }
        }
        Set<String> ours = new TreeSet<>();
        for (Attempt attempt : state.attempts()) {
            for (Order order : attempt.orders()) {
                for (Fill fill : order.fills()) {
                    ours.add(line(fill.exchange(), fill.symbol(), fill.tradeId(),
                            fill.order().toString(), fill.price(), fill.size(),
                            fill.cost(), fill.fee(), fill.feeAsset()));
                }
            }
        }
        for (String line : theirs) {
            if (!ours.contains(line)) {
                wrong.add("lost: " + line);
            }
        }
        for (String line : ours) {
            if (!theirs.contains(line)) {
                wrong.add("invented: " + line);
            }
        }
    }

    private static String line(String exchange, String symbol, String trade, String order,
            BigDecimal price, BigDecimal size, BigDecimal cost, BigDecimal fee, String feeAsset) {
        return exchange + " " + symbol + " " + trade + " " + order + " " + text(size) + " at "
                + text(price) + " for " + text(cost) + " fee " + text(fee) + " " + feeAsset;
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void attempts() {
        for (Attempt attempt : state.attempts()) {
            if (!attempt.state().over() && attempt.state() != AttemptState.PARKED) {
                wrong.add(attempt + " is still under way");
            }
        }
    }
}
