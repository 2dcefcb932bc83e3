/// The acceptance list of order entry: what an exchange may do to an order, case by case, over real sockets against the practice exchange.
///
/// A case drives our own dialect, keys and wire, and is held to what the exchange itself has on its books. The thread of the runner waits; sockets have theirs.
@NullMarked
package io.crossbook.cli.certify;

import org.jspecify.annotations.NullMarked;
