/// Our own stream: what topics tell, to whom, and what becomes of readers that are too slow.
///
/// A [Channel] is written once a round, whoever reads it; a [Reader] keeps no messages but how much of each channel it has seen, so that
/// one who reads nothing costs no more than one who reads all. On the feed's thread; sockets are behind [Sink].
@NullMarked
package io.crossbook.gateway.stream;

import org.jspecify.annotations.NullMarked;
