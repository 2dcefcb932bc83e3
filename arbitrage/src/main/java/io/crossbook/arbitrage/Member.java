package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;

/// A spot market as chains see it: its hops, and the routes that they are part of. One thread.
final class Member {

    /// A place of a hop in a route. Whoever set it up hears when what the route offers at most has risen.
    record Link(Hop hop, Route route, int index, Finder finder) {}

    /// Looks for chains.
    interface Finder {
        /// The bound of a route has risen.
        void risen(Route route);

        /// The bound of a route has fallen.
        default void fallen(Route route) {}
    }

    final Watched market;
    final Hop buy;
    final Hop sell;
    private final List<Hop> hops = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    /// Whether it may be part of a chain, as last shown.
    boolean free = true;

    Member(Watched market, Fees fees) {
        this.market = market;
        buy = hop(Side.ASK, false, fees);
        sell = hop(Side.BID, false, fees);
    }

    /// One more hop of this market.
    Hop hop(Side side, boolean valued, Fees fees) {
        var hop = new Hop(market, side, valued, fees);
        hops.add(hop);
        return hop;
    }

    Instrument instrument() {
        return market.book.listing().instrument();
    }

    /// One of its hops becomes part of a route.
    void join(Hop hop, Route route, Finder finder) {
        links.add(new Link(hop, route, route.join(hop), finder));
    }

    /// Shows its routes what it shows: nothing while it is not `free`.
    void show(Fees fees, boolean nowFree) {
        free = nowFree;
        for (int i = 0; i < hops.size(); i++) {
            hops.get(i).refresh(fees);
        }
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            double before = link.route.bound();
            boolean risen = link.route.show(link.index, free ? link.hop.rate() : 0);
            if (risen) {
                link.finder.risen(link.route);
            } else if (link.route.bound() < before) {
                link.finder.fallen(link.route);
            }
        }
    }

    /// Adds those chains near that may be judged otherwise now: that run through this market, or would.
    void near(ChainJudge judge, long now, List<Chain> due) {
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            for (int j = 0; j < link.route.near.size(); j++) {
                Chain chain = link.route.near.get(j);
                if (judge.concerns(chain, link.route, link.hop, now)) {
                    due.add(chain);
                }
            }
        }
    }

    /// Its routes may have changed; whether any chain near could run through this market.
    boolean touch() {
        boolean near = false;
        for (int i = 0; i < links.size(); i++) {
            Route route = links.get(i).route;
            if (!route.near.isEmpty()) {
                route.touched = true;
                near = true;
            }
        }
        return near;
    }
}
