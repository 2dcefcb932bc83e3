package io.crossbook.cli;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Lots;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.account.Account;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Execution;
import io.crossbook.simulator.OrderTruth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a journal tells, held against what practice exchanges know: every coin, every fill, every order.
final class Truth {

    /// What is dust at a price may be more than that a little later: so much a practice market may have moved, and its dislocations.
    private static final BigDecimal LOWEST = new BigDecimal("0.9");

    private final ExecutionState state;
    private final List<String> wrong = new ArrayList<>();

    private Truth(ExecutionState state) {
        this.state = state;
    }

    /// Where both differ, in words; nothing when they agree to the last digit, no order was asked for twice, and every attempt is parked, or over and flat.
    static List<String> against(ExecutionState state, Collection<AccountTruth> accounts) {
        var truth = new Truth(state);
        for (AccountTruth account : accounts) {
            if (!account.sums().equals(account.held())) {
                truth.wrong.add(account.exchange() + " does not add up: " + account.sums()
                        + " against " + account.held());
            }
            account.repeated().forEach(id -> truth.wrong
                    .add(account.exchange() + " was asked again for order " + id));
            truth.coins(account);
            truth.orders(account);
        }
        truth.fills(accounts);
        truth.attempts(accounts);
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

    private void attempts(Collection<AccountTruth> accounts) {
        for (Attempt attempt : state.attempts()) {
            if (!attempt.state().over()) {
                wrong.add(attempt + " is still under way");
            } else if (attempt.state() != AttemptState.PARKED) {
                flat(attempt, accounts);
            }
        }
    }

    /// What is over leaves nothing that could be traded where it has traded, by what the exchanges have executed.
    private void flat(Attempt attempt, Collection<AccountTruth> accounts) {
        Map<String, BigDecimal> left = left(attempt, accounts);
        for (OrderIntent leg : attempt.plan().legs()) {
            BigDecimal base = left.getOrDefault(leg.listing().instrument().base(),
                    BigDecimal.ZERO);
            if (Lots.tradable(leg.listing(), base.abs(), leg.limit().multiply(LOWEST))) {
                wrong.add(attempt + " is not flat: the exchanges have brought it " + left + ", "
                        + leg.listing() + " trades that");
            }
        }
    }

    /// What its orders have brought of what must not stay, fees taken off, less what a human has taken care of.
    private static Map<String, BigDecimal> left(Attempt attempt,
            Collection<AccountTruth> accounts) {
        var left = new TreeMap<String, BigDecimal>();
        Set<String> ids = attempt.orders().stream().map(order -> order.id().toString())
                .collect(Collectors.toSet());
        for (AccountTruth account : accounts) {
            for (Execution each : account.executions()) {
                if (ids.contains(each.clientId())) {
                    each.brought().forEach((asset, amount) -> left.merge(asset, amount,
                            BigDecimal::add));
                }
            }
        }
        left.keySet().retainAll(attempt.between());
        attempt.cleared().forEach((asset, amount) -> left.merge(asset, amount.negate(),
                BigDecimal::add));
        return left;
    }
}
