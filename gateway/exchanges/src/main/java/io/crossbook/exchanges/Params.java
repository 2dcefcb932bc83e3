package io.crossbook.exchanges;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Parameters as a URL or a form carries them, in the order given: `symbol=BTCUSDT&side=BUY`.
public final class Params {

    private final StringBuilder text = new StringBuilder(160);

    /// Adds one, encoded.
    public Params add(String name, String value) {
        return raw(name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /// Adds a number.
    public Params add(String name, long value) {
        return raw(name, Long.toString(value));
    }

    /// Adds one whose value is encoded already.
    public Params raw(String name, String encoded) {
        if (!text.isEmpty()) {
            text.append('&');
        }
        text.append(name).append('=').append(encoded);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
