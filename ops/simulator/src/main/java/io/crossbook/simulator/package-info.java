@NullMarked
package io.crossbook.simulator;

import org.jspecify.annotations.NullMarked;
