package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Chance;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Decimals;
import io.crossbook.execution.paper.AttemptLeg;
import io.crossbook.execution.paper.PaperAttempt;
import io.crossbook.execution.paper.PaperFill;
import io.crossbook.execution.paper.Proceeds;
import java.math.BigDecimal;

/// One attempt with all its orders, as a line of JSON.
final class AttemptLine {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AttemptLine() {}

    static ObjectNode of(PaperAttempt attempt) {
        ObjectNode json = NODES.objectNode();
        json.put("attempt", attempt.id());
        json.put("opportunity", attempt.opportunity().id());
        json.put("kind", attempt.opportunity().kind().toString());
        json.put("outcome", attempt.outcome().toString());
        json.put("takenNanos", attempt.takenNanos());
        json.put("settledNanos", attempt.settledNanos());
        json.put("share", Plain.of(attempt.share()));
        ArrayNode legs = json.putArray("legs");
        attempt.legs().forEach(leg -> legs.add(leg(leg)));
        json.put("plannedNet", Decimals.format(attempt.opportunity().net(), Money.SCALE));
        Chance chance = attempt.opportunity().chance();
        json.put("fillPermille", chance.permille());
        json.put("expected", Decimals.format(chance.expected(), Money.SCALE));
        Proceeds proceeds = attempt.proceeds();
        json.put("asset", proceeds.asset());
        proceeds(json.putObject("account"), proceeds);
        return json;
    }

    static void proceeds(ObjectNode sum, Proceeds proceeds) {
        sum.put("captured", Plain.of(proceeds.captured()));
        sum.put("fees", Plain.of(proceeds.fees()));
        sum.put("conversion", Plain.of(proceeds.conversion()));
        sum.put("unwind", Plain.of(proceeds.unwind()));
        sum.put("transfer", Plain.of(proceeds.transfer()));
        sum.put("exit", Plain.of(proceeds.exit()));
        sum.put("funding", Plain.of(proceeds.funding()));
        sum.put("net", Plain.of(proceeds.net()));
    }

    private static ObjectNode leg(AttemptLeg of) {
        ObjectNode json = NODES.objectNode();
        Leg leg = of.leg();
        json.put("side", leg.buys() ? "buy" : "sell");
        json.put("listing", ScannedPair.name(leg.listing()));
        json.put("size", Decimals.format(leg.size(), leg.sizeScale()));
        json.put("limit", Decimals.format(leg.limit(), leg.priceScale()));
        PaperFill fill = of.fill();
        if (fill != null) {
            json.set("fill", execution(fill));
        }
        json.put("matched", Plain.of(of.matched()));
        if (of.excess().signum() > 0) {
            json.put("excess", Plain.of(of.excess()));
            json.put("left", Plain.of(of.left()));
            ArrayNode unwound = json.putArray("unwound");
            of.unwound().forEach(each -> unwound.add(execution(each)));
        }
        if (fill != null && fill.filled()) {
            ArrayNode markouts = json.putArray("markoutBps");
            for (BigDecimal markout : of.markouts()) {
                markouts.add(markout == null ? null : Plain.of(markout));
            }
        }
        return json;
    }

    private static ObjectNode execution(PaperFill execution) {
        ObjectNode json = NODES.objectNode();
        json.put("nanos", execution.nanos());
        json.put("size", Plain.of(execution.size()));
        json.put("notional", Plain.of(execution.notional()));
        json.put("fee", Plain.of(execution.fee()));
        json.put("feePaidIn", execution.feeAsset());
        if (execution.feeInCoin().signum() != 0) {
            json.put("feeInCoin", Plain.of(execution.feeInCoin()));
        }
        return json;
    }
}
