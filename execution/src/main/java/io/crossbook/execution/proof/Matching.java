package io.crossbook.execution.proof;

import io.crossbook.execution.Fill;
import io.crossbook.execution.Lots;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where orders at a simulated exchange meet its book.
final class Matching {

    private static final BigDecimal FEE = new BigDecimal("0.001");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);

    private final Agenda agenda;
    private final Dice dice;
    private final SimulatedMarkets markets;
    private final SimulatedAccount account;
    private final List<String> wrongs;
    private final Scene scene;
    private int trades;
    private boolean reduced;

    Matching(Agenda agenda, Dice dice, SimulatedMarkets markets, SimulatedAccount account,
            Scene scene, List<String> wrongs) {
        this.agenda = agenda;
        this.dice = dice;
        this.markets = markets;
        this.account = account;
        this.scene = scene;
        this.wrongs = wrongs;
    }

    /// All, a part or nothing of it, in one or two trades, as far as the book is within its limit; then it ends.
    void fill(SimulatedOrder order, boolean faulty) {
        BigDecimal all = size(order);
        BigDecimal left = faulty && dice.percent(20)
                ? BigDecimal.ZERO
                : faulty && dice.percent(30) ? part(all, lot(order)) : all;
        while (left.signum() > 0) {
            BigDecimal size = dice.percent(50) ? part(left, lot(order)).max(lot(order)) : left;
            trade(order, size);
            left = left.subtract(size);
        }
        order.ends(dice.percent(50) ? OrderEvent.End.EXPIRED : OrderEvent.End.CANCELLED);
    }

    /// A third more than all of it trades, if all of it has.
    boolean overfills(SimulatedOrder order) {
        boolean all = order.filled().compareTo(order.intent.size()) == 0;
        if (all) {
            trade(order, order.intent.size().divide(THREE, 5, RoundingMode.DOWN));
        }
        return all;
    }

    /// What of it the book of now takes.
    private BigDecimal size(SimulatedOrder order) {
        OrderIntent intent = order.intent;
        int beyond = markets.shown(intent.listing()).touch(intent.buys())
                .compareTo(intent.limit());
        return (intent.buys() ? beyond > 0 : beyond < 0)
                ? BigDecimal.ZERO
                : intent.size().subtract(order.filled());
    }

    private static BigDecimal lot(SimulatedOrder order) {
        return Lots.lot(order.intent.listing());
    }

    private BigDecimal part(BigDecimal of, BigDecimal lot) {
        return of.multiply(BigDecimal.valueOf(dice.below(100), 2))
                .divide(lot, 0, RoundingMode.DOWN).multiply(lot);
    }

    private void trade(SimulatedOrder order, BigDecimal size) {
        if (size.signum() == 0) {
            return;
        }
        OrderIntent intent = order.intent;
        BigDecimal price = price(intent);
        BigDecimal exact = size.multiply(price);
        BigDecimal cost = scene.rounds() ? exact.setScale(2, RoundingMode.HALF_EVEN) : exact;
        BigDecimal coins = coins(intent, exact);
        var instrument = intent.listing().instrument();
        boolean inBase = intent.buys() && coins.signum() == 0;
        BigDecimal fee = coins.signum() > 0 ? coins : (inBase ? size : cost).multiply(FEE);
        var fill = new Fill(intent.id(), intent.listing().exchange(), intent.listing().symbol(),
                "t" + trades++, price, size, cost, fee,
                coins.signum() > 0
                        ? SimulatedMarkets.COIN
                        : inBase ? instrument.base() : instrument.quote(),
                agenda.now(), Fill.Source.STREAM);
        effects(intent, fill).forEach(account::moves);
        order.fills.add(fill);
        if (scene.adverse() && intent.rung() == 0 && dice.percent(70)) {
            long dollars = scene.tight() ? 300 + dice.below(400) : 100 + dice.below(1_000);
            markets.turn(intent.buys() ? -dollars : dollars);
        }
    }

    /// What the coin that pays fees here pays for a trade; nothing where there is none, or not enough of it: then the trade itself does.
    private BigDecimal coins(OrderIntent intent, BigDecimal worth) {
        if (!markets.pays(intent.listing())) {
            return BigDecimal.ZERO;
        }
        reduced |= intent.rung() > 0;
        BigDecimal fee = worth.multiply(FEE).divide(SimulatedMarkets.COIN_WORTH, 8,
                RoundingMode.UP);
        boolean enough = account.balance(SimulatedMarkets.COIN).compareTo(fee) >= 0;
        if (!enough && !reduced) {
            wrongs.add("no coin is left for the fee of " + intent);
        }
        return enough ? fee : BigDecimal.ZERO;
    }

    /// A part of what the book takes trades before it rests, or nothing.
    void begin(SimulatedOrder order) {
        trade(order, dice.percent(50) ? BigDecimal.ZERO : part(size(order), lot(order)));
    }

    /// At its limit, at the best price, or between them.
    private BigDecimal price(OrderIntent intent) {
        Markets.Top top = markets.shown(intent.listing());
        BigDecimal touch = top.touch(intent.buys());
        return switch ((int) dice.below(3)) {
            case 0 -> touch;
            case 1 -> touch.add(intent.limit()).divide(TWO, 2, RoundingMode.DOWN);
            default -> intent.limit();
        };
    }

    /// What a trade moves, by asset, its fee included.
    static Map<String, BigDecimal> effects(OrderIntent intent, Fill fill) {
        var instrument = intent.listing().instrument();
        BigDecimal worth = fill.cost();
        var effects = new TreeMap<String, BigDecimal>();
        effects.put(instrument.base(), intent.buys() ? fill.size() : fill.size().negate());
        effects.put(instrument.quote(), intent.buys() ? worth.negate() : worth);
        effects.merge(fill.feeAsset(), fill.fee().negate(), BigDecimal::add);
        return effects;
    }
}
