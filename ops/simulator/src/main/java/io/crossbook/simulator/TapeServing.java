package io.crossbook.simulator;

import java.nio.file.Path;
import java.util.List;

/// How tapes are served again.
///
/// Speed 1 is recorded time, 0 as fast as the clients read. The clock starts `settleMillis` after
/// the last subscription once every exchange has a subscriber, or `waitMillis` after the first. At
/// a recorded REST snapshot the tape waits as long for a client of that book to ask for it, and
/// `graceMillis` for the client to digest it. With `closeAtEnd` the sockets close after the last
/// frame, else they stay, silent.
public record TapeServing(List<Path> tapes, int basePort, double speed, long waitMillis,
        long settleMillis, long graceMillis, boolean closeAtEnd, boolean manual, Pacing pacing) {

    /// Checks and copies.
    public TapeServing {
        tapes = List.copyOf(tapes);
        if (tapes.isEmpty()) {
            throw new IllegalArgumentException("no tape to serve");
        }
        if (!(speed >= 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException(
                    "a tape's speed is 0 (as fast as read) or more, not " + speed);
        }
    }

    /// These tapes at recorded speed on free ports.
    public static TapeServing of(List<Path> tapes) {
        return new TapeServing(tapes, 0, 1, 10_000, 300, 100, false, false, Pacing.DOCUMENTED);
    }

    /// The same at another speed; 0 is as fast as the clients read.
    public TapeServing withSpeed(double other) {
        return new TapeServing(tapes, basePort, other, waitMillis, settleMillis, graceMillis,
                closeAtEnd,
                manual, pacing);
    }

    /// The same on consecutive ports from this one, in the order in which the tapes name exchanges.
    public TapeServing withBasePort(int port) {
        return new TapeServing(tapes, port, speed, waitMillis, settleMillis, graceMillis,
                closeAtEnd,
                manual, pacing);
    }

    /// The same with other waits for subscribers, for stragglers among them, and for snapshots to
    /// be read.
    public TapeServing withWaits(long wait, long settle, long grace) {
        return new TapeServing(tapes, basePort, speed, wait, settle, grace, closeAtEnd, manual,
                pacing);
    }

    /// The same, closing all sockets after the last frame.
    public TapeServing thenClosing() {
        return new TapeServing(tapes, basePort, speed, waitMillis, settleMillis, graceMillis, true,
                manual,
                pacing);
    }

    /// The same on a clock that only [TapeServer#advance] moves.
    public TapeServing withManualClock() {
        return new TapeServing(tapes, basePort, speed, waitMillis, settleMillis, graceMillis,
                closeAtEnd,
                true, pacing);
    }
}
