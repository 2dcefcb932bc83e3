package io.crossbook.execution.desk;

import io.crossbook.books.Listing;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Markets;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import io.crossbook.execution.risk.PreTradeGate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names money that came, went or is missing otherwise than by orders of ours, and posts it: from then on the ledger is what the exchange has.
///
/// What cannot be explained pauses its asset.
final class Differences {

    private static final long TRANSIT_NANOS = 24 * 3_600 * 1_000_000_000L;
    /// A trade of somebody else is no further than this from the market of now.
    private static final BigDecimal NEAR = new BigDecimal("0.05");

    private static final Account OUTSIDE = new Account(Account.Kind.EXTERNAL, "");
    private static final Account DUST = new Account(Account.Kind.DUST, "");
    private static final Account TRADED = new Account(Account.Kind.MARKET, "");
    private static final Account TRANSIT = new Account(Account.Kind.IN_TRANSIT, "");

    private final ExecutionState state;
    private final Markets markets;
    private final PreTradeGate gate;
    private final Pen pen;
    private final Alarm alarm;

    Differences(ExecutionState state, Markets markets, PreTradeGate gate, Pen pen,
            Alarm alarm) {
        this.state = state;
        this.markets = markets;
        this.gate = gate;
        this.pen = pen;
        this.alarm = alarm;
    }

    /// Funding or interest.
    void paid(String reference, AccountFact.Funding funding, long now) {
        pen.write(entry(reference,
                funding.interest() ? Difference.INTEREST : Difference.FUNDING,
                new Account(Account.Kind.FUNDING, funding.exchange()), funding.exchange(),
                funding.asset(), funding.amount(), now));
    }

    /// The first time, what is there was there.
    void open(String exchange, Map<String, BigDecimal> there, long now) {
        String opening = ExecutionState.opening(exchange);
        Commit.Writing commit = Commit.of(opening);
        there.forEach((asset, amount) -> commit.move(OUTSIDE, Account.holding(exchange), asset,
                amount));
        pen.write(new Entry.Posted(opening, commit.done(), now));
    }

    /// What leaves is on its way; what comes was on its way as far as anything is, and else it is new.
    void move(String exchange, String reference, String asset, BigDecimal amount,
            long now) {
        if (amount.signum() < 0) {
            pen.write(entry(reference, Difference.IN_TRANSIT, TRANSIT, exchange, asset, amount,
                    now));
            return;
        }
        BigDecimal under = state.ledger().balance(TRANSIT, asset).max(BigDecimal.ZERO)
                .min(amount);
        Difference what = under.signum() > 0 ? Difference.IN_TRANSIT : Difference.DEPOSIT;
        pen.write(new Entry.Posted(reference, Commit.of(what + " " + reference)
                .move(TRANSIT, Account.holding(exchange), asset, under)
                .move(OUTSIDE, Account.holding(exchange), asset, amount.subtract(under)).done(),
                now));
    }

    private static Entry entry(String reference, Difference what, Account from, String exchange,
            String asset, BigDecimal amount, long now) {
        return new Entry.Posted(reference, Commit.of(what + " " + reference)
                .move(from, Account.holding(exchange), asset, amount).done(), now);
    }

    /// What was under way for a day arrived somewhere that is not ours, or was what the way cost.
    void leave(long now) {
        for (var each : new TreeMap<>(state.ledger().balances(TRANSIT)).entrySet()) {
            String asset = each.getKey();
            if (each.getValue().signum() > 0
                    && now >= state.transitNanos(asset) + TRANSIT_NANOS) {
                String reference = "left " + asset + " " + now;
                pen.write(new Entry.Posted(reference,
                        Commit.of(Difference.WITHDRAWAL + " " + reference)
                                .move(TRANSIT, OUTSIDE, asset, each.getValue()).done(),
                        now));
            }
        }
    }

    /// Names what an exchange has more or less than the ledger, the best explained first. `moved` is what orders of ours moved there since it was right
    /// last, `units` the smallest steps in which it tells balances.
    void explain(String exchange, Map<String, BigDecimal> missing, Map<String, Moved> moved,
            Map<String, BigDecimal> units, long now) {
        String about = ExecutionState.RECONCILED + exchange + " " + now;
        foreign(exchange, about, missing, now);
        missing.forEach((asset, amount) -> {
            String reference = about + " " + asset;
            Moved by = moved.getOrDefault(asset, Moved.NOTHING);
            String words = exchange + " has " + amount.abs().toPlainString() + " " + asset
                    + (amount.signum() > 0 ? " more" : " less") + " than the ledger";
            if (by.rounds(amount, units.getOrDefault(asset, BigDecimal.ZERO))) {
                pen.write(entry(reference, Difference.FEE,
                        new Account(Account.Kind.FEES, exchange), exchange, asset, amount, now));
            } else if (by.charges(amount)) {
                Entry fee = entry(reference, Difference.FEE,
                        new Account(Account.Kind.FEES, exchange), exchange, asset, amount, now);
                if (amount.signum() < 0) {
                    pen.writeAndPause(fee, by.pair(), words + ": fees are not what was told",
                            now);
                } else {
                    pen.write(fee);
                }
            } else if (amount.signum() > 0) {
                move(exchange, reference, asset, amount, now);
                alarm.raise(words + ": booked as money that came", now);
            } else {
                pen.writeAndPause(
                        entry(reference, Difference.UNEXPLAINED,
                                new Account(Account.Kind.UNEXPLAINED, exchange), exchange, asset,
                                amount, now),
                        ExecutionState.asset(asset), words + ", and nobody knows why", now);
            }
        });
    }

