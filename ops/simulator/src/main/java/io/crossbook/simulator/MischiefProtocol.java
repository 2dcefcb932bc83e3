package io.crossbook.simulator;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A protocol behind which things go wrong: lines, subscriptions, REST, whole exchanges.
final class MischiefProtocol implements Protocol {

    private static final Set<Fault.Kind> DOOR = EnumSet.of(Fault.Kind.REFUSE_CONNECTION,
            Fault.Kind.MAINTENANCE);
    private static final Set<Fault.Kind> SLOW = EnumSet.of(Fault.Kind.SLOW_REST);
    private static final Set<Fault.Kind> REST = EnumSet.of(Fault.Kind.FAILING_REST,
            Fault.Kind.CUT_REST,
            Fault.Kind.MALFORMED_REST, Fault.Kind.TOO_MANY_REQUESTS, Fault.Kind.BANNED,
            Fault.Kind.MAINTENANCE);

    private final Mischief mischief;
    private final Exchange exchange;
    private final Protocol protocol;

    MischiefProtocol(Mischief mischief, Exchange exchange, Protocol protocol) {
        this.mischief = mischief;
        this.exchange = exchange;
        this.protocol = protocol;
    }

    @Override
    public boolean serves(String path) {
        return protocol.serves(path);
    }

    @Override
    public boolean welcoming() {
        return mischief.next(DOOR, exchange, "") == null;
    }

    @Override
    public @Nullable Talk connect(String path, String query, Line line) {
        MischiefLine bad = new MischiefLine(mischief, exchange, path, line);
        Talk talk = protocol.connect(path, query, bad);
        return talk == null ? null : new MischiefTalk(mischief, bad, talk);
    }

    @Override
    public void answer(RestRequest request, Consumer<RestAnswer> reply) {
        String symbol = symbol(request);
        @Nullable
        Fault slow = mischief.next(SLOW, exchange, symbol);
        if (slow == null) {
            damaged(request, symbol, reply);
        } else {
            mischief.timeline().after(slow.millis(), () -> damaged(request, symbol, reply));
        }
    }

    private String symbol(RestRequest request) {
        String pair = request.param("pair");
        if (pair.isEmpty()) {
            return request.param("symbol");
        }
        return Listings.instruments().stream()
                .filter(instrument -> KrakenNames.means(instrument, pair))
                .map(Instrument::toString).findFirst().orElse(pair);
    }

    private void damaged(RestRequest request, String symbol, Consumer<RestAnswer> reply) {
        @Nullable
        Fault fault = mischief.next(REST, exchange, symbol);
        if (fault == null) {
            protocol.answer(request, reply);
            return;
        }
        if (fault.kind() == Fault.Kind.CUT_REST) {
            protocol.answer(request, answer -> reply.accept(answer.broken()));
        } else if (fault.kind() == Fault.Kind.MALFORMED_REST) {
            protocol.answer(request, answer -> reply.accept(RestAnswer.json(answer.status(),
                    answer.body().substring(0, answer.body().length() / 2) + "}]")));
        } else if (fault.kind() == Fault.Kind.TOO_MANY_REQUESTS) {
            reply.accept(limited(429, fault));
        } else if (fault.kind() == Fault.Kind.BANNED) {
            reply.accept(limited(418, fault));
        } else if (fault.kind() == Fault.Kind.MAINTENANCE) {
            reply.accept(unavailable());
        } else {
            reply.accept(new RestAnswer(502, Map.of("Content-Type", "text/html"),
                    "<html><head><title>502 Bad Gateway</title></head></html>"));
        }
    }

    /// Binance says 429 and 418 with Retry-After, Kraken an error with status 200, Bybit 403.
    private RestAnswer limited(int status, Fault fault) {
        String seconds = Long.toString(Math.max(1, fault.millis() / 1_000));
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> RestAnswer
                    .json(status, "{\"code\":-1003,\"msg\":\"" + (status == 429
                            ? "Too much request weight used; current limit is 6000 request weight per 1 MINUTE."
                            : "Way too much request weight used; IP banned until "
                                    + (mischief.timeline().now() + fault.millis()) + ".")
                            + "\"}")
                    .with("Retry-After", seconds);
            case KRAKEN -> RestAnswer.ok("{\"error\":[\"" + (status == 429
                    ? "EGeneral:Too many requests"
                    : "EGeneral:Temporary lockout") + "\"]}");
            case BYBIT -> RestAnswer.json(403,
                    "{\"retCode\":10006,\"retMsg\":\"access too frequent, please try again in 5 minutes\","
                            + "\"result\":{},\"retExtInfo\":{},\"time\":"
                            + mischief.timeline().now() + "}");
        };
    }

    private RestAnswer unavailable() {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> RestAnswer.json(503,
                    "{\"code\":-1008,\"msg\":\"Server is currently overloaded with other requests.\"}");
            case KRAKEN -> RestAnswer.ok("{\"error\":[\"EService:Unavailable\"]}");
            case BYBIT -> RestAnswer.json(503, "{\"retCode\":10016,\"retMsg\":\"Server error.\","
                    + "\"result\":{},\"retExtInfo\":{},\"time\":" + mischief.timeline().now()
                    + "}");
        };
    }
}
