/// How Bybit v5 speaks: spot, and linear contracts under `bybit-linear`.
///
/// Frames of the public streams come in; books, best quotes, trades and tickers go out. A subscription answers with a snapshot,
/// changes follow by `u`; a hole is mended by subscribing anew. The loop's thread only.
@NullMarked
package io.crossbook.exchanges.bybit;

import org.jspecify.annotations.NullMarked;
