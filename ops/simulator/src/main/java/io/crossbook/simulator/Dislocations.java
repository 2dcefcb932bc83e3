package io.crossbook.simulator;

import java.util.List;
import java.util.random.RandomGenerator;

/// Draws what goes wrong, and what is worth taking, in the practice market.
final class Dislocations {

    /// The traps after which the listing returns by itself, and opportunities in between.
    private static final List<Injection.Kind> DECK = List.of(Injection.Kind.OPPORTUNITY,
            Injection.Kind.FEE_EATEN, Injection.Kind.OPPORTUNITY, Injection.Kind.PULLED,
            Injection.Kind.OPPORTUNITY, Injection.Kind.STALE, Injection.Kind.OPPORTUNITY,
            Injection.Kind.TOO_SMALL, Injection.Kind.OPPORTUNITY, Injection.Kind.LAGGING,
            Injection.Kind.OPPORTUNITY, Injection.Kind.SUSPENDED);

    private final RandomGenerator random;
    private final List<Listing> listings;
    private int drawn;

    Dislocations(RandomGenerator random, List<Listing> listings) {
        this.random = random;
        this.listings = listings;
    }

    /// How long until the next one: two to six seconds, the first within two.
    long pauseMillis() {
        return drawn == 0 ? 500 + random.nextInt(1_500) : 2_000 + random.nextInt(4_000);
    }

    /// The next one. The kinds take turns, so that every minute has some of each.
    Injection draw(long now) {
        Injection.Kind kind = DECK.get(drawn++ % DECK.size());
        Listing at = listings.get(random.nextInt(listings.size()));
        int sign = random.nextBoolean() ? 1 : -1;
        return new Injection(kind, at.instrument(), at.exchange(), now, now + millis(kind),
                sign * bps(kind));
    }

    private long millis(Injection.Kind kind) {
        return switch (kind) {
            case OPPORTUNITY -> 300 + random.nextInt(2_700);
            case FEE_EATEN -> 500 + random.nextInt(2_500);
            case TOO_SMALL -> 1_000 + random.nextInt(2_000);
            case PULLED -> 20 + random.nextInt(60);
            case STALE -> 6_000 + random.nextInt(6_000);
            case LAGGING -> 8_000 + random.nextInt(6_000);
            case SUSPENDED -> 20_000 + random.nextInt(20_000);
        };
    }

    /// Two taker fees are 20 bp (Binance and Bybit) to 50 bp (with Kraken).
    private int bps(Injection.Kind kind) {
        return switch (kind) {
            case OPPORTUNITY -> 110 + random.nextInt(110);
            case FEE_EATEN -> 8 + random.nextInt(6);
            case TOO_SMALL, PULLED -> 120 + random.nextInt(80);
            case STALE, LAGGING -> 90 + random.nextInt(60);
            case SUSPENDED -> 300 + random.nextInt(300);
        };
    }
}
