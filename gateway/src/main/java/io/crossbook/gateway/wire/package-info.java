/// The only place that opens sockets to exchanges.
///
/// The engine's wishes come in through [Wires]; frames, openings, closings and answers go out to the loop's inputs. Sockets live on
/// the loop's thread; REST runs on another and hands its answers to the inbox.
@NullMarked
package io.crossbook.gateway.wire;

import org.jspecify.annotations.NullMarked;
