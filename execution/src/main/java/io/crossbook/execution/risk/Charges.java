package io.crossbook.execution.risk;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;

/// Whether exchanges charge what was reckoned with. Cheaper is no surprise.
final class Charges {

    /// Exchanges round fees up, some to few digits.
    private static final BigDecimal ROUNDED = new BigDecimal("1.1");
    private static final BigDecimal LEAST = new BigDecimal("0.00000001");

    private final Fees fees;

    Charges(Fees fees) {
        this.fees = fees;
    }

    /// In words; empty where there is none.
    String surprise(OrderIntent intent, Fill fill) {
        if (fill.fee().signum() <= 0) {
            return "";
        }
        String payer = payer(intent);
        if (!fill.feeAsset().equals(payer)) {
            return "a fee in " + fill.feeAsset() + " where " + payer + " was reckoned with";
        }
        BigDecimal most = most(intent, fill);
        return fill.fee().compareTo(most) <= 0
                ? ""
                : "a fee of " + fill.fee().toPlainString() + " " + payer + " where "
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
        if (!fees.coin(listing).isEmpty()) {
            return BigDecimal.valueOf(fees.coinPerTrade(listing), Money.SCALE);
        }
        BigDecimal of = fill.feeAsset().equals(listing.instrument().base())
                ? fill.size().multiply(Case.multiplier(listing))
                : fill.cost();
        return of.multiply(taker(listing).max(BigDecimal.ZERO)).multiply(ROUNDED).add(LEAST);
    }

    /// What part of a trade its fee is.
    BigDecimal taker(Listing listing) {
        return BigDecimal.valueOf(fees.taker(listing), DetectorSettings.FEE_SCALE);
    }
}
