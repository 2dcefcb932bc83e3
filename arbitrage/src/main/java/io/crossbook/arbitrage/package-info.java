@NullMarked
package io.crossbook.arbitrage;

import org.jspecify.annotations.NullMarked;
