package io.crossbook.gateway.stream;

/// Where a reader's messages go; never blocks.
public interface Sink {

    /// Whether what was sent has left, or nearly: more may be sent.
    boolean roomy();

    /// Takes one message; it leaves with the next [#flush].
    void send(Message message);

    void flush();

    /// Asks whether anybody reads; [Reader#ponged] tells that it was answered.
    void ping();

    /// Ends it because of a mistake of ours.
    void failed(RuntimeException mistake);

    /// Ends it because its reader is too slow.
    void tooSlow(String why);
}
