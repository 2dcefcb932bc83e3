package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Binance over the practice market: spot, or USD-M with its split paths.
final class BinanceProtocol implements Protocol {

    private final Timeline timeline;
    private final Pacing pacing;
    private final BinanceFeed feed;
    private final BinanceRest rest;

    BinanceProtocol(Market market, Timeline timeline, Pacing pacing, Exchange exchange) {
        this.timeline = timeline;
        this.pacing = pacing;
        feed = new BinanceFeed(market, timeline, exchange);
        rest = new BinanceRest(market, feed, timeline, pacing, exchange);
    }

    @Override
    public boolean serves(String path) {
        return BinanceTalk.serves(unsplit(path));
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        return BinanceTalk.at(unsplit(path), query, feed, timeline, pacing, line);
    }

    /// USD-M has served streams under `/public` and `/market` since 2026.
    static String unsplit(String path) {
        return path.startsWith("/public/") || path.startsWith("/market/")
                ? path.substring(path.indexOf('/', 1))
                : path;
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        reply.accept(rest.answer(request));
    }
}
