package io.crossbook.gateway.xchange;

import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.trade.LimitOrder;

/// Copies what XChange holds into frames of our own (docs/tape.md), at once: its books change under their readers.
final class Frames {

    private static final long NANOS_A_MILLI = 1_000_000;

    private Frames() {}

    /// A whole book of at most `depth` levels a side (0: all that there are). The first of a client carries no time: it may be that
    /// of its oldest level, which says nothing of how late the feed runs.
    static String book(String symbol, OrderBook book, int depth, boolean first) {
        var text = new StringBuilder(2_048).append("{\"book\":");
        quoted(text, symbol).append(",\"ts\":").append(first ? 0 : nanos(book.getTimeStamp()))
                .append(",\"snapshot\":true,\"bids\":[");
        side(text, book.getBids(), depth);
        text.append("],\"asks\":[");
        side(text, book.getAsks(), depth);
        return text.append("]}").toString();
    }

    private static void side(StringBuilder text, List<LimitOrder> orders, int depth) {
        int count = 0;
        for (LimitOrder order : orders) {
            if (depth > 0 && count == depth) {
                return;
            }
            // Some adapters keep a deleted level as a level of nothing.
            if (order.getRemainingAmount().signum() != 0) {
                text.append(count++ == 0 ? "[" : ",[");
                number(text, order.getLimitPrice()).append(',');
                number(text, order.getRemainingAmount()).append(']');
            }
        }
    }

    static String trade(String symbol, Trade trade) {
        var text = new StringBuilder(256).append("{\"trade\":");
        quoted(text, symbol).append(",\"ts\":").append(nanos(trade.getTimestamp()))
                .append(",\"side\":\"").append(side(trade.getType())).append("\",\"price\":");
        number(text, trade.getPrice()).append(",\"size\":");
        number(text, trade.getOriginalAmount()).append(",\"id\":");
        String id = trade.getId();
        return quoted(text, id == null ? "" : id).append('}').toString();
    }

    private static String side(Order.@Nullable OrderType type) {
        return type == Order.OrderType.BID
                ? "buy"
                : type == Order.OrderType.ASK ? "sell" : "unknown";
    }

    /// A subscription that XChange refused, or a stream that it ended.
    static String refused(String symbol, String channel, String why) {
        var text = new StringBuilder(256).append("{\"refused\":");
        quoted(text, symbol).append(",\"channel\":");
        quoted(text, channel).append(",\"why\":");
        return quoted(text, why).append('}').toString();
    }

    private static long nanos(@Nullable Date time) {
        return time == null ? 0 : Math.max(0, time.toInstant().toEpochMilli()) * NANOS_A_MILLI;
    }

    private static StringBuilder number(StringBuilder text, BigDecimal number) {
        return text.append('"').append(number.toPlainString()).append('"');
    }

    /// A JSON string of printable ASCII: whatever else stands in foreign words becomes `?`.
    private static StringBuilder quoted(StringBuilder text, String words) {
        text.append('"');
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else {
                text.append(c >= ' ' && c < 127 ? c : '?');
            }
        }
        return text.append('"');
    }
}
