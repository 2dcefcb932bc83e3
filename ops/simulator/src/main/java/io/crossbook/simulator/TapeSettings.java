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
public record TapeSettings(List<Path> tapes, int basePort, double speed, long waitMillis,
        long settleMillis, long graceMillis, boolean closeAtEnd, boolean manual, Pacing pacing) {

    /// Checks and copies.
    public TapeSettings {
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
    public static TapeSettings of(List<Path> tapes) {
        return new TapeSettings(tapes, 0, 1, 10_000, 300, 100, false, false, Pacing.DOCUMENTED);
    }

    /// The same at another speed; 0 is as fast as the clients read.
    public TapeSettings withSpeed(double other) {
        return new TapeSettings(tapes, basePort, other, waitMillis, settleMillis, graceMillis,
                closeAtEnd,
                manual, pacing);
    }

    /// The same on consecutive ports from this one, in the order in which the tapes name exchanges.
    public TapeSettings withBasePort(int port) {
        return new TapeSettings(tapes, port, speed, waitMillis, settleMillis, graceMillis,
                closeAtEnd,
                manual, pacing);
    }

    /// The same with other waits for subscribers, for stragglers among them, and for snapshots to
    /// be read.
    public TapeSettings withWaits(long wait, long settle, long grace) {
        return new TapeSettings(tapes, basePort, speed, wait, settle, grace, closeAtEnd, manual,
                pacing);
    }

    /// The same, closing all sockets after the last frame.
    public TapeSettings thenClosing() {
        return new TapeSettings(tapes, basePort, speed, waitMillis, settleMillis, graceMillis, true,
                manual,
                pacing);
    }

    /// The same on a clock that only [TapeServer#advance] moves.
    public TapeSettings withManualClock() {
        return new TapeSettings(tapes, basePort, speed, waitMillis, settleMillis, graceMillis,
                closeAtEnd,
                true, pacing);
    }
}
