package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;

/// What the engine wants done; the loop and `wire` do it. Called on the engine's thread, in order; a replay compares
/// these calls instead of carrying them out.
public interface Effects {

    /// Keep this link connected from now on: connect, reconnect with back-off, overlap before its known cut.
    void open(Link link);

    /// Keep this link no longer; its connections close.
    void drop(String link);

    /// Send a text frame on a connection.
    void send(int connection, String frame);

    /// Close one connection; unless its link was dropped, `wire` connects anew (at once and without back-off when the successor stands
    /// already).
    void close(int connection, String why);

    /// Ask over REST, after the request's own delay and some jitter; ends in exactly one `Answered(id, …)`.
    void request(long id, String exchange, Request request);

    /// Sign this frame and send it on a connection; its errand's deadline bounds how long it may wait. Ends in exactly one `Answered(id, …)`: `NOT_SENT`
    /// when no byte of it left, else `SENT` once it was written. What the exchange says to it comes as a frame.
    void post(long id, int connection, Request frame);

    /// New risk may leave again, unless the latch was pulled after `pull`.
    void rearmed(long pull);
}
