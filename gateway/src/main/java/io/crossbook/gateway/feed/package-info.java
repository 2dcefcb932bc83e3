/// What other tools see: facts and states of the engine, encoded once and handed to whoever asked.
///
/// [Feed] listens on the engine's thread, copies what somebody follows into a bounded queue and goes on; everything else here runs on the
/// feed's own thread, which keeps a mirror of each followed book, so that a late joiner starts from a snapshot.
@NullMarked
package io.crossbook.gateway.feed;

import org.jspecify.annotations.NullMarked;
