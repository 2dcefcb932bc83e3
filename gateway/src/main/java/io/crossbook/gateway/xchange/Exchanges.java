package io.crossbook.gateway.xchange;

import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.core.StreamingExchange;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Link;
import io.reactivex.rxjava3.core.Observable;
import java.util.Arrays;
import java.util.Map;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.derivative.FuturesContract;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.instrument.Instrument;

/// Makes XChange's streaming clients from the name of their class, and speaks to all of them alike. What goes wrong is an exception
/// that says so: of ours, of XChange's or of the class's own.
final class Exchanges {

    private Exchanges() {}

    /// A client of that class, with its metadata loaded from the exchange unless the parameter `remoteInit` is `false`: blocks.
    static StreamingExchange make(Address address) throws ReflectiveOperationException {
        if (address.type().isEmpty()) {
            throw new IllegalArgumentException("no option 'class' names an XChange class");
        }
        StreamingExchange exchange = Class
                .forName(address.type(), false, Exchanges.class.getClassLoader())
                .asSubclass(StreamingExchange.class).getDeclaredConstructor().newInstance();
        ExchangeSpecification specification = Specifications.of(exchange,
                address.parameter("restUrl"));
        specification.setShouldLoadRemoteMetaData(
                !address.parameter("remoteInit").equals("false"));
        for (Map.Entry<String, String> parameter : address.parameters().entrySet()) {
            specification.setExchangeSpecificParametersItem(parameter.getKey(),
                    value(parameter.getValue()));
        }
        specification.setExchangeSpecificParametersItem(StreamingExchange.AUTO_RECONNECT, false);
        exchange.applySpecification(specification);
        return exchange;
    }

    /// XChange wants parameters in types of its own: a flag, a number, or a constant as `org.knowm.xchange.bybit.dto.BybitCategory.SPOT`.
    static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        if (text.matches("\\d{1,9}")) {
            return Integer.parseInt(text);
        }
        int dot = text.lastIndexOf('.');
        if (dot > 0) {
            try {
                Class<?> type = Class.forName(text.substring(0, dot), false,
                        Exchanges.class.getClassLoader());
                if (type.isEnum()) {
                    return Arrays.stream(type.getEnumConstants())
                            .filter(constant -> constant instanceof Enum<?> named
                                    && named.name().equals(text.substring(dot + 1)))
                            .findFirst().orElseThrow(() -> new IllegalArgumentException(
                                    type.getName() + " has no " + text.substring(dot + 1)));
                }
            } catch (ClassNotFoundException e) {
                return text; // an address, a name: whatever it is, no constant
            }
        }
        return text;
    }

    /// All that a link may ask for, since some clients want to know when they connect.
    static ProductSubscription products(Link link, Address address) {
        var products = ProductSubscription.create();
        for (Listing listing : link.listings()) {
            products.addOrderbook(instrument(listing));
            if (address.trades()) {
                products.addTrades(instrument(listing));
            }
        }
        return products.build();
    }

    static Observable<OrderBook> books(StreamingExchange exchange, Listing listing,
            Address address) {
        Object[] depth = address.depth() == 0 ? new Object[0] : new Object[]{address.depth()};
        return exchange.getStreamingMarketDataService().getOrderBook(instrument(listing), depth);
    }

    static Observable<Trade> trades(StreamingExchange exchange, Listing listing) {
        return exchange.getStreamingMarketDataService().getTrades(instrument(listing));
    }

    static Instrument instrument(Listing listing) {
        io.crossbook.books.Instrument ours = listing.instrument();
        var pair = new CurrencyPair(ours.base(), ours.quote());
        return switch (ours.kind()) {
            case SPOT -> pair;
            case PERPETUAL -> new FuturesContract(pair, "PERP");
            case FUTURE -> new FuturesContract(pair, ours.expiry());
        };
    }
}
