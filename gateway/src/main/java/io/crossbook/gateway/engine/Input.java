package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

        /// Begin nothing new; what is under way is brought to its end. `pull` numbers the pull of the latch that went before, 0 for none.
        record Halt(String why, long pull) implements Wish {}

        /// A human allows new attempts again, having been shown all pulls up to `pull`, and all pauses up to `pause`.
        record Rearm(String why, long pull, long pause) implements Wish {}

        /// Try once more to bring a parked attempt to its end, for this much of what its first leg is worth at most.
        record Unwind(long attempt, int maxLossBps) implements Wish {}

        /// A human has taken care of what a parked attempt left.
        record Clear(long attempt, String why) implements Wish {}

        /// The same of one of which not all is known, and never will be.
        record WriteOff(long attempt, String why) implements Wish {}
    }

    /// What an exchange told an account of ours.
    record Account(Word word) implements Input {}

    /// One part of it; `readNanos` is when it was asked for.
    sealed interface Word {
        String exchange();

        long readNanos();

        /// What trading costs, by the instrument's name, without the discount of any coin.
        record Rates(String exchange, long readNanos,
                Map<String, FeeModel.Rate> rates) implements Word {
            public Rates {
                rates = Collections.unmodifiableMap(new TreeMap<>(rates));
            }
        }

        /// All that is free there, by asset, as [io.crossbook.arbitrage.Money].
        record Held(String exchange, long readNanos, Map<String, Long> held) implements Word {
            public Held {
                held = Collections.unmodifiableMap(new TreeMap<>(held));
            }
        }

        /// Which networks are open for what.
        record Ways(String exchange, long readNanos,
                List<Transfers.Network> networks) implements Word {
            public Ways {
                networks = List.copyOf(networks);
            }
        }
    }

    /// What execution stands on has begun, or goes on.
    record Trading(News news) implements Input {}

    /// One part of it.
    sealed interface News {
        /// Somebody trades from now on; once in a run. The first `entries` entries of the journal are its past, and `check` is the sum of the last
        /// of them; a replay needs the same past.
        record Began(Execution execution, String build, String configuration, long entries,
                String check) implements News {}

        /// All entries up to `number` are kept. Only the latest counts.
        record Durable(long number) implements News {}

        /// Entries could not be kept in time.
        record JournalFailed(String why) implements News {}

        /// The journal is ours until then, epoch nanoseconds.
        record Lease(long untilNanos) implements News {}
    }

    /// Our own copy of a connection's input was lost: its books are void.
    record Lost(int connection, long inputs) implements Input {}

    /// Time has passed: fires the timers that are due.
    record Tick() implements Input {}
}
