package io.crossbook.gateway.web;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.feed.Views;
import io.crossbook.gateway.stream.TopWords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How our own API writes things: decimals as strings, so that nobody rounds them; times as RFC 3339 in UTC; null for what is not there.
final class Json {

    private Json() {}

    static JsonObject items(JsonArray items) {
        return new JsonObject().put("items", items);
    }

    static JsonObject top(Views.TopView top) {
        return new JsonObject(TopWords.of(top));
    }

    static JsonObject book(Views.BookView book) {
        return new JsonObject()
                .put("exchange", book.exchange())
                .put("symbol", book.symbol())
                .put("instrument", book.instrument())
                .put("health", book.health())
                .put("reason", book.why())
                .put("updateId", book.updateId())
                .put("timestamp", time(book.eventNanos()))
                .put("localTimestamp", time(book.receivedNanos()))
                .put("bids", side(book.bids(), book))
                .put("asks", side(book.asks(), book));
    }

    private static JsonArray side(List<Views.LevelView> views, Views.BookView book) {
        var levels = new JsonArray();
        for (Views.LevelView level : views) {
            levels.add(new JsonArray().add(Decimals.format(level.price(), book.priceScale()))
                    .add(Decimals.format(level.size(), book.sizeScale())));
        }
        return levels;
    }

    static JsonObject opportunity(Opportunity opportunity) {
        var json = new JsonObject()
                .put("id", opportunity.id())
                .put("kind", opportunity.kind().toString())
                .put("state", opportunity.state().toString());
        if (opportunity.legs().size() == 2) {
            Leg buy = opportunity.first();
            json.put("instrument", buy.listing().instrument().toString())
                    .put("buy", leg(buy))
                    .put("sell", leg(opportunity.last()))
                    .put("size", Decimals.format(buy.size(), buy.sizeScale()));
        }
        var legs = new JsonArray();
        opportunity.legs().forEach(leg -> legs.add(
                leg(leg).put("side", leg.buys() ? "buy" : "sell")
                        .put("instrument", leg.listing().instrument().toString())
                        .put("size", Decimals.format(leg.size(), leg.sizeScale()))));
        return json.put("legs", legs)
                .put("net", Decimals.format(opportunity.net(), Money.SCALE))
                .put("netAsset", opportunity.asset())
                .put("netBps", Decimals.format(opportunity.netBps(), DetectorSettings.BPS_SCALE))
                .put("bestNetBps",
                        Decimals.format(opportunity.bestNetBps(), DetectorSettings.BPS_SCALE))
                .put("edge", edge(opportunity))
                .put("fillPermille", opportunity.chance().permille())
                .put("unwind", money(opportunity.chance().unwind()))
                .put("expected", money(opportunity.chance().expected()))
                .put("executable", opportunity.executable())
                .put("reason", opportunity.reason())
                .put("openedAt", time(opportunity.openedNanos()))
                .put("updatedAt", time(opportunity.updatedNanos()))
                .put("closedAt", time(opportunity.closedNanos()))
                .put("closedWhy", opportunity.closedWhy());
    }

    private static JsonObject leg(Leg leg) {
        return new JsonObject()
                .put("exchange", leg.listing().exchange())
                .put("symbol", leg.listing().symbol())
                .put("limit", Decimals.format(leg.limit(), leg.priceScale()));
    }

    private static JsonObject edge(Opportunity opportunity) {
        var steps = new JsonArray();
        for (Step step : opportunity.steps()) {
            steps.add(new JsonObject()
                    .put("step", step.what().toString())
                    .put("exchange", step.exchange())
                    .put("asset", step.asset())
                    .put("amount", Decimals.format(step.amount(), step.scale()))
                    .put("detail", step.detail()));
        }
        Working working = opportunity.working();
        return new JsonObject()
                .put("steps", steps)
                .put("gross", money(working.gross()))
                .put("fees", money(working.fees()))
                .put("conversion", money(working.conversion()))
                .put("exit", money(working.exit()))
                .put("funding", money(working.funding()))
                .put("breakevenPeriods", working.breakevenPeriods())
                .put("transfer", money(working.transfer()))
                .put("latency", money(working.latency()))
                .put("net", money(opportunity.net()))
                .put("asset", opportunity.asset());
    }

    private static String money(long amount) {
        return Decimals.format(amount, Money.SCALE);
    }

    static JsonObject exchange(ExchangeState exchange) {
        var listings = new JsonArray();
        for (Listing listing : exchange.listings()) {
            listings.add(new JsonObject().put("symbol", listing.symbol()).put("instrument",
                    listing.instrument().toString()));
        }
        return new JsonObject()
                .put("exchange", exchange.name())
                .put("dialect", exchange.dialect())
                .put("enabled", exchange.enabled())
                .put("draining", exchange.draining())
                .put("connections", exchange.connections())
                .put("links", exchange.links())
                .put("live", exchange.live())
                .put("listings", listings);
    }

    /// What an exchange demands of orders; where it states nothing, or nobody has asked it yet, that is null.
    static JsonObject listing(Listing listing) {
        Rules rules = listing.rules();
        return new JsonObject()
                .put("exchange", listing.exchange())
                .put("symbol", listing.symbol())
                .put("instrument", listing.instrument().toString())
                .put("status", rules.status().name().toLowerCase(Locale.ROOT))
                .put("tick", stated(rules.tick(), rules.priceScale()))
                .put("lot", stated(rules.lot(), rules.sizeScale()))
                .put("minSize", stated(rules.minSize(), rules.sizeScale()))
                .put("minNotional", stated(rules.minNotional(), Rules.NOTIONAL_SCALE))
                .put("multiplier", rules.multiplier());
    }

    private static @Nullable String stated(long mantissa, int scale) {
        return scale < 0 ? null : decimal(mantissa, scale);
    }

    static @Nullable String time(long epochNanos) {
        return epochNanos == 0 ? null : Instant.ofEpochSecond(0, epochNanos).toString();
    }

    private static @Nullable String decimal(long mantissa, int scale) {
        return mantissa == 0 ? null : Decimals.format(mantissa, scale);
    }

    /// Of whoever trades; what is empty is left out.
    static JsonObject standing(Standing standing) {
        var document = new JsonObject().put("mode", standing.mode().word());
        if (!standing.halted().isEmpty()) {
            document.put("halted", standing.halted());
        }
        if (!standing.reluctance().isEmpty()) {
            document.put("reluctance", standing.reluctance());
        }
        if (!standing.limits().isEmpty()) {
            document.put("limits", standing.limits());
        }
        document.put("working", standing.working()).put("parked", standing.parked());
        if (!standing.foreign().isEmpty()) {
            var foreign = new JsonObject();
            new TreeMap<>(standing.foreign()).forEach(foreign::put);
            document.put("foreignOrders", foreign);
        }
        if (!standing.untold().isEmpty()) {
            var untold = new JsonObject();
            new TreeMap<>(standing.untold()).forEach(untold::put);
            document.put("statusUntold", untold);
        }
        return document;
    }

    /// Where a restart would not find the halt, `unnoted` says why.
    static JsonObject halted(Halting.Halted halted) {
        var document = new JsonObject().put("halted", true).put("pull", halted.pull());
        return halted.unnoted().isEmpty() ? document : document.put("unnoted", halted.unnoted());
    }

    /// An RFC 9457 problem.
    static JsonObject problem(int status, String title, String detail) {
        return new JsonObject().put("type", "about:blank").put("title", title).put("status", status)
                .put("detail", detail);
    }
}
