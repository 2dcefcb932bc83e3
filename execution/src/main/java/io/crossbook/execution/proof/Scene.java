package io.crossbook.execution.proof;

import io.crossbook.books.Instrument;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.LimitsInForce;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is special in the run of one seed: who trades what where, by which limits, and what befalls accounts and prices. Most of it comes from dice of its own, so that a
/// run without it is what it was before there was any.
///
/// `crowd` says what is there to be traded; `limits` are those of the gate, which are `earned` or count at once; `legs` is null where chance has them leave in one way or the
/// other. `stopBps` is for what is parked, 0 for none. Where prices are `adverse` they turn against whoever has traded a leg. An exchange that `rounds` tells what a trade
/// has cost in whole hundredths; `coin` pays the fees of the first one. Some offers of a run that `rebalances` go the other way and cost something; `greedy` ones are too
/// large. Where money `moves`, an exchange may have a `history` that tells of it. `past` are attempts of an earlier day.
record Scene(boolean poor, boolean normal, boolean robbed, boolean hides, boolean overfills,
        Crowd crowd,
        GateSettings limits, boolean earned, Legs legs, int stopBps, boolean adverse,
        boolean rounds, Coin coin, boolean rebalances, boolean greedy, boolean moves,
        boolean history, @Nullable Past past) {

    /// In one of so many runs there is money for two attempts only.
    private static final int POOR = 5;
    /// In one of so many, and not where there is little, a coin is gone one day.
    private static final int ROBBED = 3;
    /// In one of so many the journal is kept as with `NORMAL`, and deaths are the machine's.
    private static final int NORMAL = 2;
    /// In one of so many, and not in the others, exchanges do not keep what they promise.
    private static final int HIDING = 7;
    /// As they are shipped, but for what would keep a market of faults from going on: half of all orders fail here.
    private static final GateSettings SHIPPED = GateSettings.DEFAULT
            .with(Setting.COOL_DOWN, 0).with(Setting.MAX_LOSING_STREAK, 50)
            .with(Setting.MAX_ERRORS, 100).with(Setting.MAX_UNKNOWN_ORDERS, 10)
            .with("USDC", BigDecimal.ONE);
    /// So little that one attempt and a little more is all that fits.
    private static final int TIGHT = 60;

    /// What is there to be traded, at the same moments.
    enum Crowd {
        /// One instrument, at three exchanges.
        ALONE,
        /// The same coin against two others.
        QUOTES,
        /// Two coins.
        COINS,
        /// One instrument at four exchanges, two by two.
        FOUR
    }

    /// In which order legs leave.
    enum Legs {
        CHANCE, PROVEN
    }

    /// Whether a coin pays fees.
    enum Coin {
        NONE, PLENTY, SCARCE
    }

    /// One coin at three exchanges, by the limits that are shipped, and no more than that: what a seed alone says.
    static Scene plain(long seed) {
        boolean poor = seed % POOR == POOR - 1;
        boolean normal = seed % NORMAL == 1;
        boolean robbed = seed % ROBBED == 0 && !poor;
        boolean hides = seed % HIDING == 1 && !poor && !robbed && !normal;
        return new Scene(poor, normal, robbed, hides, false, Crowd.ALONE, SHIPPED, false,
                Legs.CHANCE,
                0, false, false, Coin.NONE, false, false, false, false, null);
    }

    static Scene of(long seed) {
        var dice = new Dice(seed + 4);
        Scene plain = plain(seed);
        boolean poor = plain.poor;
        boolean crowded = dice.percent(30) && !poor;
        Crowd crowd = crowded ? Crowd.values()[1 + (int) dice.below(3)] : Crowd.ALONE;
        boolean adverse = dice.percent(20);
        Past past = dice.percent(8) && !crowded && !poor ? Past.any(dice) : null;
        boolean proven = dice.percent(40) || past != null;
        boolean earned = dice.percent(50);
        boolean moves = dice.percent(25) && !plain.robbed && !poor && !plain.hides;
        Coin coin = dice.percent(15) ? Coin.values()[1 + (int) dice.below(2)] : Coin.NONE;
        return new Scene(poor, plain.normal, plain.robbed, plain.hides,
                dice.percent(8) && !poor && !plain.robbed && !plain.hides, crowd,
                limits(dice, crowd, adverse, past != null), earned,
                proven ? Legs.PROVEN : Legs.CHANCE,
                dice.percent(adverse ? 40 : 10) ? 160 + (int) dice.below(100) : 0, adverse,
                dice.percent(25), coin, dice.percent(10), dice.percent(10), moves,
                dice.percent(70), past);
    }

    private static GateSettings limits(Dice dice, Crowd crowd, boolean adverse, boolean past) {
        GateSettings limits = SHIPPED.with(Setting.MAX_REBALANCE_COST, 100);
        if (adverse && dice.percent(70)) {
            limits = limits.with(Setting.MAX_LOSS, 1);
        }
        if (past) {
            limits = limits.with(Setting.MIN_CAPTURE, 0);
        }
        return switch (crowd) {
            case ALONE, QUOTES -> limits;
            case COINS -> dice.percent(50)
                    ? limits.with(Setting.MAX_TOTAL_EXPOSURE, TIGHT)
                    : limits.with(Setting.MAX_EXCHANGE_EXPOSURE, TIGHT);
            case FOUR -> switch ((int) dice.below(3)) {
                case 0 -> limits.with(Setting.MAX_PAIR_EXPOSURE, 200);
                case 1 -> limits.with(Setting.MAX_ATTEMPTS_PER_PAIR, 2);
                default -> limits.with(Setting.MAX_PAIR_EXPOSURE, 200)
                        .with(Setting.MAX_ATTEMPTS_PER_PAIR, 2);
            };
        };
    }

    /// Whether a day may lose so little that some attempts lose it: prices turn by so much then that each loses something, and hardly one is parked.
    boolean tight() {
        return limit(Setting.MAX_LOSS, 0) < Setting.MAX_LOSS.standard();
    }

    List<Instrument> instruments() {
        var bitcoin = Instrument.spot("BTC", "USDT");
        return switch (crowd) {
            case ALONE, FOUR -> List.of(bitcoin);
            case QUOTES -> List.of(bitcoin, Instrument.spot("BTC", "USDC"));
            case COINS -> List.of(bitcoin, Instrument.spot("ETH", "USDT"));
        };
    }

    List<String> exchanges() {
        return crowd == Crowd.FOUR
                ? List.of("alpha", "beta", "gamma", "delta")
                : List.of("alpha", "beta", "gamma");
    }

    /// What limits a gate that has seen so many attempts reconciled.
    long limit(Setting setting, int reconciled) {
        long set = Objects.requireNonNull(limits.values().get(setting));
        boolean counts = !earned || reconciled >= LimitsInForce.ATTEMPTS || !setting.earned();
        return counts ? set : Math.min(set, setting.standard());
    }
}
