package io.crossbook.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Pair;
import io.crossbook.arbitrage.Pass;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Watcher;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Totals of what was found over recordings, and of why the rest was not worth doing, by pair.
final class ScanSummary implements Watcher {

    /// What was found over the same listings in the same directions.
    private static final class Found {
        private final String kind;
        private final List<String> legs;
        private final List<Long> lives = new ArrayList<>();
        private long opportunities;
        private long bestNetBps = Long.MIN_VALUE;
        private long takes;
        private Map<Pass, Long> passes = new EnumMap<>(Pass.class);

        private Found(String kind, List<String> legs) {
            this.kind = kind;
            this.legs = legs;
        }
    }

    private final Map<List<String>, Found> found = new LinkedHashMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private long opportunities;
    private long bookUpdates;

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        bookUpdates++;
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        Found of = found(opportunity.kind().toString(), legs(opportunity.legs()));
        of.bestNetBps = Math.max(of.bestNetBps, opportunity.bestNetBps());
        if (opportunity.state() == Opportunity.State.OPENED) {
            of.opportunities++;
            opportunities++;
            kinds.merge(opportunity.kind().toString(), 1L, Long::sum);
        } else if (opportunity.state() == Opportunity.State.CLOSED) {
            of.lives.add(opportunity.closedNanos() - opportunity.openedNanos());
        }
    }

    private Found found(String kind, List<String> legs) {
        return found.computeIfAbsent(legs, _ -> new Found(kind, legs));
    }

    /// How people and tools name the way that an opportunity takes: `buy binance/BTCUSDT`, `sell kraken/BTC/USDT`.
    static List<String> legs(List<Leg> legs) {
        return legs.stream().map(leg -> side(leg.buys(), leg.listing())).toList();
    }

    private static String side(boolean buys, Listing listing) {
        return (buys ? "buy " : "sell ") + ScannedPair.name(listing);
    }

    /// One document over all that was seen, with the counters of these pairs.
    String json(List<Pair> pairs, long inputs, long firstNanos, long lastNanos)
            throws IOException {
        count(pairs);
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("inputs", inputs);
            json.writeNumberField("bookUpdates", bookUpdates);
            json.writeNumberField("firstNanos", firstNanos);
            json.writeNumberField("lastNanos", lastNanos);
            json.writeNumberField("opportunities", opportunities);
            json.writeObjectFieldStart("kinds");
            for (var kind : kinds.entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
            reasons(json);
            json.writeArrayFieldStart("pairs");
            for (Found each : found.values()) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void count(List<Pair> pairs) {
        for (Pair pair : pairs) {
            Found of = found("two_legs", List.of(side(true, pair.buy()), side(false, pair.sell())));
            of.takes = pair.takes();
            of.passes = passes(pair);
        }
    }

    private static Map<Pass, Long> passes(Pair pair) {
        var passes = new EnumMap<Pass, Long>(Pass.class);
        for (Pass reason : Pass.values()) {
            if (pair.passes(reason) > 0) {
                passes.put(reason, pair.passes(reason));
            }
        }
        return passes;
    }

    private void reasons(JsonGenerator json) throws IOException {
        var reasons = new EnumMap<Pass, Long>(Pass.class);
        long takes = 0;
        for (Found each : found.values()) {
            takes += each.takes;
            each.passes.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        }
        json.writeNumberField("takes", takes);
        passes(json, reasons);
    }

    private static void passes(JsonGenerator json, Map<Pass, Long> passes) throws IOException {
        json.writeObjectFieldStart("passes");
        for (var pass : passes.entrySet()) {
            json.writeNumberField(pass.getKey().toString(), pass.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Found of) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", of.kind);
        json.writeArrayFieldStart("legs");
        for (String leg : of.legs) {
            json.writeString(leg);
        }
        json.writeEndArray();
        json.writeNumberField("opportunities", of.opportunities);
        if (of.opportunities > 0) {
            json.writeStringField("bestNetBps",
                    Decimals.format(of.bestNetBps, DetectorSettings.BPS_SCALE));
        }
        if (!of.lives.isEmpty()) {
            Collections.sort(of.lives);
            json.writeNumberField("medianLifeNanos", of.lives.get(of.lives.size() / 2));
            json.writeNumberField("longestLifeNanos", of.lives.getLast());
        }
        json.writeNumberField("takes", of.takes);
        passes(json, of.passes);
        json.writeEndObject();
    }
}
