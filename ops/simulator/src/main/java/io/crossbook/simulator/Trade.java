package io.crossbook.simulator;

/// A trade of the practice market. `taker` is the side that came in: `BID` bought. Ticks, lots,
/// microseconds.
public record Trade(long id, long atMicros, long price, long size, Side taker) {}
