package io.crossbook.gateway.xchange;

import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.kraken.KrakenStreamingExchange;
import io.reactivex.rxjava3.core.Completable;

/// A client that hangs while it connects, as XChange's sometimes do.
final class NeverConnected extends KrakenStreamingExchange {

    @Override
    public Completable connect(ProductSubscription... args) {
        return Completable.never();
    }

    @Override
    public Completable disconnect() {
        return Completable.complete();
    }
}
