/// Who may come in: tokens of others, kept as hashes in a file of the daemon's folder, and what the configuration says of the door.
///
/// Asked on the feed's thread by [io.crossbook.gateway.web.Web]; written by the command `token`, in another process.
@NullMarked
package io.crossbook.gateway.access;

import org.jspecify.annotations.NullMarked;
