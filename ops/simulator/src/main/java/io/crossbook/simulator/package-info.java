/// A practice exchange: it speaks the public wire protocols of Binance, Kraken and Bybit on
/// localhost.
///
/// A seeded [io.crossbook.simulator.Market] (or a recorded session) comes in; native WebSocket
/// frames and REST bodies go out, damaged on request by [io.crossbook.simulator.Mischief].
/// Everything runs on one Vert.x event loop and one [io.crossbook.simulator.Timeline], so a test
/// that owns the timeline owns the whole exchange; nothing here is shared with the dialects.
@NullMarked
package io.crossbook.simulator;

import org.jspecify.annotations.NullMarked;
