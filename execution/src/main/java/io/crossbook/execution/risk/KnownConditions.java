package io.crossbook.execution.risk;

import io.crossbook.books.Instrument;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions as they were last told. Begins with nothing known. On the engine's thread.
public final class KnownConditions implements Conditions {

    private final Map<String, Duration> offsets = new HashMap<>();
    private final Map<String, Status> trading = new HashMap<>();
    private final Map<String, Status> planned = new HashMap<>();
    private final Map<String, Status> streams = new HashMap<>();
    private final Map<String, Map<String, Status>> withdrawals = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> locked = new HashMap<>();
    private final Map<Instrument, BigDecimal> shares = new HashMap<>();
    private long leaseNanos;

    /// The clock of an exchange less ours, and by how much that may be wrong.
    public void clock(String exchange, long offsetNanos, long errorNanos) {
        if (errorNanos < 0) {
            throw new IllegalArgumentException("a clock wrong by " + errorNanos);
        }
        offsets.put(exchange, Duration.ofNanos(offsetNanos).abs().plusNanos(errorNanos));
    }

    /// Whether an exchange trades.
    public void trading(String exchange, Status status) {
        trading.put(exchange, status);
    }

    /// Whether an exchange will be there for as long as an attempt may take.
    public void planned(String exchange, Status status) {
        planned.put(exchange, status);
    }

    /// Whether we are told all of our orders at an exchange.
    public void stream(String exchange, Status status) {
        streams.put(exchange, status);
    }

    /// All of an exchange is in order.
    public void open(String exchange) {
        trading(exchange, Status.OPEN);
        planned(exchange, Status.OPEN);
        stream(exchange, Status.OPEN);
    }

    /// Whether an asset can be withdrawn there.
    public void withdrawals(String exchange, String asset, Status status) {
        withdrawals.computeIfAbsent(exchange, _ -> new HashMap<>()).put(asset, status);
    }

    /// What an exchange keeps for orders of others, by asset: all of it.
    public void locked(String exchange, Map<String, BigDecimal> amounts) {
        locked.put(exchange, Map.copyOf(amounts));
    }

    /// The lease holds until then; 0 when it is lost.
    public void lease(long untilNanos) {
        leaseNanos = untilNanos;
    }

    /// What signals say of an instrument.
    public void share(Instrument instrument, BigDecimal share) {
        shares.put(instrument, share);
    }

    @Override
    public @Nullable Duration clockOffset(String exchange) {
        return offsets.get(exchange);
    }

    @Override
    public Status trading(String exchange) {
        return trading.getOrDefault(exchange, Status.UNKNOWN);
    }

    @Override
    public Status planned(String exchange) {
        return planned.getOrDefault(exchange, Status.UNKNOWN);
    }

    @Override
    public Status stream(String exchange) {
        return streams.getOrDefault(exchange, Status.UNKNOWN);
    }

    @Override
    public Status withdrawals(String exchange, String asset) {
        return withdrawals.getOrDefault(exchange, Map.of()).getOrDefault(asset, Status.UNKNOWN);
    }

    @Override
    public BigDecimal locked(String exchange, String asset) {
        return locked.getOrDefault(exchange, Map.of()).getOrDefault(asset, BigDecimal.ZERO);
    }

    @Override
    public long leaseNanos() {
        return leaseNanos;
    }

    @Override
    public BigDecimal share(Instrument instrument) {
        return shares.getOrDefault(instrument, BigDecimal.ONE);
    }
}
