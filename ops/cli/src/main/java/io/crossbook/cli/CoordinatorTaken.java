package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Chance;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Decimals;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.paper.Proceeds;
import io.crossbook.execution.report.Attribution;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// What the coordinator took, as totals see it.
final class CoordinatorTaken {

    private CoordinatorTaken() {}

    static Taken of(Attempt attempt, Coordination coordination) {
        Opportunity opportunity = coordination.opportunity(attempt);
        Proceeds proceeds = proceeds(Attribution.of(attempt));
        String outcome = outcome(attempt);
        return new Taken(Taken.By.COORDINATOR, attempt.id(), opportunity, outcome,
                outcome.equals("filled"), coordination.begunNanos(attempt),
                coordination.endedNanos(attempt), proceeds, BigDecimal.ZERO,
                line(attempt, opportunity, proceeds, outcome, coordination),
                coordination.markouts(attempt));
    }

    /// What is counted as a cost there is negative here, and nothing of it lies beyond the tape.
    private static Proceeds proceeds(Attribution of) {
        BigDecimal none = BigDecimal.ZERO;
        return new Proceeds(of.plan().asset(), of.in(of.captured()), of.in(of.fees()).negate(),
                of.in(of.conversion()).negate(), of.in(of.unwind()).negate(), none, none, none,
                of.realised());
    }

    /// In the words of the desk: a rung of the ladder is an unwinding, less than can be traded is nothing left.
    private static String outcome(Attempt attempt) {
        if (!attempt.state().over() || !attempt.closed()) {
            return "unfinished";
        }
        if (attempt.state() == AttemptState.PARKED) {
            return "stuck";
        }
        List<Order> legs = attempt.orders().stream()
                .filter(order -> order.intent().rung() == 0).toList();
        if (attempt.orders().size() > legs.size()) {
            return "unwound";
        }
        if (legs.stream().allMatch(leg -> leg.filled().signum() == 0)) {
            return "missed";
        }
        return legs.stream()
                .allMatch(leg -> leg.filled().compareTo(leg.intent().size()) >= 0)
                        ? "filled"
                        : "partly";
    }

    private static ObjectNode line(Attempt attempt, Opportunity opportunity, Proceeds proceeds,
            String outcome, Coordination coordination) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("attempt", attempt.id());
        json.put("opportunity", opportunity.id());
        json.put("kind", opportunity.kind().toString());
        json.put("outcome", outcome);
        json.put("takenNanos", coordination.begunNanos(attempt));
        json.put("settledNanos", coordination.endedNanos(attempt));
        ArrayNode orders = json.putArray("orders");
        attempt.orders().forEach(order -> orders.add(order(order)));
        json.put("plannedNet", Decimals.format(opportunity.net(), Money.SCALE));
        Chance chance = opportunity.chance();
        json.put("fillPermille", chance.permille());
        json.put("expected", Decimals.format(chance.expected(), Money.SCALE));
        json.put("asset", proceeds.asset());
        AttemptLine.proceeds(json.putObject("account"), proceeds);
        amounts(json.putObject("net"), attempt.net());
        amounts(json.putObject("leftOver"), attempt.residue());
        json.put("by", Taken.By.COORDINATOR.toString());
        json.put("state", attempt.state().toString());
        json.put("rung", attempt.rungs());
        return json;
    }

    private static ObjectNode order(Order order) {
        OrderIntent intent = order.intent();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("order", intent.id().toString());
        json.put("role", intent.id().role().toString());
        json.put("side", intent.buys() ? "buy" : "sell");
        json.put("listing", ScannedPair.name(intent.listing()));
        json.put("size", Plain.of(intent.size()));
        json.put("limit", Plain.of(intent.limit()));
        json.put("state", order.state().toString());
        ArrayNode fills = json.putArray("fills");
        for (Fill fill : order.fills()) {
            fills.addObject().put("nanos", fill.tradedNanos()).put("price", Plain.of(fill.price()))
                    .put("size", Plain.of(fill.size())).put("fee", Plain.of(fill.fee()))
                    .put("feePaidIn", fill.feeAsset());
        }
        return json;
    }

    private static void amounts(ObjectNode to, Map<String, BigDecimal> amounts) {
        amounts.forEach((asset, amount) -> to.put(asset, Plain.of(amount)));
    }
}
