package io.crossbook.gateway.web;

import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.stream.Channel;
import io.crossbook.gateway.stream.Reader;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Sink;
import io.crossbook.gateway.stream.Topic;
import io.crossbook.gateway.stream.Wish;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The channels of `/v1/stream` that somebody reads: one for each wish, however many have it. On the feed's thread.
final class TopicBoard {

    private static final Set<Topic> OF_EXCHANGES = Set.of(Topic.TRADE, Topic.OPPORTUNITY,
            Topic.HEALTH);

    private final Rounds rounds;
    private final Map<Topic, Source> sources = new EnumMap<>(Topic.class);
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Supplier<Set<String>> exchanges;
    private final Runnable handedOut;
    private final Map<Wish, Source.Opened> channels = new HashMap<>();
    private long tick;
    /// The last tick whose round is over.
    private long served;

    /// `exchanges` are the names of all that are followed, none as long as that is not known; `handedOut` runs after each round.
    TopicBoard(Rounds rounds, Map<Topic, Source> sources, EngineThread engine,
            Consumer<Runnable> onFeedThread, Supplier<Set<String>> exchanges,
            Runnable handedOut) {
        this.rounds = rounds;
        this.sources.putAll(sources);
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        this.exchanges = exchanges;
        this.handedOut = handedOut;
    }

    /// A reader that has subscribed to nothing yet.
    Reader join(Sink sink) {
        return rounds.join(sink);
    }

    /// An [IllegalArgumentException] says why there is no such channel.
    void subscribe(Reader reader, Wish wish) {
        Source.Opened opened = channels.get(wish);
        if (opened == null) {
            Source source = sources.get(wish.topic());
            if (source == null) {
                throw new IllegalArgumentException(
                        "topic '" + wish.topic().word() + "' is not told here");
            }
            checkExchange(wish);
            opened = source.open(wish);
            channels.put(wish, opened);
        }
        reader.subscribe(wish.head(), opened.channel());
    }

    /// A spelling mistake shall not look like a quiet market. What was done at an exchange is told whether it is followed now or not.
    private void checkExchange(Wish wish) {
        Set<String> followed = exchanges.get();
        if (OF_EXCHANGES.contains(wish.topic()) && wish.exchange() != null && !followed.isEmpty()
                && !followed.contains(wish.exchange())) {
            throw new IllegalArgumentException(
                    "exchange '" + wish.exchange() + "' is not one of " + followed);
        }
    }

    void unsubscribe(Reader reader, Wish wish) {
        Channel channel = reader.unsubscribe(wish.head());
        if (channel != null) {
            letGo(wish, channel);
        }
    }

    private void letGo(Wish wish, Channel channel) {
        if (channel.idle()) {
            Source.Opened opened = channels.remove(wish);
            if (opened != null) {
                opened.close().run();
            }
        }
    }

    /// A reader has left.
    void gone(Reader reader) {
        reader.gone();
        Map.copyOf(channels).forEach((wish, opened) -> letGo(wish, opened.channel()));
    }

    /// Fetches what has come, and publishes it and hands it out as soon as all of it is here, in one round. An engine that is slow holds nothing back for
    /// longer than a tick: what is here by the next goes then.
    void tick() {
        serve(tick);
        long asking = ++tick;
        boolean asked = false;
        for (Source source : new LinkedHashSet<>(sources.values())) {
            asked |= source.tick();
        }
        if (asked) {
            // Behind all that was asked, and so are the answers.
            engine.run(_ -> onFeedThread.accept(() -> serve(asking)));
        } else {
            serve(asking);
        }
    }

    private void serve(long which) {
        if (which > served) {
            served = which;
            rounds.round();
            handedOut.run();
        }
    }
}
