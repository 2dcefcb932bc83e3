package io.crossbook.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one combination of a sweep brought, slice by slice of the time: in each, by asset, the net of what was taken there.
record Trial(Map<String, BigDecimal> values, long opportunities, long attempts, long filled,
        Map<String, Long> attemptsIn, List<Map<String, BigDecimal>> slices) {

    /// `values` in the order in which they were asked for.
    static Trial of(Map<String, BigDecimal> values, Backtest.Result result, int slices) {
        var nets = new ArrayList<Map<String, BigDecimal>>();
        for (int i = 0; i < slices; i++) {
            nets.add(new TreeMap<>());
        }
        long first = result.outcome().firstStamp();
        long length = Math.max(1, result.outcome().lastStamp() - first);
        var attemptsIn = new TreeMap<String, Long>();
        long filled = 0;
        for (Taken attempt : result.attempts()) {
            double part = (attempt.takenNanos() - first) / (double) length;
            int slice = Math.min(slices - 1, (int) (part * slices));
            nets.get(slice).merge(attempt.proceeds().asset(), attempt.proceeds().net(),
                    BigDecimal::add);
            attemptsIn.merge(attempt.proceeds().asset(), 1L, Long::sum);
            filled += attempt.filled() ? 1 : 0;
        }
        return new Trial(values, result.found().opportunities(), result.attempts().size(), filled,
                attemptsIn, nets);
    }

    /// What it brought of an asset in one slice.
    BigDecimal net(String asset, int slice) {
        return slices.get(slice).getOrDefault(asset, BigDecimal.ZERO);
    }

    /// What it brought of an asset over all the time.
    BigDecimal net(String asset) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < slices.size(); i++) {
            sum = sum.add(net(asset, i));
        }
        return sum;
    }
}
