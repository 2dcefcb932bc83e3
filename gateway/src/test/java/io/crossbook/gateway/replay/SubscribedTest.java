package io.crossbook.gateway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which frames somebody waits for who subscribes as at the exchange.
final class SubscribedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // Binance
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1} | {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"s\":\"BTCUSDT\"}} | true",
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1} | {\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"s\":\"ETHUSDT\"}} | false",
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1} | {\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\"}} | false",
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth\"],\"id\":1} | {\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\"}} | true",
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"btcusdt@depth\"],\"id\":1} | {\"stream\":\"btcusdt@depth\",\"data\":{}} | true",
            // Bybit
            "{\"op\":\"subscribe\",\"args\":[\"publicTrade.BTCUSDT\"]} | {\"topic\":\"publicTrade.BTCUSDT\",\"data\":[]} | true",
            "{\"op\":\"subscribe\",\"args\":[\"publicTrade.BTCUSDT\"]} | {\"topic\":\"publicTrade.ETHUSDT\",\"data\":[]} | false",
            "{\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\"]} | {\"topic\":\"orderbook.500.BTCUSDT\",\"data\":[]} | false",
            // OKX
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}]} | {\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[]} | true",
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}]} | {\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[]} | false",
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}]} | {\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT\"},\"data\":[]} | false",
            // Kraken v2 and v1
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":10}} | {\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\"}]} | true",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":10}} | {\"channel\":\"trade\",\"data\":[{\"symbol\":\"BTC/USD\"}]} | false",
            "{\"event\":\"subscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"book\",\"depth\":25}} | [560,{\"b\":[]},\"book-25\",\"XBT/USD\"] | true",
            "{\"event\":\"subscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"book\",\"depth\":25}} | [560,{\"b\":[]},\"book-25\",\"XBT/USDT\"] | false",
            // Coinbase
            "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"level2\"]} | {\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[]} | true",
            "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"level2_batch\"]} | {\"type\":\"match\",\"product_id\":\"BTC-USD\"} | false",
            "{\"type\":\"subscribe\",\"channels\":[{\"name\":\"matches\",\"product_ids\":[\"BTC-USD\"]}]} | {\"type\":\"last_match\",\"product_id\":\"BTC-USD\"} | true",
            "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"} | {\"channel\":\"l2_data\",\"events\":[{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\"}]} | true",
            "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channel\":\"level2\"} | {\"channel\":\"market_trades\",\"events\":[{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\"}]} | false"})
    void a_frame_comes_where_it_was_subscribed_to(String said, String frame, boolean comes) {
        assertEquals(comes,
                Subscribed.read(said).stream().anyMatch(filter -> filter.passes(frame)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ping", "{}", "[]", "{\"op\":\"ping\"}", "{\"subscribe\":1}",
            "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"]}",
            "{\"op\":\"subscribe\",\"args\":7}", "{\"type\":\"subscribe\",\"channels\":[null]}",
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":1}]}"})
    void what_is_no_subscription_asks_for_nothing(String said) {
        assertEquals(0, Subscribed.read(said).size());
    }
}
