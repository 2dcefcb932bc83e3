package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Kraken over the practice market: WebSocket v2 at `/v2`, v1 at `/`, REST under `/0/public`.
final class KrakenProtocol implements Protocol {

    private final Market market;
    private final Timeline timeline;
    private final Pacing pacing;
    private final KrakenFeed feed;
    private final KrakenRest rest;
    private long connections = 769_405_522_530_892_000L;

    KrakenProtocol(Market market, Timeline timeline, Pacing pacing) {
        this.market = market;
        this.timeline = timeline;
        this.pacing = pacing;
        feed = new KrakenFeed(market);
        rest = new KrakenRest(market, timeline);
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v2") || path.equals("/") || path.isEmpty();
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        return switch (path) {
            case "/v2" -> new KrakenV2Talk(market, feed, timeline, pacing, line, ++connections);
            case "/", "" -> new KrakenV1Talk(market, feed, timeline, pacing, line, ++connections);
            default -> null;
        };
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        reply.accept(rest.answer(request));
    }
}
