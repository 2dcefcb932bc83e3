package io.crossbook.gateway.web;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.MirroredBook;
import io.crossbook.gateway.feed.Tap;
import io.crossbook.gateway.stream.FactChannel;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/// Trades of all listings that a wish is about. A channel begins with the last that it has told of.
final class TradeSource implements Source {

    private static final int MOST_IN_SNAPSHOT = 50;

    private final Rounds rounds;
    private final Broadcast broadcast;

    TradeSource(Rounds rounds, Broadcast broadcast) {
        this.rounds = rounds;
        this.broadcast = broadcast;
    }

    /// Writes the trades of a wish into its channel.
    private static final class Telling implements Tap {
        private final FactChannel channel;
        private long told;

        Telling(FactChannel channel) {
            this.channel = channel;
        }

        @Override
        public void moved(MirroredBook book) {
            // no trade
        }

        @Override
        public void traded(MirroredBook book, TradeUpdate trade, long localNanos) {
            channel.tell(Long.toString(++told), trade(book.listing(), trade, localNanos), true);
        }

        @Override
        public boolean readsBook() {
            return false;
        }

        @Override
        public void lost(MirroredBook book) {
            channel.begin(); // those that came are true, and stand in the snapshot
        }
    }

    @Override
    public Opened open(Wish wish) {
        var channel = new FactChannel(rounds, wish.head(), MOST_IN_SNAPSHOT);
        channel.begin();
        var tap = new Telling(channel);
        Consumer<Listing> taps = listing -> {
            if (wish.takes(listing)) {
                broadcast.tap(listing, tap);
            }
        };
        broadcast.eachListing(taps);
        return new Opened(channel, () -> {
            broadcast.noListings(taps);
            broadcast.untap(tap);
        });
    }

    private static String trade(Listing listing, TradeUpdate trade, long localNanos) {
        return new JsonObject().put("exchange", listing.exchange())
                .put("symbol", listing.symbol()).put("instrument", listing.instrument().toString())
                .put("id", trade.idText()).put("price",
                        Decimals.format(trade.price, trade.priceScale))
                .put("size", Decimals.format(trade.size, trade.sizeScale))
                .put("side", trade.taker == Side.BID ? "buy" : "sell")
                .put("timestamp", Json.time(trade.eventNanos))
                .put("localTimestamp", Json.time(localNanos)).encode();
    }
}
