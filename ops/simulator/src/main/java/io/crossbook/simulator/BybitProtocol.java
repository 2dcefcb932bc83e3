package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bybit v5 over the practice market: public data (spot and linear show the same listings), and spot's orders.
final class BybitProtocol implements Protocol {

    private final BybitFeed feed;
    private final BybitRest rest;
    private final BybitTrading trading;
    private final BybitPrivateRest orders;
    private int connections;

    BybitProtocol(Market market, Timeline timeline, Pacing pacing, TradingDesk desk) {
        feed = new BybitFeed(market, timeline, pacing);
        rest = new BybitRest(market, feed, timeline);
        trading = new BybitTrading(desk);
        orders = new BybitPrivateRest(trading);
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v5/public/spot") || path.equals("/v5/public/linear")
                || path.equals("/v5/private") || path.equals("/v5/trade");
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        if (path.equals("/v5/private") || path.equals("/v5/trade")) {
            return new BybitPrivateTalk(trading, line, path.equals("/v5/trade"),
                    connectionId(++connections));
        }
        boolean spot = path.equals("/v5/public/spot");
        if (!spot && !path.equals("/v5/public/linear")) {
            return null;
        }
        return new BybitTalk(feed, line, spot, connectionId(++connections));
    }

    /// A UUID in form, counted so that runs are alike.
    static String connectionId(int count) {
        return "cb05500c-0000-4000-8000-"
                + Digits.plain(1_000_000_000_000L + count, 0).substring(1);
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        if (BybitPrivateRest.serves(request)) {
            orders.answer(request, reply);
        } else {
            reply.accept(rest.answer(request));
        }
    }
}
