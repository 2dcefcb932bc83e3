package io.crossbook.simulator;

/// How often the exchanges speak of themselves, and what they put up with. Milliseconds and counts.
public record Pacing(long binancePingMillis, long binanceLifeMillis, int binanceMessagesPerSecond,
        int binanceWeightPerMinute, long krakenHeartbeatMillis, long bybitRepeatMillis) {

    /// What the exchanges' documents say.
    public static final Pacing DOCUMENTED = new Pacing(20_000, 24 * 3_600_000L, 5, 6_000, 1_000,
            3_000);

    /// The same with another life for Binance connections, to see the daily cut in a test.
    public Pacing withBinanceLife(long millis) {
        return new Pacing(binancePingMillis, millis, binanceMessagesPerSecond,
                binanceWeightPerMinute,
                krakenHeartbeatMillis, bybitRepeatMillis);
    }

    /// The same with another request weight a minute, to see 429 and 418 in a test.
    public Pacing withBinanceWeight(int perMinute) {
        return new Pacing(binancePingMillis, binanceLifeMillis, binanceMessagesPerSecond, perMinute,
                krakenHeartbeatMillis, bybitRepeatMillis);
    }

    /// The same with another ping interval; a connection that answers none of three is closed.
    public Pacing withBinancePing(long millis) {
        return new Pacing(millis, binanceLifeMillis, binanceMessagesPerSecond,
                binanceWeightPerMinute,
                krakenHeartbeatMillis, bybitRepeatMillis);
    }
}
