package io.crossbook.exchanges;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Levels;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An [Out] that remembers: every event as a line of text in `events`, in the order that it came.
public class Heard implements Out {

    /// Every event as text: `book 0 snapshot u=7 bids 1.5x2 asks 1.6x3`.
    public final List<String> events = new ArrayList<>();
    public final List<BookBreak> breaks = new ArrayList<>();
    public final List<BookSkip> skips = new ArrayList<>();
    public final List<String> sent = new ArrayList<>();
    public final List<Request> requests = new ArrayList<>();
    public final List<Fault> faults = new ArrayList<>();
    public final List<String> reconnects = new ArrayList<>();

    /// Gets each book update while it is valid.
    public Consumer<BookUpdate> updates = _ -> {};

    @Override
    public void event(FeedEvent event) {
        if (event instanceof BookUpdate update) {
            updates.accept(update);
        }
        events.add(line(event));
        switch (event) {
            case BookBreak broken -> breaks.add(broken);
            case BookSkip skip -> skips.add(skip);
            case BookUpdate _,QuoteUpdate _,TradeUpdate _,LiquidationUpdate _,DerivativeUpdate _ ->
                {
                }
        }
    }

    @Override
    public void send(String frame) {
        sent.add(frame);
    }

    @Override
    public void request(Request request) {
        requests.add(request);
    }

    @Override
    public void fault(Fault fault) {
        faults.add(fault);
    }

    @Override
    public void reconnect(String why) {
        reconnects.add(why);
    }

    /// Forgets everything.
    public void clear() {
        events.clear();
        breaks.clear();
        skips.clear();
        sent.clear();
        requests.clear();
        faults.clear();
        reconnects.clear();
    }

    /// The events whose text starts so.
    public List<String> events(String start) {
        return events.stream().filter(line -> line.startsWith(start)).toList();
    }

    /// An event as text, prices and sizes as plain decimals so that scales do not show.
    public static String line(FeedEvent event) {
        return switch (event) {
            case BookUpdate u -> "book " + u.listing() + (u.snapshot() ? " snapshot" : " delta")
                    + (u.complete() ? "" : " cut") + " u=" + u.updateId() + " at " + u.eventNanos()
                    + (u.checksum() == BookUpdate.NO_CHECKSUM ? "" : " sum=" + u.checksum())
                    + (u.sizesRounded() == 0 ? "" : " rounded=" + u.sizesRounded())
                    + " bids" + levels(u, u.levels(Side.BID)) + " asks"
                    + levels(u, u.levels(Side.ASK));
            case QuoteUpdate q -> "quote " + q.listing + " u=" + q.updateId + " at " + q.eventNanos
                    + " " + Decimals.format(q.bid, q.priceScale) + "x"
                    + Decimals.format(q.bidSize, q.sizeScale) + " "
                    + Decimals.format(q.ask, q.priceScale) + "x"
                    + Decimals.format(q.askSize, q.sizeScale);
            case TradeUpdate t -> "trade " + t.listing + " id=" + t.idText() + " at "
                    + t.eventNanos + " taker " + t.taker + " "
                    + Decimals.format(t.price, t.priceScale) + "x"
                    + Decimals.format(t.size, t.sizeScale);
            case LiquidationUpdate(TradeUpdate o) -> "liquidation " + o.listing + " at "
                    + o.eventNanos + " order " + o.taker + " "
                    + Decimals.format(o.price, o.priceScale) + "x"
                    + Decimals.format(o.size, o.sizeScale);
            case DerivativeUpdate d -> "derivative " + d.listing + " mark=" + value(d.markPrice)
                    + " index=" + value(d.indexPrice) + " last=" + value(d.lastPrice)
                    + " funding=" + value(d.fundingRate) + " at " + d.fundingNanos + " interest="
                    + value(d.openInterest) + " at " + d.eventNanos;
            case BookBreak b -> "break " + b.listing() + " " + b.kind() + " " + b.why();
            case BookSkip s -> "skip " + s.listing() + " " + s.reason();
        };
    }

    private static String value(long mantissa) {
        return mantissa == DerivativeUpdate.NONE
                ? "none"
                : Decimals.format(mantissa, DerivativeUpdate.SCALE);
    }

    private static String levels(BookUpdate update, Levels levels) {
        var text = new StringBuilder();
        for (int i = 0; i < levels.count(); i++) {
            text.append(' ').append(Decimals.format(levels.price(i), update.priceScale()))
                    .append('x').append(Decimals.format(levels.size(i), update.sizeScale()))
                    .append('~').append(levels.wire(i));
        }
        return text.toString();
    }
}
