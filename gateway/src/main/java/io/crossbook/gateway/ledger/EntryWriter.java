package io.crossbook.gateway.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.account.Commit;
import io.crossbook.execution.account.Posting;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/// Writes an entry as a JSON object: the same entry, the same text. What was told of orders has a type of its own for each kind of event.
///
/// In ASCII: also halves of characters, which broken answers have, come back as they were.
final class EntryWriter {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    /// Up to here an amount is written without an exponent.
    private static final int PLAIN_SCALE = 100;

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    private EntryWriter() throws IOException {
        json = JSON.createGenerator(text);
    }

    /// The name of an entry's kind, as rows have it.
    static String type(Entry entry) {
        return switch (entry) {
            case Entry.Booted _ -> "booted";
            case Entry.Reserved _ -> "reserved";
            case Entry.Intended _ -> "intended";
            case Entry.Skipped _ -> "skipped";
            case Entry.Acted _ -> "acted";
            case Entry.Told(var event, _) -> type(event);
            case Entry.Asked _ -> "asked";
            case Entry.Swept _ -> "swept";
            case Entry.Adopted _ -> "adopted";
            case Entry.Turned _ -> "turned";
            case Entry.Closed _ -> "closed";
            case Entry.Cleared _ -> "cleared";
            case Entry.Reconciled _ -> "reconciled";
            case Entry.Denied _ -> "denied";
            case Entry.Halted _ -> "halted";
            case Entry.Paused _ -> "paused";
            case Entry.Rearmed _ -> "rearmed";
            case Entry.Posted _ -> "posted";
        };
    }

