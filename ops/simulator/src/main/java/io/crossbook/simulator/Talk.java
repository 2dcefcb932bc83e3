package io.crossbook.simulator;

/// A protocol's side of one connection.
interface Talk {

    /// The client is connected; what the exchange says first is said now.
    void opened();

    /// The client sent a text frame.
    void text(String text);

    /// The client answered a ping.
    void pong();

    /// The connection is gone, whoever ended it.
    void closed();
}
