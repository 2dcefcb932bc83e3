package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Survival;
import java.util.List;
import java.util.Objects;

/// What a run remembers of the opportunities that it told of: how many they were, the id of the last one; how long they lived; and what orders for them got.
///
/// Stands in every checkpoint, so that an engine that goes on from there gives no id twice and expects of opportunities what the run expected.
public record Past(long told, List<Survival.Kept> lives, List<FillRecord.Kept> fills) {

    /// Nothing was told yet.
    public static final Past NONE = new Past(0, List.of(), List.of());

    public Past {
        lives = List.copyOf(Objects.requireNonNullElse(lives, List.of()));
        // A tape of an earlier build knows them by numbers, which mean other listings elsewhere.
        fills = Objects.requireNonNullElse(fills, List.<FillRecord.Kept>of()).stream()
                .filter(kept -> kept.exchange() != null && kept.symbol() != null).toList();
    }

    /// The same, as if nobody had tried an order.
    public Past untried() {
        return new Past(told, lives, List.of());
    }
}