    /// One asset more and another less, at a price that the market there shows: somebody else has traded.
    private void foreign(String exchange, String about, Map<String, BigDecimal> missing,
            long now) {
        for (String base : List.copyOf(missing.keySet())) {
            for (String quote : List.copyOf(missing.keySet())) {
                Listing listing = opposite(missing, base, quote)
                        ? near(exchange, base, quote, price(missing, base, quote))
                        : null;
                BigDecimal got = missing.getOrDefault(base, BigDecimal.ZERO);
                BigDecimal paid = missing.getOrDefault(quote, BigDecimal.ZERO);
                if (listing != null) {
                    missing.remove(base);
                    missing.remove(quote);
                    String coin = gate.feeCoin(listing);
                    BigDecimal fee = fee(listing, coin, paid.abs(), missing);
                    Account holding = Account.holding(exchange);
                    pen.write(new Entry.Posted(about + " " + base + "/" + quote, Commit
                            .of(Difference.EXTERNAL_TRADE + " " + about + " " + base + "/"
                                    + quote)
                            .move(OUTSIDE, holding, base, got)
                            .move(OUTSIDE, holding, quote, paid)
                            .move(OUTSIDE, holding, coin, fee)
                            .move(DUST, TRADED, base, dust(base, got)).done(), now));
                    alarm.raise("Somebody else has traded at " + exchange + ": "
                            + got.toPlainString() + " " + base + " for " + paid.toPlainString()
                            + " " + quote + (fee.signum() == 0
                                    ? ""
                                    : ", and " + fee.toPlainString() + " " + coin
                                            + " of fees"),
                            now);
                }
            }
        }
    }

    private static boolean opposite(Map<String, BigDecimal> missing, String base, String quote) {
        return missing.getOrDefault(base, BigDecimal.ZERO).signum()
                * missing.getOrDefault(quote, BigDecimal.ZERO).signum() < 0;
    }

    private static BigDecimal price(Map<String, BigDecimal> missing, String base, String quote) {
        return missing.getOrDefault(quote, BigDecimal.ZERO).abs().divide(
                missing.getOrDefault(base, BigDecimal.ONE).abs(), MathContext.DECIMAL64);
    }

    /// What is missing of the coin that pays fees there, where it is no more than such a trade can have cost: it is the trade's, and missing no more. It is as little ours as a fee that was taken
    /// from what was traded.
    private BigDecimal fee(Listing listing, String coin, BigDecimal paid,
            Map<String, BigDecimal> missing) {
        BigDecimal off = missing.getOrDefault(coin, BigDecimal.ZERO);
        BigDecimal most = gate.inFeeCoin(listing, Moved.NOTHING.and(paid, gate.taker(listing), "")
                .mostFee());
        if (off.signum() >= 0 || off.abs().compareTo(most) > 0) {
            return BigDecimal.ZERO;
        }
        missing.remove(coin);
        return off;
    }

    /// Whether it may be a trade of somebody else for all that is known, and a book there that shows nothing now may tell soon.
    boolean hidden(String exchange, Map<String, BigDecimal> missing) {
        for (String base : missing.keySet()) {
            for (String quote : missing.keySet()) {
                if (opposite(missing, base, quote) && markets.listings(base, quote).stream()
                        .anyMatch(listing -> listing.exchange().equals(exchange)
                                && markets.top(listing) == null)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What of the dust such a trade has taken along: a human has sold it, or bought what was missing.
    private BigDecimal dust(String asset, BigDecimal got) {
        BigDecimal dust = state.dust().getOrDefault(asset, BigDecimal.ZERO);
        BigDecimal taken = dust.abs().min(got.abs());
        return dust.signum() * got.signum() < 0
                ? taken.multiply(BigDecimal.valueOf(dust.signum()))
                : BigDecimal.ZERO;
    }

    private @Nullable Listing near(String exchange, String base, String quote,
            BigDecimal price) {
        for (Listing listing : markets.listings(base, quote)) {
            Markets.@Nullable Top top = listing.exchange().equals(exchange)
                    ? markets.top(listing)
                    : null;
            if (top != null
                    && price.compareTo(top.bid().multiply(BigDecimal.ONE.subtract(NEAR))) >= 0
                    && price.compareTo(top.ask().multiply(BigDecimal.ONE.add(NEAR))) <= 0) {
                return listing;
            }
        }
        return null;
    }
}
