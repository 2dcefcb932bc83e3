package io.crossbook.gateway.feed;

import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import java.math.BigDecimal;
import java.math.MathContext;

/// One kind of bar of one listing, for all who read it: the trades since the last one ended.
///
/// As tardis-machine does it: a bar by time ends with the first trade after its interval, by the exchange's clock; the others end with the trade that fills them. Sums are exact.
final class Bar {

    final DataType type;
    long trades;
    BigDecimal open = BigDecimal.ZERO;
    BigDecimal high = BigDecimal.ZERO;
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal close = BigDecimal.ZERO;
    BigDecimal buyVolume = BigDecimal.ZERO;
    BigDecimal sellVolume = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;
    long openNanos;
    long closeNanos;

    Bar(DataType type) {
        this.type = type;
    }

    /// Whether a trade at this time is of another bar.
    boolean over(long eventNanos) {
        return trades > 0 && type.measure() == DataType.Measure.TIME
                && type.bucket(eventNanos) > type.bucket(openNanos);
    }

    /// Whether no further trade belongs to it.
    boolean full() {
        return switch (type.measure()) {
            case TIME -> false;
            case TICK -> trades >= type.interval().longValue();
            case VOLUME -> volume().compareTo(type.interval()) >= 0;
        };
    }

    void add(TradeUpdate trade, long eventNanos) {
        var price = BigDecimal.valueOf(trade.price, trade.priceScale);
        var amount = BigDecimal.valueOf(trade.size, trade.sizeScale);
        boolean opens = trades++ == 0;
        if (opens) {
            open = high = low = price;
            openNanos = eventNanos;
        }
        high = high.max(price);
        low = low.min(price);
        // Some exchanges tell an older trade after a newer one: it closes nothing.
        if (opens || eventNanos / 1_000_000 >= closeNanos / 1_000_000) {
            close = price;
            closeNanos = eventNanos;
        }
        if (trade.taker == Side.BID) {
            buyVolume = buyVolume.add(amount);
        } else {
            sellVolume = sellVolume.add(amount);
        }
        notional = notional.add(price.multiply(amount));
    }

    BigDecimal volume() {
        return buyVolume.add(sellVolume);
    }

    BigDecimal vwap() {
        BigDecimal volume = volume();
        return volume.signum() == 0 ? close : notional.divide(volume, MathContext.DECIMAL64);
    }

    /// The end of its interval, or its last trade.
    long timeNanos() {
        return type.measure() == DataType.Measure.TIME
                ? type.endNanos(type.bucket(openNanos))
                : closeNanos;
    }

    /// Nothing was traded yet.
    void reset() {
        trades = 0;
        buyVolume = sellVolume = notional = BigDecimal.ZERO;
    }
}
