@NullMarked
package io.crossbook.gateway;

import org.jspecify.annotations.NullMarked;
