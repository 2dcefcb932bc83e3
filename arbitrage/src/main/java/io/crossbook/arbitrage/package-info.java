/// What is worth doing: opportunities that survive their costs, each with the sum that shows it.
///
/// Changes of books come in, opportunities go out; a `Detector` is a function of its instruments' events. Pure; one thread.
@NullMarked
package io.crossbook.arbitrage;

import org.jspecify.annotations.NullMarked;
