package io.crossbook.gateway.tape;

import java.io.IOException;

/// Tapes for tests: without a thread, without a file.
final class Tapes {

    static final Tape EMPTY = new Tape() {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public long number() {
            return 0;
        }

        @Override
        public long stamp() {
            return 0;
        }

        @Override
        public Item item() {
            throw new IllegalStateException("nothing is here");
        }

        @Override
        public Ending ending() {
            return new Ending("", 0, 0, "");
        }

        @Override
        public void close() {}
    };

    private Tapes() {}

    /// A writer whose steps the test takes.
    static TapeWriter byHand(TapeSettings settings) throws IOException {
        return TapeWriter.prepare(settings, "test", new Secrets(), TapeAlarms.NONE, Storage.DISK);
    }
}
