package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.books.TradeUpdate;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.MirroredBook;
import io.crossbook.gateway.feed.Tap;
import io.crossbook.gateway.stream.BookChannel;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Books, each from the copy that the feed keeps of it. A book of an exchange that has not told yet what it lists is told as soon as it has.
final class BookSource implements Source {

    private final Rounds rounds;
    private final Broadcast broadcast;
    private final Supplier<Set<String>> exchanges;

    /// `exchanges` are the names of all that are followed.
    BookSource(Rounds rounds, Broadcast broadcast, Supplier<Set<String>> exchanges) {
        this.rounds = rounds;
        this.broadcast = broadcast;
        this.exchanges = exchanges;
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
        if (listing(wish) == null && lists(wish)) {
            throw new IllegalArgumentException(unlisted(wish));
        }
        if (!exchanges.get().contains(wish.exchange())) {
            throw new IllegalArgumentException(
                    "exchange '" + wish.exchange() + "' is not one of " + exchanges.get());
        }
        var channel = new BookChannel(rounds, wish.head(), wish.depth());
        var tap = new Waking(channel);
        Consumer<Listing> listed = new Consumer<>() {
            @Override
            public void accept(Listing listing) {
                if (wish.takes(listing)) {
                    broadcast.noListings(this);
                    channel.of(broadcast.mirrored(listing));
                    broadcast.tap(listing, tap);
                } else if (listing.exchange().equals(wish.exchange())) {
                    channel.none(unlisted(wish));
                }
            }
        };
        channel.none(wish.exchange() + " has not told yet what it lists");
        broadcast.eachListing(listed);
        return new Opened(channel, () -> {
            broadcast.noListings(listed);
            broadcast.untap(tap);
        });
    }

    private @Nullable Listing listing(Wish wish) {
        return broadcast.listings().stream().filter(wish::takes).findFirst().orElse(null);
    }

    /// Whether the exchange has told what it lists.
    private boolean lists(Wish wish) {
        return broadcast.listings().stream()
                .anyMatch(listing -> listing.exchange().equals(wish.exchange()));
    }

    private static String unlisted(Wish wish) {
        return "there is no book of '" + wish.symbol() + "' at '" + wish.exchange()
                + "': GET /v1/listings names what is listed";
    }
}
