/// Journals written, killed, damaged, locked, and read again.
@NullMarked
package io.crossbook.gateway.ledger;

import org.jspecify.annotations.NullMarked;
