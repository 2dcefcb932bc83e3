package io.crossbook.gateway.xchange;

import info.bitrich.xchangestream.bybit.BybitStreamingExchange;
import info.bitrich.xchangestream.bybit.BybitStreamingMarketDataService;
import info.bitrich.xchangestream.bybit.BybitStreamingService;
import info.bitrich.xchangestream.core.ProductSubscription;
import io.reactivex.rxjava3.core.Completable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// XChange's Bybit client, sent to the address that its parameters name.
final class LocalBybit extends BybitStreamingExchange {

    private @Nullable BybitStreamingService service;
    private @Nullable BybitStreamingMarketDataService data;

    @Override
    protected void initServices() {
        super.initServices();
        var made = new BybitStreamingService(
                exchangeSpecification.getExchangeSpecificParametersItem("webSocketUrl")
                        + "/v5/public/spot",
                exchangeSpecification);
        applyStreamingSpecification(getExchangeSpecification(), made);
        data = new BybitStreamingMarketDataService(made);
        service = made;
    }

    private BybitStreamingService service() {
        return Objects.requireNonNull(service);
    }

    @Override
    public Completable connect(ProductSubscription... args) {
        return service().connect();
    }

    @Override
    public Completable disconnect() {
        service().pingPongDisconnectIfConnected();
        return service().disconnect();
    }

    @Override
    public boolean isAlive() {
        return service().isSocketOpen();
    }

    @Override
    public BybitStreamingMarketDataService getStreamingMarketDataService() {
        return Objects.requireNonNull(data);
    }
}
