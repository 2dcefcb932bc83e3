/// Frames of our own (docs/tape.md, "Frames of our own"): what XChange's books and other people's normalised rows become.
///
/// A [io.crossbook.exchanges.xchange.XchangeConversation] asks the bridge (`gateway.xchange`) for books and trades in frames, and reads the
/// frames that come back. No sequence number guards them: a book that is doubted starts anew with its whole client.
@NullMarked
package io.crossbook.exchanges.xchange;

import org.jspecify.annotations.NullMarked;
