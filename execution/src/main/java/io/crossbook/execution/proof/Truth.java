package io.crossbook.execution.proof;

import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.account.Account;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an exchange has and we do not know of.
final class Truth {

    private Truth() {}

    /// What the ledger calls unexplained.
    static BigDecimal unexplained(ExecutionState state, String exchange, String asset) {
        return state.ledger().balance(new Account(Account.Kind.UNEXPLAINED, exchange), asset);
    }

    /// What trades have moved that are not known, by asset.
    static Map<String, BigDecimal> unknown(SimulatedExchange exchange, ExecutionState state) {
        var unknown = new TreeMap<String, BigDecimal>();
        for (SimulatedOrder order : exchange.all()) {
            Order known = state.order(order.intent.id());
            for (Fill fill : order.fills) {
                if (known == null || known.fills().stream()
                        .noneMatch(each -> each.tradeId().equals(fill.tradeId()))) {
                    Matching.effects(order.intent, fill).forEach(
                            (asset, amount) -> unknown.merge(asset, amount, BigDecimal::add));
                }
            }
        }
        return unknown;
    }

    /// What it has hidden, or filled for more than there was, and of which not all is known.
    static List<OrderIntent> odd(SimulatedExchange exchange, ExecutionState state) {
        return exchange.all().stream().filter(SimulatedOrder::odd).filter(order -> {
            Order known = state.order(order.intent.id());
            return known == null || known.filled().compareTo(order.filled()) < 0;
        }).map(order -> order.intent).toList();
    }
}
