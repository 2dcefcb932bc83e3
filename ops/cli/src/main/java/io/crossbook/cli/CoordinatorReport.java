package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Decimals;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.TrackRecord;
import io.crossbook.execution.report.Attribution;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the coordinator did in a backtest, over all runs on the tape: what became of its attempts, what spoke against the others, and what was left to the desk beside it.
final class CoordinatorReport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final class Capture {
        private long attempts;
        private BigDecimal planned = BigDecimal.ZERO;
        private BigDecimal realised = BigDecimal.ZERO;
    }

    private final Map<String, Long> states = new TreeMap<>();
    private final Map<String, Long> denied = new TreeMap<>();
    private final Map<String, Long> abandoned = new TreeMap<>();
    private final Map<String, Long> withheld = new TreeMap<>();
    private final Map<String, Long> beside = new TreeMap<>();
    private final Map<String, Capture> captures = new TreeMap<>();
    private final Set<String> told = new HashSet<>();
    private final TreeSet<String> clocks = new TreeSet<>();
    private final List<String> stops = new ArrayList<>();
    private final ArrayNode accounts = NODES.arrayNode();
    private String idle = "";
    private int runs;
    private long opportunities;
    private long attempts;
    private long unwound;
    private long unwindOrders;

    /// An opportunity that is the coordinator's opened or changed: each counts once, and once for each reason that speaks against it before it is offered.
    void told(Opportunity opportunity) {
        opportunities += told.add(runs + " " + opportunity.id()) ? 1 : 0;
        if (!opportunity.executable()) {
            // The numbers differ each time; what is meant is told by the words.
            String why = opportunity.reason().replaceAll("-?[0-9][0-9.]*", "N");
            if (told.add(runs + " " + opportunity.id() + " " + why)) {
                withheld.merge(why, 1L, Long::sum);
            }
        }
    }

    /// A run is over; what it took, with the money of each.
    List<Taken> ends(Coordination coordination, List<String> passed) {
        runs++;
        passed.forEach(why -> beside.merge(why, 1L, Long::sum));
        idle = coordination.idle();
        ExecutionState state = coordination.state();
        var all = new ArrayList<Taken>();
        if (state == null) {
            return all;
        }
        coordination.denied().forEach((code, times) -> denied.merge(code, times, Long::sum));
        coordination.abandoned().forEach((why, times) -> abandoned.merge(why, times, Long::sum));
        clocks.addAll(coordination.clocks());
        if (!state.halted().isEmpty()) {
            stops.add("halted: " + state.halted());
        }
        state.paused().forEach((what, why) -> stops.add("paused, " + what + ": " + why));
        for (Attempt attempt : state.attempts()) {
            count(attempt);
            all.add(CoordinatorTaken.of(attempt, coordination));
        }
        accounts(coordination, state);
        return all;
    }

    private void count(Attempt attempt) {
        attempts++;
        states.merge(attempt.state().over() ? attempt.state().toString() : "working", 1L,
                Long::sum);
        long rungs = attempt.orders().stream().filter(order -> order.intent().rung() > 0)
                .count();
        unwound += rungs > 0 ? 1 : 0;
        unwindOrders += rungs;
        if (attempt.orders().stream().anyMatch(order -> order.filled().signum() > 0)) {
            Attribution of = Attribution.of(attempt);
            Capture pair = captures.computeIfAbsent(
                    TrackRecord.pair(attempt.plan()) + " in " + attempt.plan().asset(),
                    _ -> new Capture());
            pair.attempts++;
            pair.planned = pair.planned.add(of.planned());
            pair.realised = pair.realised.add(of.realised());
        }
    }

    private void accounts(Coordination coordination, ExecutionState state) {
        coordination.held().forEach((exchange, start) -> {
            var assets = new TreeSet<>(start.keySet());
            Map<String, BigDecimal> end = state.ledger().holdings(exchange);
            assets.addAll(end.keySet());
            for (String asset : assets) {
                accounts.addObject().put("run", runs).put("exchange", exchange)
                        .put("asset", asset)
                        .put("start", Decimals.format(start.getOrDefault(asset, 0L), Money.SCALE))
                        .put("end", Plain.of(end.getOrDefault(asset, BigDecimal.ZERO)));
            }
        });
    }

    ObjectNode json() {
        ObjectNode json = NODES.objectNode();
        json.put("idle", idle);
        json.put("opportunities", opportunities);
        json.set("withheld", counts(withheld));
        json.set("denied", counts(denied));
        json.set("abandoned", counts(abandoned));
        json.put("attempts", attempts);
        ObjectNode ended = json.putObject("states");
        for (AttemptState state : List.of(AttemptState.SETTLED, AttemptState.DUST,
                AttemptState.PARKED)) {
            ended.put(state.toString(), states.getOrDefault(state.toString(), 0L));
        }
        ended.put("working", states.getOrDefault("working", 0L));
        json.put("unwound", unwound);
        json.put("unwindOrders", unwindOrders);
        ArrayNode capture = json.putArray("capture");
        captures.forEach((pair, of) -> capture.addObject().put("pair", pair)
                .put("attempts", of.attempts).put("planned", Plain.of(of.planned))
                .put("realised", Plain.of(of.realised)).put("percent", percent(of)));
        ArrayNode why = json.putArray("stops");
        stops.forEach(why::add);
        json.set("beside", counts(beside));
        ObjectNode assumed = json.putObject("assumed");
        assumed.put("commitMicros", Coordination.COMMIT_NANOS / 1_000);
        ArrayNode told = assumed.putArray("clocksAsOurs");
        clocks.forEach(told::add);
        json.set("accounts", accounts);
        return json;
    }

    private static String percent(Capture of) {
        return of.planned.signum() == 0
                ? ""
                : Plain.of(of.realised.multiply(HUNDRED).divide(of.planned, 1,
                        RoundingMode.HALF_EVEN));
    }

    private static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode json = NODES.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
