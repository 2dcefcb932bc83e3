/// XChange and its RxJava, jailed: nothing outside of this package sees either.
///
/// [io.crossbook.gateway.xchange.Metadata] asks XChange's REST services what an exchange lists; [io.crossbook.gateway.xchange.Bridge] keeps XChange's
/// streaming clients connected and hands their books, copied at once into frames of our own, to the loop's inbox. Calls come
/// on the loop's thread, the work is done on virtual threads and on XChange's own.
@NullMarked
package io.crossbook.gateway.xchange;

import org.jspecify.annotations.NullMarked;
