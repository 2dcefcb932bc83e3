package io.crossbook.simulator;

/// How often the exchanges speak of themselves, and what they put up with. Milliseconds and counts.
///
/// `krakenCounter` is what the counter of an account's requests may hold, and `krakenFallPerMinute` how fast it falls: those of the lowest tier.
public record Pacing(long binancePingMillis, long binanceLifeMillis, int binanceMessagesPerSecond,
        int binanceWeightPerMinute, long krakenHeartbeatMillis, long bybitRepeatMillis,
        int krakenCounter, int krakenFallPerMinute) {

    /// What the exchanges' documents say.
    public static final Pacing DOCUMENTED = new Pacing(20_000, 24 * 3_600_000L, 5, 6_000, 1_000,
            3_000, 15, 20);

    /// The same with another life for Binance connections, to see the daily cut in a test.
    public Pacing withBinanceLife(long millis) {
        return new Pacing(binancePingMillis, millis, binanceMessagesPerSecond,
                binanceWeightPerMinute, krakenHeartbeatMillis, bybitRepeatMillis, krakenCounter,
                krakenFallPerMinute);
    }

    /// The same with another request weight a minute, to see 429 and 418 in a test.
    public Pacing withBinanceWeight(int perMinute) {
        return new Pacing(binancePingMillis, binanceLifeMillis, binanceMessagesPerSecond, perMinute,
                krakenHeartbeatMillis, bybitRepeatMillis, krakenCounter, krakenFallPerMinute);
    }

    /// The same with another ping interval; a connection that answers none of three is closed.
    public Pacing withBinancePing(long millis) {
        return new Pacing(millis, binanceLifeMillis, binanceMessagesPerSecond,
                binanceWeightPerMinute, krakenHeartbeatMillis, bybitRepeatMillis, krakenCounter,
                krakenFallPerMinute);
    }

    /// The same for an account at Kraken that may ask for as much as it likes: for tests whose clock stands still.
    public Pacing withoutKrakenCounter() {
        return new Pacing(binancePingMillis, binanceLifeMillis, binanceMessagesPerSecond,
                binanceWeightPerMinute, krakenHeartbeatMillis, bybitRepeatMillis,
                Integer.MAX_VALUE, krakenFallPerMinute);
    }
}
