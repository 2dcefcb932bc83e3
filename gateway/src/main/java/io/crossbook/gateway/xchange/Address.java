package io.crossbook.gateway.xchange;

import io.crossbook.exchanges.xchange.XchangeDialect;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What the URL of a bridged link says: the class, and what is handed to it by name.
record Address(String type, Map<String, String> parameters) {

    static Address of(String url) {
        String rest = url.substring(XchangeDialect.SCHEME.length());
        int mark = rest.indexOf('?');
        var parameters = new TreeMap<String, String>();
        if (mark >= 0) {
            for (String pair : rest.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(decoded(pair.substring(0, Math.max(0, equals))),
                        decoded(pair.substring(equals + 1)));
            }
        }
        return new Address(mark < 0 ? rest : rest.substring(0, mark), parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// How many levels a side are wanted; 0 leaves it to XChange.
    int depth() {
        String depth = parameter("depth");
        return depth.isEmpty() ? 0 : Integer.parseInt(depth);
    }

    boolean trades() {
        return !parameter("trades").equals("false");
    }
}
