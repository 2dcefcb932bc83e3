package io.crossbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.Chain;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Dislocation;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Pair;
import io.crossbook.arbitrage.Pass;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Desk;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Replay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Totals of what was found over recordings, and of why the rest was not worth doing, by pair.
final class ScanSummary implements Watcher {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// What was found over the same listings in the same directions.
    private static final class Found {
        private final String kind;
        private final List<String> legs;
        private final List<Long> lives = new ArrayList<>();
        private final Map<Pass, Long> passes = new EnumMap<>(Pass.class);
        private long opportunities;
        private long bestNetBps = Long.MIN_VALUE;
        private long takes;

        private Found(String kind, List<String> legs) {
            this.kind = kind;
            this.legs = legs;
        }

        private void count(Dislocation at) {
            takes += at.takes();
            for (Pass reason : Pass.values()) {
                if (at.passes(reason) > 0) {
                    passes.merge(reason, at.passes(reason), Long::sum);
                }
            }
        }
    }

    private final Map<List<String>, Found> found = new LinkedHashMap<>();
    /// Conversions and cycles by the assets that they run through: through which listings is decided anew each time.
    private final Map<String, Found> chains = new LinkedHashMap<>();
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

    /// Adds the counters of a desk.
    void count(Desk desk) {
        for (Pair pair : desk.pairs()) {
            Found of = found(pair.basis() ? "basis" : "two_legs",
                    List.of(side(true, pair.buy()), side(false, pair.sell())));
            of.count(pair);
        }
        for (Chain chain : desk.chains()) {
            String where = chain.exchange().isEmpty() ? "across exchanges" : chain.exchange();
            chains.computeIfAbsent(where + " " + chain.assets(),
                    _ -> new Found(chain.kind().toString(), chain.assets())).count(chain);
        }
    }

    /// How many opportunities opened.
    long opportunities() {
        return opportunities;
    }

    /// All of it, over what was played.
    ObjectNode json(Replay.Outcome outcome) {
        ObjectNode json = NODES.objectNode();
        json.put("inputs", outcome.inputs());
        json.put("bookUpdates", bookUpdates);
        json.put("firstNanos", outcome.firstStamp());
        json.put("lastNanos", outcome.lastStamp());
        json.put("opportunities", opportunities);
        ObjectNode byKind = json.putObject("kinds");
        kinds.forEach(byKind::put);
        var reasons = new EnumMap<Pass, Long>(Pass.class);
        long takes = 0;
        for (Found each : Stream.concat(found.values().stream(), chains.values().stream())
                .toList()) {
            takes += each.takes;
            each.passes.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        }
        json.put("takes", takes);
        json.set("passes", passes(reasons));
        ArrayNode pairs = json.putArray("pairs");
        found.values().forEach(each -> pairs.add(json(each)));
        ArrayNode ways = json.putArray("chains");
        chains.forEach((name, of) -> {
            ObjectNode way = ways.addObject();
            way.put("kind", of.kind);
            way.put("way", name);
            way.put("takes", of.takes);
            way.set("passes", passes(of.passes));
        });
        return json;
    }

    private static ObjectNode passes(Map<Pass, Long> passes) {
        ObjectNode json = NODES.objectNode();
        passes.forEach((reason, count) -> json.put(reason.toString(), count));
        return json;
    }

    private static ObjectNode json(Found of) {
        ObjectNode json = NODES.objectNode();
        json.put("kind", of.kind);
        ArrayNode legs = json.putArray("legs");
        of.legs.forEach(legs::add);
        json.put("opportunities", of.opportunities);
        if (of.opportunities > 0) {
            json.put("bestNetBps", Decimals.format(of.bestNetBps, DetectorSettings.BPS_SCALE));
        }
        if (!of.lives.isEmpty()) {
            List<Long> lives = of.lives.stream().sorted().toList();
            json.put("medianLifeNanos", lives.get(lives.size() / 2));
            json.put("longestLifeNanos", lives.getLast());
        }
        json.put("takes", of.takes);
        json.set("passes", passes(of.passes));
        return json;
    }
}
