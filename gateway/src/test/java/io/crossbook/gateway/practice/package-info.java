/// Our order dialects, and others' clients, at the practice exchanges, over real sockets.
@NullMarked
package io.crossbook.gateway.practice;

import org.jspecify.annotations.NullMarked;
