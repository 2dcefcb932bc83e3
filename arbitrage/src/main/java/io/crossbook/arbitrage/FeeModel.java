package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What trading costs on each listing, by whose word, and which asset pays.
///
/// The account's own rate counts while it is younger than [#BELIEVED_NANOS]; else the pair's as configured; then the account's one rate for everything, if that
/// is what it told; then that of the tier which the volume reaches, or the one of the exchange. A coin pays only where enough of it is known to be there; else the full rate is taken, from where the exchange
/// takes it then.
///
/// What coins pay is as it was when this was made; [#outdated] tells when stock says otherwise.
public final class FeeModel implements Fees {

    /// What was read from an account is believed for a day.
    public static final long BELIEVED_NANOS = 24L * 3_600 * 1_000_000_000L;
    private static final Reading SILENCE = new Reading("", Map.of(), 0);

    private final Map<String, Schedule> schedules;
    private final Map<String, Reading> readings = new HashMap<>();
    /// Why the coin of an exchange does not pay; empty where it does, or there is none.
    private final Map<String, String> empties = new HashMap<>();
    private final long now;

    /// What a taking and a resting order pay, as fractions of the notional at [DetectorSettings#FEE_SCALE] decimals; a rebate is negative.
    public record Rate(long taker, long maker) {
        public Rate {
            check(taker);
            check(maker);
        }

        private static void check(long rate) {
            if (Math.abs(rate) >= DetectorSettings.FEE_ONE) {
                throw new IllegalArgumentException(
                        "a fee of " + rate + " billionths is no fraction");
            }
        }
    }

    /// The rate from a volume of thirty days on, in whole units of whatever the exchange counts it in.
    public record Tier(long volume, Rate rate) {}

    /// Where a fee is taken from when no coin pays it.
    public enum Payer {
        /// On top, in the quote asset.
        QUOTE,
        /// Out of what is received.
        RECEIVED;

        /// How people and tools read it: `quote`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A coin that pays fees for `discount` (at [DetectorSettings#FEE_SCALE]) less, as long as there is enough of it for `trades` trades, each of which takes
    /// `perTrade` ([Money]) at most.
    public record Coin(String asset, long discount, long perTrade, int trades) {

        /// No coin pays.
        public static final Coin NONE = new Coin("", 0, 0, 0);

        public Coin {
            if (discount < 0 || discount >= DetectorSettings.FEE_ONE || perTrade < 0 || trades < 0
                    || perTrade > Money.MOST / Math.max(1, trades)) {
                throw new IllegalArgumentException("no fee coin: " + asset + ", discount "
                        + discount + ", " + trades + " trades of " + perTrade);
            }
        }

        private long needed() {
            return perTrade * trades;
        }
    }

    /// What is configured for one exchange. `tiers` stand in the order of their volumes; `pairs` go by the instrument's name, `BTC/USDT`.
    public record Schedule(Rate rate, List<Tier> tiers, long volume, Map<String, Rate> pairs,
            Payer payer, Coin coin) {

        public Schedule {
            tiers = List.copyOf(tiers);
            pairs = Collections.unmodifiableMap(new TreeMap<>(pairs));
            for (int i = 1; i < tiers.size(); i++) {
                if (tiers.get(i).volume <= tiers.get(i - 1).volume) {
                    throw new IllegalArgumentException("tiers out of order: " + tiers);
                }
            }
        }

        /// The same rates for everything, on top of the quote.
        public static Schedule flat(long taker, long maker) {
            return new Schedule(new Rate(taker, maker), List.of(), 0, Map.of(), Payer.QUOTE,
                    Coin.NONE);
        }
    }

    /// Rates that an account told at `readNanos`, by the instrument's name, or one for [#EVERY_PAIR].
    public record Reading(String exchange, Map<String, Rate> rates, long readNanos) {

        /// The name of one rate for the whole account, which says nothing of pairs that have rates of their own.
        public static final String EVERY_PAIR = "*";

        public Reading {
            rates = Collections.unmodifiableMap(new TreeMap<>(rates));
        }
    }

    /// By whose word a rate is what it is.
    public enum Source {
        /// The account told it.
        ACCOUNT,
        /// The account told it as its one rate for everything.
        WHOLE_ACCOUNT,
        /// Configured for this pair.
        PAIR,
        /// Configured for the tier that the volume reaches.
        TIER,
        /// Configured for the exchange.
        EXCHANGE;

        /// How people and tools read it: `account`.
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What a listing costs and why: `paidIn` is `quote`, `received` or a coin; `readNanos` when the account told it (0: it did not); `remark` what did not count, and
    /// why, for people.
    public record Term(Rate rate, String paidIn, Source source, long readNanos, String remark) {}

