package io.crossbook.gateway.web;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Ends a connection at once, whatever waits to be read. On its thread.
///
/// Vert.x puts a close behind all that waits to be written: with somebody who never reads it would never end, and nor does `close` of the channel, which goes through its handler too.
public final class Cut {

    private Cut() {}

    /// What waits is lost; the connection's handlers hear that it is closed.
    public static void off(HttpConnection connection) {
        ChannelHandlerContext nearest = ((ConnectionBase) connection).channel().pipeline()
                .firstContext();
        if (nearest != null) {
            var _ = nearest.close();
        }
    }
}
