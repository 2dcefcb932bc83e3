package io.crossbook.execution.desk;

/// In which order the legs of an attempt leave.
public enum LegOrder {
    /// The leg that is least to be relied on first and alone, the others once it has filled.
    DOUBTFUL_FIRST,
    /// Like that, until what attempts of the same pair have shown tells that together is better ([io.crossbook.execution.Departures]).
    PROVEN,
    /// All at once, whatever was shown: for drivers that try what happens then. No configuration says so.
    TOGETHER
}
