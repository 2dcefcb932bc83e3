package io.crossbook.exchanges.bybit;

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

/// Reads `instruments-info`.
///
/// `1000PEPEUSDT` and `SHIB1000USDT` stay instruments of their own with multiplier 1: their price is that of a thousand coins,
/// so that price times size is right as it stands.
final class Instruments {

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyMMdd")
            .withZone(ZoneOffset.UTC);

    private Instruments() {}

    static List<Specification> read(Json.Obj result, boolean linear) {
        var rows = new ArrayList<Specification>();
        int unreadable = 0;
        for (Json item : result.list("list")) {
            try {
                rows.add(row(item.asObject("instrument"), linear));
            } catch (Malformed | IllegalArgumentException e) {
                unreadable++; // left out: better not listed than listed by wrong rules
            }
        }
        if (rows.isEmpty() && unreadable > 0) {
            throw new Malformed("none of " + unreadable + " instruments can be read");
        }
        return rows;
    }

    private static Specification row(Json.Obj row, boolean linear) {
        Json.Obj size = row.object("lotSizeFilter");
        var tick = Decimal.of(row.object("priceFilter").field("tickSize"));
        var lot = Decimal.of(size.field(linear ? "qtyStep" : "basePrecision"));
        var minSize = Decimal.of(size.field("minOrderQty"));
        Json notional = size.optional(linear ? "minNotionalValue" : "minOrderAmt");
        var minNotional = notional == null ? Decimal.NONE : Decimal.of(notional);
        int sizeScale = Math.max(lot.scale(), minSize.scale());
        var status = row.text("status").equals("Trading")
                ? Rules.Status.TRADING
                : Rules.Status.HALTED;
        var rules = new Rules(tick.scale(), sizeScale, tick.at(tick.scale()), lot.at(sizeScale),
                minSize.at(sizeScale), minNotional.up(Rules.NOTIONAL_SCALE), 1, status);
        return new Specification(row.text("symbol"), instrument(row, linear), rules);
    }

    private static Instrument instrument(Json.Obj row, boolean linear) {
        String base = row.text("baseCoin");
        String quote = row.text("quoteCoin");
        if (!linear) {
            return Instrument.spot(base, quote);
        }
        String settle = row.text("settleCoin");
        if (row.text("contractType").equals("LinearPerpetual")) {
            return Instrument.perpetual(base, quote, settle);
        }
        String expiry = EXPIRY
                .format(Instant.ofEpochMilli(Json.whole(row.text("deliveryTime"), "deliveryTime")));
        return new Instrument(base, quote, Instrument.Kind.FUTURE, settle, expiry);
    }
}
