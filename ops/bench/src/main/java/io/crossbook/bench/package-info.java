/// The decision path beside its alternatives: frame bytes to decision, in one run, on the same frames, with the same answer.
///
/// [Bench] is the door. A contender reads frames its own way and tells the same detector; before anything is timed all must agree
/// on every book after every frame and on every opportunity.
@NullMarked
package io.crossbook.bench;

import org.jspecify.annotations.NullMarked;
