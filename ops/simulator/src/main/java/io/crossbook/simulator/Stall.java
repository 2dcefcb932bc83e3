package io.crossbook.simulator;

import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One listing's place in the market: its matching engine, its public feed, and what is wrong with
/// it.
final class Stall {

    final Listing listing;
    final Ladder ladder;
    final PublicFeed feed;
    /// Facts of the matching engine that the feed has not published yet.
    int waiting;
    /// How late the last one was published.
    long lateMicros;

    private final Economy economy;
    private final RandomGenerator random;
    private final long meanPauseMicros;
    private final long spreadPpm;
    private @Nullable Injection injection;
    private long basisPpm;
    private long beganMicros;
    private long lastReleaseMicros;

    Stall(Listing listing, Economy economy, RandomGenerator random, long nowMicros) {
        this.listing = listing;
        this.economy = economy;
        this.random = random;
        String base = listing.instrument().base();
        boolean large = base.equals("BTC") || base.equals("ETH");
        boolean kraken = listing.exchange() == Exchange.KRAKEN;
        meanPauseMicros = 1_000_000 / ((large ? 24 : 10) / (kraken ? 2 : 1));
        spreadPpm = (large ? 20L : 120L) * (kraken ? 2 : 1);
        ladder = new Ladder(random, this::size, stance(nowMicros, true));
        feed = new PublicFeed(ladder);
    }

    long pauseMicros() {
        return 1_000 + random.nextLong(2 * meanPauseMicros);
    }

    Stream<Object> step(long nowMicros, boolean jump) {
        basisPpm += random.nextInt(7) - 3 - basisPpm / 16;
        return ladder.step(nowMicros, stance(nowMicros, jump));
    }

    void begin(Injection injection) {
        this.injection = injection;
        beganMicros = injection.from() * 1_000;
    }

    void end() {
        injection = null;
    }

    boolean frozen() {
        return is(Injection.Kind.STALE);
    }

    boolean suspended() {
        return is(Injection.Kind.SUSPENDED);
    }

    /// How late the feed is: growing to three seconds while it publishes at half speed, then
    /// steady.
    long lagMicros(long nowMicros) {
        return is(Injection.Kind.LAGGING) ? Math.min(3_000_000, nowMicros - beganMicros) : 0;
    }

    /// When a fact due then may leave: never before one that is ahead of it.
    long release(long atMicros) {
        lastReleaseMicros = Math.max(atMicros, lastReleaseMicros);
        return lastReleaseMicros;
    }

    private boolean is(Injection.Kind kind) {
        return injection != null && injection.kind() == kind;
    }

    /// Between 200 and about 20,000 dollars a level, small ones more often.
    private long size(RandomGenerator from) {
        long cents = (20_000L << from.nextInt(6)) + from.nextInt(20_000);
        return Math.max(1, economy.lots(listing.instrument().base(), cents, listing.sizeDecimals())
                + from.nextInt(100));
    }

    private Stance stance(long nowMicros, boolean jump) {
        long fair = economy.fair(listing.instrument(), listing.priceDecimals());
        fair += fair * basisPpm / 1_000_000;
        long shift = injection == null || frozen() || is(Injection.Kind.LAGGING)
                ? 0
                : injection.shiftBps();
        if (is(Injection.Kind.SUSPENDED)) {
            // It walks away in two seconds rather than at once.
            shift = shift * Math.min(2_000_000, nowMicros - beganMicros) / 2_000_000;
        }
        long spread = Math.max(1, fair * spreadPpm / 1_000_000);
        long moved = fair + fair * shift / 10_000;
        long bid = moved - spread / 2;
        long ask = bid + spread;
        if (!is(Injection.Kind.TOO_SMALL)) {
            return new Stance(bid, ask, 0, 0, jump);
        }
        // The better side's lone quote stands at the shifted price, all the others where they were.
        return shift > 0
                ? new Stance(fair - spread / 2, ask + spread, bid, 0, jump)
                : new Stance(bid - spread, fair - spread / 2 + spread, 0, ask, jump);
    }
}
