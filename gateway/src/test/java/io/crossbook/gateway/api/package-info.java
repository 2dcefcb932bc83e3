/// What is answered over HTTP, without a server.
@NullMarked
package io.crossbook.gateway.api;

import org.jspecify.annotations.NullMarked;
