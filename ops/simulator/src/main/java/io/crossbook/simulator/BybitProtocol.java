package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bybit v5 public data over the practice market. Spot and linear show the same listings.
final class BybitProtocol implements Protocol {

    private final BybitFeed feed;
    private final BybitRest rest;
    private int connections;

    BybitProtocol(Market market, Timeline timeline, Pacing pacing) {
        feed = new BybitFeed(market, timeline, pacing);
        rest = new BybitRest(market, feed, timeline);
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v5/public/spot") || path.equals("/v5/public/linear");
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
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
        reply.accept(rest.answer(request));
    }
}
