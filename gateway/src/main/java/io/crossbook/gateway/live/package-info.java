/// Whether accounts may be traded with, and the paper that says so.
///
/// A configuration and the environment's keys come in; what each exchange tells of its account goes out, and a file that the daemon asks for before it
/// trades with real money. Questions only, nothing is placed; on the caller's thread, which waits.
@NullMarked
package io.crossbook.gateway.live;

import org.jspecify.annotations.NullMarked;
