/// How Binance speaks: spot (Binance US and TR reuse it) and USD-M futures, one protocol with two sequence rules.
///
/// Frames of the combined streams come in; books, best quotes, trades and marks go out. [DepthSync] stitches the REST snapshot
/// to the stream as "How to manage a local order book correctly" asks; the loop's thread only.
@NullMarked
package io.crossbook.exchanges.binance;

import org.jspecify.annotations.NullMarked;
