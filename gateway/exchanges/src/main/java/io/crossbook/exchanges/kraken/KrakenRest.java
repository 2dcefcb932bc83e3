package io.crossbook.exchanges.kraken;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Levels;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.util.ArrayList;
import java.util.List;

/// Kraken's REST: what is listed, its time, a book for spot checks.
final class KrakenRest {

    static final String BASE = "https://api.kraken.com";
    private static final int DEEPEST = 500;

    private final Entry entry;
    private final String base;
    private final boolean v1;

    KrakenRest(Entry entry, boolean v1) {
        this.entry = entry;
        this.v1 = v1;
        base = (entry.rest().isEmpty() ? BASE : entry.rest()) + "/0/public/";
    }

    Request metadata() {
        return Request.get(Request.About.METADATA, -1, base + "AssetPairs", 1);
    }

    Request time() {
        return Request.get(Request.About.TIME, -1, base + "Time", 1);
    }

    Request snapshot(Listing listing) {
        return Request.get(Request.About.AUDIT, listing.id(), base + "Depth?pair="
                + KrakenNames.pair(listing.symbol()) + "&count=" + DEEPEST, 1);
    }

    private static Json.Obj result(Answer answer) {
        if (!answer.ok()) {
            throw new Malformed("status " + answer.status());
        }
        Json.Obj body = Json.parse(answer.body()).asObject("body");
        if (!body.list("error").isEmpty()) {
            throw new Malformed("error " + body.list("error").getFirst());
        }
        return body.object("result");
    }

    List<Specification> specifications(Answer answer) {
        var rows = new ArrayList<Specification>();
        for (Json row : result(answer).fields().values()) {
            try {
                Json.Obj pair = row.asObject("pair");
                // Dark pools have no name on the WebSocket.
                if (pair.has("wsname")) {
                    rows.add(specification(pair));
                }
            } catch (Malformed | IllegalArgumentException e) {
                // This row is left out; the others stand.
            }
        }
        return rows;
    }

    private Specification specification(Json.Obj pair) {
        String name = pair.text("wsname");
        Instrument instrument = KrakenNames.instrument(name);
        if (instrument == null) {
            throw new Malformed("'" + name + "' is no pair");
        }
        int priceScale = (int) pair.whole("pair_decimals");
        int sizeScale = (int) pair.whole("lot_decimals");
        return new Specification(v1 ? name : KrakenNames.v2(name), instrument,
                new Rules(priceScale, sizeScale, decimal(pair, "tick_size", priceScale, 1), 1,
                        decimal(pair, "ordermin", sizeScale, 0),
                        decimal(pair, "costmin", Rules.NOTIONAL_SCALE, 0), 1, status(pair)));
    }

    private static long decimal(Json.Obj pair, String field, int scale, long otherwise) {
        if (!pair.has(field)) {
            return otherwise;
        }
        try {
            return Decimals.parse(pair.field(field).asDecimal(), scale);
        } catch (IllegalArgumentException e) {
            throw new Malformed("'" + field + "' is no decimal");
        }
    }

    private static Rules.Status status(Json.Obj pair) {
        if (!pair.has("status")) {
            return Rules.Status.UNKNOWN;
        }
        return pair.text("status").equals("online") ? Rules.Status.TRADING : Rules.Status.HALTED;
    }

    /// Kraken tells whole seconds only.
    long serverTime(Answer answer) {
        try {
            return result(answer).whole("unixtime") * 1_000_000_000L;
        } catch (Malformed e) {
            return 0;
        }
    }

    boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        try {
            var pairs = result(answer).fields().values().iterator();
            if (!pairs.hasNext()) {
                return false;
            }
            Json.Obj pair = pairs.next().asObject("pair");
            var digits = new Digits(listing, entry);
            digits.begin(update, listing.id(), true);
            side(pair.list("bids"), digits, update, update.bids);
            side(pair.list("asks"), digits, update, update.asks);
            update.complete(
                    update.bids.count() < DEEPEST, update.asks.count() < DEEPEST);
            return true;
        } catch (Malformed e) {
            return false;
        }
    }

    private static void side(List<Json> items, Digits digits, BookUpdate update, Levels levels) {
        for (Json item : items) {
            List<Json> level = item.asList("level");
            if (level.size() < 2) {
                throw new Malformed("a level of " + level.size());
            }
            long price = digits.price(level.get(0), update);
            int priceDecimals = digits.decimals();
            long size = digits.size(level.get(1), update);
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
        }
    }
}
