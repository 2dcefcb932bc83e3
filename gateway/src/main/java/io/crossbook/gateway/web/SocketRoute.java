package io.crossbook.gateway.web;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiFunction;

/// A path at which a WebSocket is served to everybody who may read.
///
/// `serve` is called on the feed's thread, once the socket was let in; what it makes of it counts in its caller's quota, and ends with its token at the latest.
public record SocketRoute(String path,
        BiFunction<RoutingContext, ServerWebSocket, Session> serve) {}
