package io.crossbook.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import info.bitrich.xchangestream.binance.BinanceStreamingMarketDataService;
import info.bitrich.xchangestream.binance.BinanceStreamingService;
import info.bitrich.xchangestream.binance.KlineSubscription;
import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.service.netty.NettyStreamingService;
import info.bitrich.xchangestream.service.netty.StreamingObjectMapperHelper;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.exchanges.Bytes;
import io.netty.channel.embedded.EmbeddedChannel;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchange.binance.BinanceAdapters;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.marketdata.BinanceOrderbook;
import org.knowm.xchange.binance.service.BinanceMarketDataService;
import org.knowm.xchange.client.ResilienceRegistries;
import org.knowm.xchange.currency.CurrencyPair;

/// XChange 5.2.0's own path: its Binance streaming and market data services, unchanged, one of each an exchange.
///
/// Only the socket and the REST call are ours: a frame's text enters where the WebSocket handler would bring it,
/// `messageHandler`, and the snapshot comes from the data set. The same detector looks at the book that its `Observable` emits.
final class XchangePath implements Contender {

    private final ObjectMapper mapper = StreamingObjectMapperHelper.getObjectMapper();
    private final BookUpdate heard = new BookUpdate();
    private final List<XchangeBook> books = new ArrayList<>();
    private final List<ListingBook> listingBooks = new ArrayList<>();
    private final List<BinanceStreamingService> services = new ArrayList<>();
    private CompositeDisposable subscriptions = new CompositeDisposable();
    private Decision decision = new Decision(
            new Dataset("", List.of(), List.of(), List.of(), List.of()));
    private long now;

    @Override
    public String name() {
        return "xchange";
    }

    @Override
    public void start(Dataset dataset) {
        subscriptions.dispose();
        subscriptions = new CompositeDisposable();
        books.clear();
        listingBooks.clear();
        services.clear();
        decision = new Decision(dataset, _ -> {
            var book = new XchangeBook();
            books.add(book);
            return book;
        });
        dataset.listings().forEach(listing -> listingBooks.add(decision.book(listing.id())));
        Map<String, BinanceStreamingService> byExchange = new HashMap<>();
        for (String exchange : dataset.exchanges()) {
            byExchange.put(exchange, connect(dataset, dataset.listings().stream()
                    .filter(listing -> listing.exchange().equals(exchange)).toList()));
        }
        for (Listing listing : dataset.listings()) {
            services.add(byExchange.get(listing.exchange()));
        }
        for (int i = 0; i < dataset.listings().size(); i++) {
            frame(i, dataset.frames().get(i).whole(), Dataset.time(i));
        }
    }

    /// What its `StreamingExchange` does on connecting, but for the socket.
    private BinanceStreamingService connect(Dataset dataset, List<Listing> listings) {
        var wanted = ProductSubscription.create();
        listings.forEach(listing -> wanted.addOrderbook(pair(listing)));
        ProductSubscription subscription = wanted.build();
        var klines = new KlineSubscription(Map.of());
        var service = new BinanceStreamingService("ws://127.0.0.1/stream", subscription, klines);
        plug(service);
        var snapshots = new Snapshots(dataset, listings);
        var data = new BinanceStreamingMarketDataService(service, snapshots, () -> {}, "@100ms",
                false, 1_000);
        data.openSubscriptions(subscription, klines);
        for (Listing listing : listings) {
            BinanceAdapters.putSymbolMapping(listing.symbol(), pair(listing));
            subscriptions.add(data.getOrderBook(pair(listing))
                    .subscribe(book -> changed(listing.id(), book)));
        }
        return service;
    }

    /// Gives it a socket that leads nowhere: without one it lets nobody subscribe.
    private static void plug(BinanceStreamingService service) {
        try {
            Field socket = NettyStreamingService.class.getDeclaredField("webSocketChannel");
            socket.setAccessible(true);
            socket.set(service, new EmbeddedChannel());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is not XChange 5.2.0", e);
        }
    }

    private static CurrencyPair pair(Listing listing) {
        return new CurrencyPair(listing.instrument().base(), listing.instrument().quote());
    }

    /// Its REST service, answering from the data set.
    private final class Snapshots extends BinanceMarketDataService {
        private final Map<org.knowm.xchange.instrument.Instrument, byte[]> answers = new HashMap<>();

        Snapshots(Dataset dataset, List<Listing> listings) {
            super(offline(), new ResilienceRegistries());
            listings.forEach(listing -> answers.put(pair(listing),
                    dataset.snapshots().get(listing.id())));
        }

        @Override
        public BinanceOrderbook getBinanceOrderbookAllProducts(
                org.knowm.xchange.instrument.Instrument pair, Integer limit) throws IOException {
            return mapper.readValue(answers.get(pair), BinanceOrderbook.class);
        }
    }

    private static BinanceExchange offline() {
        var exchange = new BinanceExchange();
        var specification = exchange.getDefaultExchangeSpecification();
        specification.setShouldLoadRemoteMetaData(false);
        exchange.applySpecification(specification);
        return exchange;
    }

    @Override
    public void frame(int listing, Bytes frame, long time) {
        now = time;
        services.get(listing).messageHandler(
                new String(frame.array, frame.start, frame.length(), StandardCharsets.UTF_8));
    }

    /// Its book changed: an update without levels tells health and detector so.
    private void changed(int listing, org.knowm.xchange.dto.marketdata.OrderBook book) {
        ListingBook ours = listingBooks.get(listing);
        boolean first = books.get(listing).show(book);
        ours.apply(heard.begin(listing, first, Dataset.PRICE_SCALE, Dataset.SIZE_SCALE), now);
        decision.changed(ours, now);
    }

    @Override
    public OrderBook book(int listing) {
        return books.get(listing);
    }

    @Override
    public long told() {
        return decision.told();
    }
}
