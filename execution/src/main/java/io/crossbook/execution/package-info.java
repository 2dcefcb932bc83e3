@NullMarked
package io.crossbook.execution;

import org.jspecify.annotations.NullMarked;
