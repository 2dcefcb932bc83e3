package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whole signed requests, to the last byte, against those that `ops/bench/fixtures/order_requests.py` has made from the exchanges' documents with a code of its own: also where
/// nothing was recorded of others ([OrderPeersTest]).
final class SignedRequestsTest {

    private static List<JsonNode> rows() throws IOException {
        try (InputStream file = Objects.requireNonNull(SignedRequestsTest.class
                .getResourceAsStream("/orders/requests.json"))) {
            var rows = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(file).path("requests").forEach(rows::add);
            return rows;
        }
    }

    private static Request request(String exchange, JsonNode row) {
        JsonNode order = row.path("order");
        String base = order.path("base").asText();
        String quote = order.path("quote").asText();
        Dialect dialect = Dialects.of(exchange, Entry.of(exchange));
        Listing listing = Intents.listing(exchange,
                dialect.symbol(Instrument.spot(base, quote)), base, quote);
        Orders orders = Objects.requireNonNull(dialect.orders(List.of(listing)));
        return row.path("action").asText().equals("cancel")
                ? orders.cancel(listing, Intents.ID)
                : orders.place(new OrderIntent(Intents.ID, listing,
                        order.path("side").asText().equals("buy"),
                        new BigDecimal(order.path("size").asText()),
                        new BigDecimal(order.path("price").asText()), kind(order),
                        row.path("deadlineMillis").asLong() * 1_000_000, 0, false));
    }

    private static TimeInForce kind(JsonNode order) {
        return switch (order.path("timeInForce").asText()) {
            case "IOC" -> TimeInForce.IMMEDIATE_OR_CANCEL;
            case "GTC" -> TimeInForce.GOOD_TILL_CANCELLED;
            default -> TimeInForce.POST_ONLY;
        };
    }

    private static String words(String method, String url, Map<String, String> headers,
            String body) {
        return method + " " + url + "\n" + new TreeMap<>(headers) + "\n" + body;
    }

    @Test
    void every_order_and_cancel_is_the_one_that_the_documents_want_and_signed_so()
            throws IOException {
        var counted = new TreeMap<String, Integer>();
        for (JsonNode row : rows()) {
            String exchange = row.path("exchange").asText();
            Signer signer = Objects.requireNonNull(Dialects.of(exchange, Entry.of(exchange))
                    .orders(List.of())).signer();
            Request request = request(exchange, row);
            var signed = assertInstanceOf(Signed.Ready.class, signer.sign(request,
                    new ApiKey(signer.kind(), row.path("key").asText(),
                            row.path("secret").asText()),
                    row.path("nowMillis").asLong(), row.path("nonce").asLong()));
            var headers = new TreeMap<String, String>();
            row.path("headers").properties()
                    .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));

            assertEquals(
                    words(row.path("method").asText(), row.path("url").asText(), headers,
                            row.path("body").isNull() ? "none" : row.path("body").asText()),
                    words(request.method(), signed.url(), signed.headers(),
                            Objects.requireNonNullElse(signed.body(), "none")),
                    exchange + " " + row.path("action") + " " + row.path("order"));
            counted.merge(exchange + " " + row.path("action").asText() + " "
                    + row.path("order").path("timeInForce").asText(), 1, Integer::sum);
        }
        for (String exchange : List.of("binance", "bybit", "kraken")) {
            assertEquals(3, counted.get(exchange + " place IOC"), "what our coordinator sends");
            assertEquals(2, counted.get(exchange + " place GTC"));
            assertEquals(2, counted.get(exchange + " place POST_ONLY"));
            assertEquals(1, counted.get(exchange + " cancel IOC"));
        }
    }
}
