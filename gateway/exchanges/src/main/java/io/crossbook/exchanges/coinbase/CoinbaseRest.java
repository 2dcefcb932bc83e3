package io.crossbook.exchanges.coinbase;

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
import io.crossbook.exchanges.Times;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Coinbase's REST: what is listed, its time, a book for spot checks; of either API.
final class CoinbaseRest {

    private static final String EXCHANGE = "https://api.exchange.coinbase.com";
    private static final String ADVANCED = "https://api.coinbase.com";
    private static final int ADVANCED_DEPTH = 500;
    /// Coinbase, "WebSocket channels": of those against USDC, these have data of their own.
    private static final Set<String> OWN_BOOKS = Set.of("USDT-USDC", "EURC-USDC");

    private final Entry entry;
    private final boolean advanced;
    private final String base;

    CoinbaseRest(Entry entry, boolean advanced) {
        this.entry = entry;
        this.advanced = advanced;
        String root = entry.rest().isEmpty() ? advanced ? ADVANCED : EXCHANGE : entry.rest();
        base = advanced ? root + "/api/v3/brokerage" : root;
    }

    Request metadata() {
        return Request.get(Request.About.METADATA, -1,
                base + (advanced ? "/market/products?product_type=SPOT" : "/products"), 1);
    }

    Request time() {
        return Request.get(Request.About.TIME, -1, base + "/time", 1);
    }

    Request snapshot(Listing listing) {
        return Request.get(Request.About.AUDIT, listing.id(), base + (advanced
                ? "/market/product_book?product_id=" + listing.symbol() + "&limit="
                        + ADVANCED_DEPTH
                : "/products/" + listing.symbol() + "/book?level=2"), 1);
    }

    private static Json body(Answer answer) {
        if (!answer.ok()) {
            throw new Malformed("status " + answer.status());
        }
        return Json.parse(answer.body());
    }

    List<Specification> specifications(Answer answer) {
        Json body = body(answer);
        List<Json> products = advanced
                ? body.asObject("body").list("products")
                : body.asList("products");
        Set<String> names = new HashSet<>();
        products.forEach(row -> names.add(nameOrNone(row)));
        var rows = new ArrayList<Specification>();
        for (Json row : products) {
            try {
                Json.Obj product = row.asObject("product");
                if (!mirrored(name(product), names)) {
                    rows.add(specification(product));
                }
            } catch (Malformed | IllegalArgumentException e) {
                // This row is left out; the others stand.
            }
        }
        return rows;
    }

    private String nameOrNone(Json row) {
        return row instanceof Json.Obj product
                && product.optional(nameField()) instanceof Json.Text(String name) ? name : "";
    }

    private String nameField() {
        return advanced ? "product_id" : "id";
    }

    private String name(Json.Obj product) {
        return product.text(nameField());
    }

    /// What Coinbase trades against USDC is the book against USD under another name: one market, not two.
    private static boolean mirrored(String name, Set<String> names) {
        return name.endsWith("-USDC") && !OWN_BOOKS.contains(name)
                && names.contains(name.substring(0, name.length() - 1));
    }

    private Specification specification(Json.Obj product) {
        Instrument instrument = Instrument.spot(
                product.text(advanced ? "base_currency_id" : "base_currency"),
                product.text(advanced ? "quote_currency_id" : "quote_currency"));
        BigDecimal tick = decimal(product, advanced && product.has("price_increment")
                ? "price_increment"
                : "quote_increment");
        BigDecimal lot = decimal(product, "base_increment");
        BigDecimal least = decimal(product, "base_min_size");
        BigDecimal cost = decimal(product, advanced ? "quote_min_size" : "min_market_funds");
        int priceScale = scale(tick);
        int sizeScale = Math.max(scale(lot), scale(least));
        return new Specification(name(product), instrument,
                new Rules(priceScale, sizeScale, mantissa(tick, priceScale),
                        mantissa(lot, sizeScale), mantissa(least, sizeScale),
                        mantissa(cost, Rules.NOTIONAL_SCALE), 1, status(product)));
    }

    /// Zero where Coinbase states none: it has dropped some of these fields over the years.
    private static BigDecimal decimal(Json.Obj product, String field) {
        if (!product.has(field) || product.text(field).isEmpty()) {
            return BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(product.text(field));
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

    private static Rules.Status status(Json.Obj product) {
        boolean online = product.has("status") && product.text("status").equals("online");
        return online && !flag(product, "trading_disabled") && !flag(product, "cancel_only")
                && !flag(product, "post_only") && !flag(product, "is_disabled")
                        ? Rules.Status.TRADING
                        : Rules.Status.HALTED;
    }

    private static boolean flag(Json.Obj product, String name) {
        return product.has(name) && product.bool(name);
    }

    /// Both APIs answer with `iso`.
    long serverTime(Answer answer) {
        try {
            return Math.max(0, Times.rfc3339(body(answer).asObject("time").text("iso")));
        } catch (Malformed e) {
            return 0;
        }
    }

    boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        try {
            Json.Obj body = body(answer).asObject("book");
            var digits = new Digits(listing, entry);
            digits.begin(update, listing.id(), true);
            if (advanced) {
                Json.Obj book = body.object("pricebook");
                levels(book.list("asks"), digits, update, update.asks);
                levels(book.list("bids"), digits, update, update.bids);
                update.eventNanos(AdvancedGeneral.time(book, "time"));
                update.complete(update.bids.count() < ADVANCED_DEPTH,
                        update.asks.count() < ADVANCED_DEPTH);
            } else {
                ExchangeGeneral.levels(body.list("asks"), digits, update, update.asks);
                ExchangeGeneral.levels(body.list("bids"), digits, update, update.bids);
            }
            return true;
        } catch (Malformed e) {
            return false;
        }
    }

    private static void levels(List<Json> items, Digits digits, BookUpdate update, Levels levels) {
        for (Json item : items) {
            Json.Obj level = item.asObject("level");
            long price = ExchangeGeneral.positive(digits.price(level.field("price"), update),
                    "price");
            int priceDecimals = digits.decimals();
            long size = digits.size(level.field("size"), update);
            levels.add(price, size, Levels.wire(priceDecimals, digits.decimals()));
        }
    }
}
