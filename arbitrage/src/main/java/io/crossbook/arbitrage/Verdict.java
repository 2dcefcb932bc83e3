package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an evaluation of buying here and selling there says now: worth doing (null), or the first reason why not; and what it costs besides the fees of
/// its trades, as rates at [DetectorSettings#FEE_SCALE] on what buying costs, or where `withFee` with what its fee adds to that.
///
/// `through` are the listings that were judged, in the order of the flow.
public record Verdict(@Nullable Pass pass, List<Listing> through, boolean withFee,
        List<Cost> costs) {

    public Verdict {
        through = List.copyOf(through);
        costs = List.copyOf(costs);
    }

    /// One of these; what is received is negative.
    public record Cost(Step.What what, String exchange, long rate, String why) {}

    static Verdict of(@Nullable Pass pass, Pair pair) {
        return of(pass, List.of(pair.buy(), pair.sell()), false, ChainCharges.of(pair),
                pair.leavingCosts(), pair.sale());
    }

    static Verdict of(@Nullable Pass pass, Chain chain, ChainCharges charges) {
        return of(pass, chain.listings(), true, charges, List.of(), Fraction.ONE);
    }

    private static Verdict of(@Nullable Pass pass, List<Listing> through, boolean withFee,
            ChainCharges charges, List<Cost> more, Fraction sale) {
        var costs = new ArrayList<>(more);
        charges.parts.forEach(part -> costs
                .add(new Cost(part.what(), part.exchange(), part.sold()
                        ? Leaving.share(part.rate(), sale)
                        : part.rate(), part.why())));
        return new Verdict(pass, through, withFee, costs);
    }
}
