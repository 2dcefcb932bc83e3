package io.crossbook.gateway.config;

import java.util.List;

/// The user's file is wrong: every mistake in it, in the order of its lines.
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    /// What a process exits with when its configuration is wrong (`EX_CONFIG` of sysexits).
    public static final int EXIT_CODE = 78;

    private final String[] problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = problems.toArray(String[]::new);
    }

    /// One sentence a mistake: `exchanges.yaml:12: exchanges.kraken.takerFee is "4 %": a fraction such as 0.004 is wanted`.
    public List<String> problems() {
        return List.of(problems);
    }
}
