package io.crossbook.gateway.embedded;

import io.crossbook.books.Health;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Messages of `/v1/stream` to records. What is missing or of another kind than docs/feed.md says ends in a [RuntimeException].
final class Read {

    private Read() {}

    static Top top(JsonObject json) {
        return new Top(text(json, "instrument"), best(json.getJsonObject("bestBid")),
                best(json.getJsonObject("bestAsk")), each(json, "quotes", Read::quote));
    }

    private static Optional<Top.Best> best(@Nullable JsonObject json) {
        return json == null
                ? Optional.empty()
                : Optional.of(new Top.Best(text(json, "exchange"), text(json, "symbol"),
                        new Level(number(json, "price"), number(json, "size"))));
    }

    private static Quote quote(JsonObject json) {
        return new Quote(text(json, "exchange"), text(json, "symbol"), side(json, "bid"),
                side(json, "ask"), Duration.ofMillis(json.getLong("ageMillis")), health(json),
                text(json, "reason"));
    }

    private static Optional<Level> side(JsonObject quote, String side) {
        return quote.getString(side) == null
                ? Optional.empty()
                : Optional.of(new Level(number(quote, side), number(quote, side + "Size")));
    }

    static Health health(JsonObject json) {
        return Health.valueOf(text(json, "health").toUpperCase(Locale.ROOT));
    }

    static Opportunity opportunity(JsonObject json) {
        return new Opportunity(json.getLong("id"), text(json, "state"), text(json, "kind"),
                each(json, "legs", Read::leg), number(json, "net"), text(json, "netAsset"),
                number(json, "netBps"), json.getBoolean("executable"), text(json, "reason"),
                json.encode());
    }

    private static Opportunity.Leg leg(JsonObject json) {
        return new Opportunity.Leg(text(json, "exchange"), text(json, "symbol"),
                text(json, "instrument"), text(json, "side"), number(json, "size"),
                number(json, "limit"));
    }

    static Attempt attempt(JsonObject json) {
        return new Attempt(json.getLong("attempt"), text(json, "state"), number(json, "planned"),
                text(json, "asset"), json.encode());
    }

    static Order order(JsonObject json) {
        return new Order(text(json, "order"), json.getLong("attempt"), text(json, "exchange"),
                text(json, "symbol"), text(json, "side"), number(json, "size"),
                number(json, "filled"), text(json, "state"), json.getBoolean("open"),
                json.encode());
    }

    static BookHealth bookHealth(JsonObject json) {
        return new BookHealth(text(json, "exchange"), text(json, "symbol"),
                text(json, "instrument"), health(json), text(json, "reason"));
    }

    static Standing standing(JsonObject json) {
        return new Standing(text(json, "mode"), json.getString("halted", ""),
                json.getString("reluctance", ""), json.getInteger("working"),
                json.getInteger("parked"), json.encode());
    }

    static Trade trade(JsonObject json) {
        return new Trade(text(json, "exchange"), text(json, "symbol"), text(json, "instrument"),
                text(json, "id"), number(json, "price"), number(json, "size"),
                text(json, "side"), time(json, "timestamp"),
                Instant.parse(text(json, "localTimestamp")));
    }

    static Optional<Instant> time(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).map(Instant::parse);
    }

    static <T> List<T> each(JsonObject json, String name, Function<JsonObject, T> read) {
        return each(json.getJsonArray(name), read);
    }

    static <T> List<T> each(JsonArray array, Function<JsonObject, T> read) {
        return array.stream().map(JsonObject.class::cast).map(read).toList();
    }

    static String text(JsonObject json, String name) {
        String text = json.getString(name);
        if (text == null) {
            throw new IllegalArgumentException("'" + name + "' is missing in " + json);
        }
        return text;
    }

    static BigDecimal number(JsonObject json, String name) {
        return new BigDecimal(text(json, name));
    }
}
