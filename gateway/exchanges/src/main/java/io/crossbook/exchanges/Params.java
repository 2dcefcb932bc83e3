package io.crossbook.exchanges;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Parameters as a URL or a form carries them, in the order given: `symbol=BTCUSDT&side=BUY`.
public final class Params {

    private final Map<String, String> values = new LinkedHashMap<>();

    /// Adds one.
    public Params add(String name, String value) {
        if (values.put(name, value) != null) {
            throw new IllegalStateException("two parameters " + name);
        }
        return this;
    }

    /// Adds a number.
    public Params add(String name, long value) {
        return add(name, Long.toString(value));
    }

    /// The same by name, as they were given.
    public Map<String, String> map() {
        return Collections.unmodifiableMap(values);
    }

    /// Encoded; a frame has no need of it.
    @Override
    public String toString() {
        var text = new StringBuilder(160);
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&").append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        return text.toString();
    }
}
