package io.crossbook.simulator;

import org.jspecify.annotations.Nullable;

/// One thing that shall go wrong: what, where, how often, and from when until when.
///
/// `exchange` null means all, `symbol` empty means every listing (native spelling otherwise). A
/// frame fault strikes book frames, DELAY and SILENCE all data of the listing, a fault of orders
/// those of the listing. `permille` is the
/// chance at each frame or request, `times` the most that it strikes (0: no limit), `millis` the
/// amount where there is one: the delay, the slowness, the Retry-After. `from` and `until` are
/// moments of the exchange's clock.
public record Fault(Kind kind, @Nullable Exchange exchange, String symbol, int permille, int times,
        long millis, long from, long until) {

    /// Checks the chance.
    public Fault {
        if (permille < 0 || permille > 1_000) {
            throw new IllegalArgumentException("a chance is 0 to 1000 per mille, not " + permille);
        }
    }

    /// Always and for ever, on all exchanges.
    public static Fault of(Kind kind) {
        return new Fault(kind, null, "", 1_000, 0, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// The same on one exchange only.
    public Fault on(Exchange only) {
        return new Fault(kind, only, symbol, permille, times, millis, from, until);
    }

    /// The same for one listing only, as the exchange spells it.
    public Fault at(String only) {
        return new Fault(kind, exchange, only, permille, times, millis, from, until);
    }

    /// The same at most so many times.
    public Fault times(int most) {
        return new Fault(kind, exchange, symbol, permille, most, millis, from, until);
    }

    /// The same with this chance.
    public Fault chance(int thousandths) {
        return new Fault(kind, exchange, symbol, thousandths, times, millis, from, until);
    }

    /// The same with this amount.
    public Fault millis(long amount) {
        return new Fault(kind, exchange, symbol, permille, times, amount, from, until);
    }

    /// The same between these moments.
    public Fault between(long start, long end) {
        return new Fault(kind, exchange, symbol, permille, times, millis, start, end);
    }

    boolean active(long now) {
        return from <= now && now < until;
    }

    boolean concerns(Exchange where, String what) {
        return (exchange == null || exchange == where) && (symbol.isEmpty() || symbol.equals(what));
    }

    /// What can go wrong: with data, and, from `ORDER_LOST` on, with orders.
    public enum Kind {
        /// A frame never arrives.
        DROP,
        /// A frame arrives twice.
        DUPLICATE,
        /// A frame arrives after the next of its listing.
        SWAP,
        /// A digit of a price or a size is another.
        CORRUPT_LEVEL,
        /// A digit of an update id, a sequence or a checksum is another.
        CORRUPT_SEQUENCE,
        /// A byte of the frame is another.
        CORRUPT_BYTE,
        /// Frames come late by `millis`, at their usual cadence.
        DELAY,
        /// A subscription says nothing any more, on an open socket.
        SILENCE,
        /// The socket neither reads nor writes nor closes.
        HALF_OPEN,
        /// Open connections are closed.
        CLOSE,
        /// New connections are turned away with 503.
        REFUSE_CONNECTION,
        /// Subscriptions are refused in the exchange's own words.
        REFUSE_SUBSCRIPTION,
        /// Subscriptions are not answered, and not made.
        IGNORE_SUBSCRIPTION,
        /// REST answers come late by `millis`.
        SLOW_REST,
        /// REST answers 502.
        FAILING_REST,
        /// REST answers break off in the middle.
        CUT_REST,
        /// REST answers are no JSON.
        MALFORMED_REST,
        /// Too many requests: 429 with Retry-After, or the exchange's own form of it.
        TOO_MANY_REQUESTS,
        /// Banned: 418 with Retry-After on Binance, the exchange's own form elsewhere.
        BANNED,
        /// Maintenance: announced where the exchange announces it, connections closed, REST
        /// unavailable.
        MAINTENANCE,
        /// An order or a cancel never arrives, and nothing is answered.
        ORDER_LOST,
        /// An order or a cancel is obeyed, and nothing is answered.
        ANSWER_LOST,
        /// An order or a cancel arrives late by `millis`.
        ORDER_LATE,
        /// An order or a cancel is obeyed, and answered late by `millis`.
        ANSWER_LATE,
        /// An order or a cancel is obeyed, and answered with an error of the server's.
        ANSWER_FAILING,
        /// An order is refused for want of balance, whatever there is.
        ORDER_REJECTED,
        /// An order or a cancel is refused by a rate limit.
        ORDER_LIMITED,
        /// An order that takes gets half of what it could.
        PARTIAL_FILL,
        /// A fill is told on the private stream late by `millis`, after what came behind it.
        FILL_LATE,
        /// A fill is told on the private stream twice.
        FILL_TWICE,
        /// An order is filled just before its cancel arrives.
        CANCEL_RACE,
        /// Questions do not see an order, nor its trades, before `millis` have passed.
        QUERY_BLIND,
        /// The private stream is closed instead of telling something.
        STREAM_CLOSED
    }
}