    private static String type(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Accepted _ -> "accepted";
            case OrderEvent.Refused _ -> "refused";
            case OrderEvent.NotSent _ -> "not_sent";
            case OrderEvent.Ambiguous _ -> "ambiguous";
            case OrderEvent.Traded _ -> "traded";
            case OrderEvent.Standing _ -> "standing";
            case OrderEvent.Ended _ -> "ended";
            case OrderEvent.NotFound _ -> "not_found";
            case OrderEvent.CancelRefused _ -> "cancel_refused";
        };
    }

    /// All of it but its kind and its time.
    static String body(Entry entry) {
        try {
            var writer = new EntryWriter();
            writer.json.writeStartObject();
            writer.entry(entry);
            writer.json.writeEndObject();
            writer.json.close();
            return writer.text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter throws none
        }
    }

    private void entry(Entry entry) throws IOException {
        switch (entry) {
            case Entry.Booted(var epoch, var build, var configuration, _) -> {
                json.writeNumberField("epoch", epoch);
                json.writeStringField("build", build);
                json.writeStringField("configuration", configuration);
            }
            case Entry.Reserved(var plan, _) -> plan(plan);
            case Entry.Intended(var intent, _) -> intent(intent);
            case Entry.Skipped(var attempt, var rung, var why, _) -> {
                json.writeNumberField("attempt", attempt);
                json.writeNumberField("rung", rung);
                json.writeStringField("why", why);
            }
            case Entry.Acted(var order, var act, var why, _) -> {
                order(order);
                word("act", act);
                json.writeStringField("why", why);
            }
            case Entry.Told(var event, _) -> event(event);
            case Entry.Asked(var order, _) -> order(order);
            case Entry.Swept(var exchange, var since, var asked, _) -> {
                json.writeStringField("exchange", exchange);
                json.writeNumberField("sinceNanos", since);
                json.writeNumberField("askedNanos", asked);
            }
            case Entry.Adopted(var plan, var found, _) -> {
                plan(plan);
                json.writeObjectFieldStart("found");
                intent(found);
                json.writeEndObject();
            }
            case Entry.Turned(var attempt, var news, var why, _) -> {
                json.writeNumberField("attempt", attempt);
                word("news", news);
                json.writeStringField("why", why);
            }
            case Entry.Closed(var attempt, var net, var fees, var dust, _) -> {
                json.writeNumberField("attempt", attempt);
                amounts("net", net);
                amounts("fees", fees);
                amounts("dust", dust);
            }
            case Entry.Reconciled(var attempt, _) -> json.writeNumberField("attempt", attempt);
            case Entry.Cleared(var attempt, var amounts, var why, _) -> {
                json.writeNumberField("attempt", attempt);
                amounts("amounts", amounts);
                json.writeStringField("why", why);
            }
            case Entry.Denied(var opportunity, var denial, _) -> {
                json.writeNumberField("opportunity", opportunity);
                json.writeStringField("code", denial.code());
                json.writeStringField("measured", denial.measured());
                json.writeStringField("limit", denial.limit());
                json.writeStringField("unit", denial.unit());
            }
            case Entry.Halted(var why, _) -> json.writeStringField("why", why);
            case Entry.Paused(var what, var why, _) -> {
                json.writeStringField("what", what);
                json.writeStringField("why", why);
            }
            case Entry.Rearmed(var why, var pause, _) -> {
                json.writeStringField("why", why);
                json.writeNumberField("pause", pause);
            }
            case Entry.Posted(var reference, var commit, _) -> posted(reference, commit);
        }
    }

    private void event(OrderEvent event) throws IOException {
        order(event.id());
        switch (event) {
            case OrderEvent.Accepted(_, var id) -> json.writeStringField("exchangeId", id);
            case OrderEvent.Refused(_, var code, var why, var evidence) ->
                refusal(code, why, evidence);
            case OrderEvent.NotSent(_, var why) -> json.writeStringField("why", why);
            case OrderEvent.Ambiguous(_, var evidence) -> json.writeStringField("evidence",
                    evidence);
            case OrderEvent.Traded(var fill) -> fill(fill);
            case OrderEvent.Standing(_, var filled) -> amount("filled", filled);
            case OrderEvent.Ended(_, var end, var filled, var evidence) -> {
                word("end", end);
                amount("filled", filled);
                json.writeStringField("evidence", evidence);
            }
            case OrderEvent.NotFound(_, var evidence) -> json.writeStringField("evidence",
                    evidence);
            case OrderEvent.CancelRefused(_, var code, var why, var evidence) ->
                refusal(code, why, evidence);
        }
    }

    private void refusal(String code, String why, String evidence) throws IOException {
        json.writeStringField("code", code);
        json.writeStringField("why", why);
        json.writeStringField("evidence", evidence);
    }

    private void fill(Fill fill) throws IOException {
        json.writeStringField("exchange", fill.exchange());
        json.writeStringField("symbol", fill.symbol());
        json.writeStringField("tradeId", fill.tradeId());
        amount("price", fill.price());
        amount("size", fill.size());
        amount("cost", fill.cost());
        amount("fee", fill.fee());
        json.writeStringField("feeAsset", fill.feeAsset());
        json.writeNumberField("tradedNanos", fill.tradedNanos());
        word("source", fill.source());
    }

    private void plan(Attempt.Plan plan) throws IOException {
        json.writeNumberField("attempt", plan.attempt());
        json.writeNumberField("opportunity", plan.opportunity());
        json.writeStringField("asset", plan.asset());
        amount("lossBudget", plan.lossBudget());
        json.writeArrayFieldStart("legs");
        for (OrderIntent leg : plan.legs()) {
            json.writeStartObject();
            intent(leg);
            json.writeEndObject();
        }
        json.writeEndArray();
        amount("planned", plan.planned());
        if (plan.rebalances()) { // most do not, and earlier builds did not know it
            json.writeBooleanField("rebalances", true);
        }
        if (!plan.carries().isEmpty()) {
            amounts("carries", plan.carries());
        }
    }

    private void intent(OrderIntent intent) throws IOException {
        order(intent.id());
        json.writeStringField("side", intent.buys() ? "buy" : "sell");
        amount("size", intent.size());
        amount("limit", intent.limit());
        word("timeInForce", intent.timeInForce());
        json.writeNumberField("deadlineNanos", intent.deadlineNanos());
        json.writeNumberField("rung", intent.rung());
        json.writeBooleanField("reduces", intent.reduces());
        json.writeObjectFieldStart("listing");
        listing(intent.listing());
        json.writeEndObject();
    }

    private void listing(Listing listing) throws IOException {
        json.writeNumberField("id", listing.id());
        json.writeStringField("exchange", listing.exchange());
        json.writeStringField("symbol", listing.symbol());
        Instrument instrument = listing.instrument();
        json.writeStringField("base", instrument.base());
        json.writeStringField("quote", instrument.quote());
        word("kind", instrument.kind());
        json.writeStringField("settle", instrument.settle());
        json.writeStringField("expiry", instrument.expiry());
        Rules rules = listing.rules();
        json.writeObjectFieldStart("rules");
        json.writeNumberField("priceScale", rules.priceScale());
        json.writeNumberField("sizeScale", rules.sizeScale());
        json.writeNumberField("tick", rules.tick());
        json.writeNumberField("lot", rules.lot());
        json.writeNumberField("minSize", rules.minSize());
        json.writeNumberField("minNotional", rules.minNotional());
        json.writeNumberField("multiplier", rules.multiplier());
        word("status", rules.status());
        json.writeEndObject();
    }

    private void posted(String reference, Commit commit) throws IOException {
        json.writeStringField("reference", reference);
        json.writeStringField("why", commit.why());
        json.writeArrayFieldStart("postings");
        for (Posting posting : commit.postings()) {
            json.writeStartObject();
            word("account", posting.account().kind());
            json.writeStringField("exchange", posting.account().exchange());
            json.writeStringField("asset", posting.asset());
            amount("amount", posting.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void order(OrderId id) throws IOException {
        json.writeStringField("order", id.toString());
    }

    private void word(String name, Enum<?> constant) throws IOException {
        json.writeStringField(name, Fields.word(constant));
    }

    private void amounts(String name, Map<String, BigDecimal> amounts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<String, BigDecimal> each : amounts.entrySet()) {
            json.writeStartObject();
            json.writeStringField("asset", each.getKey());
            amount("amount", each.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// As text: to the last digit, whoever reads it.
    private void amount(String name, BigDecimal amount) throws IOException {
        boolean plain = amount.scale() >= 0 && amount.scale() <= PLAIN_SCALE;
        json.writeStringField(name, plain ? amount.toPlainString() : amount.toString());
    }
}
