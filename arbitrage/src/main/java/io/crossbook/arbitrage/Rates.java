package io.crossbook.arbitrage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The best net rate from each asset into each other, within one exchange or over all, and which cycles of three or four a risen
/// rate may have made pay: found through that rate alone.
///
/// Every asset has a price, about what it is worth in any other, and every rate is kept relative to the prices of its two assets: around a cycle the prices cancel out, so
/// that the product is the same, and where nothing pays each of them is about one, less a fee. So one product with the highest of all, `most`, tells of nearly every
/// risen rate that no cycle through it pays, and of the others which hops may follow. When that has told too little for a while the prices are
/// taken anew. Nothing is allocated but for what is found.
final class Rates {

    /// Is told of the assets of a cycle that may pay, in the order of the flow; `d` is −1 for a cycle of three.
    interface Found {
        void cycle(int a, int b, int c, int d);
    }

    /// After so many looks that found nothing the prices are taken anew.
    private static final int PATIENCE = 64;

    private int size;
    private int stride = 8;
    private @Nullable Route[] routes = new Route[stride * stride];
    /// By the asset given, then the asset got.
    private double[] rates = new double[stride * stride];
    /// The same relative to prices; and once more by the asset got, then the asset given.
    private double[] relative = new double[stride * stride];
    private double[] into = new double[stride * stride];
    private double[] prices = new double[stride];
    private int[] queue = new int[stride];
    /// None of them is above this.
    private double most;
    private int idle;

    /// The route from one asset to another; null where there is none.
    @Nullable
    Route route(int from, int to) {
        return from < size && to < size ? routes[from * stride + to] : null;
    }

    void join(int from, int to, Route route) {
        grow(Math.max(from, to) + 1);
        routes[from * stride + to] = route;
    }

    private void grow(int needed) {
        size = Math.max(size, needed);
        if (needed <= stride) {
            return;
        }
        int wider = Math.max(needed, stride * 2);
        @Nullable
        Route[] widerRoutes = new Route[wider * wider];
        double[] widerRates = new double[wider * wider];
        for (int row = 0; row < stride; row++) {
            System.arraycopy(routes, row * stride, widerRoutes, row * wider, stride);
            System.arraycopy(rates, row * stride, widerRates, row * wider, stride);
        }
        routes = widerRoutes;
        rates = widerRates;
        relative = new double[wider * wider];
        into = new double[wider * wider];
        prices = new double[wider];
        queue = new int[wider];
        stride = wider;
        appraise();
    }

    /// A rate has fallen to this.
    void fallen(int from, int to, double rate) {
        set(from, to, rate);
    }

    private double set(int from, int to, double rate) {
        rates[from * stride + to] = rate;
        double value = rate * prices[to] / prices[from];
        relative[from * stride + to] = value;
        into[to * stride + from] = value;
        return value;
    }

    /// A rate has risen to this: tells of all cycles through it, of up to `hops`, that bring more than `threshold`.
    void risen(int from, int to, double rate, int hops, double threshold, Found found) {
        if (prices[from] == 0 || prices[to] == 0) {
            rates[from * stride + to] = rate;
            appraise();
        }
        double first = set(from, to, rate);
        most = Math.max(most, first);
        double three = first * most * most;
        if (three <= threshold && (hops < 4 || three * most <= threshold)) {
            return;
        }
        boolean any = three(from, to, first, threshold, found);
        if (hops == 4) {
            any |= four(from, to, first, threshold, found);
        }
        idle = any ? 0 : idle + 1;
        if (idle == PATIENCE) {
            appraise();
        }
    }

    private boolean three(int from, int to, double first, double threshold, Found found) {
        boolean any = false;
        int after = to * stride;
        int before = from * stride;
        for (int between = 0; between < size; between++) {
            if (first * relative[after + between] * into[before + between] > threshold) {
                found.cycle(from, to, between, -1);
                any = true;
            }
        }
        return any;
    }

    private boolean four(int from, int to, double first, double threshold, Found found) {
        boolean any = false;
        int after = to * stride;
        for (int last = 0; last < size; last++) {
            double two = first * into[from * stride + last];
            if (last == to || two * most * most <= threshold) {
                continue;
            }
            int before = last * stride;
            for (int between = 0; between < size; between++) {
                if (two * relative[after + between] * into[before + between] > threshold
                        && between != from) {
                    found.cycle(from, to, between, last);
                    any = true;
                }
            }
        }
        return any;
    }

    /// Takes the prices anew: along the routes from asset to asset, midway between both directions.
    private void appraise() {
        Arrays.fill(prices, 0);
        for (int start = 0; start < size; start++) {
            if (prices[start] == 0) {
                prices[start] = 1;
                appraise(start);
            }
        }
        most = 0;
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                most = Math.max(most, set(from, to, rates[from * stride + to]));
            }
        }
        idle = 0;
    }

    private void appraise(int start) {
        int end = 0;
        queue[end++] = start;
        for (int next = 0; next < end; next++) {
            int from = queue[next];
            for (int to = 0; to < size; to++) {
                double there = rates[from * stride + to];
                double back = rates[to * stride + from];
                if (prices[to] == 0 && (there > 0 || back > 0)) {
                    double worth = there > 0 && back > 0
                            ? Math.sqrt(back / there)
                            : there > 0 ? 1 / there : back;
                    prices[to] = prices[from] * worth;
                    queue[end++] = to;
                }
            }
        }
    }
}
