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
    private final boolean alone;
    private int items;

    ShownTape(Tape tape, Progress progress, int before) {
        this(tape, progress, before, false);
    }

    private ShownTape(Tape tape, Progress progress, int before, boolean alone) {
        this.tape = tape;
        this.progress = progress;
        this.before = before;
        this.alone = alone;
    }

    /// The only reader whose progress this is: with the tape it is over.
    static ShownTape alone(Tape tape, Progress progress) {
        return new ShownTape(tape, progress, 0, true);
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
        if (alone) {
            progress.close();
        }
        tape.close();
    }
}
