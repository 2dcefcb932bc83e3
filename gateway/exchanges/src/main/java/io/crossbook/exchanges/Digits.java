package io.crossbook.exchanges;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Levels;
import io.crossbook.books.Listing;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import org.jspecify.annotations.Nullable;

/// How many decimals the prices and sizes of one listing have, in one conversation.
///
/// Starts from the listing's rules, else from zero. Only a digit other than zero beyond the scale counts; then the scale
/// grows and what was already read of the frame is raised with it. Growth lasts only once the frame was read
/// whole: [#begin] takes the scales that [#keep] kept. Beyond the bounds of [Decimals] the frame is
/// `TOO_PRECISE`, except that sizes of a listing with configured `sizeDecimals` are rounded down, and counted.
///
/// Template readers get a negative number for whatever is not plain and in bounds, and leave the frame to the general
/// parser, which gets [Malformed].
public final class Digits {

    private final int sizeCap;
    private int keptPriceScale;
    private int keptSizeScale;
    private int priceScale;
    private int sizeScale;
    private boolean tooPrecise;
    private @Nullable Form form;
    private final FrameReader text = new FrameReader();

    /// For a listing under the configuration of its exchange.
    public Digits(Listing listing, Entry entry) {
        sizeCap = entry.sizeDecimals().getOrDefault(listing.symbol(), Decimals.MAX_SCALE + 1);
        keptPriceScale = Math.max(0, listing.rules().priceScale());
        keptSizeScale = Math.min(sizeCap, Math.max(0, listing.rules().sizeScale()));
        priceScale = keptPriceScale;
        sizeScale = keptSizeScale;
    }

    /// Begins a book message.
    public void begin(BookUpdate update, int listing, boolean snapshot) {
        begin();
        update.begin(listing, snapshot, priceScale, sizeScale);
    }

    /// Begins a quote; the fields are for the caller to fill.
    public void begin(QuoteUpdate quote, int listing) {
        begin();
        quote.listing = listing;
        quote.priceScale = priceScale;
        quote.sizeScale = sizeScale;
        quote.bid = quote.bidSize = quote.ask = quote.askSize = 0;
        quote.eventNanos = 0;
        quote.updateId = 0;
    }

    /// Begins a trade; the fields are for the caller to fill.
    public void begin(TradeUpdate trade, int listing) {
        begin();
        trade.listing = listing;
        trade.priceScale = priceScale;
        trade.sizeScale = sizeScale;
        trade.price = trade.size = 0;
        trade.eventNanos = 0;
        trade.idLength = 0;
    }

    private void begin() {
        priceScale = keptPriceScale;
        sizeScale = keptSizeScale;
        tooPrecise = false;
    }

    /// The message was read whole: what it showed of the scales lasts.
    public void keep() {
        keptPriceScale = priceScale;
        keptSizeScale = sizeScale;
    }

    /// Reads pairs as long as their prices are written as the last one was, [FrameReader#pairs].
    boolean pairs(FrameReader reader, Levels levels) {
        Form like = form;
        return like != null && like.priceScale == priceScale && like.sizeScale == sizeScale
                && reader.pairs(like, levels);
    }

    /// Takes note of how a price was written.
    void written(int whole, int fraction) {
        form = Form.of(priceScale, sizeScale, whole, fraction);
    }

    /// Reads a price at the scale of `filling`, raising both when it needs more; negative when it cannot be had.
    public long price(FrameReader reader, FeedEvent filling) {
        long value = reader.decimal(priceScale);
        return value >= 0 && value < Decimals.PRICE_BOUND
                ? value
                : oddPrice(reader, value, filling);
    }

    /// Reads a size likewise.
    public long size(FrameReader reader, FeedEvent filling) {
        long value = reader.decimal(sizeScale);
        return value >= 0 && value < Decimals.SIZE_BOUND ? value : oddSize(reader, value, filling);
    }

    private long oddPrice(FrameReader reader, long found, FeedEvent filling) {
        long value = found;
        if (value == FrameReader.FINER) {
            if (!raise(filling, reader.finer(), sizeScale)) {
                return FrameReader.TOO_LARGE;
            }
            value = reader.decimal(priceScale);
        }
        return bounded(value, Decimals.PRICE_BOUND);
    }

