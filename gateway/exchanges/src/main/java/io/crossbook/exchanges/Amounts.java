package io.crossbook.exchanges;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Lots;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;

/// Prices and sizes of orders, exact: out as plain digits on tick and lot, in with all the digits that were sent.
public final class Amounts {

    private static final int LONGEST = 60;
    /// What is paid is rounded by no more than this, or by no more than this part of it.
    private static final BigDecimal COARSEST = new BigDecimal("0.0001");
    private static final BigDecimal MOST_ROUNDED = new BigDecimal("0.0001");

    private Amounts() {}

    /// The order's price in plain digits; [IllegalStateException] when it is not on the tick.
    public static String price(OrderIntent order) {
        Rules rules = rules(order);
        return plain(order.limit(), rules.priceScale(), rules.tick(), "tick", order);
    }

    /// The order's size in plain digits; [IllegalStateException] when it is not on the lot.
    public static String size(OrderIntent order) {
        Rules rules = rules(order);
        return plain(order.size(), rules.sizeScale(), rules.lot(), "lot", order);
    }

    private static Rules rules(OrderIntent order) {
        if (order.listing().instrument().kind() != Instrument.Kind.SPOT) {
            throw new IllegalStateException("no spot order: " + order);
        }
        return order.listing().rules();
    }

    private static String plain(BigDecimal value, int scale, long step, String what,
            OrderIntent order) {
        if (scale < 0 || step <= 0) {
            throw new IllegalStateException("no " + what + " known: " + order);
        }
        BigDecimal each = BigDecimal.valueOf(step, scale);
        if (!Lots.fits(value, each)) {
            throw new IllegalStateException(
                    "not on " + what + " " + each.toPlainString() + ": " + order);
        }
        return value.stripTrailingZeros().toPlainString();
    }

    /// A decimal as it was sent, a string or a number; [Malformed] when it is none, or absurd.
    public static BigDecimal of(Json json) {
        String text = json.asDecimal();
        try {
            if (text.length() <= LONGEST && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw new Malformed("no decimal");
        }
        throw new Malformed("no decimal");
    }

    /// A decimal that may be empty or absent, which is zero.
    public static BigDecimal orZero(Json.Obj object, String name) {
        Json json = object.optional(name);
        return json == null || json instanceof Json.Null
                || (json instanceof Json.Text(String text) && text.isEmpty())
                        ? BigDecimal.ZERO
                        : of(json);
    }

    /// A decimal that may not be negative.
    public static BigDecimal positive(Json.Obj object, String name) {
        BigDecimal value = of(object.field(name));
        if (value.signum() < 0) {
            throw new Malformed("'" + name + "' is negative");
        }
        return value;
    }

    /// What was paid for a trade, as `name` tells it. What is not told, or is further from price times size than rounding takes it, is price times size: then balances
    /// show what is wrong.
    public static BigDecimal cost(Json.Obj row, String name, BigDecimal price, BigDecimal size) {
        BigDecimal exact = price.multiply(size);
        Json cost = row.optional(name);
        if (cost == null || cost instanceof Json.Null) {
            return exact;
        }
        BigDecimal told = of(cost);
        BigDecimal step = BigDecimal.ONE.movePointLeft(Math.max(0, told.scale())).min(COARSEST);
        BigDecimal most = step.max(exact.multiply(MOST_ROUNDED));
        return told.signum() >= 0 && told.subtract(exact).abs().compareTo(most) <= 0
                ? told
                : exact;
    }

    /// Seconds with decimals as epoch nanoseconds.
    public static long seconds(Json json) {
        try {
            return of(json).movePointRight(9).toBigInteger().longValueExact();
        } catch (ArithmeticException e) {
            throw new Malformed("no time");
        }
    }

    /// What the listing's orders are counted in.
    public static String received(Listing listing, boolean buys) {
        Instrument instrument = listing.instrument();
        return buys ? instrument.base() : instrument.quote();
    }
}
