/// Tokens written, taken back and spoilt.
@NullMarked
package io.crossbook.gateway.access;

import org.jspecify.annotations.NullMarked;
