package io.crossbook.execution.paper;

import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// What one order got when it met the book: `size` base units for `notional` of the quote asset, rounded against us.
///
/// `fee` is its worth in the quote asset, whichever asset paid it; `feeInBase` what of it was kept from the base that was bought, `feeInCoin` what
/// was taken of the coin that pays fees, if one does. `mid` is the middle of the book then, null where it showed no two sides.
public record PaperFill(Listing listing, Side side, BigDecimal size, BigDecimal notional,
        BigDecimal fee, String feeAsset, BigDecimal feeInBase, BigDecimal feeInCoin,
        @Nullable BigDecimal mid, long nanos) {

    /// Whether anything was filled.
    public boolean filled() {
        return size.signum() > 0;
    }

    /// Whether it bought the base.
    public boolean buys() {
        return side == Side.ASK;
    }

    /// The price of one base unit on average; of something that was filled.
    public BigDecimal average() {
        return notional.divide(size, MathContext.DECIMAL64);
    }

    /// What it changed of the quote asset, before its fee.
    BigDecimal quoteFlow() {
        return buys() ? notional.negate() : notional;
    }

    /// What it changed of the base asset, net of a fee in kind.
    BigDecimal baseFlow() {
        return buys() ? size.subtract(feeInBase) : size.negate();
    }

    /// What its fee took beside the base: of the quote asset, or of the coin that pays fees.
    BigDecimal feeOnTop() {
        return feeInBase.signum() > 0 ? BigDecimal.ZERO : fee;
    }

    /// Whether its fee was taken out of what the trade itself moves, and that is not `asset`: then more was bought, or less passed on,
    /// by as much.
    boolean swallowedFee(String asset) {
        boolean ownAsset = feeInBase.signum() != 0
                || feeAsset.equals(listing.instrument().quote());
        return ownAsset && !feeAsset.equals(asset);
    }
}
