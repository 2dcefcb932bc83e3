/// Tapes written, damaged, and read again.
@NullMarked
package io.crossbook.gateway.tape;

import org.jspecify.annotations.NullMarked;
