package io.crossbook.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values that a sweep tries of one key: `key=from:to:step`, both ends included, or `key=one,two,three`.
record Sweep(String key, List<BigDecimal> values) {

    /// More runs than this are a mistake in the command line.
    static final int MOST = 10_000;

    private static final String WANTED = ": key=from:to:step is wanted, as arbitrage.minNetBps=0:5:0.5, or key=a,b,c";

    Sweep {
        values = List.copyOf(values);
    }

    /// Reads what the command line says; the error says what is wanted.
    static Sweep parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(text + WANTED);
        }
        String key = text.substring(0, equals);
        String[] range = text.substring(equals + 1).split(":", -1);
        try {
            return range.length == 3
                    ? of(key, new BigDecimal(range[0]), new BigDecimal(range[1]),
                            new BigDecimal(range[2]), text)
                    : listed(key, text.substring(equals + 1), text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(text + WANTED);
        }
    }

    private static Sweep of(String key, BigDecimal from, BigDecimal to, BigDecimal step,
            String text) {
        if (step.signum() <= 0 || to.compareTo(from) < 0) {
            throw new IllegalArgumentException(text + WANTED);
        }
        if (to.subtract(from).compareTo(step.multiply(BigDecimal.valueOf(MOST))) > 0) {
            throw new IllegalArgumentException(text + ": more than " + MOST + " values");
        }
        var values = new ArrayList<BigDecimal>();
        for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
            values.add(value);
        }
        return new Sweep(key, values);
    }

    private static Sweep listed(String key, String values, String text) {
        if (values.contains(":")) {
            throw new IllegalArgumentException(text + WANTED);
        }
        var all = new ArrayList<BigDecimal>();
        for (String value : values.split(",", -1)) {
            all.add(new BigDecimal(value.strip()));
        }
        return new Sweep(key, all);
    }

    /// Every combination, the last key varying fastest.
    static List<Map<String, BigDecimal>> combinations(List<Sweep> sweeps) {
        List<Map<String, BigDecimal>> all = List.of(Map.of());
        for (Sweep sweep : sweeps) {
            if ((long) all.size() * sweep.values.size() > MOST) {
                throw new IllegalArgumentException("more than " + MOST + " combinations");
            }
            var more = new ArrayList<Map<String, BigDecimal>>();
            for (Map<String, BigDecimal> before : all) {
                for (BigDecimal value : sweep.values) {
                    var next = new LinkedHashMap<>(before);
                    if (next.put(sweep.key, value) != null) {
                        throw new IllegalArgumentException("--param names " + sweep.key + " twice");
                    }
                    more.add(next);
                }
            }
            all = more;
        }
        return all;
    }
}
