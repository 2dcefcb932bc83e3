package io.crossbook.execution.risk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the gate asks of an order, in the order in which it asks: each is the code of its denial.
///
/// `unit` is what it is measured in; where only the order tells, the denial names the asset instead.
public enum Check {
    /// Whether the gate itself works.
    ERROR("exceptions", Reducing.SAME),
    /// Whether it is in the journal, unchanged, a leg of its attempt, and has not left.
    ORDER("state", Reducing.SAME),
    /// The time to its deadline.
    DEADLINE("ms", Reducing.SAME),
    /// Whether trading is halted, by the journal or the kill switch.
    HALTED("state", Reducing.PASSES),
    /// Whether an asset or the pair is paused.
    PAUSED("state", Reducing.PASSES),
    /// What is left of the lease.
    LEASE("ms", Reducing.SAME),
    /// Attempts at the same instruments under way, with this one.
    IN_FLIGHT("attempts", Reducing.PASSES),
    /// The time since the pair last ended badly.
    COOL_DOWN("ms", Reducing.PASSES),
    /// Attempts of the pair in a row that lost.
    STREAK("attempts", Reducing.PASSES),
    /// What the pair has realised of what was planned.
    CAPTURE("percent", Reducing.PASSES),
    /// What the day has lost, and what is under way may lose.
    LOSS("USDT", Reducing.PASSES),
    /// Whether the exchange trades.
    MAINTENANCE("status", Reducing.SAME),
    /// Whether the exchange has announced that it will not be there.
    PLANNED("status", Reducing.PASSES),
    /// Whether somebody tells us our orders there; without it they are asked after, which is enough for what reduces.
    STREAM("status", Reducing.PASSES),
    /// The share of errors among the exchange's orders.
    ERRORS("percent", Reducing.PASSES),
    /// Orders at the exchange of which nobody knows.
    UNKNOWNS("orders", Reducing.PASSES),
    /// How far the exchange's clock may be from ours.
    CLOCK("ms", Reducing.PASSES),
    /// Whether what is bought can be withdrawn.
    WITHDRAWALS("status", Reducing.PASSES),
    /// Whether the account itself told what trading costs there.
    FEES("ms", Reducing.PASSES),
    /// Orders to the exchange within a minute, with this one.
    RATE("orders", Reducing.WIDER),
    /// The kind of the instrument.
    KIND("kind", Reducing.SAME),
    /// Whether the listing trades, and its rules are known.
    RULES("rules", Reducing.SAME),
    /// Whether the limit is on the tick.
    TICK("quote", Reducing.SAME),
    /// Whether the size is whole lots.
    LOT("base", Reducing.SAME),
    /// The least size.
    SIZE("base", Reducing.SAME),
    /// The least worth at the limit.
    NOTIONAL("quote", Reducing.SAME),
    /// Whether the book is live.
    BOOK("book", Reducing.SAME),
    /// The age of its last message.
    AGE("ms", Reducing.SAME),
    /// The limit from the middle of its own book.
    LIMIT("bps", Reducing.SAME),
    /// How many references there are.
    REFERENCES("references", Reducing.PASSES),
    /// The limit from the median of the references.
    DEVIATION("bps", Reducing.WIDER),
    /// What the attempt brings, at least.
    EDGE("bps", Reducing.PASSES),
    /// What the attempt brings, at most: more is an error in the data.
    CAP("bps", Reducing.PASSES),
    /// What the legs get of an asset and do not pass on.
    UNEVEN("bps", Reducing.PASSES),
    /// What the attempt spends.
    WORTH("USDT", Reducing.PASSES),
    /// What the attempt spends, of what signals allow.
    SIGNALS("USDT", Reducing.PASSES),
    /// The worst exposure in an asset of the attempt.
    PAIR("USDT", Reducing.PASSES),
    /// What may still fill at the exchange.
    EXCHANGE("USDT", Reducing.PASSES),
    /// The worst exposure in all assets.
    TOTAL("USDT", Reducing.PASSES),
    /// What is held at the exchange.
    EQUITY("USDT", Reducing.PASSES),
    /// All rungs of the attempt on its side.
    CHILDREN("base", Reducing.ONLY),
    /// Whether it takes from what is left over, and no more.
    REDUCES("base", Reducing.ONLY),
    /// Whether what it takes is there.
    BALANCE("asset", Reducing.SAME),
    /// Whether the coin that pays fees is there.
    FEE_COIN("coin", Reducing.PASSES);

    /// What holds for orders that only reduce.
    public enum Reducing {
        /// The same as for all.
        SAME,
        /// A limit of their own.
        WIDER,
        /// They are not asked.
        PASSES,
        /// Only they are asked.
        ONLY;

        /// How people read it: `passes`.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String unit;
    private final Reducing reducing;

    Check(String unit, Reducing reducing) {
        this.unit = unit;
        this.reducing = reducing;
    }

    /// What its denials are called: `fee_coin`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// In what it is measured.
    public String unit() {
        return unit;
    }

    /// What holds for orders that only reduce.
    public Reducing reducing() {
        return reducing;
    }

    /// Where its limits come from; empty where they do not come from settings.
    public List<Setting> settings() {
        return Arrays.stream(Setting.values()).filter(setting -> setting.check() == this)
                .toList();
    }
}
