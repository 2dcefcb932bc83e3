package io.crossbook.simulator;

import java.util.List;

/// What a generated [Session] shall contain: a protocol, instruments, how deep, and how many book
/// frames.
///
/// `depth` is the subscribed depth (Kraken, Bybit) or the limit of the REST snapshots (Binance).
public record SessionPlan(Variant variant, long seed, List<Instrument> instruments, int depth,
        int bookFrames, boolean trades, boolean quiet) {

    /// A protocol as one of the exchanges speaks it.
    public enum Variant {
        /// Binance spot, combined streams, diff depth at 100 ms.
        BINANCE(Exchange.BINANCE, "wss://stream.binance.com:9443", "/stream"),
        /// Binance USD-M, combined streams, diff depth at 100 ms.
        BINANCE_FUTURES(Exchange.BINANCE_FUTURES, "wss://fstream.binance.com", "/public/stream"),
        /// Kraken WebSocket v2.
        KRAKEN_V2(Exchange.KRAKEN, "wss://ws.kraken.com", "/v2"),
        /// Kraken WebSocket v1.
        KRAKEN_V1(Exchange.KRAKEN, "wss://ws.kraken.com", "/"),
        /// Bybit v5 spot.
        BYBIT(Exchange.BYBIT, "wss://stream.bybit.com", "/v5/public/spot");

        private final Exchange exchange;
        private final String host;
        private final String path;

        Variant(Exchange exchange, String host, String path) {
            this.exchange = exchange;
            this.host = host;
            this.path = path;
        }

        /// Whose protocol it is.
        public Exchange exchange() {
            return exchange;
        }

        /// The path of its WebSocket.
        public String path() {
            return path;
        }

        /// The URL that recorded sessions carry.
        public String url() {
            return host + path;
        }
    }

    /// Checks what cannot be.
    public SessionPlan {
        instruments = List.copyOf(instruments);
        if (instruments.isEmpty() || bookFrames < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "a session needs an instrument, a depth and a frame");
        }
    }

    /// Book frames of these instruments at the protocol's usual depth, no trades, no dislocations.
    public static SessionPlan books(Variant variant, long seed, int bookFrames,
            Instrument... instruments) {
        int depth = switch (variant) {
            case BINANCE, BINANCE_FUTURES -> 1_000;
            case KRAKEN_V2, KRAKEN_V1 -> 10;
            case BYBIT -> 50;
        };
        return new SessionPlan(variant, seed, List.of(instruments), depth, bookFrames, false, true);
    }

    /// The same at another depth.
    public SessionPlan withDepth(int other) {
        return new SessionPlan(variant, seed, instruments, other, bookFrames, trades, quiet);
    }

    /// The same with trades, and best quotes where they are a channel of their own.
    public SessionPlan withTrades() {
        return new SessionPlan(variant, seed, instruments, depth, bookFrames, true, quiet);
    }

    /// The same in a market that dislocates.
    public SessionPlan withDislocations() {
        return new SessionPlan(variant, seed, instruments, depth, bookFrames, trades, false);
    }
}
