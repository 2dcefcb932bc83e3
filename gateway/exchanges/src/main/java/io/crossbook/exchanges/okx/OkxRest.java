package io.crossbook.exchanges.okx;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Digits;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OKX's REST: what is listed, its time, a book for spot checks.
final class OkxRest {

    private static final String BASE = "https://www.okx.com";
    private static final int DEEPEST = 400;

    private final Entry entry;
    private final String base;

    OkxRest(Entry entry) {
        this.entry = entry;
        base = (entry.rest().isEmpty() ? BASE : entry.rest()) + "/api/v5/";
    }

    List<Request> metadata() {
        return List.of(instruments("SPOT"), instruments("SWAP"));
    }

    private Request instruments(String type) {
        return Request.get(Request.About.METADATA, -1,
                base + "public/instruments?instType=" + type, 1);
    }

    Request time() {
        return Request.get(Request.About.TIME, -1, base + "public/time", 1);
    }

    Request snapshot(Listing listing) {
        return Request.get(Request.About.AUDIT, listing.id(),
                base + "market/books?instId=" + listing.symbol() + "&sz=" + DEEPEST, 1);
    }

    private static List<Json> data(Answer answer) {
        if (!answer.ok()) {
            throw new Malformed("status " + answer.status());
        }
        Json.Obj body = Json.parse(answer.body()).asObject("body");
        if (!body.text("code").equals("0")) {
            throw new Malformed("code " + body.text("code"));
        }
        return body.list("data");
    }

    List<Specification> specifications(Answer answer) {
        var rows = new ArrayList<Specification>();
        for (Json row : data(answer)) {
            try {
                Specification read = specification(row.asObject("instrument"));
                if (read != null) {
                    rows.add(read);
                }
            } catch (Malformed | IllegalArgumentException e) {
                // This row is left out; the others stand.
            }
        }
        return rows;
    }

    private static @Nullable Specification specification(Json.Obj row) {
        String symbol = row.text("instId");
        Instrument instrument = OkxNames.instrument(symbol);
        if (instrument == null || row.text("tickSz").isEmpty() || !sizedInBase(row, instrument)) {
            return null;
        }
        BigDecimal tick = decimal(row, "tickSz");
        BigDecimal lot = decimal(row, "lotSz");
        BigDecimal least = decimal(row, "minSz");
        int priceScale = scale(tick);
        int sizeScale = Math.max(scale(lot), scale(least));
        return new Specification(symbol, instrument,
                new Rules(priceScale, sizeScale, mantissa(tick, priceScale),
                        mantissa(lot, sizeScale), mantissa(least, sizeScale), 0, 1,
                        status(row.text("state"))));
    }

    /// Contracts of other than one unit of the base are left out: their sizes would read as something else than they are,
    /// and [Rules#multiplier] speaks of prices as well. Inverse contracts are sized in US dollars.
    private static boolean sizedInBase(Json.Obj row, Instrument instrument) {
        return instrument.kind() == Instrument.Kind.SPOT
                || (row.text("ctType").equals("linear") && isOne(row.text("ctVal"))
                        && row.text("ctValCcy").equals(instrument.base()));
    }

    private static boolean isOne(String value) {
        try {
            return new BigDecimal(value).compareTo(BigDecimal.ONE) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static BigDecimal decimal(Json.Obj row, String field) {
        try {
            return new BigDecimal(row.text(field));
        } catch (NumberFormatException e) {
            throw new Malformed("'" + field + "' is no decimal");
        }
    }

    private static int scale(BigDecimal value) {
        return Math.clamp(value.stripTrailingZeros().scale(), 0, Decimals.MAX_SCALE);
    }

    private static long mantissa(BigDecimal value, int scale) {
        try {
            return Decimals.parse(value.toPlainString(), scale);
        } catch (IllegalArgumentException e) {
            throw new Malformed("more digits than fixed point holds");
        }
    }

    private static Rules.Status status(String state) {
        return state.equals("live") ? Rules.Status.TRADING : Rules.Status.HALTED;
    }

    long serverTime(Answer answer) {
        try {
            List<Json> data = data(answer);
            return data.isEmpty() ? 0 : OkxGeneral.millis(data.getFirst().asObject("time"), "ts");
        } catch (Malformed e) {
            return 0;
        }
    }

    boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        try {
            List<Json> data = data(answer);
            if (data.isEmpty()) {
                return false;
            }
            Json.Obj book = data.getFirst().asObject("book");
            var digits = new Digits(listing, entry);
            digits.begin(update, listing.id(), true);
            OkxGeneral.levels(book.list("asks"), digits, update, update.asks);
            OkxGeneral.levels(book.list("bids"), digits, update, update.bids);
            update.eventNanos(OkxGeneral.millis(book, "ts"));
            update.updateId(Math.max(0, OkxGeneral.signed(book, "seqId")));
            update.complete(update.bids.count() < DEEPEST, update.asks.count() < DEEPEST);
            return true;
        } catch (Malformed e) {
            return false;
        }
    }
}
