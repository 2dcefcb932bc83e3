package io.crossbook.gateway.engine;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import java.util.List;

/// All that may change a decision. The loop stamps each with its time and number, tapes it, and hands it to the engine
/// in that order; nothing else reaches the engine.
public sealed interface Input {

    /// One whole message of a connection. Mutable, reused by the loop: valid during `accept`.
    final class Frame implements Input {
        public int connection;
        public final Bytes bytes = new Bytes();
    }

    /// A connection of a link stands; connection numbers only grow, and none is used twice.
    record Opened(int connection, String link) implements Input {}

    /// A connection is gone, or was never reached; `why` is for people.
    record Closed(int connection, String link, String why) implements Input {}

    /// What became of a request; `id` is the engine's own, from [Effects#request].
    record Answered(long id, Answer answer) implements Input {}

    /// What one exchange lists of what is configured, under which rules: replaces what was known of it.
    record Listed(String exchange, List<Listing> listings) implements Input {
        public Listed {
            listings = List.copyOf(listings);
        }
    }

    /// The exchange's clock was read: sent and received by ours, and what it said; all epoch nanoseconds.
    record ServerTime(String exchange, long sentNanos, long receivedNanos,
            long serverNanos) implements Input {}

    /// The whole configuration that is now in force.
    record Configured(Settings settings) implements Input {}

    /// A person's or a tool's wish.
    record Command(Wish wish) implements Input {}

    /// What may be wished for. `exchange` and `symbol` are names as in YAML and on the wire.
    sealed interface Wish {
        /// Switch an exchange on or off, until the next [Configured].
        record Enable(String exchange, boolean enabled) implements Wish {}

        /// Start the book of one listing anew.
        record Resync(String exchange, String symbol) implements Wish {}

        /// Let no opportunity be taken from now on, for this reason; an empty one ends it.
        record Withhold(String why) implements Wish {}
    }

    /// Our own copy of a connection's input was lost: its books are void.
    record Lost(int connection, long inputs) implements Input {}

    /// Time has passed: fires the timers that are due.
    record Tick() implements Input {}
}
