package io.crossbook.arbitrage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The best net rate from each asset into each other, within one exchange or over all, and which cycles of three or four a risen
/// rate may have made pay: found through that rate alone.
///
/// Beside the rates stands, for any two assets, a bound on the best rate over one asset in between. A risen rate u→v closes a cycle of three with the bound
/// v→u, and one of four with the bound v→x for each x that leads to u: only where these pay is it looked which assets lie in
/// between, and the bound is tightened to what is found. Rates that fall leave the bounds as they are. Nothing is allocated but for what is found.
final class Rates {

    /// Is told of the assets of a cycle that may pay, in the order of the flow; `d` is −1 for a cycle of three.
    interface Found {
        void cycle(int a, int b, int c, int d);
    }

    private int size;
    private int stride = 8;
    private double[] rates = new double[stride * stride];
    /// No product of two rates is above this.
    private double[] twos = new double[stride * stride];
    private @Nullable Route[] routes = new Route[stride * stride];
    /// Of each asset, which lead to it and which it leads to.
    private int[][] in = new int[stride][0];
    private int[][] out = new int[stride][0];

    /// The route from one asset to another; null where there is none.
    @Nullable
    Route route(int from, int to) {
        return from < size && to < size ? routes[from * stride + to] : null;
    }

    void join(int from, int to, Route route) {
        grow(Math.max(from, to) + 1);
        routes[from * stride + to] = route;
        in[to] = with(in[to], from);
        out[from] = with(out[from], to);
    }

    private static int[] with(int[] assets, int more) {
        int[] longer = Arrays.copyOf(assets, assets.length + 1);
        longer[assets.length] = more;
        return longer;
    }

    private void grow(int needed) {
        size = Math.max(size, needed);
        if (needed <= stride) {
            return;
        }
        int wider = Math.max(needed, stride * 2);
        double[] widerRates = new double[wider * wider];
        double[] widerTwos = new double[wider * wider];
        @Nullable
        Route[] widerRoutes = new Route[wider * wider];
        for (int row = 0; row < stride; row++) {
            System.arraycopy(rates, row * stride, widerRates, row * wider, stride);
            System.arraycopy(twos, row * stride, widerTwos, row * wider, stride);
            System.arraycopy(routes, row * stride, widerRoutes, row * wider, stride);
        }
        in = Arrays.copyOf(in, wider);
        out = Arrays.copyOf(out, wider);
        Arrays.fill(in, stride, wider, new int[0]);
        Arrays.fill(out, stride, wider, new int[0]);
        rates = widerRates;
        twos = widerTwos;
        routes = widerRoutes;
        stride = wider;
    }

    /// A rate has fallen to this.
    void fallen(int from, int to, double rate) {
        rates[from * stride + to] = rate;
    }

    /// A rate has risen to this: tells of all cycles through it, of up to `hops`, that bring more than `threshold`.
    void risen(int from, int to, double rate, int hops, double threshold, Found found) {
        rates[from * stride + to] = rate;
        int[] before = in[from];
        for (int asset : before) {
            raise(asset * stride + to, rates[asset * stride + from] * rate);
        }
        for (int asset : out[to]) {
            raise(from * stride + asset, rate * rates[to * stride + asset]);
        }
        if (rate * twos[to * stride + from] > threshold) {
            three(from, to, rate, threshold, found);
        }
        if (hops < 4) {
            return;
        }
        for (int asset : before) {
            if (asset != to && rate * twos[to * stride + asset]
                    * rates[asset * stride + from] > threshold) {
                four(from, to, asset, rate, threshold, found);
            }
        }
    }

    private void raise(int at, double bound) {
        if (bound > twos[at]) {
            twos[at] = bound;
        }
    }

    private void three(int from, int to, double rate, double threshold, Found found) {
        double best = 0;
        for (int between : out[to]) {
            double two = rates[to * stride + between] * rates[between * stride + from];
            best = Math.max(best, two);
            if (rate * two > threshold) {
                found.cycle(from, to, between, -1);
            }
        }
        twos[to * stride + from] = best;
    }

    private void four(int from, int to, int last, double rate, double threshold, Found found) {
        double best = 0;
        for (int between : out[to]) {
            double two = rates[to * stride + between] * rates[between * stride + last];
            best = Math.max(best, two);
            if (between != from && rate * two * rates[last * stride + from] > threshold) {
                found.cycle(from, to, between, last);
            }
        }
        twos[to * stride + last] = best;
    }
}
