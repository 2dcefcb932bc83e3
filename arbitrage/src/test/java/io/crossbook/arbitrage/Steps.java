package io.crossbook.arbitrage;

import java.math.BigDecimal;

/// Whether something has moved by a step, against what was told of it: between them nothing is told. The slow way.
final class Steps {

    private Steps() {}

    static boolean moved(DetectorSettings settings, Oracle.Verdict told, Oracle.Verdict now) {
        BigDecimal step = BigDecimal.valueOf(settings.stepBps(), DetectorSettings.BPS_SCALE);
        BigDecimal bps = now.bps().subtract(told.bps()).abs();
        BigDecimal part = ChainOracle.bps(settings.stepBps());
        BigDecimal percent = BigDecimal.valueOf(settings.stepPercent(), 2);
        return (step.signum() == 0 && now.net().compareTo(told.net()) != 0)
                || (bps.signum() > 0 && bps.compareTo(step) >= 0)
                || stepped(told.size(), now.size(), percent)
                || stepped(told.sold(), now.sold(), percent)
                || stepped(told.buyLimit(), now.buyLimit(), part)
                || stepped(told.sellLimit(), now.sellLimit(), part);
    }

    /// Another listing is always news, as are other digits.
    static boolean moved(DetectorSettings settings, EveryChain.Verdict told,
            EveryChain.Verdict now) {
        long bps = Math.abs(now.bps() - told.bps());
        boolean moved = (settings.stepBps() == 0 && now.net() != told.net())
                || (bps > 0 && bps >= settings.stepBps());
        BigDecimal percent = BigDecimal.valueOf(settings.stepPercent(), 2);
        for (int i = 0; i < now.legs().size(); i++) {
            Leg then = told.legs().get(i);
            Leg leg = now.legs().get(i);
            moved |= leg.listing().id() != then.listing().id()
                    || leg.sizeScale() != then.sizeScale()
                    || leg.priceScale() != then.priceScale()
                    || stepped(BigDecimal.valueOf(then.size()), BigDecimal.valueOf(leg.size()),
                            percent)
                    || stepped(BigDecimal.valueOf(then.limit()), BigDecimal.valueOf(leg.limit()),
                            ChainOracle.bps(settings.stepBps()));
        }
        return moved;
    }

    private static boolean stepped(BigDecimal before, BigDecimal now, BigDecimal part) {
        BigDecimal away = now.subtract(before).abs();
        return away.signum() > 0 && away.compareTo(before.multiply(part)) >= 0;
    }
}
