package io.crossbook.arbitrage;

/// How the gross edge becomes the net one, in the asset that the opportunity is counted in, at [Money#SCALE].
///
/// Costs are positive as they stand, `funding` is what is received. `breakevenPeriods` says how many such fundings would pay
/// for entry and exit alone, if the prices never met: 0 where there is none, or where it is against us.
public record Working(long gross, long fees, long conversion, long exit, long funding,
        long transfer, long latency, int breakevenPeriods) {

    /// A trade that costs its fees and nothing else.
    public static Working of(long gross, long fees) {
        return new Working(gross, fees, 0, 0, 0, 0, 0, 0);
    }

    /// What is left of the gross edge.
    public long net() {
        return gross - fees - conversion - exit + funding - transfer - latency;
    }
}
