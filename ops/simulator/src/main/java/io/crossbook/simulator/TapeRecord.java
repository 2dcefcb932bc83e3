package io.crossbook.simulator;

/// One record of a tape that is served again: a data frame that clients subscribe to, a heartbeat
/// of the connection, or a REST snapshot.
///
/// `key` is what a client must have subscribed to: Binance's stream, Bybit's topic, Kraken's
/// channel and symbol. A snapshot's key is its symbol.
record TapeRecord(long nanos, Exchange exchange, Kind kind, String connection, String key,
        String frame) {

    enum Kind {
        DATA, HEARTBEAT, SNAPSHOT
    }
}
