/// The last object before an exchange: every order passes it, or does not leave.
///
/// In go an [io.crossbook.execution.OrderIntent] and all that is known; out comes an [ApprovedOrder] or a denial with its code, the value
/// measured, the limit and the unit. Pure, on the engine's thread.
@NullMarked
package io.crossbook.execution.risk;

import org.jspecify.annotations.NullMarked;
