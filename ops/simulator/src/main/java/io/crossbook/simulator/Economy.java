package io.crossbook.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// What every asset is worth, in billionths of a dollar: one random walk an asset, so that all
/// prices of all exchanges are correlated through it. Integers only.
final class Economy {

    static final long STEP_MICROS = 50_000;
    private static final long MILLION = 1_000_000;

    private static final Map<String, Long> START = Map.of("BTC", 62_000_000_000_000L, "ETH",
            2_480_000_000_000L, "SOL", 146_000_000_000L, "XRP", 530_000_000L, "ADA", 352_000_000L,
            "LTC",
            64_000_000_000L, "DOGE", 104_000_000L, "USDT", 1_000_000_000L, "USDC", 1_000_000_000L);

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final RandomGenerator random;

    Economy(RandomGenerator random) {
        this.random = random;
        // By name, because the order in which assets draw must not depend on hashing.
        new TreeMap<>(START).forEach(
                (name, price) -> assets.put(name, new Asset(name.startsWith("USD"), price)));
    }

    /// One step of [#STEP_MICROS]: about half a basis point of noise a second, pulled gently to
    /// where it began.
    void step(long nowMicros) {
        for (Asset asset : assets.values()) {
            int reach = asset.stable ? 1 : 8;
            long noise = 0;
            for (int i = 0; i < 4; i++) {
                noise += random.nextInt(2 * reach + 1) - reach;
            }
            long ppm = noise + (nowMicros < asset.pushedUntil ? asset.pushPpm : 0);
            asset.price += asset.price / MILLION * ppm + (asset.start - asset.price) / 16_384;
        }
    }

    /// Lets an asset drift by so many millionths a step, until then.
    void push(String name, long ppm, long untilMicros) {
        Asset asset = asset(name);
        asset.pushPpm = ppm;
        asset.pushedUntil = untilMicros;
    }

    /// The fair price of an instrument, in ticks of `10^-decimals`.
    long fair(Instrument instrument, int decimals) {
        return asset(instrument.base()).price * Digits.power(decimals)
                / asset(instrument.quote()).price;
    }

    /// How many lots of `10^-decimals` so many dollar cents buy.
    long lots(String name, long cents, int decimals) {
        return cents * 10_000 * Digits.power(decimals) / (asset(name).price / 1_000);
    }

    private Asset asset(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("the practice market knows no asset " + name);
        }
        return asset;
    }

    private static final class Asset {
        private final boolean stable;
        private final long start;
        private long price;
        private long pushPpm;
        private long pushedUntil;

        private Asset(boolean stable, long start) {
            this.stable = stable;
            this.start = start;
            this.price = start;
        }
    }
}
