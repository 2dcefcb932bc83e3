package io.crossbook.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Private REST requests of a test, signed by hand.
final class Caller implements AutoCloseable {

    /// Both begin like those of every practice account: `LeftReportsTest` looks for that in what all tests have said.
    static final String KEY = "63616e6172793751test";
    static final String SECRET = "Y2FuYXJ5fjdReiN3IG9mIHRoZSB0ZXN0";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Simulator simulator;
    private long nonce = 1_000;

    Caller(Simulator simulator) {
        this.simulator = simulator;
    }

    long now() {
        return TestClient.await(simulator.ask(Market::now));
    }

    /// Binance: parameters and a right signature.
    String binance(String method, String path, String params) {
        String all = params + (params.isEmpty() ? "" : "&") + "timestamp=" + now();
        return binanceRaw(method, path, all + "&signature=" + Signatures.hex(SECRET, all), KEY);
    }

    String binanceRaw(String method, String path, String query, String key) {
        return call(method, simulator.rest(Exchange.BINANCE) + path + "?" + query, "",
                Map.of("X-MBX-APIKEY", key));
    }

    /// Kraken: the next nonce and a right signature.
    String kraken(String method, String params) {
        return krakenRaw(method, ++nonce, params, SECRET, KEY);
    }

    String krakenRaw(String method, long withNonce, String params, String secret, String key) {
        String body = "nonce=" + withNonce + (params.isEmpty() ? "" : "&" + params);
        String path = "/0/private/" + method;
        return call("POST", simulator.rest(Exchange.KRAKEN) + path, body, Map.of("API-Key", key,
                "API-Sign", Signatures.kraken(secret, path, Long.toString(withNonce), body)));
    }

    /// Bybit: a body posted, or a query asked, with a right signature.
    String bybit(String method, String path, String payload) {
        return bybitRaw(method, path, payload, now(), SECRET, KEY);
    }

    String bybitRaw(String method, String path, String payload, long stamp, String secret,
            String key) {
        boolean get = method.equals("GET");
        return call(method, simulator.rest(Exchange.BYBIT) + path + (get ? "?" + payload : ""),
                get ? "" : payload,
                Map.of("X-BAPI-API-KEY", key, "X-BAPI-TIMESTAMP", Long.toString(stamp),
                        "X-BAPI-RECV-WINDOW", "5000", "X-BAPI-SIGN",
                        Signatures.hex(secret, stamp + key + "5000" + payload)));
    }

    private String call(String method, String url, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMinutes(1)).method(method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return "broken";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
