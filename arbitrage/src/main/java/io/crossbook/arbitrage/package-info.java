/// What is worth doing: opportunities that survive their costs, each with the sum that shows it.
///
/// Changes of books come in ([Detector#changed]), opportunities go out ([Opportunities]); what was not worth doing is counted
/// by reason on each [Pair]. Pure: no clock, no lock, no random; one thread, the engine's.
@NullMarked
package io.crossbook.arbitrage;

import org.jspecify.annotations.NullMarked;
