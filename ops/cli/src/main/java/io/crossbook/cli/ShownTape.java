package io.crossbook.cli;

import io.crossbook.gateway.tape.Ending;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;

/// A tape whose reader's progress is shown: `before` passes were over when it was opened.
final class ShownTape implements Tape {

    private static final int SELDOM = 4_096;

    private final Tape tape;
    private final Progress progress;
    private final int before;
    private int items;

    ShownTape(Tape tape, Progress progress, int before) {
        this.tape = tape;
        this.progress = progress;
        this.before = before;
    }

    @Override
    public boolean next() {
        if (++items % SELDOM == 0) {
            progress.at(before + tape.read());
        }
        return tape.next();
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
    public double read() {
        return tape.read();
    }

    @Override
    public Ending ending() {
        return tape.ending();
    }

    @Override
    public void close() throws IOException {
        tape.close();
    }
}
