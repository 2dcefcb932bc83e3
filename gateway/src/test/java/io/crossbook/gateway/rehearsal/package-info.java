/// Attempts that never happen.
@NullMarked
package io.crossbook.gateway.rehearsal;

import org.jspecify.annotations.NullMarked;
