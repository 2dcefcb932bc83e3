package io.crossbook.exchanges;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Parameters as a URL or a form carries them, in the order given: `symbol=BTCUSDT&side=BUY`.
public final class Params {

    private final StringBuilder text = new StringBuilder(160);
    private final Map<String, String> values = new LinkedHashMap<>();

    /// Adds one, encoded.
    public Params add(String name, String value) {
        return append(name, value,
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /// Adds a number.
    public Params add(String name, long value) {
        return append(name, Long.toString(value), Long.toString(value));
    }

    private Params append(String name, String value, String encoded) {
        values.put(name, value);
        if (!text.isEmpty()) {
            text.append('&');
        }
        text.append(name).append('=').append(encoded);
        return this;
    }

    /// The same by name, as they were given.
    public Map<String, String> map() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
