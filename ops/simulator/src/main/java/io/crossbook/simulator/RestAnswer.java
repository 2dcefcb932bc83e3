package io.crossbook.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the exchange answers: status, headers, body; cut where the connection breaks in the middle
/// of it.
record RestAnswer(int status, Map<String, String> headers, String body, boolean cut) {

    /// No answer: the connection breaks before the first byte of one.
    static final RestAnswer LOST = new RestAnswer(0, Map.of(), "");

    RestAnswer {
        headers = Map.copyOf(headers);
    }

    RestAnswer(int status, Map<String, String> headers, String body) {
        this(status, headers, body, false);
    }

    /// The same, breaking off in the middle of the body.
    RestAnswer broken() {
        return new RestAnswer(status, headers, body, true);
    }

    static RestAnswer json(int status, String body) {
        return new RestAnswer(status, Map.of("Content-Type", "application/json"), body);
    }

    static RestAnswer ok(String body) {
        return json(200, body);
    }

    RestAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RestAnswer(status, more, body, cut);
    }
}
