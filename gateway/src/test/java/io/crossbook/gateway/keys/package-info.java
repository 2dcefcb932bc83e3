/// Keys kept, found and not found.
@NullMarked
package io.crossbook.gateway.keys;

import org.jspecify.annotations.NullMarked;
