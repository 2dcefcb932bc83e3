/// Coinbase: the Exchange feed, and Advanced Trade by an option of the entry.
///
/// The Exchange feed numbers nothing in its books, so that only its trades betray a loss; Advanced Trade numbers every message
/// of a connection, so that a hole voids all of its books. Both name the maker's side of a trade.
@NullMarked
package io.crossbook.exchanges.coinbase;

import org.jspecify.annotations.NullMarked;
