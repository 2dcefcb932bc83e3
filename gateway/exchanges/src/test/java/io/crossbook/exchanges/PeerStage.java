package io.crossbook.exchanges;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Instrument;
import io.crossbook.books.Levels;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import java.util.ArrayList;
import java.util.List;

/// One conversation for a session of a peer's fixtures; tells events in words that can be compared.
final class PeerStage extends Heard {

    private final List<Listing> listings = new ArrayList<>();
    private final Conversation conversation;
    private final List<String> told = new ArrayList<>();

    PeerStage(Dialect dialect, List<String> symbols) {
        for (String symbol : symbols) {
            listings.add(new Listing(listings.size(), "peer", symbol,
                    Instrument.spot("X" + listings.size(), "Y"), Rules.UNKNOWN));
        }
        conversation = dialect.converse(dialect.links(listings).getFirst(), this);
        conversation.opened(0);
    }

    /// What comes of one message; `depthSnapshot` is how tardis writes Binance's REST answer.
    List<String> feed(JsonNode raw) {
        told.clear();
        String stream = raw.path("stream").asText();
        if (stream.endsWith("@depthSnapshot")) {
            answer(stream.substring(0, stream.indexOf('@')).toUpperCase(java.util.Locale.ROOT),
                    raw.path("data").toString());
        } else if (raw.has("lastUpdateId")) {
            answer(listings.getFirst().symbol(), raw.toString());
        } else {
            conversation.frame(Bytes.of(raw.toString()), 0);
        }
        return List.copyOf(told);
    }

    void answer(String symbol, String body) {
        for (Listing listing : listings) {
            if (listing.symbol().equals(symbol)) {
                conversation.answer(Request.get(Request.About.SNAPSHOT, listing.id(), "", 0),
                        Answer.ok(Bytes.of(body)), 0);
            }
        }
    }

    @Override
    public void event(FeedEvent event) {
        String symbol = listings.get(event.listing()).symbol();
        switch (event) {
            case TradeUpdate t -> told.add("trade " + symbol + " " + t.idText() + " "
                    + (t.taker == Side.BID ? "buy" : "sell") + " "
                    + Decimals.format(t.price, t.priceScale) + "x"
                    + Decimals.format(t.size, t.sizeScale) + " " + t.eventNanos);
            case LiquidationUpdate(TradeUpdate o) -> told.add("liquidation " + symbol + " "
                    + (o.taker == Side.BID ? "buy" : "sell") + " "
                    + Decimals.format(o.price, o.priceScale) + "x"
                    + Decimals.format(o.size, o.sizeScale) + " " + o.eventNanos);
            case QuoteUpdate q -> told.add("quote " + symbol + " "
                    + Decimals.format(q.bid, q.priceScale) + "x"
                    + Decimals.format(q.bidSize, q.sizeScale) + " "
                    + Decimals.format(q.ask, q.priceScale) + "x"
                    + Decimals.format(q.askSize, q.sizeScale));
            case BookUpdate u -> told.add("book " + symbol + " " + u.snapshot()
                    + levels(u, u.bids) + " |" + levels(u, u.asks));
            case DerivativeUpdate d -> told.add("derivative " + symbol
                    + field("markPrice", d.markPrice) + field("indexPrice", d.indexPrice)
                    + field("lastPrice", d.lastPrice) + field("fundingRate", d.fundingRate)
                    + field("openInterest", d.openInterest));
            case BookBreak _,BookSkip _ -> {
            }
        }
    }

    private static String field(String name, long value) {
        return value == DerivativeUpdate.NONE
                ? ""
                : " " + name + "=" + Decimals.format(value, DerivativeUpdate.SCALE);
    }

    private static String levels(BookUpdate update, Levels levels) {
        var text = new StringBuilder();
        for (int i = 0; i < levels.count(); i++) {
            text.append(' ').append(Decimals.format(levels.price(i), update.priceScale()))
                    .append('x').append(Decimals.format(levels.size(i), update.sizeScale()));
        }
        return text.toString();
    }
}
