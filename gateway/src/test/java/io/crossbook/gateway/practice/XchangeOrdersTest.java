package io.crossbook.gateway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Execution;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.OrderTruth;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Side;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.ExchangeType;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder.NewOrderResponseType;
import org.knowm.xchange.binance.dto.trade.BinanceTradeHistoryParams;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.dto.trade.OrderType;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceTradeService;
import org.knowm.xchange.bybit.BybitExchange;
import org.knowm.xchange.bybit.dto.BybitCategory;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.UserTrade;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.service.trade.params.orders.DefaultQueryOrderParam;
import org.knowm.xchange.service.trade.params.orders.OrderQueryParams;

/// XChange's own trade services at the practice exchanges: an order of each is signed, placed and asked after by code that is not ours.
@Timeout(240)
final class XchangeOrdersTest {

    private static final CurrencyPair PAIR = CurrencyPair.BTC_USDT;

    private final Vertx vertx = Vertx.vertx();
    /// On real time, since XChange stamps its requests with it.
    private final Simulator simulator = Trader.wait(Simulator.start(vertx,
            Settings.DEFAULT.withoutDislocations()));

    @AfterEach
    void close() {
        simulator.close();
        Trader.wait(vertx.close());
    }

    private org.knowm.xchange.Exchange client(Exchange exchange,
            Class<? extends org.knowm.xchange.Exchange> type, Map<String, Object> parameters) {
        Trader.wait(simulator.openAccount(exchange, Trader.KEY, Trader.SECRET, Map.of("BTC",
                new BigDecimal("3"), "USDT", new BigDecimal("900000"))));
        var client = ExchangeFactory.INSTANCE.createExchangeWithoutSpecification(type);
        ExchangeSpecification specification = client.getDefaultExchangeSpecification();
        // With a key, Binance's client wants withdrawals' metadata too, which is not served here.
        specification.setShouldLoadRemoteMetaData(exchange != Exchange.BINANCE);
        specification.setSslUri(simulator.rest(exchange));
        specification.setHost("127.0.0.1");
        specification.setApiKey(Trader.KEY);
        specification.setSecretKey(Trader.SECRET);
        parameters.forEach(specification::setExchangeSpecificParametersItem);
        client.applySpecification(specification);
        return client;
    }

    private BigDecimal best(Exchange exchange, Side side) {
        return Trader.wait(simulator.ask(market -> {
            var listing = market.listing(exchange, Instrument.of("BTC/USDT"));
            return new BigDecimal(listing.price(market.book(listing).price(side, 0)));
        }));
    }

    /// Buys a little, well above the market; the exchange's id of it.
    private String buys(org.knowm.xchange.Exchange client, Exchange exchange) throws Exception {
        return client.getTradeService().placeLimitOrder(new LimitOrder(Order.OrderType.BID,
                new BigDecimal("0.002"), PAIR, null, null,
                best(exchange, Side.ASK).add(new BigDecimal("100"))));
    }

    private void filled(Exchange exchange, String id, org.knowm.xchange.Exchange client,
            OrderQueryParams question) throws Exception {
        Order order = client.getTradeService().getOrder(question).iterator().next();
        assertEquals(Order.OrderStatus.FILLED, order.getStatus());
        assertEquals(0, order.getCumulativeAmount().compareTo(new BigDecimal("0.002")));
        AccountTruth truth = truth(exchange);
        assertEquals(id, truth.orders().getFirst().wireId());
        assertEquals(OrderTruth.State.FILLED, truth.orders().getFirst().state());
        assertEquals(truth.sums(), truth.held());
        assertTrue(truth.total("BTC").compareTo(new BigDecimal("3")) > 0);
    }

    private AccountTruth truth(Exchange exchange) {
        return Trader.wait(simulator.truth(exchange, Trader.KEY));
    }

    /// XChange 5.2.0 cannot read a `timeInForce` of Binance's (it wants an object there), so it is told the short answer, and asks after its trades.
    @Test
    void a_binance_client_places_an_order_and_finds_its_trades() throws Exception {
        var client = client(Exchange.BINANCE, BinanceExchange.class,
                Map.of("Exchange_Type", ExchangeType.SPOT));
        var service = (BinanceTradeService) client.getTradeService();
        long id = service.newOrder(PAIR, OrderSide.BUY, OrderType.LIMIT, TimeInForce.IOC,
                new BigDecimal("0.002"), null,
                best(Exchange.BINANCE, Side.ASK).add(new BigDecimal("100")), "xchange1", null,
                null, null, NewOrderResponseType.ACK).orderId;
        AccountTruth truth = truth(Exchange.BINANCE);
        assertEquals(Long.toString(id), truth.orders().getFirst().wireId());
        assertEquals(OrderTruth.State.FILLED, truth.orders().getFirst().state());
        UserTrade trade = service.getTradeHistory(new BinanceTradeHistoryParams(PAIR))
                .getUserTrades().getFirst();
        Execution first = truth.executions().getFirst();
        assertEquals(first.wireId(), trade.getId());
        assertEquals(first.orderId(), trade.getOrderId());
        assertEquals(0, first.price().compareTo(trade.getPrice()));
        assertEquals(0, first.size().compareTo(trade.getOriginalAmount()));
        assertEquals(0, first.fee().compareTo(trade.getFeeAmount()));
        assertEquals(truth.sums(), truth.held());
    }

    @Test
    void a_kraken_client_places_an_order_and_finds_it_filled() throws Exception {
        var client = client(Exchange.KRAKEN, KrakenExchange.class, Map.of());
        String id = buys(client, Exchange.KRAKEN);
        filled(Exchange.KRAKEN, id, client, new DefaultQueryOrderParam(id));
    }

    /// XChange asks Bybit for open orders only, so this one stays.
    @Test
    void a_bybit_client_places_an_order_and_finds_it_open() throws Exception {
        var client = client(Exchange.BYBIT, BybitExchange.class,
                Map.of("Exchange_Type", BybitCategory.SPOT));
        String id = client.getTradeService().placeLimitOrder(new LimitOrder(Order.OrderType.BID,
                new BigDecimal("0.002"), PAIR, null, null,
                best(Exchange.BYBIT, Side.BID).subtract(new BigDecimal("3000"))));
        Order order = client.getTradeService().getOrder(id).iterator().next();
        assertEquals(Order.OrderStatus.NEW, order.getStatus());
        AccountTruth truth = truth(Exchange.BYBIT);
        assertEquals(id, truth.orders().getFirst().wireId());
        assertEquals(OrderTruth.State.OPEN, truth.orders().getFirst().state());
        assertTrue(truth.locked("USDT").signum() > 0);
    }
}
