package io.crossbook.execution.proof;

import io.crossbook.execution.Range;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// What has moved at exchanges by no order of ours.
final class Others {

    /// By exchange and asset.
    private final Map<String, BigDecimal> gone = new TreeMap<>();
    private final Map<String, BigDecimal> came = new TreeMap<>();
    private final Map<String, BigDecimal> byHand = new TreeMap<>();
    private final Map<String, Range> mayTrade = new TreeMap<>();

    private static void move(Map<String, BigDecimal> all, String exchange, String asset,
            BigDecimal amount) {
        all.merge(exchange + ' ' + asset, amount, BigDecimal::add);
    }

    private static BigDecimal moved(Map<String, BigDecimal> all, String exchange, String asset) {
        return all.getOrDefault(exchange + ' ' + asset, BigDecimal.ZERO);
    }

    /// So much is gone, and nobody says why.
    void goes(String exchange, String asset, BigDecimal amount) {
        move(gone, exchange, asset, amount);
    }

    /// So much has come, or gone, and the exchange tells of it.
    void comes(String exchange, String asset, BigDecimal amount) {
        move(came, exchange, asset, amount);
    }

    /// So much a human has bought by hand.
    void bought(String exchange, String asset, BigDecimal amount) {
        move(byHand, exchange, asset, amount);
        Range one = amount.signum() < 0
                ? Range.upTo(amount.negate()).negate()
                : Range.upTo(amount);
        mayTrade.merge(exchange + ' ' + asset, one, Range::plus);
    }

    /// What he has bought and sold of it and nobody may know of yet.
    Range mayTrade(String exchange, String asset) {
        return mayTrade.getOrDefault(exchange + ' ' + asset, Range.NOTHING);
    }

    BigDecimal gone(String exchange, String asset) {
        return moved(gone, exchange, asset);
    }

    BigDecimal came(String exchange, String asset) {
        return moved(came, exchange, asset);
    }

    BigDecimal byHand(String exchange, String asset) {
        return moved(byHand, exchange, asset);
    }

    /// Whether anything is gone.
    boolean robbed() {
        return !gone.isEmpty();
    }

    /// Whether a human has taken care of anything.
    boolean byHand() {
        return !byHand.isEmpty();
    }
}
