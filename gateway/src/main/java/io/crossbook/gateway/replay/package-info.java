/// The normalised stream once more, from a tape: `/replay-normalized`, `/ws-replay-normalized`, and frames as recorded: `/replay`, `/ws-replay`.
///
/// A tape comes in, through an engine, a feed and a writer like those of the daemon; messages go out, as fast as the reader takes them. Each replay has a thread of its own, which waits
/// while its reader does not read: then nothing is read from the tape either.
@NullMarked
package io.crossbook.gateway.replay;

import org.jspecify.annotations.NullMarked;
