package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds cycles: three or four hops over different assets, within each exchange and over the best of all.
///
/// Only those through a rate that has risen are looked at, see [Rates]. A cycle begins with the asset of it that comes first in the
/// settings, so that it is found once.
final class Cycles {

    private static final String ANYWHERE = "";

    /// The rates within one exchange, or over all.
    private final class Scope implements Rates.Found {
        final String exchange;
        final Rates rates = new Rates();

        Scope(String exchange) {
            this.exchange = exchange;
        }

        void join(Member member, Hop hop) {
            int from = asset(hop.gives());
            int to = asset(hop.gets());
            Route route = rates.route(from, to);
            if (route == null) {
                route = new Route(hop.gives(), hop.gets());
                rates.join(from, to, route);
            }
            member.join(hop, route, new Edge(this, from, to));
        }

        @Override
        public void cycle(int a, int b, int c, int d) {
            int count = d < 0 ? 3 : 4;
            found[0] = a;
            found[1] = b;
            found[2] = c;
            found[3] = d;
            int first = 0;
            for (int i = 1; i < count; i++) {
                first = rank(found[i]) < rank(found[first]) ? i : first;
            }
            if (rank(found[first]) == UNCOUNTED) {
                return;
            }
            int fourth = count < 4 ? -1 : found[(first + 3) % count];
            key.at(Kind.CYCLE, exchange, found[first], found[(first + 1) % count],
                    found[(first + 2) % count], fourth);
            if (!chains.isNear(key)) {
                chains.near(key, routes(first, count), 0);
            }
        }

        private List<Route> routes(int first, int count) {
            var routes = new ArrayList<Route>();
            for (int i = 0; i < count; i++) {
                Route route = rates.route(found[(first + i) % count],
                        found[(first + i + 1) % count]);
                if (route == null) {
                    throw new IllegalStateException("a cycle without a route");
                }
                routes.add(route);
            }
            return routes;
        }
    }

    /// One rate of a scope.
    private final class Edge implements Member.Finder {
        final Scope scope;
        final int from;
        final int to;

        Edge(Scope scope, int from, int to) {
            this.scope = scope;
            this.from = from;
            this.to = to;
        }

        @Override
        public void risen(Route route) {
            scope.rates.risen(from, to, route.bound(), settings.maxHops(), threshold, scope);
        }

        @Override
        public void fallen(Route route) {
            scope.rates.fallen(from, to, route.bound());
        }
    }

    private static final int UNCOUNTED = Integer.MAX_VALUE;

    private final Chains chains;
    private final ChainSettings.Cycles settings;
    private final double threshold;
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Map<String, Integer> assets = new HashMap<>();
    /// What was found last; reused.
    private final int[] found = new int[4];
    private final Chains.Key key = new Chains.Key();

    Cycles(Chains chains, ChainSettings.Cycles settings, double threshold) {
        this.chains = chains;
        this.settings = settings;
        this.threshold = threshold;
        settings.assets().forEach(this::asset);
    }

    /// The counted ones come first.
    private int rank(int asset) {
        return asset < settings.assets().size() ? asset : UNCOUNTED;
    }

    private int asset(String name) {
        return assets.computeIfAbsent(name, _ -> assets.size());
    }

    /// One more spot market.
    void join(Member member) {
        if (settings.onOneExchange()) {
            join(member, member.buy.exchange());
        }
        if (settings.across()) {
            join(member, ANYWHERE);
        }
    }

    private void join(Member member, String exchange) {
        Scope scope = scopes.computeIfAbsent(exchange, Scope::new);
        scope.join(member, member.buy);
        scope.join(member, member.sell);
    }
}
