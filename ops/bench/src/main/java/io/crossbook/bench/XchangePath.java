package io.crossbook.bench;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import info.bitrich.xchangestream.binance.dto.BinanceWebsocketTransaction;
import info.bitrich.xchangestream.binance.dto.DepthBinanceWebSocketTransaction;
import info.bitrich.xchangestream.service.netty.StreamingObjectMapperHelper;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import org.knowm.xchange.binance.dto.marketdata.BinanceOrderbook;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.OrderBookUpdate;
import org.knowm.xchange.dto.trade.LimitOrder;

/// XChange 5.2.0's path, step by step as its Binance streaming service takes it (`NettyStreamingService.messageHandler`,
/// `BinanceStreamingMarketDataService.createOrderBookObservable`): text, tree, its transaction, its updates, its own order book. Without its
/// RxJava operators and its subscriptions, which cost more. The same detector looks at its book.
final class XchangePath implements Contender {

    private final ObjectMapper mapper = StreamingObjectMapperHelper.getObjectMapper();
    private final JavaType depthType = mapper.getTypeFactory().constructParametricType(
            BinanceWebsocketTransaction.class,
            DepthBinanceWebSocketTransaction.class);
    private final BookUpdate heard = new BookUpdate();
    private final List<CurrencyPair> pairs = new ArrayList<>();
    private final List<XchangeBook> books = new ArrayList<>();
    private final List<ListingBook> listingBooks = new ArrayList<>();
    private Decision decision = new Decision(
            new Dataset("", List.of(), List.of(), List.of(), List.of()));

    @Override
    public String name() {
        return "xchange";
    }

    @Override
    public void start(Dataset dataset) {
        pairs.clear();
        books.clear();
        listingBooks.clear();
        decision = new Decision(dataset, listing -> {
            pairs.add(new CurrencyPair(listing.instrument().base(), listing.instrument().quote()));
            var book = new XchangeBook(snapshot(dataset, listing));
            books.add(book);
            return book;
        });
        for (Listing listing : dataset.listings()) {
            listingBooks.add(decision.book(listing.id()));
            tell(listing.id(), true, Dataset.START_NANOS, Dataset.START_NANOS);
        }
        for (int i = 0; i < dataset.listings().size(); i++) {
            frame(dataset.frames().get(i), Dataset.START_NANOS + i * Dataset.STEP_NANOS);
        }
    }

    private org.knowm.xchange.dto.marketdata.OrderBook snapshot(Dataset dataset, Listing listing) {
        try {
            BinanceOrderbook snapshot = mapper.readValue(dataset.snapshots().get(listing.id()),
                    BinanceOrderbook.class);
            CurrencyPair pair = pairs.getLast();
            return new org.knowm.xchange.dto.marketdata.OrderBook(null,
                    orders(Order.OrderType.ASK, snapshot.asks, pair),
                    orders(Order.OrderType.BID, snapshot.bids, pair));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<LimitOrder> orders(Order.OrderType type,
            SortedMap<BigDecimal, BigDecimal> levels, CurrencyPair pair) {
        return new ArrayList<>(levels.entrySet().stream()
                .map(level -> new LimitOrder(type, level.getValue(), pair, "", null,
                        level.getKey()))
                .toList());
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // That is XChange's own.
    public void frame(Dataset.Frame frame, long now) {
        try {
            JsonNode tree = mapper.readTree(new String(frame.bytes(), StandardCharsets.UTF_8));
            BinanceWebsocketTransaction<DepthBinanceWebSocketTransaction> message = mapper
                    .readValue(mapper.treeAsTokens(tree), depthType);
            DepthBinanceWebSocketTransaction depth = message.getData();
            CurrencyPair pair = pairs.get(frame.listing());
            org.knowm.xchange.dto.marketdata.OrderBook book = books.get(frame.listing()).book;
            update(book, Order.OrderType.BID, depth.getOrderBook().bids, pair,
                    depth.getEventTime());
            update(book, Order.OrderType.ASK, depth.getOrderBook().asks, pair,
                    depth.getEventTime());
            tell(frame.listing(), false, depth.getEventTime().getTime() * 1_000_000, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // That is XChange's own.
    private static void update(org.knowm.xchange.dto.marketdata.OrderBook book,
            Order.OrderType type,
            SortedMap<BigDecimal, BigDecimal> levels, CurrencyPair pair, Date time) {
        levels.entrySet().stream()
                .map(level -> new OrderBookUpdate(type, level.getValue(), pair, level.getKey(),
                        time, level.getValue()))
                .forEach(book::update);
    }

    /// Its book changed: an update without levels tells health and detector so.
    private void tell(int listing, boolean snapshot, long eventNanos, long now) {
        ListingBook book = listingBooks.get(listing);
        books.get(listing).changed();
        book.apply(heard.begin(listing, snapshot, Dataset.PRICE_SCALE, Dataset.SIZE_SCALE)
                .eventNanos(eventNanos), now);
        decision.changed(book, now);
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
