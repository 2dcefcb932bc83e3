/// Kraken spot: WebSocket v2, and v1 for recordings and clients that still speak it.
///
/// Books keep their sequence by a CRC32 over the ten best levels, not by numbers: [KrakenChecksum]. Both versions say the
/// same things in other words; the entry of the exchange picks one.
@NullMarked
package io.crossbook.exchanges.kraken;

import org.jspecify.annotations.NullMarked;
