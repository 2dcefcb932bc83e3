package io.crossbook.simulator;

/// One price level got this size; a size of zero means that the level is gone. Ticks and lots.
public record Change(Side side, long price, long size) {}
