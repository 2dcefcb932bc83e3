package io.crossbook.simulator;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The public face of one exchange over a tape instead of a market.
final class TapeProtocol implements Protocol {

    private final Exchange exchange;
    private final TapeIndex index;
    private final TapePlayer player;
    private final Timeline timeline;
    private final Pacing pacing;
    private final BinanceMetadata binanceMetadata;
    private int connections;

    TapeProtocol(Exchange exchange, TapeIndex index, TapePlayer player, Timeline timeline,
            Pacing pacing) {
        this.exchange = exchange;
        this.index = index;
        this.player = player;
        this.timeline = timeline;
        this.pacing = pacing;
        this.binanceMetadata = new BinanceMetadata(exchange, player::now, pacing);
    }

    @Override
    public boolean serves(String path) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> BinanceTalk.serves(BinanceProtocol.unsplit(path));
            case KRAKEN -> path.equals("/v2") || path.equals("/") || path.isEmpty();
            case BYBIT -> path.equals("/v5/public/spot") || path.equals("/v5/public/linear");
        };
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        TapeReader reader = new TapeReader(line);
        Talk talk = switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> binance(path, query, reader);
            case KRAKEN -> path.equals("/v2") || path.equals("/") || path.isEmpty()
                    ? new KrakenTapeTalk(path.equals("/v2"), index, player, reader, timeline)
                    : null;
            case BYBIT -> path.equals("/v5/public/spot") || path.equals("/v5/public/linear")
                    ? new BybitTalk(topics(reader), reader, path.endsWith("spot"),
                            BybitProtocol.connectionId(++connections))
                    : null;
        };
        return talk == null ? null : new Counted(talk, reader);
    }

    private @Nullable Talk binance(String path, String query, TapeReader reader) {
        BinanceTalk talk = BinanceTalk.at(BinanceProtocol.unsplit(path), query, streams(reader),
                timeline,
                pacing, reader);
        if (talk != null) {
            reader.formedBy(frame -> talk.combined() ? frame : unwrapped(frame));
        }
        return talk;
    }

    /// A raw stream's payload is what stands between `"data":` and the last brace.
    private static String unwrapped(String frame) {
        return frame.substring(frame.indexOf(",\"data\":") + 8, frame.length() - 1);
    }

    private BinanceTalk.Streams streams(TapeReader reader) {
        return new BinanceTalk.Streams() {
            @Override
            public void join(String stream, BinanceTalk talk) {
                String key = index.stream(stream);
                if (index.has(key)) {
                    reader.join(key, index.connection(key));
                    player.joined(exchange, reader);
                }
            }

            @Override
            public void leave(String stream, BinanceTalk talk) {
                reader.leave(index.stream(stream));
            }
        };
    }

    private BybitTalk.Topics topics(TapeReader reader) {
        return new BybitTalk.Topics() {
            @Override
            public String refusal(String topic) {
                return index.has(topic) ? "" : "error:handler not found,topic:" + topic;
            }

            @Override
            public void join(String topic, BybitTalk talk) {
                reader.join(topic, index.connection(topic));
                player.joined(exchange, reader);
            }

            @Override
            public void leave(String topic, BybitTalk talk) {
                reader.leave(topic);
            }
        };
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> binance(request, reply);
            case KRAKEN -> reply.accept(kraken(request.path()));
            case BYBIT -> reply.accept(bybit(request));
        }
    }

    private void binance(RestRequest request, Consumer<RestAnswer> reply) {
        String name = request.path().substring(request.path().lastIndexOf('/') + 1);
        String symbol = request.param("symbol");
        Predicate<Listing> wanted = listing -> symbol.isEmpty() || listing.symbol().equals(symbol);
        if (name.equals("depth") && player.hasSnapshot(exchange, symbol)) {
            player.snapshot(exchange, symbol, body -> reply.accept(RestAnswer.ok(body)));
            return;
        }
        reply.accept(switch (name) {
            case "ping" -> RestAnswer.ok("{}");
            case "time" -> RestAnswer.ok("{\"serverTime\":" + player.now() + "}");
            case "exchangeInfo" -> RestAnswer.ok(binanceMetadata
                    .exchangeInfo(index.listings().stream().filter(wanted).toList(), _ -> true));
            case "depth" -> RestAnswer.json(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
            default -> RestAnswer.json(404, "{\"code\":-1000,\"msg\":\"Not on this tape.\"}");
        });
    }

    private RestAnswer kraken(String path) {
        String result = switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "Time" -> "{\"unixtime\":" + player.now() / 1_000 + ",\"rfc1123\":\""
                    + KrakenRest.rfc1123(player.now()) + "\"}";
            case "SystemStatus" -> "{\"status\":\"online\",\"timestamp\":\""
                    + KrakenTime.v2(player.now() * 1_000) + "\"}";
            case "Assets" -> KrakenMetadata.assets(index.listings());
            case "AssetPairs" -> KrakenMetadata.pairs(index.listings(), _ -> true);
            default -> "";
        };
        return RestAnswer.ok(result.isEmpty()
                ? "{\"error\":[\"EGeneral:Unknown method\"]}"
                : "{\"error\":[],\"result\":" + result + "}");
    }

    private RestAnswer bybit(RestRequest request) {
        boolean spot = request.param("category").equals("spot");
        List<Listing> listings = index.listings();
        String result = switch (request.path()) {
            case "/v5/market/time" ->
                "{\"timeSecond\":\"" + player.now() / 1_000 + "\",\"timeNano\":\""
                        + player.now() + "000000\"}";
            case "/v5/market/instruments-info" -> "{\"category\":\"" + (spot ? "spot" : "linear")
                    + "\",\"nextPageCursor\":\"\",\"list\":"
                    + Json.array(listings, listing -> spot
                            ? BybitMetadata.spot(listing, true)
                            : BybitMetadata.linear(listing, true))
                    + "}";
            default -> "";
        };
        return RestAnswer.ok("{\"retCode\":" + (result.isEmpty() ? 10_404 : 0) + ",\"retMsg\":\""
                + (result.isEmpty() ? "not on this tape" : "OK") + "\",\"result\":"
                + (result.isEmpty() ? "{}" : result) + ",\"retExtInfo\":{},\"time\":" + player.now()
                + "}");
    }

    /// Tells the reader about pongs, and the player about the end.
    private final class Counted implements Talk {
        private final Talk talk;
        private final TapeReader reader;

        private Counted(Talk talk, TapeReader reader) {
            this.talk = talk;
            this.reader = reader;
        }

        @Override
        public void opened() {
            talk.opened();
        }

        @Override
        public void text(String text) {
            talk.text(text);
        }

        @Override
        public void pong() {
            reader.ponged();
            talk.pong();
        }

        @Override
        public void closed() {
            talk.closed();
            player.left(exchange, reader);
        }
    }
}
