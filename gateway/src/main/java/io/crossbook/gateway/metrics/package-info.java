/// What may be measured: one table of every metric with its kind, unit, labels and help text.
///
/// In come the meters that others register, out go the same with their help. Any thread.
@NullMarked
package io.crossbook.gateway.metrics;

import org.jspecify.annotations.NullMarked;
