@NullMarked
package io.crossbook.signals;

import org.jspecify.annotations.NullMarked;
