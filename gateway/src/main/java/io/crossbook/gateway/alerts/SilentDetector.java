package io.crossbook.gateway.alerts;

/// Whether prices move and nobody compares them.
final class SilentDetector {

    /// So many moves of a best price without one evaluation are no chance.
    static final int MOVES = 100;

    private long evaluations = -1;
    private long movesThen;

    /// Both counts only rise; `comparable` is whether an instrument has two live listings at all.
    boolean silent(long evaluationsNow, long movesNow, boolean comparable) {
        if (evaluationsNow != evaluations || !comparable) {
            evaluations = evaluationsNow;
            movesThen = movesNow;
        }
        return movesNow - movesThen >= MOVES;
    }
}
