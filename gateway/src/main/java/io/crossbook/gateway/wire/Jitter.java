package io.crossbook.gateway.wire;

import java.util.concurrent.ThreadLocalRandom;

/// Spreads what would otherwise happen at once everywhere.
@FunctionalInterface
interface Jitter {

    /// Anything from 0 to `most`, both included.
    long upTo(long most);

    static Jitter random() {
        return most -> ThreadLocalRandom.current().nextLong(most + 1);
    }
}
