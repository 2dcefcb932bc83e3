package io.crossbook.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A REST request: method, path, query parameters, and who asks; with headers (names in lower case),
/// the query as it was sent and the body, which signatures are made over.
record RestRequest(String method, String path, Map<String, String> query, String client,
        Map<String, String> headers, String rawQuery, String body) {

    RestRequest {
        query = Map.copyOf(query);
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = lower;
    }

    /// A public request.
    RestRequest(String path, Map<String, String> query, String client) {
        this("GET", path, query, client, Map.of(), "", "");
    }

    /// A parameter, empty where it was not sent.
    String param(String name) {
        return query.getOrDefault(name, "");
    }

    /// A header, empty where it was not sent.
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /// A whole number, or this default where it was not sent or is none.
    int number(String name, int otherwise) {
        String text = param(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    /// A time in milliseconds, or this where it was not sent or is none.
    long millis(String name, long otherwise) {
        String text = param(name);
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : otherwise;
    }

    /// The same with what a form in its body says as further parameters.
    RestRequest withForm() {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(form(body));
        return new RestRequest(method, path, all, client, headers, rawQuery, body);
    }

    /// What a form says, in its order.
    static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
