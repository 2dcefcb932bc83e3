@NullMarked
package io.crossbook.cli;

import org.jspecify.annotations.NullMarked;
