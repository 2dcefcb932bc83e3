package io.crossbook.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the exchange answers: status, headers, body.
record RestAnswer(int status, Map<String, String> headers, String body) {

    RestAnswer {
        headers = Map.copyOf(headers);
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
        return new RestAnswer(status, more, body);
    }
}
