package io.crossbook.gateway.web;

/// Halting over HTTP, the only thing that can be done there. Any thread; never waits.
public interface Halting {

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
        public long halt(String why) {
            throw new IllegalStateException("nobody may halt over HTTP");
        }
    };

    /// Whether there is anything to halt.
    default boolean possible() {
        return true;
    }

    /// Whether this is the token of this daemon.
    boolean knows(String token);

    /// Stops all that adds risk, at once; the number of the pull.
    long halt(String why);
}
