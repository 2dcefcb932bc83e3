package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Signatures that exchanges have published, and the requests that ccxt makes of the same orders, against ours.
final class OrderPeersTest {

    private static final List<String> EXCHANGES = List.of("binance", "bybit", "kraken");

    private static Orders orders(String exchange, Listing... listings) {
        return Objects.requireNonNull(Dialects.of(exchange, Entry.of(exchange))
                .orders(List.of(listings)));
    }

    @Test
    void signatures_are_those_that_were_published() {
        var counted = new TreeMap<String, Integer>();
        for (JsonNode row : Corpus.json(String.join("",
                Corpus.lines("peer/signature_vectors.json")))) {
            String exchange = row.path("venue").asText();
            counted.merge(EXCHANGES.contains(exchange) ? "agrees" : exchange + " is for later", 1,
                    Integer::sum);
            if (EXCHANGES.contains(exchange)) {
                assertEquals(row.path("expected").asText(), signature(exchange,
                        row.path("input")), exchange);
            }
        }
        assertEquals(Map.of("agrees", 3, "okx is for later", 1), counted);
    }

    /// Binance, "SIGNED endpoint examples for POST /api/v3/order": the one published message that has all that ours have, in the order in which ours has it.
    @Test
    void binance_s_own_example_is_signed_as_it_was_published() {
        Signer signer = orders("binance").signer();
        var signed = assertInstanceOf(Signed.Ready.class, signer.sign(
                request("https://api.binance.com/api/v3/order",
                        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"),
                new ApiKey(signer.kind(),
                        "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
                        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"),
                1_499_827_319_559L, 0));
        assertEquals("symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
                + "&recvWindow=5000&timestamp=1499827319559&signature="
                + "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
                signed.body());
        assertEquals("vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
                signed.headers().get("X-MBX-APIKEY"));
    }

    private static String signature(String exchange, JsonNode in) {
        Signer signer = orders(exchange).signer();
        return switch (exchange) {
            // Less than any request of ours: the message as it is. The next test has a whole one.
            case "binance" -> HexFormat.of().formatHex(
                    new ApiKey(signer.kind(), "id", in.path("secret").asText())
                            .sign(in.path("message").asText().getBytes(StandardCharsets.UTF_8)));
            case "kraken" -> {
                String form = in.path("body").asText();
                yield header(signer.sign(request("https://api.kraken.com"
                        + in.path("path").asText(), form.substring(form.indexOf('&') + 1)),
                        new ApiKey(signer.kind(), "id", in.path("secret_b64").asText()), 0,
                        in.path("nonce").asLong()), "API-Sign");
            }
            default -> header(signer.sign(request("https://api.bybit.com/v5/order/create",
                    in.path("payload").asText()),
                    new ApiKey(signer.kind(),
                            in.path("api_key").asText(), in.path("secret").asText()),
                    in.path("timestamp").asLong(), 0), "X-BAPI-SIGN");
        };
    }

    private static Request request(String url, String body) {
        return new Request(Request.About.PLACE, 0, "POST", url, body, 1, 0,
                Errand.of(Intents.ID, "X", 0, "order"));
    }

    private static String header(Signed signed, String name) {
        return Objects.requireNonNull(
                assertInstanceOf(Signed.Ready.class, signed).headers().get(name));
    }

    /// What ours carry beside ccxt's, or otherwise; each is explained in `docs/orders.md`.
    private static final Map<String, List<String>> OURS = Map.of(
            "binance", List.of("newClientOrderId", "recvWindow", "timestamp", "signature"),
            "kraken", List.of("nonce", "cl_ord_id", "deadline", "oflags", "trades"),
            "bybit", List.of("orderLinkId", "isLeverage", "timeInForce", "orderFilter"));
    private static final Map<String, List<String>> THEIRS = Map.of(
            "binance", List.of("newClientOrderId", "recvWindow", "timestamp"),
            "kraken", List.of("nonce", "oflags", "type"), "bybit", List.of());

    /// Immediate-or-cancel, the only kind that our coordinator sends, is in none of them: the fixtures of each dialect have it.
    @Test
    void requests_are_those_of_ccxt_but_for_what_is_meant_to_differ() {
        var counted = new TreeMap<String, Integer>();
        JsonNode all = Corpus.json(String.join("",
                Corpus.lines("peer/ccxt_order_requests.json")));
        for (JsonNode row : all.path("cases")) {
            String reason = skipped(row);
            counted.merge(reason.isEmpty() ? "agrees" : reason, 1, Integer::sum);
            if (reason.isEmpty()) {
                compare(row);
            }
        }
        assertEquals(new TreeMap<>(Map.of("agrees", 6, "market orders are never sent", 4,
                "conditional orders and iceberg orders are never sent", 6,
                "contracts are not traded", 5, "public data", 2,
                "all orders at once are never cancelled: there may be those of others", 2,
                "an endpoint that tests only", 1)), counted);
    }

    private static String skipped(JsonNode row) {
        String text = row.path("input").toString();
        String symbol = row.path("input").path(0).asText();
        if (row.path("method").asText().startsWith("cancelAll")) {
            return "all orders at once are never cancelled: there may be those of others";
        }
        if (row.path("url").asText().contains("/public/")) {
            return "public data";
        }
        if (symbol.contains(":")) {
            return "contracts are not traded";
        }
        if (text.contains("iceberg") || text.contains("triggerPrice")
                || text.contains("stopLossPrice") || text.contains("takeProfitPrice")
                || text.contains("trailing")) {
            return "conditional orders and iceberg orders are never sent";
        }
        if (text.contains("\"market\"") || row.path("method").asText().contains("Market")) {
            return "market orders are never sent";
        }
        return text.contains("\"test\"") ? "an endpoint that tests only" : "";
    }

    private static void compare(JsonNode row) {
        String exchange = row.path("venue").asText();
        String what = exchange + ", " + row.path("description").asText();
        Request ours = ours(exchange, row);
        String theirs = row.path("url").asText();
        assertEquals(path(theirs), path(ours.url()), what);
        Map<String, String> their = parameters(row.path("output"));
        Map<String, String> our = parameters(ours.body());
        differs(exchange, row, their, our);
        Objects.requireNonNull(THEIRS.get(exchange)).forEach(name -> {
            if (!name.equals("type") || ours.about() == Request.About.BALANCES) {
                their.remove(name);
            }
        });
        Objects.requireNonNull(OURS.get(exchange)).forEach(our::remove);
        assertEquals(their, our, what);
    }

    /// What differs is there, and differs as it is meant to.
    private static void differs(String exchange, JsonNode row, Map<String, String> their,
            Map<String, String> our) {
        if (row.path("method").asText().equals("fetchOpenOrders")) {
            assertEquals("true", our.get("trades"));
            return;
        }
        if (row.path("method").asText().equals("fetchBalance")) {
            assertEquals("spot", their.get("type"));
            assertEquals(Map.of(), our);
            return;
        }
        cut(exchange, row);
        String id = our.get(exchange.equals("binance")
                ? "newClientOrderId"
                : exchange.equals("kraken") ? "cl_ord_id" : "orderLinkId");
        assertEquals(Intents.ID.toString(), id);
        switch (exchange) {
            case "kraken" -> {
                assertEquals("fcib,post", their.get("oflags"));
                assertEquals("fciq,post", our.get("oflags"));
                assertEquals("2026-11-21T12:00:03Z", our.get("deadline"));
            }
            case "bybit" -> {
                assertEquals("GTC", our.get("timeInForce")); // their default, said aloud
                assertEquals("0", our.get("isLeverage"));
                assertEquals("Order", our.get("orderFilter"));
            }
            default -> assertEquals("GTC", our.get("timeInForce"));
        }
    }

    /// An amount that ccxt cuts to the lot is refused by ours as it is.
    private static void cut(String exchange, JsonNode row) {
        BigDecimal amount = row.path("input").path(3).decimalValue();
        OrderIntent order = order(exchange, row.path("input"));
        if (amount.compareTo(order.size()) != 0) {
            var whole = new OrderIntent(order.id(), order.listing(), order.buys(), amount,
                    order.limit(), order.timeInForce(), order.deadlineNanos(), 0, false);
            assertThrows(IllegalStateException.class, () -> orders(exchange).place(whole));
        }
    }

    private static Request ours(String exchange, JsonNode row) {
        JsonNode in = row.path("input");
        return switch (row.path("method").asText()) {
            case "fetchOpenOrders" -> orders(exchange).sweep(0, 0).getFirst();
            case "fetchBalance" -> orders(exchange).balances(7);
            default -> orders(exchange).place(order(exchange, in));
        };
    }

    private static OrderIntent order(String exchange, JsonNode in) {
        Instrument instrument = Instrument.parse(in.path(0).asText());
        var listing = new Listing(0, exchange, Objects.requireNonNull(Dialects.of(exchange,
                Entry.of(exchange))).symbol(instrument), instrument,
                new Rules(2, 5, 1, 1, 1, 0, 1, Rules.Status.TRADING));
        // Rounding to the lot is the coordinator's: it happens before an order is formatted.
        BigDecimal size = in.path(3).decimalValue().setScale(5, RoundingMode.DOWN);
        return new OrderIntent(Intents.ID, listing, in.path(2).asText().equals("buy"), size,
                in.path(4).decimalValue(), in.path(5).path("postOnly").asBoolean()
                        ? TimeInForce.POST_ONLY
                        : TimeInForce.GOOD_TILL_CANCELLED,
                Intents.DEADLINE_NANOS, 0, false);
    }

    private static String path(String url) {
        return url.substring(url.indexOf('/', "https://".length()));
    }

    private static Map<String, String> parameters(JsonNode output) {
        if (!output.isObject()) {
            return parameters(output.asText());
        }
        var all = new TreeMap<String, String>();
        output.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
        return all;
    }

    private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String body) {
        if (body == null || body.isEmpty()) {
            return new TreeMap<>();
        }
        if (body.startsWith("{")) {
            return parameters(Corpus.json(body));
        }
        var all = new TreeMap<String, String>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            all.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1),
                    StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void a_key_says_nothing_of_itself_even_when_it_is_wrong() {
        String secret = "not base64 at all!";
        try {
            new ApiKey(ApiKey.Kind.SHA512_BASE64, "id", secret);
        } catch (IllegalArgumentException e) {
            assertEquals("the secret of an API key is no Base64", e.getMessage());
            assertEquals(null, e.getCause());
        }
        assertEquals("an API key", new ApiKey(ApiKey.Kind.SHA512_BASE64, "id",
                Base64.getEncoder().encodeToString(new byte[]{1, 2})).toString());
    }
}
