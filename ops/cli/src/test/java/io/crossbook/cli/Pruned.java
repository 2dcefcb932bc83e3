package io.crossbook.cli;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Ending;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.util.List;

/// A tape as if it began in the middle of a run that remembered so much.
record Pruned(Tape whole, Past past) implements Tape {
    @Override
    public boolean next() {
        return whole.next();
    }

    @Override
    public long number() {
        return whole.number();
    }

    @Override
    public long stamp() {
        return whole.stamp();
    }

    @Override
    public Item item() {
        if (!(whole.item() instanceof Item.Started started)) {
            return whole.item();
        }
        var begun = new Checkpoint(true, started.checkpoint().settings(), List.of(), List.of(),
                List.of(), List.of(), past, new Bytes());
        return new Item.Started(started.segment(), started.build(), started.run(),
                started.sparse(), begun);
    }

    @Override
    public Ending ending() {
        return whole.ending();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
