package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Channel;
import io.crossbook.gateway.stream.FactChannel;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;

/// Where the channels of a topic get what they tell. On the feed's thread.
interface Source {

    /// A channel that somebody reads, and how it is let go once nobody does.
    record Opened(Channel channel, Runnable close) {}

    /// Opens the channel of a wish. An [IllegalArgumentException] says why there is none.
    Opened open(Wish wish);

    /// A channel of which nothing is told.
    static Opened silent(Rounds rounds, Wish wish) {
        var channel = new FactChannel(rounds, wish.head(), 0);
        channel.begin();
        return new Opened(channel, () -> {});
    }

    /// Asks the engine what has come since the last tick, where it does not come by itself. Whether it was asked.
    default boolean tick() {
        return false;
    }
}
