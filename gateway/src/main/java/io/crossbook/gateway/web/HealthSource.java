package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.feed.Views;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.StateChannel;
import io.crossbook.gateway.stream.Wish;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which books are to be believed, each as it is now; and, to those who ask for everything, how trading stands.
final class HealthSource implements Source {

    private static final String TRADING = "trading";

    private final Rounds rounds;
    private final Feed feed;
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Map<Wish, StateChannel> channels = new LinkedHashMap<>();
    private final Beginnings<Standings> beginnings;
    private String trading = "";

    /// What is read at one moment.
    private record Standings(List<Believed> books, @Nullable Standing trading) {
        static Standings of(Engine now) {
            return new Standings(
                    now.books().all().stream().map(book -> Believed.of(now, book)).toList(),
                    now.standing());
        }
    }

    /// How it is with one book; any thread may keep it.
    private record Believed(Listing listing, String health, String why) {
        static Believed of(Engine now, ListingBook book) {
            Views.Believed believed = Views.Believed.of(now, book);
            return new Believed(book.listing(), believed.health(), believed.why());
        }
    }

    HealthSource(Rounds rounds, Feed feed, EngineThread engine, Consumer<Runnable> onFeedThread) {
        this.rounds = rounds;
        this.feed = feed;
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        beginnings = new Beginnings<>(engine, onFeedThread, Standings::of);
    }

    @Override
    public Opened open(Wish wish) {
        var channel = new StateChannel(rounds, wish.head());
        channels.put(wish, channel);
        beginnings.add(channel, now -> {
            now.books.forEach(book -> put(wish, channel, book));
            if (all(wish) && now.trading != null) {
                channel.put(TRADING, trading(now.trading));
            }
            channel.begin();
        });
        return new Opened(channel, () -> channels.remove(wish));
    }

    @Override
    public boolean tick() {
        beginnings.tick();
        if (!channels.isEmpty()) {
            engine.run(now -> {
                List<Believed> moved = moved(now);
                Standing standing = feed.movedStanding();
                if (!moved.isEmpty() || standing != null) {
                    onFeedThread.accept(() -> tell(moved, standing));
                }
            });
        }
        return !channels.isEmpty();
    }

    private List<Believed> moved(Engine now) {
        var moved = new ArrayList<Believed>();
        if (!feed.movedHealth().isEmpty()) {
            for (ListingBook book : now.books().all()) {
                if (feed.movedHealth().get(book.listing().id())) {
                    moved.add(Believed.of(now, book));
                }
            }
            feed.movedHealth().clear();
        }
        return moved;
    }

    private void tell(List<Believed> moved, @Nullable Standing standing) {
        channels.forEach((wish, channel) -> moved.forEach(book -> put(wish, channel, book)));
        String told = standing == null ? trading : trading(standing);
        if (!told.equals(trading)) {
            trading = told;
            channels.forEach((wish, channel) -> {
                if (all(wish)) {
                    channel.put(TRADING, told);
                }
            });
        }
    }

    private static boolean all(Wish wish) {
        return wish.exchange() == null && wish.instrument() == null;
    }

    private static void put(Wish wish, StateChannel channel, Believed book) {
        Listing listing = book.listing;
        if (wish.takes(listing)) {
            channel.put(Integer.toString(listing.id()), new JsonObject()
                    .put("exchange", listing.exchange()).put("symbol", listing.symbol())
                    .put("instrument", listing.instrument().toString())
                    .put("health", book.health).put("reason", book.why).encode());
        }
    }

    private static String trading(Standing standing) {
        return new JsonObject().put(TRADING, Json.standing(standing)).encode();
    }
}
