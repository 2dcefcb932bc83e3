package io.crossbook.execution.proof;

import io.crossbook.books.Listing;
import io.crossbook.execution.Markets;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Books of which only the best prices are known, and which may be gone.
final class SimulatedMarkets implements Markets {

    private final Map<Listing, Top> tops = new LinkedHashMap<>();
    private final Dice dice;
    private boolean faulty = true;

    SimulatedMarkets(Dice dice) {
        this.dice = dice;
    }

    void shows(Listing listing, String bid, String ask) {
        tops.put(listing, new Top(new BigDecimal(bid), new BigDecimal(ask)));
    }

    void heals() {
        faulty = false;
    }

    @Override
    public @Nullable Top top(Listing listing) {
        return faulty && dice.percent(5) ? null : tops.get(listing);
    }

    @Override
    public @Nullable BigDecimal worth(Listing listing, boolean buys, BigDecimal size) {
        Top top = tops.get(listing);
        return top == null ? null : top.touch(buys).multiply(size);
    }

    @Override
    public List<Listing> listings(String base, String quote) {
        return tops.keySet().stream()
                .filter(listing -> listing.instrument().base().equals(base)
                        && listing.instrument().quote().equals(quote))
                .toList();
    }
}
