package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.books.TradeUpdate;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.MirroredBook;
import io.crossbook.gateway.feed.Tap;
import io.crossbook.gateway.stream.BookChannel;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;

/// Books, each from the copy that the feed keeps of it.
final class BookSource implements Source {

    private final Rounds rounds;
    private final Broadcast broadcast;

    BookSource(Rounds rounds, Broadcast broadcast) {
        this.rounds = rounds;
        this.broadcast = broadcast;
    }

    /// Wakes the channel of a book.
    private static final class Waking implements Tap {
        private final BookChannel channel;

        Waking(BookChannel channel) {
            this.channel = channel;
        }

        @Override
        public void moved(MirroredBook book) {
            channel.moved();
        }

        @Override
        public void traded(MirroredBook book, TradeUpdate trade, long localNanos) {
            // no part of a book
        }

        @Override
        public void lost(MirroredBook book) {
            channel.moved();
        }
    }

    @Override
    public Opened open(Wish wish) {
        Listing listing = broadcast.listings().stream().filter(wish::takes).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no book of '" + wish.symbol() + "' at '" + wish.exchange()
                                + "': GET /v1/exchanges names what is listed"));
        MirroredBook book = broadcast.mirrored(listing);
        var channel = new BookChannel(rounds, wish.head(), book, wish.depth());
        var tap = new Waking(channel);
        broadcast.tap(listing, tap);
        channel.moved();
        return new Opened(channel, () -> broadcast.untap(tap));
    }
}
