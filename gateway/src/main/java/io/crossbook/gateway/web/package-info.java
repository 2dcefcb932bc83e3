/// HTTP and WebSocket: what other tools read. Read-only: no unauthenticated write over HTTP exists.
///
/// Requests come in on the web thread, which is the feed's; what they ask of the engine is read on its thread and written here.
@NullMarked
package io.crossbook.gateway.web;

import org.jspecify.annotations.NullMarked;
