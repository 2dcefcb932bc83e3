/// What else is told over HTTP: what execution knows, what the journal has, what things cost, what is configured.
///
/// Rows for the table of [io.crossbook.gateway.web.Web]. The engine is read on its own thread, a page at a time; the journal on threads of its own, two callers at a time.
/// Documents have the shapes of [io.crossbook.gateway.control.Report], as the commands tell them.
@NullMarked
package io.crossbook.gateway.api;

import org.jspecify.annotations.NullMarked;
