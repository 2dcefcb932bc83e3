/// A practice exchange: it speaks the wire protocols of Binance, Kraken and Bybit on localhost,
/// public data and orders.
///
/// A seeded [io.crossbook.simulator.Market] (or a recorded session) comes in; native WebSocket
/// frames and REST bodies go out, damaged on request by [io.crossbook.simulator.Mischief]. Orders of
/// accounts come in too, are matched by one [io.crossbook.simulator.TradingDesk] an exchange, and
/// take part in that market.
/// Everything runs on one Vert.x event loop and one [io.crossbook.simulator.Timeline], so a test
/// that owns the timeline owns the whole exchange; nothing here is shared with the dialects.
@NullMarked
package io.crossbook.simulator;

import org.jspecify.annotations.NullMarked;
