package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an opportunity needs to be there, by exchange and asset: nothing may be spent before it is there.
///
/// Follows the postings. What one leg brings another may spend on the same exchange. A perpetual takes its whole notional as margin, and
/// brings nothing. A fee that a coin pays takes no quote, but of the coin what one trade takes at most.
final class Needs {

    /// So much of an asset on an exchange, at [Decimals#MAX_SCALE] decimals: as many as any amount has.
    record Need(String exchange, String asset, BigInteger amount) {}

    private final Map<String, Need> lacking = new LinkedHashMap<>();
    private final Map<String, BigInteger> balances = new LinkedHashMap<>();

    private Needs() {}

    /// In the order in which they are needed first.
    static List<Need> of(Opportunity opportunity, Fees fees) {
        var needs = new Needs();
        List<Leg> legs = opportunity.legs();
        int trades = 0;
        for (Step step : opportunity.steps()) {
            BigInteger amount = exact(step.amount(), step.scale());
            switch (step.what()) {
                case BUY, SELL -> needs.posted(step,
                        traded(legs.get(Math.min(trades++ / 2, legs.size() - 1)), step, amount));
                case BUY_FEE, SELL_FEE -> needs.posted(step, amount);
                case COIN_FEE -> needs.coin(legs.get(Math.min((trades - 1) / 2, legs.size() - 1)),
                        step, amount, fees);
                case CARRY, EXIT, FUNDING, TRANSFER, LATENCY -> {
                }
            }
        }
        return new ArrayList<>(needs.lacking.values());
    }

    private static BigInteger traded(Leg leg, Step step, BigInteger amount) {
        if (leg.listing().instrument().kind() == Instrument.Kind.SPOT) {
            return amount;
        }
        return step.asset().equals(leg.listing().instrument().quote())
                ? amount.abs().negate()
                : BigInteger.ZERO;
    }

    private void coin(Leg leg, Step step, BigInteger amount, Fees fees) {
        String coin = fees.coin(leg.listing());
        if (coin.isEmpty()) { // not any more
            posted(step, amount);
        } else {
            posted(step.exchange(), coin,
                    exact(fees.coinPerTrade(leg.listing()), Money.SCALE).negate());
        }
    }

    private void posted(Step step, BigInteger amount) {
        posted(step.exchange(), step.asset(), amount);
    }

    private void posted(String exchange, String asset, BigInteger amount) {
        String where = asset + " on " + exchange;
        BigInteger after = balances.getOrDefault(where, BigInteger.ZERO).add(amount);
        balances.put(where, after);
        Need known = lacking.get(where);
        if (amount.signum() < 0 && after.signum() < 0
                && (known == null || after.negate().compareTo(known.amount) > 0)) {
            lacking.put(where, new Need(exchange, asset, after.negate()));
        }
    }

    /// At as many decimals as any amount has.
    static BigInteger exact(long amount, int scale) {
        return BigInteger.valueOf(amount).multiply(Hop.power(Decimals.MAX_SCALE - scale));
    }
}
