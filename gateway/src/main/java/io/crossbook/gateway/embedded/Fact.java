package io.crossbook.gateway.embedded;

import java.util.List;

/// What is told of a topic where every single thing counts: nothing is missing unless [Lost] says so.
public sealed interface Fact<T> {

    /// All that is known now. The first of a subscription, and the first after the gateway itself lost some: forget what was before.
    record Known<T>(List<T> all) implements Fact<T> {
        public Known {
            all = List.copyOf(all);
        }
    }

    /// One more.
    record Told<T>(T value) implements Fact<T> {}

    /// So many are missing here, because nobody asked for them in time. Who needs them subscribes anew, and begins with what is known.
    record Lost<T>(long count) implements Fact<T> {}
}
