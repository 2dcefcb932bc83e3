package io.crossbook.gateway.replay;

import io.crossbook.gateway.tape.Ending;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;

/// A tape up to a time, that can be gone on with after a hole.
final class Stretch implements Tape {

    private final Tape tape;
    private final long toNanos;
    private boolean over;
    private boolean again;

    Stretch(Tape tape, long toNanos) {
        this.tape = tape;
        this.toNanos = toNanos;
    }

    @Override
    public boolean next() {
        if (again) {
            again = false;
            return true;
        }
        if (over || !tape.next()) {
            return false;
        }
        over = tape.stamp() >= toNanos;
        return !over;
    }

    /// Goes to where a segment begins after a hole, and lets [#next] begin there; false when there is no more.
    boolean resume() {
        while (next()) {
            if (tape.item() instanceof Item.Started) {
                again = true;
                return true;
            }
        }
        return false;
    }

    @Override
    public long number() {
        return tape.number();
    }

    @Override
    public long stamp() {
        return tape.stamp();
    }

    @Override
    public Item item() {
        return tape.item();
    }

    @Override
    public Ending ending() {
        return over ? new Ending("", 0, tape.number(), "") : tape.ending();
    }

    @Override
    public void close() throws IOException {
        tape.close();
    }
}
