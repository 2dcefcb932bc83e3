package io.crossbook.simulator;

import java.util.Map;

/// A REST request as far as public data needs it: path, query parameters, and who asks.
record RestRequest(String path, Map<String, String> query, String client) {

    RestRequest {
        query = Map.copyOf(query);
    }

    /// A parameter, empty where it was not sent.
    String param(String name) {
        return query.getOrDefault(name, "");
    }

    /// A whole number, or this default where it was not sent or is none.
    int number(String name, int otherwise) {
        String text = param(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }
}
