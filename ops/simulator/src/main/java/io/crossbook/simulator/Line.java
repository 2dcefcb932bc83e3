package io.crossbook.simulator;

/// One client's connection, as a protocol sees it: a way to say something, and a way to end it.
interface Line {

    /// Sends a text frame. The topic tells [Mischief] what it would be damaging; false where that
    /// kept it.
    boolean send(String text, Topic topic);

    /// Sends a WebSocket ping control frame.
    void ping();

    /// Closes the connection with this code.
    void close(int code, String reason);

    /// Half-open from now on: nothing is read, written or closed, and the client is not told.
    void freeze();

    /// Whether the client reads more slowly than it is spoken to, so that frames pile up.
    boolean full();

    /// Runs this once what has piled up is gone; at once where nothing has.
    void whenDrained(Runnable action);
}
