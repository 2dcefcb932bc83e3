package io.crossbook.execution.risk;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What every order passes before it leaves. It only says yes or no: it never changes a price, a size or an id.
public interface PreTradeGate {

    /// What speaks against an attempt now, before it is written down; null when nothing does.
    @Nullable
    Denial objection(Attempt.Plan plan, long now);

    /// What speaks against a further order of an attempt now, before it is written down; null when nothing does.
    @Nullable
    Denial objection(OrderIntent intent, long now);

    /// Looks at an order that is in the journal and has not left, once more, and lets it through or not.
    Verdict approve(OrderIntent intent, long now);

    /// What is wrong with the fee of a fill, by what was reckoned with; empty where it is that, or less.
    String surprise(OrderIntent intent, Fill fill);

    /// What part of a trade there its taker fee is, as it was reckoned with.
    BigDecimal taker(Listing listing);

    /// What paying (or, where it sells, getting) so much of a listing's quote costs in USDT, taker fee included; what it brings is negative. In the quote itself where
    /// nobody knows what that is worth.
    BigDecimal cost(Listing listing, boolean buys, BigDecimal quote);

    /// Why everything is to be halted, which is still to be written down; empty when it is not.
    String stops();

    /// A human has allowed it again.
    void rearmed();

    /// What the gate says.
    sealed interface Verdict {

        /// It may leave.
        record Approved(ApprovedOrder order) implements Verdict {}

        /// It may not.
        record Refused(Denial denial) implements Verdict {}
    }
}
