package io.crossbook.gateway.stream;

/// One reader of one channel: how much of it was sent, and whether there is more.
final class Subscription {

    private final Reader reader;
    private final Channel channel;
    private long seen;
    private boolean waiting;

    Subscription(Reader reader, Channel channel) {
        this.reader = reader;
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /// The version that its reader has; 0: none.
    long seen() {
        return seen;
    }

    void fail(RuntimeException mistake) {
        reader.fail(mistake);
    }

    /// The channel has advanced; its reader hears of it once it has room.
    void waits() {
        if (!waiting) {
            waiting = true;
            reader.waits(this);
        }
    }

    /// Sends what is missing, as the channel stands now: what lies between is left out where the channel is a state.
    void send(Sink sink) {
        waiting = false;
        if (seen < channel.version()) {
            seen = channel.since(seen, sink);
        }
        if (seen < channel.version()) {
            waits();
        }
    }
}
