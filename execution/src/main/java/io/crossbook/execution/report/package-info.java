/// What was earned and where it comes from: entries of the journal go in, attributions, statements, markouts and rows for spreadsheets come out.
///
/// Folds over what is known, that decide nothing. Pure; on the engine's thread, or on any over entries that were read.
@NullMarked
package io.crossbook.execution.report;

import org.jspecify.annotations.NullMarked;
