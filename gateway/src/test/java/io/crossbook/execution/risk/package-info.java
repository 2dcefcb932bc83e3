/// For tests of what comes behind the gate.
@NullMarked
package io.crossbook.execution.risk;

import org.jspecify.annotations.NullMarked;
