/// How exchanges speak: bytes in, facts out.
///
/// One folder an exchange. A [Dialect] says where to connect and what to ask for; a [Conversation] reads what one
/// connection says, keeps its sequence rules, and hands facts to its [Out]. [Orders] formats orders and reads what became of them, by a table of
/// answers; a [Signer] makes of a request what may leave. Pure: `wire` moves the bytes.
@NullMarked
package io.crossbook.exchanges;

import org.jspecify.annotations.NullMarked;
