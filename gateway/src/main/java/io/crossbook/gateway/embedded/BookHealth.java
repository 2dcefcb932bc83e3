package io.crossbook.gateway.embedded;

import io.crossbook.books.Health;

/// Whether one book is to be believed, and where it is not why.
public record BookHealth(String exchange, String symbol, String instrument, Health health,
        String reason) {}
