/// The proof: the coordinator itself against simulated exchanges that lose, delay, refuse and double what they say, and a process that dies.
///
/// In goes a seed, out comes what was violated, and a hash of all that was written and sent: the same seed brings the same. Time is virtual, chance
/// comes from the seed; pure.
@NullMarked
package io.crossbook.execution.proof;

import org.jspecify.annotations.NullMarked;
