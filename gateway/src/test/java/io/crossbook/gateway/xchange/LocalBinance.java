package io.crossbook.gateway.xchange;

import info.bitrich.xchangestream.binance.BinanceStreamingExchange;

/// XChange's Binance client, sent to the address that its parameters name.
final class LocalBinance extends BinanceStreamingExchange {

    @Override
    protected String getStreamingBaseUri() {
        return exchangeSpecification.getExchangeSpecificParametersItem("webSocketUrl") + "/";
    }
}
