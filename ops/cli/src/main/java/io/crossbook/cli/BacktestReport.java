package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Carried;
import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Gate;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Decimals;
import io.crossbook.books.Side;
import io.crossbook.execution.paper.Flows;
import io.crossbook.execution.paper.PaperTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a backtest has to say, as one document. No clock of ours stands in it: the same tapes, configuration and build give the same one.
final class BacktestReport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BacktestReport() {}

    static ObjectNode of(List<String> tapes, String config, PaperTerms terms,
            Backtest.Result result, JsonNode sensitivity) {
        ObjectNode json = NODES.objectNode();
        json.put("report", "backtest");
        ArrayNode names = json.putArray("tapes");
        tapes.forEach(names::add);
        json.put("configuration", config);
        ObjectNode how = json.putObject("terms");
        how.put("latencyMillis", millis(terms.latencyNanos()));
        ObjectNode latencies = how.putObject("latencyMillisOf");
        new TreeMap<>(terms.latencies()).forEach(
                (exchange, nanos) -> latencies.put(exchange, millis(nanos)));
        how.put("timeoutMillis", millis(terms.timeoutNanos()));
        json.put("ended", result.outcome().why());
        json.set("found", result.found().json(result.outcome()));
        json.put("declined", result.declined());
        json.set("coordinator", result.coordinator());
        json.set("ways", ways(result.attempts()));
        ArrayNode assets = json.putArray("assets");
        for (AttemptTotals totals : AttemptTotals.of(result)) {
            assets.add(totals.json(result.mostInFlight()));
        }
        json.set("markouts", Markouts.json(result.attempts()));
        json.set("fills", fills(result.fills()));
        json.set("stock", stock(result.flows()));
        json.set("carried", carried(result.carried()));
        json.set("sensitivity", sensitivity);
        return json;
    }

    static String millis(long nanos) {
        return Plain.of(BigDecimal.valueOf(nanos, 6));
    }

    /// What became of the attempts, by kind and listings.
    private static ArrayNode ways(List<Taken> attempts) {
        var byWay = new TreeMap<String, List<Taken>>();
        for (Taken attempt : attempts) {
            byWay.computeIfAbsent(
                    attempt.opportunity().kind() + ": " + String.join(", ",
                            ScanSummary.legs(attempt.opportunity().legs())),
                    _ -> new ArrayList<>()).add(attempt);
        }
        ArrayNode all = NODES.arrayNode();
        byWay.forEach((way, of) -> {
            ObjectNode json = all.addObject();
            json.put("way", way);
            json.put("kind", of.getFirst().opportunity().kind().toString());
            json.put("attempts", of.size());
            ObjectNode outcomes = json.putObject("outcomes");
            for (String outcome : Taken.OUTCOMES) {
                outcomes.put(outcome,
                        of.stream().filter(one -> one.outcome().equals(outcome)).count());
            }
            json.put("asset", of.getFirst().proceeds().asset());
            json.put("net", Plain.of(AttemptTotals.nets(of)
                    .getOrDefault(of.getFirst().proceeds().asset(), BigDecimal.ZERO)));
        });
        return all;
    }

    /// What orders got, by run, listing and side, and what was believed of the next one at the end: by the last orders alone.
    private static ArrayNode fills(List<Backtest.Orders> all) {
        ArrayNode rows = NODES.arrayNode();
        for (Backtest.Orders orders : all) {
            FillRecord.Kept kept = orders.kept();
            Gate.Tries last = kept.tries();
            ObjectNode json = rows.addObject();
            json.put("run", orders.run());
            json.put("listing", ScannedPair.name(orders.listing()));
            json.put("side", kept.side() == Side.ASK ? "buy" : "sell");
            json.put("tried", kept.tried());
            json.put("filled", kept.filled());
            json.put("lastTried", last.tried());
            json.put("lastFilled", last.filled());
            json.put("permille", last.permille());
        }
        return rows;
    }

    private static ArrayNode carried(List<Backtest.Marked> all) {
        ArrayNode rows = NODES.arrayNode();
        for (Backtest.Marked marked : all) {
            Carried.Position position = marked.position();
            ObjectNode json = rows.addObject();
            json.put("asset", position.asset());
            json.put("limit", money(position.limit()));
            json.put("amount", money(position.amount()));
            json.put("most", money(position.most()));
            json.put("worthIn", position.against());
            json.put("worth", marked.worth() == null ? null : Plain.of(marked.worth()));
            json.put("refused", position.refused());
        }
        return rows;
    }

    private static String money(long amount) {
        return Decimals.format(amount, Money.SCALE);
    }

    private static ArrayNode stock(List<Flows> all) {
        var needed = new TreeMap<Flows.Place, BigDecimal>();
        var moved = new TreeMap<Flows.Place, BigDecimal>();
        for (Flows flows : all) {
            flows.needed().forEach((place, most) -> needed.merge(place, most, BigDecimal::max));
            flows.moved().forEach((place, sum) -> moved.merge(place, sum, BigDecimal::add));
        }
        ArrayNode places = NODES.arrayNode();
        for (Map.Entry<Flows.Place, BigDecimal> entry : needed.entrySet()) {
            ObjectNode json = places.addObject();
            json.put("exchange", entry.getKey().exchange());
            json.put("asset", entry.getKey().asset());
            json.put("needed", Plain.of(entry.getValue()));
            json.put("moved", Plain.of(moved.getOrDefault(entry.getKey(), BigDecimal.ZERO)));
        }
        return places;
    }
}
