package io.crossbook.simulator;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Binance's exchangeInfo, spot and USD-M.
final class BinanceMetadata {

    private final Exchange exchange;
    private final LongSupplier clock;
    private final Pacing pacing;

    BinanceMetadata(Exchange exchange, LongSupplier clock, Pacing pacing) {
        this.exchange = exchange;
        this.clock = clock;
        this.pacing = pacing;
    }

    String exchangeInfo(List<Listing> listings, Predicate<Listing> trading) {
        boolean spot = exchange == Exchange.BINANCE;
        return "{\"timezone\":\"UTC\",\"serverTime\":" + clock.getAsLong()
                + (spot ? "" : ",\"futuresType\":\"U_MARGINED\"")
                + ",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\","
                + "\"intervalNum\":1,\"limit\":" + pacing.binanceWeightPerMinute()
                + "},{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,"
                + "\"limit\":100},{\"rateLimitType\":\"ORDERS\",\"interval\":\"DAY\",\"intervalNum\":1,"
                + "\"limit\":200000},{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\","
                + "\"intervalNum\":5,\"limit\":61000}],\"exchangeFilters\":[]"
                + (spot ? "" : ",\"assets\":[{\"asset\":\"USDT\",\"marginAvailable\":true}]")
                + ",\"symbols\":" + Json.array(listings, listing -> spot
                        ? spot(listing, trading.test(listing))
                        : future(listing, trading.test(listing)))
                + "}";
    }

    private static String spot(Listing listing, boolean trading) {
        Instrument instrument = listing.instrument();
        return "{\"symbol\":\"" + listing.symbol() + "\",\"status\":\""
                + (trading ? "TRADING" : "BREAK") + "\",\"baseAsset\":\"" + instrument.base()
                + "\",\"baseAssetPrecision\":8,\"quoteAsset\":\"" + instrument.quote()
                + "\",\"quotePrecision\":8,\"quoteAssetPrecision\":8,\"baseCommissionPrecision\":8,"
                + "\"quoteCommissionPrecision\":8,\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\","
                + "\"STOP_LOSS_LIMIT\",\"TAKE_PROFIT_LIMIT\"],\"icebergAllowed\":true,"
                + "\"ocoAllowed\":true,\"otoAllowed\":true,\"quoteOrderQtyMarketAllowed\":true,"
                + "\"allowTrailingStop\":true,\"cancelReplaceAllowed\":true,\"isSpotTradingAllowed\":true,"
                + "\"isMarginTradingAllowed\":false,\"filters\":[{\"filterType\":\"PRICE_FILTER\","
                + "\"minPrice\":\"" + tick(listing) + "\",\"maxPrice\":\"1000000.00000000\","
                + "\"tickSize\":\"" + tick(listing)
                + "\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\""
                + Digits.padded(listing.minSize(), listing.sizeDecimals(), 8)
                + "\",\"maxQty\":\"9000000.00000000\",\"stepSize\":\""
                + Digits.padded(1, listing.sizeDecimals(), 8)
                + "\"},{\"filterType\":\"ICEBERG_PARTS\","
                + "\"limit\":10},{\"filterType\":\"MARKET_LOT_SIZE\",\"minQty\":\"0.00000000\","
                + "\"maxQty\":\"100000.00000000\",\"stepSize\":\"0.00000000\"},"
                + "{\"filterType\":\"PERCENT_PRICE_BY_SIDE\",\"bidMultiplierUp\":\"5\","
                + "\"bidMultiplierDown\":\"0.2\",\"askMultiplierUp\":\"5\",\"askMultiplierDown\":\"0.2\","
                + "\"avgPriceMins\":5},{\"filterType\":\"NOTIONAL\",\"minNotional\":\""
                + notional(listing)
                + "\",\"applyMinToMarket\":true,\"maxNotional\":\"9000000.00000000\","
                + "\"applyMaxToMarket\":false,\"avgPriceMins\":5},{\"filterType\":\"MAX_NUM_ORDERS\","
                + "\"maxNumOrders\":200},{\"filterType\":\"MAX_NUM_ALGO_ORDERS\","
                + "\"maxNumAlgoOrders\":5}],\"permissions\":[],\"permissionSets\":[[\"SPOT\"]],"
                + "\"defaultSelfTradePreventionMode\":\"EXPIRE_MAKER\","
                + "\"allowedSelfTradePreventionModes\":[\"NONE\",\"EXPIRE_TAKER\",\"EXPIRE_MAKER\","
                + "\"EXPIRE_BOTH\"]}";
    }

    private static String tick(Listing listing) {
        return Digits.padded(1, listing.priceDecimals(), 8);
    }

    /// Eight decimals, like every amount that Binance prints.
    private static String notional(Listing listing) {
        String text = listing.minNotional().contains(".")
                ? listing.minNotional()
                : listing.minNotional() + ".";
        return text + "0".repeat(9 - text.length() + text.indexOf('.'));
    }

    private static String future(Listing listing, boolean trading) {
        Instrument instrument = listing.instrument();
        String tick = Digits.plain(1, listing.priceDecimals());
        String step = Digits.plain(1, listing.sizeDecimals());
        return "{\"symbol\":\"" + listing.symbol() + "\",\"pair\":\"" + listing.symbol()
                + "\",\"contractType\":\"PERPETUAL\",\"deliveryDate\":4133404800000,"
                + "\"onboardDate\":1569398400000,\"status\":\"" + (trading ? "TRADING" : "BREAK")
                + "\",\"maintMarginPercent\":\"2.5000\",\"requiredMarginPercent\":\"5.0000\","
                + "\"baseAsset\":\"" + instrument.base() + "\",\"quoteAsset\":\""
                + instrument.quote()
                + "\",\"marginAsset\":\"" + instrument.quote() + "\",\"pricePrecision\":"
                + listing.priceDecimals() + ",\"quantityPrecision\":" + listing.sizeDecimals()
                + ",\"baseAssetPrecision\":8,\"quotePrecision\":8,\"underlyingType\":\"COIN\","
                + "\"underlyingSubType\":[],\"settlePlan\":0,\"triggerProtect\":\"0.0500\","
                + "\"liquidationFee\":\"0.012500\",\"marketTakeBound\":\"0.05\",\"filters\":[{\"minPrice\":\""
                + tick
                + "\",\"maxPrice\":\"4529764\",\"filterType\":\"PRICE_FILTER\",\"tickSize\":\""
                + tick
                + "\"},{\"stepSize\":\"" + step
                + "\",\"filterType\":\"LOT_SIZE\",\"maxQty\":\"1000000\","
                + "\"minQty\":\"" + step + "\"},{\"stepSize\":\"" + step
                + "\",\"filterType\":\"MARKET_LOT_SIZE\",\"maxQty\":\"120000\",\"minQty\":\"" + step
                + "\"},{\"limit\":200,\"filterType\":\"MAX_NUM_ORDERS\"},{\"notional\":\""
                + listing.minNotional() + "\",\"filterType\":\"MIN_NOTIONAL\"},"
                + "{\"multiplierDown\":\"0.9500\",\"multiplierUp\":\"1.0500\","
                + "\"multiplierDecimal\":\"4\",\"filterType\":\"PERCENT_PRICE\"}],"
                + "\"orderTypes\":[\"LIMIT\",\"MARKET\",\"STOP\",\"STOP_MARKET\",\"TAKE_PROFIT\","
                + "\"TAKE_PROFIT_MARKET\",\"TRAILING_STOP_MARKET\"],"
                + "\"timeInForce\":[\"GTC\",\"IOC\",\"FOK\",\"GTX\",\"GTD\"]}";
    }
}
