package io.crossbook.gateway.web;

import java.util.concurrent.CompletableFuture;

/// Halting over HTTP. Any thread; never waits.
public interface Halting {

    /// What came of a halt: the number of the pull, and why a restart would not find it; empty when the note of it is on the disk.
    record Halted(long pull, String unnoted) {}

    /// Nobody may.
    Halting NOBODY = new Halting() {
        @Override
        public boolean possible() {
            return false;
        }

        @Override
        public boolean knows(String token) {
            return false;
        }

        @Override
        public CompletableFuture<Halted> halt(String why) {
            throw new IllegalStateException("nobody may halt over HTTP");
        }
    };

    /// Whether there is anything to halt.
    default boolean possible() {
        return true;
    }

    /// Whether this is the token of this daemon.
    boolean knows(String token);

    /// Halts, and what became of it in words for who asked from afar.
    static CompletableFuture<String> said(Halting halting, String why) {
        return halting.possible()
                ? halting.halt(why).thenApply(halted -> "halted (pull " + halted.pull() + ")"
                        + (halted.unnoted().isEmpty()
                                ? "; crossbook resume goes on"
                                : "; A RESTART MAY NOT FIND THIS HALT: " + halted.unnoted()))
                : CompletableFuture.completedFuture(
                        "nothing was halted: nobody trades here (mode watch)");
    }

    /// Stops all that adds risk, at once; what is returned ends when that is noted on the disk, or could not be.
    CompletableFuture<Halted> halt(String why);
}
