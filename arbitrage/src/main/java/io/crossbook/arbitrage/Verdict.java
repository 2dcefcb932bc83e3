package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an evaluation of buying here and selling there says now: worth doing (null), or the first reason why not; and what it costs besides the fees of
/// its trades, as rates at [DetectorSettings#FEE_SCALE] on what is bought.
public record Verdict(@Nullable Pass pass, List<Cost> costs) {

    public Verdict {
        costs = List.copyOf(costs);
    }

    /// One of these; what is received is negative.
    public record Cost(Step.What what, String exchange, long rate, String why) {}

    static Verdict of(@Nullable Pass pass, ChainCharges charges, List<Cost> more) {
        var costs = new ArrayList<>(more);
        charges.parts.forEach(part -> costs
                .add(new Cost(part.what(), part.exchange(), part.rate(), part.why())));
        return new Verdict(pass, costs);
    }
}
