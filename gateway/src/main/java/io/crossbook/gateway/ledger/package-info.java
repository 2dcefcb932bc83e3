/// The journal on SQL: what execution writes down, kept for good.
///
/// In go commits of entries ([SqlJournal], the engine's thread hands them over and never waits), out comes word of what is durable, and at the next
/// start all entries in their order. One thread writes; `docs/journal.md` tells of tables, durability and how to read them.
@NullMarked
package io.crossbook.gateway.ledger;

import org.jspecify.annotations.NullMarked;
