package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What an opportunity needs to be there, by exchange and asset: nothing may be spent before it is there.
///
/// Follows the postings. What one leg brings another may spend on the same exchange. A perpetual takes its whole notional as margin, and
/// brings nothing. A fee that a coin pays takes no quote, but of the coin what one trade takes at most.
final class Needs {

    /// So much of an asset on an exchange, at [Decimals#MAX_SCALE] decimals: as many as any amount has.
    record Need(String exchange, String asset, BigInteger amount) {}

    /// How an asset on an exchange stands while the postings follow, and how far below nothing it fell.
    private static final class Balance {
        private final String exchange;
        private final String asset;
        private BigInteger now = BigInteger.ZERO;
        private BigInteger lacking = BigInteger.ZERO;

        private Balance(String exchange, String asset) {
            this.exchange = exchange;
            this.asset = asset;
        }
    }

    /// A handful: two for each leg, and coins.
    private final List<Balance> balances = new ArrayList<>();
    /// Those that fell below nothing, in the order in which they did so first.
    private final List<Balance> needed = new ArrayList<>();

    private Needs() {}

    /// In the order in which they are needed first.
    static List<Need> of(Opportunity opportunity, Fees fees) {
        var needs = new Needs();
        List<Leg> legs = opportunity.legs();
        int trades = 0;
        for (Step step : opportunity.steps()) {
            BigInteger amount = Money.exact(step.amount(), step.scale());
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
        var all = new ArrayList<Need>(needs.needed.size());
        for (Balance balance : needs.needed) {
            all.add(new Need(balance.exchange, balance.asset, balance.lacking));
        }
        return all;
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
                    Money.exact(fees.coinPerTrade(leg.listing()), Money.SCALE).negate());
        }
    }

    private void posted(Step step, BigInteger amount) {
        posted(step.exchange(), step.asset(), amount);
    }

    private void posted(String exchange, String asset, BigInteger amount) {
        Balance balance = balance(exchange, asset);
        balance.now = balance.now.add(amount);
        BigInteger lacking = balance.now.negate();
        if (amount.signum() < 0 && lacking.compareTo(balance.lacking) > 0) {
            if (balance.lacking.signum() == 0) {
                needed.add(balance);
            }
            balance.lacking = lacking;
        }
    }

    private Balance balance(String exchange, String asset) {
        for (Balance known : balances) {
            if (known.asset.equals(asset) && known.exchange.equals(exchange)) {
                return known;
            }
        }
        var fresh = new Balance(exchange, asset);
        balances.add(fresh);
        return fresh;
    }
}
