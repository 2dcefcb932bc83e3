/// Attempts that never happen, so that those that do find their code compiled and in the caches.
///
/// In goes how orders are written down for exchanges, out comes nothing. Pure; each object on one thread.
@NullMarked
package io.crossbook.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
