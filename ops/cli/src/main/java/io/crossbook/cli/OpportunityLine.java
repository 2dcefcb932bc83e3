package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.books.Decimals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

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
            json.writeStringField("state", opportunity.state().name().toLowerCase(Locale.ROOT));
            json.writeStringField("instrument", opportunity.buy().instrument().toString());
            json.writeStringField("buy", ScannedPair.name(opportunity.buy()));
            json.writeStringField("buyLimit",
                    Decimals.format(opportunity.buyLimit(), opportunity.buyScale()));
            json.writeStringField("sell", ScannedPair.name(opportunity.sell()));
            json.writeStringField("sellLimit",
                    Decimals.format(opportunity.sellLimit(), opportunity.sellScale()));
            json.writeStringField("size",
                    Decimals.format(opportunity.size(), opportunity.sizeScale()));
            json.writeStringField("net", Decimals.format(opportunity.net(), Money.SCALE));
            json.writeStringField("netBps",
                    Decimals.format(opportunity.netBps(), DetectorSettings.BPS_SCALE));
            json.writeStringField("bestNetBps",
                    Decimals.format(opportunity.bestNetBps(), DetectorSettings.BPS_SCALE));
            json.writeArrayFieldStart("edge");
            for (Step step : opportunity.steps()) {
                json.writeStartObject();
                json.writeStringField("step", step.what().name().toLowerCase(Locale.ROOT));
                json.writeStringField("asset", step.asset());
                json.writeStringField("amount", Decimals.format(step.amount(), Money.SCALE));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("executable", opportunity.executable());
            json.writeStringField("reason", opportunity.reason());
            json.writeNumberField("openedNanos", opportunity.openedNanos());
            json.writeNumberField("updatedNanos", opportunity.updatedNanos());
            json.writeNumberField("closedNanos", opportunity.closedNanos());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
