/// How people, and what stands beside the engine, stop it, ask it and allow it again.
///
/// In come a file, a signal, lines of a socket, and the loop's silence; out go pulls of the latch, wishes to the engine, and answers. On threads of its own: none
/// of it waits for the loop.
@NullMarked
package io.crossbook.gateway.control;

import org.jspecify.annotations.NullMarked;
