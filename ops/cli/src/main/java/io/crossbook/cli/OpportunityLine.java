package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Decimals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// One opportunity as a line: all that the engine decided about it, times in epoch nanoseconds, so that two runs can be compared
/// byte by byte.
final class OpportunityLine {

    private static final JsonFactory JSON = new JsonFactory();

    private OpportunityLine() {}

    static String of(Opportunity opportunity) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("id", opportunity.id());
            json.writeStringField("kind", opportunity.kind().toString());
            json.writeStringField("state", opportunity.state().toString());
            json.writeArrayFieldStart("legs");
            for (Leg leg : opportunity.legs()) {
                leg(json, leg);
            }
            json.writeEndArray();
            json.writeStringField("asset", opportunity.asset());
            json.writeStringField("net", Decimals.format(opportunity.net(), Money.SCALE));
            json.writeStringField("netBps",
                    Decimals.format(opportunity.netBps(), DetectorSettings.BPS_SCALE));
            json.writeStringField("bestNetBps",
                    Decimals.format(opportunity.bestNetBps(), DetectorSettings.BPS_SCALE));
            working(json, opportunity.working());
            json.writeArrayFieldStart("edge");
            for (Step step : opportunity.steps()) {
                json.writeStartObject();
                json.writeStringField("step", step.what().toString());
                json.writeStringField("exchange", step.exchange());
                json.writeStringField("asset", step.asset());
                json.writeStringField("amount", Decimals.format(step.amount(), step.scale()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("executable", opportunity.executable());
            json.writeStringField("reason", opportunity.reason());
            json.writeNumberField("openedNanos", opportunity.openedNanos());
            json.writeNumberField("updatedNanos", opportunity.updatedNanos());
            json.writeNumberField("closedNanos", opportunity.closedNanos());
            json.writeStringField("closedWhy", opportunity.closedWhy());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void working(JsonGenerator json, Working working) throws IOException {
        json.writeObjectFieldStart("working");
        money(json, "gross", working.gross());
        money(json, "fees", working.fees());
        money(json, "conversion", working.conversion());
        money(json, "exit", working.exit());
        money(json, "funding", working.funding());
        money(json, "transfer", working.transfer());
        money(json, "latency", working.latency());
        json.writeNumberField("breakevenPeriods", working.breakevenPeriods());
        json.writeEndObject();
    }

    private static void money(JsonGenerator json, String name, long amount) throws IOException {
        json.writeStringField(name, Decimals.format(amount, Money.SCALE));
    }

    private static void leg(JsonGenerator json, Leg leg) throws IOException {
        json.writeStartObject();
        json.writeStringField("side", leg.buys() ? "buy" : "sell");
        json.writeStringField("listing", ScannedPair.name(leg.listing()));
        json.writeStringField("instrument", leg.listing().instrument().toString());
        json.writeStringField("size", Decimals.format(leg.size(), leg.sizeScale()));
        json.writeStringField("limit", Decimals.format(leg.limit(), leg.priceScale()));
        json.writeEndObject();
    }
}
