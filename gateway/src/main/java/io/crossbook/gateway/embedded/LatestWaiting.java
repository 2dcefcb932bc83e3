package io.crossbook.gateway.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// State: of each thing its last value waits, whoever has waited longest comes first.
final class LatestWaiting<K, T> implements Waiting<T> {

    private final Map<K, T> latest = new LinkedHashMap<>();

    /// What is not yet told of it is past.
    void put(K key, T value) {
        latest.put(key, value);
    }

    @Override
    public @Nullable T next() {
        var first = latest.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        T value = first.next().getValue();
        first.remove();
        return value;
    }

    @Override
    public boolean empty() {
        return latest.isEmpty();
    }

    /// What was true then is not told now.
    @Override
    public void ended() {
        latest.clear();
    }
}
