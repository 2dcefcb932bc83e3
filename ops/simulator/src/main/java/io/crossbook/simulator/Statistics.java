package io.crossbook.simulator;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// The trades of the day in figures, as tickers show them. Ticks and lots; turnover in the quote
/// asset.
record Statistics(long open, long high, long low, long last, long lastSize, long volume,
        long average,
        String turnover, long firstId, long lastId, int count) {

    static Statistics of(Market market, Listing listing) {
        List<Trade> trades = market.trades(listing);
        if (trades.isEmpty()) {
            Book book = market.book(listing);
            long price = book.price(Side.BID, 0);
            return new Statistics(price, price, price, price, 0, 0, price, "0.0", 0, 0, 0);
        }
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long volume = 0;
        BigInteger turnover = BigInteger.ZERO;
        for (Trade trade : trades) {
            high = Math.max(high, trade.price());
            low = Math.min(low, trade.price());
            volume += trade.size();
            turnover = turnover.add(product(trade));
        }
        Trade last = trades.getLast();
        return new Statistics(trades.getFirst().price(), high, low, last.price(), last.size(),
                volume,
                turnover.divide(BigInteger.valueOf(volume)).longValueExact(),
                quote(listing, turnover),
                trades.getFirst().id(), last.id(), trades.size());
    }

    /// Price times size in the quote asset, exactly.
    static String notional(Listing listing, Trade trade) {
        return quote(listing, product(trade));
    }

    private static BigInteger product(Trade trade) {
        return BigInteger.valueOf(trade.price()).multiply(BigInteger.valueOf(trade.size()));
    }

    private static String quote(Listing listing, BigInteger product) {
        return new BigDecimal(product, listing.priceDecimals() + listing.sizeDecimals())
                .toPlainString();
    }

    /// The change since the open in percent, with three decimals.
    String changePercent() {
        return Digits.plain(Math.round((last - open) * 100_000.0 / open), 3);
    }

    /// The change since the open as a fraction, with four decimals.
    String changeFraction() {
        return Digits.plain((last - open) * 10_000 / open, 4);
    }
}
