package io.crossbook.execution.risk;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every order passes before it leaves. It only says yes or no: it never changes a price, a size or an id.
public interface PreTradeGate {

    /// What speaks against an attempt now, before it is written down; null when nothing does.
    @Nullable
    Denial objection(Attempt.Plan plan, long now);

    /// What speaks against a further order of an attempt now, before it is written down; null when nothing does.
    @Nullable
    Denial objection(OrderIntent intent, long now);

    /// Looks at orders of one attempt that are in the journal and have not left, once more, and lets all of them through or none.
    Verdict approve(List<OrderIntent> orders, long now);

    /// What is wrong with the fee of a fill, by what was reckoned with; empty where it is that, or less.
    String surprise(OrderIntent intent, Fill fill);

    /// What part of a trade there its taker fee is, as it was reckoned with.
    BigDecimal taker(Listing listing);

    /// The coin that the account lets pay fees there; empty where there is none.
    String feeCoin(Listing listing);

    /// How much of that coin so much of the listing's quote is at the most; as much as a trade is configured to take where no book tells, and nothing where there is none.
    BigDecimal inFeeCoin(Listing listing, BigDecimal quote);

    /// What paying (or, where it sells, getting) so much of a listing's quote costs in USDT, taker fee included; what it brings is negative. In the quote itself where
    /// nobody knows what that is worth.
    BigDecimal cost(Listing listing, boolean buys, BigDecimal quote);

    /// All for which everything is to be halted, whether it is written down already or not.
    List<String> stops();

    /// A human has allowed it again.
    void rearmed();

    /// What the gate says.
    sealed interface Verdict {

        /// They may leave.
        record Approved(List<ApprovedOrder> orders) implements Verdict {
            public Approved {
                orders = List.copyOf(orders);
            }
        }

        /// They may not.
        record Refused(Denial denial) implements Verdict {}
    }
}
