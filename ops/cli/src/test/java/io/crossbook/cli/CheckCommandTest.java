package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the shipped configuration would connect to, address by address.
class CheckCommandTest {

    private static final Path FILE = Ran.root().resolve("exchanges.yaml");

    @Test
    void the_shipped_file_speaks_to_the_exchanges_own_addresses() throws IOException {
        Ran ran = Ran.crossbook("check", "--json", "--config", FILE);

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals("", ran.err());
        Map<String, String> streams = new TreeMap<>();
        for (JsonNode exchange : new ObjectMapper().readTree(ran.out()).get("exchanges")) {
            for (JsonNode stream : exchange.get("streams")) {
                streams.merge(exchange.get("exchange").asText(), stream.get("url").asText(),
                        (one, other) -> one + " " + other);
            }
        }
        assertEquals(Map.of(
                "binance", "wss://stream.binance.com:9443/stream",
                "binance-futures",
                "wss://fstream.binance.com/public/stream wss://fstream.binance.com/market/stream",
                "bybit", "wss://stream.bybit.com/v5/public/spot",
                "bybit-linear", "wss://stream.bybit.com/v5/public/linear",
                "coinbase", "wss://ws-feed.exchange.coinbase.com",
                "kraken", "wss://ws.kraken.com/v2",
                "okx", "wss://ws.okx.com:8443/ws/v5/public"), streams);
    }

    @Test
    void people_read_what_would_be_done() {
        Ran ran = Ran.crossbook("check", "--config", FILE);

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().contains("exchanges.yaml is right."), ran.out());
        assertTrue(ran.out().contains(
                "kraken: dialect kraken, taker fee 0.4 %, maker fee 0.25 %"), ran.out());
        assertTrue(ran.out().contains("binance-us (disabled): dialect binance"), ran.out());
        assertTrue(ran.out().contains("BTC/USDT:USDT"), ran.out());
        assertTrue(ran.out().contains("gateway on http://127.0.0.1:8080"), ran.out());
    }
}
