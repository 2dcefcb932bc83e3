package io.crossbook.gateway.stream;

import io.crossbook.books.Decimals;
import io.crossbook.gateway.feed.Views.QuoteView;
import io.crossbook.gateway.feed.Views.TopView;
import java.util.List;

/// Writes what is told of a top: the best of all exchanges, and the quote of each. What there is not is null.
///
/// Piece by piece, since it is told again whenever it moves: a tree of objects first would take several times as long.
public final class TopWords {

    private static final int USUAL = 1_024;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final StringBuilder out = new StringBuilder(USUAL);

    private TopWords() {}

    /// A top as a JSON object.
    public static String of(TopView top) {
        var words = new TopWords();
        words.text("{\"instrument\":", top.instrument());
        words.best(",\"bestBid\":", top.quotes(), top.bestBid(), true);
        words.best(",\"bestAsk\":", top.quotes(), top.bestAsk(), false);
        words.out.append(",\"quotes\":[");
        for (QuoteView quote : top.quotes()) {
            words.quote(quote);
        }
        return words.out.append("]}").toString();
    }

    private void best(String key, List<QuoteView> quotes, int index, boolean bid) {
        out.append(key);
        if (index < 0) {
            out.append("null");
            return;
        }
        QuoteView quote = quotes.get(index);
        text("{\"exchange\":", quote.exchange());
        text(",\"symbol\":", quote.symbol());
        decimal(",\"price\":", bid ? quote.bid() : quote.ask(), quote.priceScale());
        decimal(",\"size\":", bid ? quote.bidSize() : quote.askSize(), quote.sizeScale());
        out.append('}');
    }

    private void quote(QuoteView quote) {
        if (out.charAt(out.length() - 1) != '[') {
            out.append(',');
        }
        text("{\"exchange\":", quote.exchange());
        text(",\"symbol\":", quote.symbol());
        found(",\"bid\":", quote.bid(), quote.priceScale());
        found(",\"bidSize\":", quote.bidSize(), quote.sizeScale());
        found(",\"ask\":", quote.ask(), quote.priceScale());
        found(",\"askSize\":", quote.askSize(), quote.sizeScale());
        out.append(",\"ageMillis\":").append(quote.ageNanos() / NANOS_A_MILLI);
        text(",\"health\":", quote.health());
        text(",\"reason\":", quote.why());
        out.append('}');
    }

    private void text(String key, String value) {
        out.append(key);
        Text.quote(out, value);
    }

    /// Of a side that is empty, or is not to be believed, there is none.
    private void found(String key, long mantissa, int scale) {
        if (mantissa == 0) {
            out.append(key).append("null");
        } else {
            decimal(key, mantissa, scale);
        }
    }

    private void decimal(String key, long mantissa, int scale) {
        out.append(key).append('"');
        Decimals.append(out, mantissa, scale);
        out.append('"');
    }
}