    /// `schedules` by exchange, and what accounts told, as it is to be believed at `now`.
    public FeeModel(Map<String, Schedule> schedules, List<Reading> readings, Inventory inventory,
            long now) {
        this.schedules = Map.copyOf(schedules);
        this.now = now;
        schedules.forEach((exchange, schedule) -> empties.put(exchange,
                empty(exchange, schedule.coin, inventory)));
        readings.forEach(reading -> this.readings.put(reading.exchange, reading));
    }

    /// Whether coins pay on other exchanges by what is held now.
    public boolean outdated(Inventory inventory) {
        return schedules.entrySet().stream().anyMatch(entry -> empty(entry.getKey())
                .isEmpty() != empty(entry.getKey(), entry.getValue().coin, inventory).isEmpty());
    }

    @Override
    public long taker(Listing listing) {
        return term(listing).rate.taker;
    }

    @Override
    public boolean inReceived(Listing listing) {
        return term(listing).paidIn.equals(Payer.RECEIVED.toString());
    }

    @Override
    public String coin(Listing listing) {
        Schedule schedule = schedule(listing);
        return empty(listing.exchange()).isEmpty() ? schedule.coin.asset : "";
    }

    @Override
    public String accountCoin(Listing listing) {
        return schedule(listing).coin.asset;
    }

    @Override
    public long coinPerTrade(Listing listing) {
        return schedule(listing).coin.perTrade;
    }

    @Override
    public long toldNanos(Listing listing) {
        Term term = term(listing);
        return term.source == Source.ACCOUNT ? term.readNanos : UNTOLD;
    }

    /// What holds for a listing.
    public Term term(Listing listing) {
        Schedule schedule = schedule(listing);
        String name = listing.instrument().toString();
        Reading reading = readings.getOrDefault(listing.exchange(), SILENCE);
        Rate own = reading.rates.get(name);
        Rate whole = reading.rates.get(Reading.EVERY_PAIR);
        Rate pair = schedule.pairs.get(name);
        boolean believed = now - reading.readNanos < BELIEVED_NANOS;
        if (own != null && believed) {
            return paid(listing, schedule, own, Source.ACCOUNT, reading.readNanos, "");
        }
        if (whole != null && pair == null && believed) {
            return paid(listing, schedule, whole, Source.WHOLE_ACCOUNT, reading.readNanos, "");
        }
        String stale = believed || (own == null && whole == null)
                ? ""
                : "the account's rate is older than a day";
        if (pair != null) {
            return paid(listing, schedule, pair, Source.PAIR, 0, stale);
        }
        Tier tier = reached(schedule);
        return tier == null
                ? paid(listing, schedule, schedule.rate, Source.EXCHANGE, 0, stale)
                : paid(listing, schedule, tier.rate, Source.TIER, 0, stale);
    }

    private Schedule schedule(Listing listing) {
        Schedule schedule = schedules.get(listing.exchange());
        if (schedule == null) {
            throw new IllegalStateException(
                    listing.exchange() + " has no fees in the configuration");
        }
        return schedule;
    }

    private static @Nullable Tier reached(Schedule schedule) {
        Tier best = null;
        for (Tier tier : schedule.tiers) {
            best = tier.volume <= schedule.volume ? tier : best;
        }
        return best;
    }

    private Term paid(Listing listing, Schedule schedule, Rate rate, Source source, long readNanos,
            String remark) {
        Coin coin = schedule.coin;
        // A derivative delivers nothing that a fee could be taken from.
        Payer payer = listing.instrument().kind() == Instrument.Kind.SPOT
                ? schedule.payer
                : Payer.QUOTE;
        String empty = empty(listing.exchange());
        if (coin.asset.isEmpty() || !empty.isEmpty()) {
            String both = remark.isEmpty() || empty.isEmpty()
                    ? remark + empty
                    : remark + "; " + empty;
            return new Term(rate, payer.toString(), source, readNanos, both);
        }
        var less = new Rate(discounted(rate.taker, coin), discounted(rate.maker, coin));
        return new Term(less, coin.asset, source, readNanos, remark);
    }

    private String empty(String exchange) {
        return empties.getOrDefault(exchange, "");
    }

    /// Why the coin does not pay; empty when it does, or when there is none.
    private static String empty(String exchange, Coin coin, Inventory inventory) {
        if (coin.asset.isEmpty()) {
            return "";
        }
        long free = inventory.free(exchange, coin.asset);
        if (free == Inventory.UNKNOWN) {
            return "how much " + coin.asset + " there is for fees is not known";
        }
        return free < coin.needed()
                ? Decimals.format(free, Money.SCALE) + " " + coin.asset + " are not enough for "
                        + coin.trades + " trades"
                : "";
    }

    /// Rounded up; a rebate is not discounted.
    private static long discounted(long rate, Coin coin) {
        return rate <= 0 ? rate : rate - rate * coin.discount / DetectorSettings.FEE_ONE;
    }
}
