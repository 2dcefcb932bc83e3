/// Where keys of accounts are found: in the environment, in a file of our own, or in an encrypted one; all by their names.
///
/// Read at the start, before anything is connected; written by the command `keys`.
@NullMarked
package io.crossbook.gateway.keys;

import org.jspecify.annotations.NullMarked;
