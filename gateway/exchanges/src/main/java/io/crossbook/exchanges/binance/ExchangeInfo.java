package io.crossbook.exchanges.binance;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Decimal;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Specification;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Reads `exchangeInfo` of either market.
///
/// `1000SHIBUSDT` stays an instrument of its own, base `1000SHIB`, multiplier 1: its price is that of a thousand coins and its
/// size counts thousands, so that price times size is right as it stands. Called SHIB it would look a thousand times dearer.
final class ExchangeInfo {

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyMMdd")
            .withZone(ZoneOffset.UTC);

    private ExchangeInfo() {}

    static List<Specification> read(Market market, Json.Obj info) {
        var rows = new ArrayList<Specification>();
        int unreadable = 0;
        for (Json item : info.list("symbols")) {
            try {
                rows.add(row(market, item.asObject("symbol")));
            } catch (Malformed | IllegalArgumentException e) {
                unreadable++; // left out: better not listed than listed by wrong rules
            }
        }
        if (rows.isEmpty() && unreadable > 0) {
            throw new Malformed("none of " + unreadable + " symbols can be read");
        }
        return rows;
    }

    private static Specification row(Market market, Json.Obj symbol) {
        Decimal tick = Decimal.NONE;
        Decimal lot = Decimal.NONE;
        Decimal minSize = Decimal.NONE;
        Decimal minNotional = Decimal.NONE;
        for (Json item : symbol.list("filters")) {
            Json.Obj filter = item.asObject("filter");
            switch (filter.text("filterType")) {
                case "PRICE_FILTER" -> tick = Decimal.of(filter.field("tickSize"));
                case "LOT_SIZE" -> {
                    lot = Decimal.of(filter.field("stepSize"));
                    minSize = Decimal.of(filter.field("minQty"));
                }
                case "NOTIONAL", "MIN_NOTIONAL" -> minNotional = Decimal.of(
                        filter.has("notional")
                                ? filter.field("notional")
                                : filter.field("minNotional"));
                case String _ -> {
                }
            }
        }
        int sizeScale = Math.max(lot.scale(), minSize.scale());
        var rules = new Rules(tick.scale(), sizeScale, tick.at(tick.scale()), lot.at(sizeScale),
                minSize.at(sizeScale), minNotional.up(Rules.NOTIONAL_SCALE), 1,
                status(symbol));
        return new Specification(symbol.text("symbol"), instrument(market, symbol), rules);
    }

    private static Rules.Status status(Json.Obj symbol) {
        String status = symbol.has("status")
                ? symbol.text("status")
                : symbol.text("contractStatus");
        return status.equals("TRADING") ? Rules.Status.TRADING : Rules.Status.HALTED;
    }

    private static Instrument instrument(Market market, Json.Obj symbol) {
        String base = symbol.text("baseAsset");
        String quote = symbol.text("quoteAsset");
        if (market == Market.SPOT) {
            return Instrument.spot(base, quote);
        }
        String settle = symbol.text("marginAsset");
        String contract = symbol.text("contractType");
        if (contract.contains("PERPETUAL") || contract.isEmpty()) {
            return Instrument.perpetual(base, quote, settle);
        }
        String expiry = EXPIRY.format(Instant.ofEpochMilli(symbol.whole("deliveryDate")));
        return new Instrument(base, quote, Instrument.Kind.FUTURE, settle, expiry);
    }

    /// The exchange's time in an answer of `/time`, epoch nanoseconds.
    static long serverTime(Json.Obj answer) {
        long millis = answer.whole("serverTime");
        if (millis > Long.MAX_VALUE / Decimals.power(6)) {
            throw new Malformed("serverTime out of range");
        }
        return millis * 1_000_000;
    }
}
