/// Inputs to disk and back.
///
/// What comes in: every input of the loop with its number and stamp, after it was decided on ([TapeWriter], on the
/// loop's thread: a copy into a ring, nothing else); what goes out: the same inputs in the same order ([TapeReader],
/// [Replay]). One writer thread compresses and writes; readers run wherever they are called. The format is in
/// `docs/tape.md`.
@NullMarked
package io.crossbook.gateway.tape;

import org.jspecify.annotations.NullMarked;
