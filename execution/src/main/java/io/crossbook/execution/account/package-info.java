/// Double entry: where every coin is, where it came from and where it went.
///
/// In go commits that sum to nothing in every asset, out come the balances of accounts. Knows nothing of orders. Pure, on the engine's thread.
@NullMarked
package io.crossbook.execution.account;

import org.jspecify.annotations.NullMarked;
