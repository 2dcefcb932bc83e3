package io.crossbook.gateway.wire;

import io.vertx.core.buffer.Buffer;

/// An open WebSocket as a [Connection] sees it. The loop's thread only.
interface Socket {

    void send(String frame);

    void ping();

    /// Says goodbye and, if the peer does not answer soon, cuts.
    void close();

    /// What happens on a socket, in order: up once or never, then frames, then down once.
    interface Events {

        void up(Socket socket);

        /// A data frame; `last` unless a continuation follows. The buffer is valid during the call.
        void data(Buffer buffer, boolean last);

        /// A frame came that is larger than the link allows.
        void tooLarge();

        /// The peer gave a sign of life that is no data.
        void alive();

        /// Gone, or never reached.
        void down(String why);
    }

    /// Opens sockets.
    interface Dialer {
        void dial(io.crossbook.exchanges.Link link, Events events);
    }
}
