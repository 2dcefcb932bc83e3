/// The desk: takes opportunities, sends their legs, and does not rest before they are filled or flat again.
///
/// In come opportunities, what is told of orders and accounts, durable entries and commands, each with the time; out go entries to the journal and orders,
/// cancels and questions to the outbox. On the engine's thread; pure.
@NullMarked
package io.crossbook.execution.desk;

import org.jspecify.annotations.NullMarked;
