/// A practice exchange: it speaks the public wire protocols of Binance, Kraken and Bybit on localhost.
///
/// A seeded [Market] (or a recorded session) comes in; native WebSocket frames and REST bodies go out,
/// damaged on request by mischief. Everything runs on one Vert.x event loop and one [Timeline], so a
/// test that owns the timeline owns the whole exchange; nothing here is shared with the dialects.
@NullMarked
package io.crossbook.simulator;

import org.jspecify.annotations.NullMarked;
