package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Kraken over the practice market: WebSocket v2 at `/v2`, v1 at `/`, REST under `/0`; what is `ws-auth.kraken.com/v2` on the real one,
/// at `/ws-auth/v2`.
final class KrakenProtocol implements Protocol {

    private static final String PRIVATE = "/ws-auth/v2";

    private final Market market;
    private final Timeline timeline;
    private final Pacing pacing;
    private final KrakenFeed feed;
    private final KrakenRest rest;
    private final KrakenTrading trading;
    private final KrakenPrivateRest orders;
    private long connections = 769_405_522_530_892_000L;

    KrakenProtocol(Market market, Timeline timeline, Pacing pacing, TradingDesk desk) {
        this.market = market;
        this.timeline = timeline;
        this.pacing = pacing;
        feed = new KrakenFeed(market);
        rest = new KrakenRest(market, timeline);
        trading = new KrakenTrading(desk);
        orders = new KrakenPrivateRest(trading, pacing);
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v2") || path.equals(PRIVATE) || path.equals("/") || path.isEmpty();
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        return switch (path) {
            case "/v2" -> new KrakenV2Talk(market, feed, timeline, pacing, line, ++connections);
            case PRIVATE -> new KrakenPrivateTalk(trading, pacing, line, ++connections);
            case "/", "" -> new KrakenV1Talk(market, feed, timeline, pacing, line, ++connections);
            default -> null;
        };
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        if (KrakenPrivateRest.serves(request)) {
            orders.answer(request, reply);
        } else {
            reply.accept(rest.answer(request));
        }
    }
}
