package io.crossbook.arbitrage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Counts one direction of a [Scan], point after point.
final class Tally {

    private long points;
    private long positive;
    private long episodes;
    private boolean inEpisode;
    private @Nullable Edge best;
    private long bestNanos;
    private Scan.Episode first = Scan.Episode.NONE;

    /// A point; without an edge when a side was empty.
    void point(long nanos, @Nullable Edge edge) {
        points++;
        if (edge == null) {
            inEpisode = false;
            return;
        }
        if (best == null || edge.above(best)) {
            best = edge;
            bestNanos = nanos;
        }
        if (edge.taken()) {
            positive++;
            if (!inEpisode && episodes++ == 0) {
                first = new Scan.Episode(nanos, plain(edge.buy()), plain(edge.sell()),
                        plain(edge.size()), edge.bps());
            }
        }
        inEpisode = edge.taken();
    }

    /// One of the books is not known any more.
    void gap() {
        inEpisode = false;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    Scan.Direction result() {
        return new Scan.Direction(points, positive, episodes, best == null ? "" : best.bps(),
                bestNanos, first);
    }
}
