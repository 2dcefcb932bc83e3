package io.crossbook.gateway.alerts;

import java.util.Locale;

/// How soon a person has to look.
public enum Severity {
    /// When there is time.
    INFO,
    /// Today.
    WARNING,
    /// Now.
    CRITICAL;

    /// As it stands in the configuration and in messages.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
