package io.crossbook.execution.risk;

import java.util.List;

/// What the gate asks of an order, in the order in which it asks: each is the code of its denial.
///
/// `measures` is what is measured, `bound` what it must be, `unit` in what; `reducing` what holds for orders that only reduce; `settings` where the limits come from.
public enum Check {
    ERROR("exceptions inside the gate", "none", "exceptions", Reducing.SAME), ORDER(
            "where the order stands in the journal, unchanged", "intended", "state",
            Reducing.SAME), DEADLINE("time to its deadline", "more than nothing", "ms",
                    Reducing.SAME), HALTED(
                            "why all trading is halted, by the journal or the kill switch",
                            "not halted", "state",
                            Reducing.PASSES), LEASE(
                                    "what is left of the lease on account and journal", "at least",
                                    "ms", Reducing.SAME,
                                    Setting.MIN_LEASE), IN_FLIGHT(
                                            "attempts of the pair's instruments under way, with this one",
                                            "at most", "attempts",
                                            Reducing.PASSES,
                                            Setting.MAX_ATTEMPTS_PER_PAIR), COOL_DOWN(
                                                    "time since the pair's last bad end",
                                                    "at least", "ms", Reducing.PASSES,
                                                    Setting.COOL_DOWN), STREAK(
                                                            "attempts of the pair in a row that lost",
                                                            "at most", "attempts", Reducing.PASSES,
                                                            Setting.MAX_LOSING_STREAK), CAPTURE(
                                                                    "realised of planned over the pair's last attempts, once there are so many",
                                                                    "at least", "percent",
                                                                    Reducing.PASSES,
                                                                    Setting.MIN_CAPTURE,
                                                                    Setting.CAPTURE_ATTEMPTS), LOSS(
                                                                            "lost today, and what all open attempts and this one may lose",
                                                                            "at most", "USDT",
                                                                            Reducing.PASSES,
                                                                            Setting.MAX_LOSS), MAINTENANCE(
                                                                                    "whether the exchange trades",
                                                                                    "open",
                                                                                    "status",
                                                                                    Reducing.SAME), ERRORS(
                                                                                            "share of errors among the exchange's orders of the last ten minutes, from eight on",
                                                                                            "at most",
                                                                                            "percent",
                                                                                            Reducing.PASSES,
                                                                                            Setting.MAX_ERRORS), UNKNOWNS(
                                                                                                    "orders at the exchange of which nobody knows",
                                                                                                    "at most",
                                                                                                    "orders",
                                                                                                    Reducing.PASSES,
                                                                                                    Setting.MAX_UNKNOWN_ORDERS), CLOCK(
                                                                                                            "how far the exchange's clock may be from ours",
                                                                                                            "at most",
                                                                                                            "ms",
                                                                                                            Reducing.PASSES,
                                                                                                            Setting.MAX_CLOCK_OFFSET), WITHDRAWALS(
                                                                                                                    "whether what is bought can be withdrawn",
                                                                                                                    "open",
                                                                                                                    "status",
                                                                                                                    Reducing.PASSES), RATE(
                                                                                                                            "orders to the exchange within a minute, with this one",
                                                                                                                            "at most",
                                                                                                                            "orders",
                                                                                                                            Reducing.WIDER,
                                                                                                                            Setting.MAX_ORDERS_PER_MINUTE,
                                                                                                                            Setting.MAX_REDUCING_ORDERS_PER_MINUTE), KIND(
                                                                                                                                    "kind of the instrument",
                                                                                                                                    "spot",
                                                                                                                                    "kind",
                                                                                                                                    Reducing.SAME), RULES(
                                                                                                                                            "the listing's rules",
                                                                                                                                            "trading, and known",
                                                                                                                                            "rules",
                                                                                                                                            Reducing.SAME), TICK(
                                                                                                                                                    "limit price",
                                                                                                                                                    "whole steps of the tick",
                                                                                                                                                    "quote",
                                                                                                                                                    Reducing.SAME), LOT(
                                                                                                                                                            "size",
                                                                                                                                                            "whole steps of the lot",
                                                                                                                                                            "base",
                                                                                                                                                            Reducing.SAME), SIZE(
                                                                                                                                                                    "size",
                                                                                                                                                                    "at least the listing's",
                                                                                                                                                                    "base",
                                                                                                                                                                    Reducing.SAME), NOTIONAL(
                                                                                                                                                                            "size at the limit",
                                                                                                                                                                            "at least the listing's",
                                                                                                                                                                            "quote",
                                                                                                                                                                            Reducing.SAME), BOOK(
                                                                                                                                                                                    "whether the book is live",
                                                                                                                                                                                    "live",
                                                                                                                                                                                    "book",
                                                                                                                                                                                    Reducing.SAME), AGE(
                                                                                                                                                                                            "age of the book's last message",
                                                                                                                                                                                            "at most",
                                                                                                                                                                                            "ms",
                                                                                                                                                                                            Reducing.SAME,
                                                                                                                                                                                            Setting.MAX_BOOK_AGE), LIMIT(
                                                                                                                                                                                                    "limit from the middle of its own book, either way",
                                                                                                                                                                                                    "at most",
                                                                                                                                                                                                    "bps",
                                                                                                                                                                                                    Reducing.SAME,
                                                                                                                                                                                                    Setting.MAX_LIMIT), REFERENCES(
                                                                                                                                                                                                            "live references of the instrument",
                                                                                                                                                                                                            "at least 3",
                                                                                                                                                                                                            "references",
                                                                                                                                                                                                            Reducing.PASSES), DEVIATION(
                                                                                                                                                                                                                    "limit from the median of the references, either way",
                                                                                                                                                                                                                    "at most",
                                                                                                                                                                                                                    "bps",
                                                                                                                                                                                                                    Reducing.WIDER,
                                                                                                                                                                                                                    Setting.MAX_DEVIATION,
                                                                                                                                                                                                                    Setting.MAX_TWO_DEVIATION,
                                                                                                                                                                                                                    Setting.MAX_REDUCING_DEVIATION), EDGE(
                                                                                                                                                                                                                            "net of the attempt by the books of now",
                                                                                                                                                                                                                            "at least",
                                                                                                                                                                                                                            "bps",
                                                                                                                                                                                                                            Reducing.PASSES,
                                                                                                                                                                                                                            Setting.MIN_NET), CAP(
                                                                                                                                                                                                                                    "net of the attempt by the books of now",
                                                                                                                                                                                                                                    "at most",
                                                                                                                                                                                                                                    "bps",
                                                                                                                                                                                                                                    Reducing.PASSES,
                                                                                                                                                                                                                                    Setting.MAX_NET), UNEVEN(
                                                                                                                                                                                                                                            "what the legs get of an asset and do not pass on, of what they get",
                                                                                                                                                                                                                                            "from 0 to at most",
                                                                                                                                                                                                                                            "bps",
                                                                                                                                                                                                                                            Reducing.PASSES,
                                                                                                                                                                                                                                            Setting.MAX_LEFTOVER), WORTH(
                                                                                                                                                                                                                                                    "what the attempt spends",
                                                                                                                                                                                                                                                    "at most",
                                                                                                                                                                                                                                                    "USDT",
                                                                                                                                                                                                                                                    Reducing.PASSES,
                                                                                                                                                                                                                                                    Setting.MAX_ATTEMPT), SIGNALS(
                                                                                                                                                                                                                                                            "what the attempt spends",
                                                                                                                                                                                                                                                            "at most the share of maxAttemptUsdt that signals allow",
                                                                                                                                                                                                                                                            "USDT",
                                                                                                                                                                                                                                                            Reducing.PASSES,
                                                                                                                                                                                                                                                            Setting.MAX_ATTEMPT), PAIR(
                                                                                                                                                                                                                                                                    "worst exposure in an asset of the attempt",
                                                                                                                                                                                                                                                                    "at most",
                                                                                                                                                                                                                                                                    "USDT",
                                                                                                                                                                                                                                                                    Reducing.PASSES,
                                                                                                                                                                                                                                                                    Setting.MAX_PAIR_EXPOSURE), EXCHANGE(
                                                                                                                                                                                                                                                                            "what may still fill at the exchange",
                                                                                                                                                                                                                                                                            "at most",
                                                                                                                                                                                                                                                                            "USDT",
                                                                                                                                                                                                                                                                            Reducing.PASSES,
                                                                                                                                                                                                                                                                            Setting.MAX_EXCHANGE_EXPOSURE), TOTAL(
                                                                                                                                                                                                                                                                                    "worst exposure in all assets together",
                                                                                                                                                                                                                                                                                    "at most",
                                                                                                                                                                                                                                                                                    "USDT",
                                                                                                                                                                                                                                                                                    Reducing.PASSES,
                                                                                                                                                                                                                                                                                    Setting.MAX_TOTAL_EXPOSURE), EQUITY(
                                                                                                                                                                                                                                                                                            "what is held at the exchange",
                                                                                                                                                                                                                                                                                            "at most",
                                                                                                                                                                                                                                                                                            "USDT",
                                                                                                                                                                                                                                                                                            Reducing.PASSES,
                                                                                                                                                                                                                                                                                            Setting.MAX_EQUITY), REDUCES(
                                                                                                                                                                                                                                                                                                    "what it takes",
                                                                                                                                                                                                                                                                                                    "at most what is left over, all else known",
                                                                                                                                                                                                                                                                                                    "base",
                                                                                                                                                                                                                                                                                                    Reducing.ONLY), CHILDREN(
                                                                                                                                                                                                                                                                                                            "all rungs of the attempt on its side, with this one",
                                                                                                                                                                                                                                                                                                            "at most the leg",
                                                                                                                                                                                                                                                                                                            "base",
                                                                                                                                                                                                                                                                                                            Reducing.ONLY), BALANCE(
                                                                                                                                                                                                                                                                                                                    "what it may take, with fees and other orders",
                                                                                                                                                                                                                                                                                                                    "at most what is held",
                                                                                                                                                                                                                                                                                                                    "asset",
                                                                                                                                                                                                                                                                                                                    Reducing.SAME,
                                                                                                                                                                                                                                                                                                                    Setting.FEE_RESERVE), FEE_COIN(
                                                                                                                                                                                                                                                                                                                            "what fees may take of the coin that pays them",
                                                                                                                                                                                                                                                                                                                            "at most what is held",
                                                                                                                                                                                                                                                                                                                            "asset",
                                                                                                                                                                                                                                                                                                                            Reducing.PASSES);

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

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final String measures;
    private final String bound;
    private final String unit;
    private final Reducing reducing;
    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Setting> settings;

    Check(String measures, String bound, String unit, Reducing reducing, Setting... settings) {
        this.measures = measures;
        this.bound = bound;
        this.unit = unit;
        this.reducing = reducing;
        this.settings = List.of(settings);
    }

    /// What its denials are called: `fee_coin`.
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// What is measured, for people.
    public String measures() {
        return measures;
    }

    /// What it must be, for people.
    public String bound() {
        return bound;
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
        return settings;
    }
}
