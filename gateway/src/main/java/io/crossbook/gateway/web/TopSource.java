package io.crossbook.gateway.web;

import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.feed.Views;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.StateChannel;
import io.crossbook.gateway.stream.TopWords;
import io.crossbook.gateway.stream.Wish;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Tops: read off the engine when they moved, as many at a time as it does not mind.
final class TopSource implements Source {

    private static final int MOST_A_TICK = 128;
    private static final String ALL = "";

    private final Rounds rounds;
    private final Feed feed;
    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    /// By the instrument that it is about, or [#ALL].
    private final Map<String, StateChannel> channels = new HashMap<>();
    private final Beginnings<List<Views.TopView>> beginnings;
    /// On the engine's thread: where the next tick goes on.
    private int next;

    TopSource(Rounds rounds, Feed feed, EngineThread engine, Consumer<Runnable> onFeedThread) {
        this.rounds = rounds;
        this.feed = feed;
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        beginnings = new Beginnings<>(engine, onFeedThread, Views::tops);
    }

    @Override
    public Opened open(Wish wish) {
        String instrument = wish.instrument() == null ? ALL : wish.instrument();
        var channel = new StateChannel(rounds, wish.head());
        channels.put(instrument, channel);
        beginnings.add(channel, tops -> {
            tops.stream().filter(top -> wish.instrument() == null
                    || instrument.equals(top.instrument()))
                    .forEach(top -> channel.put(top.instrument(), TopWords.of(top)));
            channel.begin();
        });
        return new Opened(channel, () -> channels.remove(instrument, channel));
    }

    @Override
    public boolean tick() {
        beginnings.tick();
        if (channels.isEmpty()) {
            return false;
        }
        engine.run(now -> {
            BitSet moved = feed.movedTops(now.books());
            if (moved.isEmpty()) {
                return;
            }
            var tops = new ArrayList<Views.TopView>();
            next = turn(moved, next, MOST_A_TICK, id -> tops.add(Views.top(now, id)));
            onFeedThread.accept(() -> tops.forEach(this::moved));
        });
        return true;
    }

    /// Takes so many out of `moved` at most, beginning at `first` and going round; where the next turn begins.
    static int turn(BitSet moved, int first, int most, IntConsumer taken) {
        int next = first;
        for (int left = most; left > 0 && !moved.isEmpty(); left--) {
            int id = moved.nextSetBit(next);
            if (id < 0) {
                id = moved.nextSetBit(0);
            }
            moved.clear(id);
            taken.accept(id);
            next = id + 1;
        }
        return next;
    }

    private void moved(Views.TopView top) {
        StateChannel all = channels.get(ALL);
        StateChannel own = channels.get(top.instrument());
        if (all != null || own != null) {
            String json = TopWords.of(top);
            put(all, top, json);
            put(own, top, json);
        }
    }

    private static void put(@Nullable StateChannel channel,
            Views.TopView top, String json) {
        if (channel != null) {
            channel.put(top.instrument(), json);
        }
    }
}
