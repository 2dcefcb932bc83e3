package io.crossbook.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Chart.js, as its webjar holds it: for the dashboard, and for the pages that commands write.
public final class Charts {

    private static final String PLACE = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private Charts() {}

    /// The whole library as one script, which names no other file.
    public static String script() {
        try (InputStream in = Charts.class.getResourceAsStream(PLACE)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + PLACE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^//# sourceMapping.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
