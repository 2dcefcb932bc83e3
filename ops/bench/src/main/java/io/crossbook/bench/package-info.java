@NullMarked
package io.crossbook.bench;

import org.jspecify.annotations.NullMarked;
