/// Journals written, killed, damaged, locked, and read again.
@NullMarked
package io.crossbook.gateway.control;

import org.jspecify.annotations.NullMarked;
