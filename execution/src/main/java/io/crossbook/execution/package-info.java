/// Orders and attempts as the journal knows them: what was meant, what was told, what follows from it.
///
/// In go events of orders and facts of accounts, out come states, fills and what may still fill. Everything that changes something is an entry
/// of the journal first. Pure, on the engine's thread.
@NullMarked
package io.crossbook.execution;

import org.jspecify.annotations.NullMarked;
