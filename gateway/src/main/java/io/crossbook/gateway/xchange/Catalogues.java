package io.crossbook.gateway.xchange;

import io.crossbook.books.Instrument;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Decimal;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Specification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.BaseExchange;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Filter;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Symbol;
import org.knowm.xchange.binance.service.BinanceMarketDataServiceRaw;
import org.knowm.xchange.bybit.BybitExchange;
import org.knowm.xchange.bybit.dto.BybitCategory;
import org.knowm.xchange.bybit.dto.marketdata.instruments.BybitInstrumentInfo;
import org.knowm.xchange.bybit.dto.marketdata.instruments.spot.BybitSpotInstrumentInfo;
import org.knowm.xchange.bybit.service.BybitMarketDataServiceRaw;

/// XChange's raw REST services as catalogues. Its common form of metadata is not exact enough, and comes mixed with a file that
/// it was built with: neither is looked at. A row that cannot be read is left out.
final class Catalogues {

    private Catalogues() {}

    private static <E extends BaseExchange> E at(E exchange, String rest) {
        exchange.applySpecification(Specifications.of(exchange, rest));
        return exchange;
    }

    static List<Specification> binance(String rest) throws IOException {
        var service = (BinanceMarketDataServiceRaw) at(new BinanceExchange(), rest)
                .getMarketDataService();
        var rows = new ArrayList<Specification>();
        for (Symbol symbol : service.getExchangeInfo().getSymbols()) {
            add(rows, symbol.getSymbol(), () -> row(symbol));
        }
        return rows;
    }

    private static Specification row(Symbol symbol) {
        Decimal tick = Decimal.NONE;
        Decimal lot = Decimal.NONE;
        Decimal minSize = Decimal.NONE;
        Decimal minNotional = Decimal.NONE;
        for (Filter filter : symbol.getFilters()) {
            switch (filter.getFilterType()) {
                case "PRICE_FILTER" -> tick = decimal(filter.getTickSize());
                case "LOT_SIZE" -> {
                    lot = decimal(filter.getStepSize());
                    minSize = decimal(filter.getMinQty());
                }
                case "NOTIONAL", "MIN_NOTIONAL" -> minNotional = decimal(filter.getMinNotional());
                case String _ -> {
                }
            }
        }
        return specification(symbol.getSymbol(),
                Instrument.spot(symbol.getBaseAsset(), symbol.getQuoteAsset()), tick, lot, minSize,
                minNotional, symbol.getStatus().equals("TRADING"));
    }

    static List<Specification> bybit(String rest) throws IOException {
        var service = (BybitMarketDataServiceRaw) at(new BybitExchange(), rest)
                .getMarketDataService();
        var answer = service.getInstrumentsInfo(BybitCategory.SPOT);
        if (!answer.isSuccess()) {
            throw new IOException("Bybit said " + answer.getRetCode() + " " + answer.getRetMsg());
        }
        var rows = new ArrayList<Specification>();
        for (BybitInstrumentInfo info : answer.getResult().getList()) {
            if (info instanceof BybitSpotInstrumentInfo spot) {
                add(rows, spot.getSymbol(), () -> row(spot));
            }
        }
        return rows;
    }

    private static Specification row(BybitSpotInstrumentInfo spot) {
        var size = spot.getLotSizeFilter();
        return specification(spot.getSymbol(),
                Instrument.spot(spot.getBaseCoin(), spot.getQuoteCoin()),
                decimal(plain(spot.getPriceFilter().getTickSize())),
                decimal(plain(size.getBasePrecision())), decimal(plain(size.getMinOrderQty())),
                size.getMinOrderAmt() == null
                        ? Decimal.NONE
                        : decimal(plain(size.getMinOrderAmt())),
                spot.getStatus() == BybitInstrumentInfo.InstrumentStatus.TRADING);
    }

    private static @Nullable String plain(java.math.@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }

    private static Decimal decimal(@Nullable String text) {
        if (text == null) {
            throw new Malformed("a rule is missing");
        }
        return Decimal.of(new Json.Text(text));
    }

    private static Specification specification(String symbol, Instrument instrument, Decimal tick,
            Decimal lot, Decimal minSize, Decimal minNotional, boolean trading) {
        int sizeScale = Math.max(lot.scale(), minSize.scale());
        return new Specification(symbol, instrument,
                new Rules(tick.scale(), sizeScale, tick.at(tick.scale()), lot.at(sizeScale),
                        minSize.at(sizeScale), minNotional.up(Rules.NOTIONAL_SCALE), 1,
                        trading ? Rules.Status.TRADING : Rules.Status.HALTED));
    }

    private static void add(List<Specification> rows, String symbol,
            java.util.function.Supplier<Specification> row) {
        try {
            rows.add(row.get());
        } catch (Malformed | IllegalArgumentException | NullPointerException e) {
            // Left out: better asked for again by the dialect than listed by wrong rules.
            org.slf4j.LoggerFactory.getLogger(Catalogues.class).debug("{} is left out: {}", symbol,
                    Attempt.reason(e));
        }
    }
}
