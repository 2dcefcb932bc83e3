package io.crossbook.gateway.embedded;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What docs/embedding.md shows; EmbeddingTest runs it.
public final class Example {

    private Example() {}

    // docs/embedding.md begins here
    /// Says what happens, until it is disposed of: the best of two instruments, a book, trades, and what is worth doing.
    static Disposable watch(MarketData market, Consumer<String> say) {
        return new CompositeDisposable(
                market.tops("BTC/USDT", "ETH/USDT")
                        // One at a time: while this one is worked on, the next of each instrument is replaced by its last value.
                        .observeOn(Schedulers.io(), false, 1)
                        .retryWhen(Example::unlessRefused)
                        .subscribe(top -> top.bid().ifPresent(bid -> say.accept(
                                "top " + top.instrument() + " " + bid.level().price() + " "
                                        + bid.exchange())),
                                why -> say.accept("no tops: " + why.getMessage())),

                market.book("kraken", "BTC/USDT", 10)
                        .retryWhen(Example::unlessRefused)
                        .subscribe(book -> say.accept("book " + book.health() + " "
                                + book.bids().size() + " " + book.reason()),
                                why -> say.accept("no book: " + why.getMessage())),

                market.trades("binance", "BTCUSDT")
                        // So many may wait behind another thread; beyond that and MarketData.WAITING_FACTS they are counted as lost.
                        .observeOn(Schedulers.single())
                        .retryWhen(Example::unlessRefused)
                        .subscribe(fact -> say.accept(switch (fact) {
                            case Fact.Known<Trade>(var last) -> "trades: the last " + last.size();
                            case Fact.Told<Trade>(var trade) ->
                                "trade " + trade.side() + " " + trade.size() + " at "
                                        + trade.price();
                            case Fact.Lost<Trade>(long count) -> "trades: " + count + " missed";
                        }), why -> say.accept("no trades: " + why.getMessage())),

                market.opportunities()
                        .retryWhen(Example::unlessRefused)
                        .subscribe(fact -> {
                            if (fact instanceof Fact.Told<Opportunity>(var found)) {
                                say.accept("opportunity " + found.id() + " " + found.state() + " "
                                        + found.netBps() + " bp");
                            }
                        }, why -> say.accept("no opportunities: " + why.getMessage())));
    }

    /// A second later again, unless the gateway will not.
    private static Flowable<?> unlessRefused(Flowable<Throwable> errors) {
        return errors.flatMap(error -> error instanceof FeedException why
                && why.kind() != FeedException.Kind.REFUSED
                        ? Flowable.timer(1, TimeUnit.SECONDS)
                        : Flowable.error(error));
    }
    // docs/embedding.md ends here
}
