/// The one thread from frame to decision.
///
/// Frames, timers and facts of other threads come in; [Loop] numbers and stamps each, lets the [Decider] decide, and then offers it to the
/// [Recorder]. All of it runs on one event loop: nothing here locks, and other threads come in through the [Inbox].
@NullMarked
package io.crossbook.gateway.loop;

import org.jspecify.annotations.NullMarked;
