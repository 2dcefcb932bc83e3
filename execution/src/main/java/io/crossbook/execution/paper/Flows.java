package io.crossbook.execution.paper;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What trading moved on each exchange, asset by asset: what was needed there at the outset, and what stands there at the end.
///
/// A contract is bought and sold for its whole notional, as if nothing could be borrowed.
public final class Flows {

    /// An asset on an exchange.
    public record Place(String exchange, String asset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = exchange.compareTo(other.exchange);
            return order != 0 ? order : asset.compareTo(other.asset);
        }
    }

    private final Map<Place, BigDecimal> moved = new TreeMap<>();
    private final Map<Place, BigDecimal> needed = new TreeMap<>();
    private final Map<Integer, BigDecimal> contracts = new TreeMap<>();

    /// What an execution changes on its exchange, by asset.
    Map<String, BigDecimal> add(PaperFill execution) {
        var changes = new TreeMap<String, BigDecimal>();
        Instrument instrument = execution.listing().instrument();
        String exchange = execution.listing().exchange();
        BigDecimal quote;
        if (instrument.kind() == Instrument.Kind.SPOT) {
            changes.put(instrument.base(), execution.baseFlow());
            quote = execution.quoteFlow();
        } else {
            quote = margin(execution);
        }
        changes.merge(instrument.quote(), quote, BigDecimal::add);
        if (execution.feeAsset().equals(instrument.quote())) {
            changes.merge(instrument.quote(), execution.fee().negate(), BigDecimal::add);
        } else if (execution.feeInCoin().signum() != 0) {
            changes.merge(execution.feeAsset(), execution.feeInCoin().negate(), BigDecimal::add);
        }
        changes.forEach((asset, amount) -> move(exchange, asset, amount));
        return changes;
    }

    /// What a contract ties up when it opens or widens a position, and sets free when it closes one.
    private BigDecimal margin(PaperFill execution) {
        BigDecimal before = contracts.getOrDefault(execution.listing().id(), BigDecimal.ZERO);
        BigDecimal after = before.add(execution.baseFlow());
        contracts.put(execution.listing().id(), after);
        return after.abs().compareTo(before.abs()) > 0
                ? execution.notional().negate()
                : execution.notional();
    }

    private void move(String exchange, String asset, BigDecimal amount) {
        if (amount.signum() == 0) {
            return;
        }
        var place = new Place(exchange, asset);
        BigDecimal now = moved.merge(place, amount, BigDecimal::add);
        needed.merge(place, now.negate().max(BigDecimal.ZERO), BigDecimal::max);
    }

    /// What had to be there before the first trade, so that nothing ever went below zero.
    public Map<Place, BigDecimal> needed() {
        return Collections.unmodifiableMap(needed);
    }

    /// What is there at the end beyond what was at the outset.
    public Map<Place, BigDecimal> moved() {
        return Collections.unmodifiableMap(moved);
    }
}
