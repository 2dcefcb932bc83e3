package io.crossbook.execution;

import io.crossbook.books.Instrument;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// What a fill of a spot order moves.
public final class Trade {

    private Trade() {}

    /// By asset, without its fee: what came in is positive.
    public static Map<String, BigDecimal> gross(OrderIntent intent, Fill fill) {
        var gross = new TreeMap<String, BigDecimal>();
        gross.merge(instrument(intent).base(), base(intent, fill), BigDecimal::add);
        gross.merge(instrument(intent).quote(), quote(intent, fill), BigDecimal::add);
        return gross;
    }

    /// The same, fee included.
    static Map<String, BigDecimal> net(OrderIntent intent, Fill fill) {
        Map<String, BigDecimal> net = gross(intent, fill);
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
        return intent.buys() ? fill.cost().negate() : fill.cost();
    }

    private static Instrument instrument(OrderIntent intent) {
        return intent.listing().instrument();
    }
}
