package io.crossbook.gateway.wire;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderId.Role;
import io.crossbook.execution.OrderIntent;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.loop.Clock;
import java.math.BigDecimal;
import java.util.Map;

/// Orders for tests, as requests, and a signer whose signatures can be read.
final class Orders {

    static final String KEY = "canary-key-id";
    static final String SECRET = "Y2FuYXJ5LXNlY3JldC1vZi1ub2JvZHk=";

    /// Writes what it signs, and when: `[1700000000000] body`.
    static final class Plain implements Signer {
        @Override
        public ApiKey.Kind kind() {
            return ApiKey.Kind.SHA256;
        }

        @Override
        public Signed sign(Request request, ApiKey key, long nowMillis, long nonce) {
            long window = Signer.window(request, nowMillis, 5_000, 60_000);
            return window < 1
                    ? Signed.Late.by(request, -window)
                    : new Signed.Ready(request, request.url(), Map.of(),
                            "[" + nowMillis + "] " + request.body());
        }
    }

    private Orders() {}

    /// In practice mode, with a key for `test` that signs plainly.
    static Keyring keyring(Clock clock) {
        var keyring = new Keyring(Mode.PRACTICE, new Latch(), clock, _ -> {});
        keyring.add("test", new Plain(), new ApiKey(ApiKey.Kind.SHA256, KEY, SECRET));
        return keyring;
    }

    static OrderId id(Role role, int attempt, int leg) {
        return new OrderId(7, attempt, role, leg, 0);
    }

    /// A frame that reads `PLACE cb...`.
    static Request frame(About about, String url, OrderId id, long deadlineNanos) {
        return Request.frame(about, -1, url, about + " " + id,
                Errand.of(id, "BTCUSDT", deadlineNanos, "order"));
    }

    static Listing listing(String exchange, String symbol) {
        return new Listing(4, exchange, symbol, Instrument.spot("BTC", "USD"),
                new Rules(2, 5, 1, 1, 1, 0, 1, Rules.Status.TRADING));
    }

    static OrderIntent intent(Listing listing, OrderId id, long deadlineNanos) {
        return new OrderIntent(id, listing, true, new BigDecimal("0.5"), new BigDecimal("100.25"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, deadlineNanos, 0, false);
    }
}
