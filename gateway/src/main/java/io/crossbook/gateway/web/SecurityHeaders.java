package io.crossbook.gateway.web;

import io.vertx.core.MultiMap;

/// What browsers are told with every answer: nothing of ours runs, is framed or is kept elsewhere.
final class SecurityHeaders {

    /// A page of ours has scripts, styles and pictures of ours, none of them inline, and speaks to us.
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /// Routes may say otherwise, such as that a file of the page may be kept.
    static void put(MultiMap headers, boolean tls) {
        headers.set("Content-Security-Policy", CONTENT)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Cache-Control", "no-store");
        if (tls) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
