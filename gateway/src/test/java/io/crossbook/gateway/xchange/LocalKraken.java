package io.crossbook.gateway.xchange;

import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.core.StreamingMarketDataService;
import info.bitrich.xchangestream.kraken.KrakenStreamingExchange;
import info.bitrich.xchangestream.kraken.KrakenStreamingMarketDataService;
import info.bitrich.xchangestream.kraken.KrakenStreamingService;
import info.bitrich.xchangestream.service.netty.ConnectionStateModel;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// XChange's Kraken client (v1), sent to the address that its parameters name.
final class LocalKraken extends KrakenStreamingExchange {

    private @Nullable KrakenStreamingService service;
    private @Nullable KrakenStreamingMarketDataService data;

    @Override
    protected void initServices() {
        super.initServices();
        String url = exchangeSpecification.getExchangeSpecificParametersItem("webSocketUrl") + "/";
        var made = new KrakenStreamingService(this, false, url, () -> {
            throw new IllegalStateException("nothing private here");
        });
        applyStreamingSpecification(getExchangeSpecification(), made);
        data = new KrakenStreamingMarketDataService(made, false);
        service = made;
    }

    private KrakenStreamingService service() {
        return Objects.requireNonNull(service);
    }

    @Override
    public Completable connect(ProductSubscription... args) {
        return service().connect();
    }

    @Override
    public Completable disconnect() {
        return service().disconnect();
    }

    @Override
    public boolean isAlive() {
        return service().isSocketOpen();
    }

    @Override
    public Observable<Object> connectionSuccess() {
        return service().subscribeConnectionSuccess();
    }

    @Override
    public Observable<Object> disconnectObservable() {
        return service().subscribeDisconnect();
    }

    @Override
    public Observable<Throwable> reconnectFailure() {
        return service().subscribeReconnectFailure();
    }

    @Override
    public Observable<ConnectionStateModel.State> connectionStateObservable() {
        return service().subscribeConnectionState();
    }

    @Override
    public StreamingMarketDataService getStreamingMarketDataService() {
        return Objects.requireNonNull(data);
    }
}
