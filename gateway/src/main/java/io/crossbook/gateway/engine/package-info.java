/// Input in, effects out: the one place where everything meets.
///
/// `Engine` has one entry, `accept(Input)`; nothing else changes a decision. Pure: the loop numbers, stamps and tapes each
/// input before it comes here, and carries out the [Effects]. One thread.
@NullMarked
package io.crossbook.gateway.engine;

import org.jspecify.annotations.NullMarked;
