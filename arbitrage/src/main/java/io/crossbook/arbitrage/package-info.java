/// What is worth doing: opportunities that survive their costs, each with the sum that shows it.
///
/// Changes of books come in ([Detector#changed]), opportunities go out ([Opportunities]); what was not worth doing is counted
/// by reason on each [Pair]. Pure: no clock, no lock, no random; one thread, the engine's.
///
/// [Scan] is for recordings: rows of two listings in the order of time go in, the numbers of both directions come out.
@NullMarked
package io.crossbook.arbitrage;

import org.jspecify.annotations.NullMarked;
