package io.crossbook.execution;

import io.crossbook.books.Instrument;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// What a fill of a spot order moves.
final class Trade {

    private Trade() {}

    /// By asset, fee included: what came in is positive.
    static Map<String, BigDecimal> net(OrderIntent intent, Fill fill) {
        var net = new TreeMap<String, BigDecimal>();
        BigDecimal base = base(intent, fill);
        net.merge(instrument(intent).base(), base, BigDecimal::add);
        net.merge(instrument(intent).quote(), quote(intent, fill), BigDecimal::add);
        net.merge(fill.feeAsset(), fill.fee().negate(), BigDecimal::add);
        return net;
    }

    /// The same for the ledger.
    static Commit commit(OrderIntent intent, Fill fill) {
        Account holding = Account.holding(fill.exchange());
        var market = new Account(Account.Kind.MARKET, fill.exchange());
        var fees = new Account(Account.Kind.FEES, fill.exchange());
        return Commit.of("trade " + fill.tradeId() + " of " + fill.order())
                .move(market, holding, instrument(intent).base(), base(intent, fill))
                .move(market, holding, instrument(intent).quote(), quote(intent, fill))
                .move(holding, fees, fill.feeAsset(), fill.fee()).done();
    }

    private static BigDecimal base(OrderIntent intent, Fill fill) {
        BigDecimal units = fill.size()
                .multiply(BigDecimal.valueOf(intent.listing().rules().multiplier()));
        return intent.buys() ? units : units.negate();
    }

    private static BigDecimal quote(OrderIntent intent, Fill fill) {
        BigDecimal worth = fill.size().multiply(fill.price());
        return intent.buys() ? worth.negate() : worth;
    }

    private static Instrument instrument(OrderIntent intent) {
        return intent.listing().instrument();
    }
}
