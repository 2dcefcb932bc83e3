package io.crossbook.gateway.metrics;

import java.util.List;

/// One family of series as Prometheus shows it.
///
/// `id` is what the code registers it by (`crossbook.loop.latency`), `unit` its base unit or empty, `labels` all that its series differ by, `help` a sentence
/// for who reads a graph.
public record Metric(String id, Kind kind, String unit, List<String> labels, String help) {

    /// What Prometheus takes it for.
    public enum Kind {
        /// Only rises, and begins at 0 with the process.
        COUNTER,
        /// Rises and falls.
        GAUGE,
        /// How often and how long in all; beside it `_max`, the longest of the last minutes.
        SUMMARY
    }

    public Metric {
        labels = List.copyOf(labels);
    }

    /// As it stands at `/metrics`.
    public String name() {
        String name = id.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
        return kind == Kind.COUNTER ? name + "_total" : name;
    }
}
