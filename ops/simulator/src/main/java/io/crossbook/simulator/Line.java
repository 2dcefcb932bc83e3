package io.crossbook.simulator;

/// One client's connection, as a protocol sees it: a way to say something, and a way to end it.
interface Line {

    /// Sends a text frame. The topic tells mischief what it would be damaging.
    void send(String text, Topic topic);

    /// Sends a WebSocket ping control frame.
    void ping();

    /// Closes the connection with this code.
    void close(int code, String reason);

    /// Whether the client reads more slowly than it is spoken to, so that frames pile up.
    boolean full();

    /// Runs this once what has piled up is gone; at once where nothing has.
    void whenDrained(Runnable action);
}