    private long oddSize(FrameReader reader, long found, FeedEvent filling) {
        long value = found;
        if (value == FrameReader.FINER) {
            boolean cut = reader.finer() > sizeCap;
            if (!raise(filling, priceScale, Math.min(sizeCap, reader.finer()))) {
                return FrameReader.TOO_LARGE;
            }
            value = cut ? reader.decimalDown(sizeScale) : reader.decimal(sizeScale);
            if (cut && filling instanceof BookUpdate update) {
                update.sizeRounded();
            }
        }
        return bounded(value, Decimals.SIZE_BOUND);
    }

    private long bounded(long value, long bound) {
        if (value >= bound || value == FrameReader.TOO_LARGE) {
            tooPrecise = true;
            return FrameReader.TOO_LARGE;
        }
        return value;
    }

    /// Raises the scales and what has been read so far; false when that leaves the bounds.
    private boolean raise(FeedEvent filling, int newPriceScale, int newSizeScale) {
        if (newPriceScale > Decimals.MAX_SCALE || newSizeScale > Decimals.MAX_SCALE) {
            tooPrecise = true;
            return false;
        }
        try {
            switch (filling) {
                case BookUpdate update -> raise(update, newPriceScale, newSizeScale);
                case QuoteUpdate quote -> raise(quote, newPriceScale, newSizeScale);
                case TradeUpdate trade -> raise(trade, newPriceScale, newSizeScale);
                case io.crossbook.books.LiquidationUpdate _,io.crossbook.books.DerivativeUpdate _,BookBreak _,io.crossbook.books.BookSkip _ ->
                    throw new IllegalStateException("no digits in " + filling);
            }
        } catch (ArithmeticException e) {
            tooPrecise = true;
            return false;
        }
        priceScale = newPriceScale;
        sizeScale = newSizeScale;
        return true;
    }

    private static void raise(BookUpdate update, int newPriceScale, int newSizeScale) {
        update.rescale(newPriceScale, newSizeScale);
        check(update.bids);
        check(update.asks);
    }

    private static void check(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            if (levels.price(i) >= Decimals.PRICE_BOUND || levels.size(i) >= Decimals.SIZE_BOUND) {
                throw new ArithmeticException("too many digits");
            }
        }
    }

    private static void raise(QuoteUpdate quote, int newPriceScale, int newSizeScale) {
        long price = Decimals.power(newPriceScale - quote.priceScale);
        long size = Decimals.power(newSizeScale - quote.sizeScale);
        quote.bid = times(quote.bid, price, Decimals.PRICE_BOUND);
        quote.ask = times(quote.ask, price, Decimals.PRICE_BOUND);
        quote.bidSize = times(quote.bidSize, size, Decimals.SIZE_BOUND);
        quote.askSize = times(quote.askSize, size, Decimals.SIZE_BOUND);
        quote.priceScale = newPriceScale;
        quote.sizeScale = newSizeScale;
    }

    private static void raise(TradeUpdate trade, int newPriceScale, int newSizeScale) {
        trade.price = times(trade.price, Decimals.power(newPriceScale - trade.priceScale),
                Decimals.PRICE_BOUND);
        trade.size = times(trade.size, Decimals.power(newSizeScale - trade.sizeScale),
                Decimals.SIZE_BOUND);
        trade.priceScale = newPriceScale;
        trade.sizeScale = newSizeScale;
    }

    private static long times(long value, long power, long bound) {
        long product = Math.multiplyExact(value, power);
        if (product >= bound) {
            throw new ArithmeticException("too many digits");
        }
        return product;
    }

    /// Reads a price that the general parser found, by the same rules; [Malformed] when it cannot be had.
    public long price(Json json, FeedEvent filling) {
        return whole(price(over(json), filling), "price");
    }

    /// Reads a size that the general parser found, by the same rules; [Malformed] when it cannot be had.
    public long size(Json json, FeedEvent filling) {
        return whole(size(over(json), filling), "size");
    }

    /// With how many decimals the last price or size came, for [Levels#wire] on the general path.
    public int decimals() {
        return text.decimals();
    }

    private FrameReader over(Json json) {
        return text.over(Bytes.of(json.asDecimal()));
    }

    private long whole(long value, String what) {
        if (tooPrecise) {
            // One odd price is not to keep large ones out for good: the next frame is read at its own scales.
            keptPriceScale = 0;
            keptSizeScale = 0;
            throw new Malformed(BookBreak.Kind.TOO_PRECISE,
                    what + " has more digits than fixed point holds");
        }
        if (value < 0 || !text.done()) {
            throw new Malformed(what + " is no plain decimal");
        }
        return value;
    }
}
