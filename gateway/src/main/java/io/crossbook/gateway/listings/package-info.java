/// What exchanges list, under which rules, and what their clocks say.
@NullMarked
package io.crossbook.gateway.listings;

import org.jspecify.annotations.NullMarked;
