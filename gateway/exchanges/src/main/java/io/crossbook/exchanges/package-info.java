@NullMarked
package io.crossbook.exchanges;

import org.jspecify.annotations.NullMarked;
