package io.crossbook.gateway.wire;

import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Locale;

/// A URL taken apart as Vert.x wants it; it has passed [Urls].
record Address(String host, int port, boolean secure, String path) {

    static Address of(String url) {
        URI uri = URI.create(url);
        boolean secure = uri.getScheme().toLowerCase(Locale.ROOT).endsWith("s")
                && !uri.getScheme().equalsIgnoreCase("ws");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty()
                ? "/"
                : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Address(uri.getHost().replace("[", "").replace("]", ""), port, secure,
                path + query);
    }

    <T extends RequestOptions> T into(T options) {
        options.setHost(host).setPort(port).setSsl(secure).setURI(path).setFollowRedirects(false)
                .putHeader("User-Agent", "crossbook");
        return options;
    }
}
