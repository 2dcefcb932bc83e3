package io.crossbook.execution.risk;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Whether exchanges charge what was reckoned with. Cheaper is no surprise, and neither is the coin that the account lets pay: an exchange takes it to the last, also where too
/// little of it is left to be counted on.
final class Charges {

    /// Exchanges round fees up, some to few digits.
    private static final BigDecimal ROUNDED = new BigDecimal("1.1");
    private static final BigDecimal LEAST = new BigDecimal("0.00000001");

    /// By how much an exchange's own price of a coin may be off from its book of now: it is of the time of the trade, and some keep one for minutes.
    private static final BigDecimal COIN_APART = new BigDecimal("1.05");
    private static final MathContext UP = new MathContext(16, RoundingMode.UP);

    private final Fees fees;
    private final References references;

    Charges(Fees fees, References references) {
        this.fees = fees;
        this.references = references;
    }

    /// In words; empty where there is none.
    String surprise(OrderIntent intent, Fill fill) {
        if (fill.fee().signum() <= 0) {
            return "";
        }
        String payer = payer(intent);
        String paid = fill.feeAsset();
        if (!paid.equals(payer) && !paid.equals(coin(intent.listing()))) {
            return "a fee in " + paid + " where " + payer + " was reckoned with";
        }
        BigDecimal most = most(intent, fill);
        return fill.fee().compareTo(most) <= 0
                ? ""
                : "a fee of " + fill.fee().toPlainString() + " " + paid + " where "
                        + most.toPlainString() + " was the most that was reckoned with";
    }

    private String payer(OrderIntent intent) {
        Listing listing = intent.listing();
        Instrument instrument = listing.instrument();
        String coin = fees.coin(listing);
        return !coin.isEmpty()
                ? coin
                : intent.buys() && fees.inReceived(listing)
                        ? instrument.base()
                        : instrument.quote();
    }

    private BigDecimal most(OrderIntent intent, Fill fill) {
        Listing listing = intent.listing();
        BigDecimal part = taker(listing).max(BigDecimal.ZERO).multiply(ROUNDED);
        if (fill.feeAsset().equals(listing.instrument().base())) {
            return fill.size().multiply(Case.multiplier(listing)).multiply(part).add(LEAST);
        }
        BigDecimal inQuote = fill.cost().multiply(part);
        return fill.feeAsset().equals(listing.instrument().quote())
                ? inQuote.add(LEAST)
                : inCoin(listing, inQuote);
    }

    /// The coin that the account lets pay.
    String coin(Listing listing) {
        return fees.accountCoin(listing);
    }

    /// By the coin's own books on that exchange; where none is live, as much as a trade is configured to take at most.
    BigDecimal inCoin(Listing listing, BigDecimal inQuote) {
        String coin = coin(listing);
        String quote = listing.instrument().quote();
        BigDecimal own = middle(listing.exchange(), coin, quote);
        BigDecimal price = own != null ? own : middle(listing.exchange(), coin, Usdt.ASSET);
        BigDecimal each = own != null
                ? BigDecimal.ONE
                : middle(listing.exchange(), quote, Usdt.ASSET);
        return price == null || each == null
                ? BigDecimal.valueOf(fees.coinPerTrade(listing), Money.SCALE)
                : inQuote.multiply(each).multiply(COIN_APART).divide(price, UP).add(LEAST);
    }

    private @Nullable BigDecimal middle(String exchange, String base, String quote) {
        for (References.Reference each : references.of(Instrument.spot(base, quote))) {
            if (each.listing().exchange().equals(exchange) && each.mid() != null
                    && each.mid().signum() > 0) {
                return each.mid();
            }
        }
        return null;
    }

    /// What part of a trade its fee is.
    BigDecimal taker(Listing listing) {
        return BigDecimal.valueOf(fees.taker(listing), DetectorSettings.FEE_SCALE);
    }
}
