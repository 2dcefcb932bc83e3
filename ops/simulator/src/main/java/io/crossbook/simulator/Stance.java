package io.crossbook.simulator;

/// Where a listing wants its best quotes, in ticks, and a lone quote of one lot (0: none) that may
/// stand inside the spread. `jump` says that the books move there at once, without waiting.
record Stance(long bid, long ask, long loneBid, long loneAsk, boolean jump) {

    Stance {
        if (bid <= 0 || ask <= bid) {
            throw new IllegalArgumentException("a stance is crossed: " + bid + " " + ask);
        }
    }
}
