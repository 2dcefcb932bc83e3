package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Working;
import io.crossbook.execution.paper.Proceeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Attempts in one asset, added up: what was planned, what was realised, and how the sum went over time.
final class AttemptTotals {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int MOST_POINTS = 5_000;

    private final String asset;
    private final List<Taken> attempts = new ArrayList<>();
    private final Map<String, BigDecimal> planned = new TreeMap<>();
    private final Map<String, BigDecimal> realised = new TreeMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private BigDecimal plannedNet = BigDecimal.ZERO;
    private BigDecimal net = BigDecimal.ZERO;
    private BigDecimal revaluation = BigDecimal.ZERO;

    private AttemptTotals(String asset) {
        this.asset = asset;
    }

    /// By the asset that they are counted in: two dollars need not be equal, so nothing is added across.
    static List<AttemptTotals> of(Backtest.Result result) {
        var byAsset = new TreeMap<String, AttemptTotals>();
        for (Taken attempt : result.attempts()) {
            byAsset.computeIfAbsent(attempt.proceeds().asset(), AttemptTotals::new).add(attempt);
        }
        return List.copyOf(byAsset.values());
    }

    /// What all attempts together brought, by asset.
    static Map<String, BigDecimal> nets(List<Taken> attempts) {
        var nets = new TreeMap<String, BigDecimal>();
        for (Taken attempt : attempts) {
            nets.merge(attempt.proceeds().asset(), attempt.proceeds().net(), BigDecimal::add);
        }
        return nets;
    }

    private void add(Taken attempt) {
        attempts.add(attempt);
        outcomes.merge(attempt.outcome(), 1L, Long::sum);
        Working working = attempt.opportunity().working();
        plan("gross", working.gross());
        plan("fees", working.fees());
        plan("conversion", working.conversion());
        plan("exit", working.exit());
        plan("funding", working.funding());
        plan("transfer", working.transfer());
        plan("latency", working.latency());
        plannedNet = plannedNet.add(money(attempt.opportunity().net()));
        Proceeds proceeds = attempt.proceeds();
        realise("captured", proceeds.captured());
        realise("fees", proceeds.fees());
        realise("conversion", proceeds.conversion());
        realise("unwind", proceeds.unwind());
        realise("transfer", proceeds.transfer());
        realise("exit", proceeds.exit());
        realise("funding", proceeds.funding());
        net = net.add(proceeds.net());
        revaluation = revaluation.add(attempt.revaluation());
    }

    private void plan(String name, long amount) {
        planned.merge(name, money(amount), BigDecimal::add);
    }

    private void realise(String name, BigDecimal amount) {
        realised.merge(name, amount, BigDecimal::add);
    }

    private static BigDecimal money(long amount) {
        return BigDecimal.valueOf(amount, Money.SCALE);
    }

    ObjectNode json(Map<String, BigDecimal> mostInFlight) {
        ObjectNode json = NODES.objectNode();
        json.put("asset", asset);
        json.put("attempts", attempts.size());
        ObjectNode ended = json.putObject("outcomes");
        for (String outcome : Taken.OUTCOMES) {
            ended.put(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        waterfall(json.putObject("planned"), planned, List.of("gross", "fees", "conversion",
                "exit", "funding", "transfer", "latency"), plannedNet);
        waterfall(json.putObject("realised"), realised, List.of("captured", "fees", "conversion",
                "unwind", "transfer", "exit", "funding"), net);
        json.put("revaluation", Plain.of(revaluation));
        json.put("mostInFlight", Plain.of(mostInFlight.getOrDefault(asset, BigDecimal.ZERO)));
        curve(json);
        ArrayNode each = json.putArray("plannedAgainstRealised");
        for (int i = 0; i < attempts.size(); i += stride()) {
            Taken attempt = attempts.get(i);
            ArrayNode point = each.addArray();
            point.add(attempt.id());
            point.add(Plain.of(money(attempt.opportunity().net())));
            point.add(Plain.of(attempt.proceeds().net()));
        }
        return json;
    }

    /// Of very many attempts charts show every nth; `attempts.jsonl` has all.
    private int stride() {
        return Math.ceilDiv(Math.max(1, attempts.size()), MOST_POINTS);
    }

    private static void waterfall(ObjectNode json, Map<String, BigDecimal> parts,
            List<String> order, BigDecimal net) {
        for (String part : order) {
            json.put(part, Plain.of(parts.getOrDefault(part, BigDecimal.ZERO)));
        }
        json.put("net", Plain.of(net));
    }

    /// The sum after each attempt as it was settled, and the deepest that it fell below what it had been.
    private void curve(ObjectNode json) {
        List<Taken> settled = attempts.stream()
                .sorted(Comparator.comparingLong(Taken::settledNanos)
                        .thenComparingLong(Taken::id))
                .toList();
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal high = BigDecimal.ZERO;
        BigDecimal drawdown = BigDecimal.ZERO;
        int counted = 0;
        ArrayNode points = NODES.arrayNode();
        for (Taken attempt : settled) {
            sum = sum.add(attempt.proceeds().net());
            high = high.max(sum);
            drawdown = drawdown.max(high.subtract(sum));
            if (++counted % stride() != 0 && counted != settled.size()) {
                continue;
            }
            ArrayNode point = points.addArray();
            point.add(attempt.settledNanos());
            point.add(Plain.of(sum));
        }
        json.put("drawdown", Plain.of(drawdown));
        json.set("curve", points);
    }
}
