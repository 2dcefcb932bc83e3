/// Trading on paper: opportunities come in with the books as they move, attempts and what they brought go out; or the coordinator's orders come in, and
/// what exchanges would tell of them goes out.
///
/// Orders reach the books as they then are, after each exchange's latency, and take what is displayed there at most once.
/// On the engine's thread; pure, so that the same tape brings the same result.
@NullMarked
package io.crossbook.execution.paper;

import org.jspecify.annotations.NullMarked;
