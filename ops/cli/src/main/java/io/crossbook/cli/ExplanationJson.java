package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Chance;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Gate;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Odds;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.books.Decimals;
import java.util.List;

/// An opportunity explained, for programs.
final class ExplanationJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExplanationJson() {}

    static ObjectNode of(Moment moment, List<Opportunity> life) {
        ObjectNode json = JSON.createObjectNode();
        json.put("input", moment.input());
        json.put("nanos", moment.nanos());
        ObjectNode shown = opportunity(moment.opportunity());
        for (int i = 0; i < moment.opportunity().steps().size(); i++) {
            Step step = moment.opportunity().steps().get(i);
            ((ObjectNode) shown.get("edge").get(i)).put("detail", step.detail());
        }
        json.set("opportunity", shown);
        chance(json.putObject("chance"), moment);
        ArrayNode books = json.putArray("books");
        moment.books().forEach(book -> write(books.addObject(), book));
        ObjectNode settings = json.putObject("settings");
        DetectorSettings of = moment.settings();
        settings.put("minNetBps", Decimals.format(of.minNetBps(), DetectorSettings.BPS_SCALE));
        settings.put("maxEdgeBps", Decimals.format(of.maxEdgeBps(), DetectorSettings.BPS_SCALE));
        settings.put("maxAgeNanos", of.maxAgeNanos());
        settings.put("maxSkewNanos", of.maxSkewNanos());
        settings.put("maxQuote", of.maxQuote());
        ArrayNode all = json.putArray("life");
        life.forEach(told -> all.add(opportunity(told)));
        return json;
    }

    private static void chance(ObjectNode json, Moment moment) {
        Chance chance = moment.opportunity().chance();
        json.put("permille", chance.permille());
        json.put("unwind", Decimals.format(chance.unwind(), Money.SCALE));
        json.put("expected", Decimals.format(chance.expected(), Money.SCALE));
        Odds odds = moment.odds();
        ObjectNode lives = json.putObject("lives");
        lives.put("withinMillis", odds.withinMillis());
        lives.put("ended", odds.lives().ended());
        lives.put("lived", odds.lives().lived());
        lives.put("permille", odds.lives().permille());
        ArrayNode fills = json.putArray("fills");
        for (Gate.Tries tries : odds.legs()) {
            ObjectNode leg = fills.addObject();
            leg.put("lastTried", tries.tried());
            leg.put("lastFilled", tries.filled());
            leg.put("permille", tries.permille());
        }
    }

    private static ObjectNode opportunity(Opportunity opportunity) {
        try {
            return (ObjectNode) JSON.readTree(OpportunityLine.of(opportunity));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(ObjectNode json, Moment.Shown book) {
        json.put("listing", ScannedPair.name(book.leg().listing()));
        json.put("side", book.leg().buys() ? "asks" : "bids");
        json.put("health", book.health());
        json.put("ageNanos", book.ageNanos());
        if (book.lagNanos() >= 0) {
            json.put("feedLagNanos", book.lagNanos());
        }
        json.put("updateId", book.updateId());
        json.put("takerFee", Decimals.format(book.fee(), DetectorSettings.FEE_SCALE));
        json.put("feeAsset", book.feeAsset());
        ArrayNode levels = json.putArray("levels");
        for (Moment.Level level : book.levels()) {
            ObjectNode one = levels.addObject();
            one.put("price", Plain.of(level.price()));
            one.put("size", Plain.of(level.size()));
            one.put("taken", Plain.of(level.taken()));
        }
        json.put("moreLevels", book.more());
    }
}
