package io.crossbook.gateway.feed;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Levels;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Writes facts in the normalised format of tardis-machine (v18): amounts are absolute, 0 deletes, `isSnapshot` drops what was before.
///
/// One writer a thread; each method returns the whole message, in the spelling that was set last. Symbols are the exchange's own.
final class Normalized {

    private final StringBuilder out = new StringBuilder(4096);
    private Spelling spelling = Spelling.PLAIN;

    /// The same writer, which spells so from now on.
    Normalized in(Spelling wanted) {
        spelling = wanted;
        return this;
    }

    String bookChange(Listing listing, BookUpdate update, long localNanos) {
        open("book_change", listing);
        out.append(",\"isSnapshot\":").append(update.snapshot());
        levels(",\"bids\":", update.bids, update);
        levels(",\"asks\":", update.asks, update);
        return close(update.eventNanos(), localNanos);
    }

    String snapshot(Listing listing, SnapshotTopic topic, long eventNanos, long localNanos) {
        DataType type = topic.type;
        open("book_snapshot", listing);
        out.append(",\"name\":\"").append(type.name()).append("\",\"depth\":").append(type.depth())
                .append(",\"interval\":").append(type.intervalMillis());
        if (!type.grouping().none()) {
            out.append(",\"grouping\":").append(type.grouping());
        }
        best(",\"bids\":", Side.BID, topic.shown());
        best(",\"asks\":", Side.ASK, topic.shown());
        return close(eventNanos, localNanos);
    }

    String bar(Listing listing, Bar bar, long localNanos) {
        DataType type = bar.type;
        open("trade_bar", listing);
        out.append(",\"name\":\"").append(type.name()).append("\",\"interval\":")
                .append(type.interval().toPlainString()).append(",\"kind\":\"")
                .append(type.measure().name().toLowerCase(Locale.ROOT)).append('"');
        number("open", bar.open);
        number("high", bar.high);
        number("low", bar.low);
        number("close", bar.close);
        number("volume", bar.volume());
        number("buyVolume", bar.buyVolume);
        number("sellVolume", bar.sellVolume);
        out.append(",\"trades\":").append(bar.trades);
        number("vwap", bar.vwap());
        named("openTimestamp", bar.openNanos);
        named("closeTimestamp", bar.closeNanos);
        return close(bar.timeNanos(), localNanos);
    }

    /// What is not known is left out.
    String ticker(Listing listing, DerivativeUpdate known, long localNanos) {
        open("derivative_ticker", listing);
        known("lastPrice", known.lastPrice);
        known("openInterest", known.openInterest);
        known("fundingRate", known.fundingRate);
        if (known.fundingNanos != DerivativeUpdate.NONE) {
            named("fundingTimestamp", known.fundingNanos);
        }
        known("indexPrice", known.indexPrice);
        known("markPrice", known.markPrice);
        return close(known.eventNanos, localNanos);
    }

    String trade(Listing listing, TradeUpdate trade, long localNanos) {
        return traded("trade", listing, trade, localNanos);
    }

    /// `order` is what closed the position: `sell` where it was a long one.
    String liquidation(Listing listing, TradeUpdate order, long localNanos) {
        return traded("liquidation", listing, order, localNanos);
    }

    private String traded(String type, Listing listing, TradeUpdate trade, long localNanos) {
        open(type, listing);
        if (trade.idLength > 0) {
            out.append(",\"id\":");
            quoted(trade.idText());
        }
        out.append(",\"price\":");
        decimal(trade.price, trade.priceScale);
        out.append(",\"amount\":");
        decimal(trade.size, trade.sizeScale);
        out.append(",\"side\":\"").append(trade.taker == Side.BID ? "buy" : "sell").append('"');
        return close(trade.eventNanos, localNanos);
    }

    /// `symbols` are those that the reader wants of what the connection carried.
    String disconnect(String exchange, List<String> symbols, String why, long localNanos) {
        out.setLength(0);
        out.append("{\"type\":\"disconnect\",\"exchange\":");
        quoted(called(exchange));
        for (int i = 0; i < symbols.size(); i++) {
            out.append(i == 0 ? ",\"symbols\":[" : ",");
            quoted(symbols.get(i));
        }
        out.append("],\"reason\":");
        quoted(why);
        named("localTimestamp", localNanos);
        return out.append('}').toString();
    }

    /// Our own addition: what became of a book, in-band, before what follows from it.
    String health(Listing listing, String health, String why, long localNanos) {
        open("book_health", listing);
        out.append(",\"health\":\"").append(health).append("\",\"reason\":");
        quoted(why);
        named("localTimestamp", localNanos);
        return out.append('}').toString();
    }

    private void open(String type, Listing listing) {
        out.setLength(0);
        out.append("{\"type\":\"").append(type).append("\",\"symbol\":");
        quoted(listing.symbol());
        out.append(",\"exchange\":");
        quoted(called(listing.exchange()));
        if (spelling.unified()) {
            out.append(",\"unified\":");
            quoted(listing.instrument().toString());
        }
    }

    private String called(String exchange) {
        return spelling.exchange().isEmpty() ? exchange : spelling.exchange();
    }

    /// The exchange's own time where it sends one, else ours, as tardis-machine does.
    private String close(long eventNanos, long localNanos) {
        named("timestamp", eventNanos == 0 ? localNanos : eventNanos);
        named("localTimestamp", localNanos);
        return out.append('}').toString();
    }

    private void named(String name, long epochNanos) {
        out.append(",\"").append(name).append("\":");
        time(epochNanos);
    }

    private void known(String name, long value) {
        if (value != DerivativeUpdate.NONE) {
            out.append(",\"").append(name).append("\":");
            decimal(value, DerivativeUpdate.SCALE);
        }
    }

    private void number(String name, BigDecimal value) {
        out.append(",\"").append(name).append("\":");
        mark();
        out.append(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
        mark();
    }

    private void decimal(long mantissa, int scale) {
        mark();
        Decimals.append(out, mantissa, scale);
        mark();
    }

    private void mark() {
        if (spelling.strings()) {
            out.append('"');
        }
    }

    private void levels(String name, Levels levels, BookUpdate update) {
        out.append(name).append('[');
        for (int i = 0; i < levels.count(); i++) {
            level(i, levels.price(i), update.priceScale(), levels.size(i), update.sizeScale());
        }
        out.append(']');
    }

    private void best(String name, Side side, LastShown shown) {
        out.append(name).append('[');
        for (int i = 0; i < shown.levels(side); i++) {
            level(i, shown.price(side, i), shown.priceScale(), shown.size(side, i),
                    shown.sizeScale());
        }
        out.append(']');
    }

    private void level(int i, long price, int priceScale, long size, int sizeScale) {
        out.append(i == 0 ? "{\"price\":" : ",{\"price\":");
        decimal(price, priceScale);
        out.append(",\"amount\":");
        decimal(size, sizeScale);
        out.append('}');
    }

    private void time(long epochNanos) {
        // Whole microseconds: what the format carries.
        long micros = epochNanos / 1_000;
        out.append('"')
                .append(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000))
                .append('"');
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
