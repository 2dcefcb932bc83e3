package io.crossbook.simulator;

/// Bybit's instruments-info, one entry a listing.
final class BybitMetadata {

    private BybitMetadata() {}

    static String spot(Listing listing, boolean trading) {
        return "{\"symbol\":\"" + listing.symbol() + "\",\"baseCoin\":\""
                + listing.instrument().base()
                + "\",\"quoteCoin\":\"" + listing.instrument().quote() + "\",\"innovation\":\"0\","
                + "\"status\":\"" + (trading ? "Trading" : "Closed")
                + "\",\"marginTrading\":\"none\",\"stTag\":\"0\",\"lotSizeFilter\":{\"basePrecision\":\""
                + Digits.plain(1, listing.sizeDecimals()) + "\",\"quotePrecision\":\"0.00000001\","
                + "\"minOrderQty\":\"" + listing.size(listing.minSize()) + "\",\"maxOrderQty\":\""
                + listing.size(1_000_000_000L) + "\",\"minOrderAmt\":\"" + listing.minNotional()
                + "\",\"maxOrderAmt\":\"8000000\",\"maxLimitOrderQty\":\""
                + listing.size(1_000_000_000L)
                + "\",\"maxMarketOrderQty\":\"" + listing.size(500_000_000L)
                + "\"},\"priceFilter\":{\"tickSize\":\"" + Digits.plain(1, listing.priceDecimals())
                + "\"},\"riskParameters\":{\"priceLimitRatioX\":\"0.01\",\"priceLimitRatioY\":\"0.02\"}}";
    }

    static String linear(Listing listing, boolean trading) {
        String tick = Digits.plain(1, listing.priceDecimals());
        String lot = Digits.plain(1, listing.sizeDecimals());
        return "{\"symbol\":\"" + listing.symbol()
                + "\",\"contractType\":\"LinearPerpetual\",\"status\":\""
                + (trading ? "Trading" : "Closed") + "\",\"baseCoin\":\""
                + listing.instrument().base() + "\",\"quoteCoin\":\"" + listing.instrument().quote()
                + "\",\"launchTime\":\"1585526400000\",\"deliveryTime\":\"0\",\"deliveryFeeRate\":\"\","
                + "\"priceScale\":\"" + listing.priceDecimals()
                + "\",\"leverageFilter\":{\"minLeverage\":"
                + "\"1\",\"maxLeverage\":\"100.00\",\"leverageStep\":\"0.01\"},\"priceFilter\":{"
                + "\"minPrice\":\"" + tick + "\",\"maxPrice\":\"1999999.80\",\"tickSize\":\"" + tick
                + "\"},\"lotSizeFilter\":{\"maxOrderQty\":\"" + listing.size(1_000_000_000L)
                + "\",\"minOrderQty\":\"" + lot + "\",\"qtyStep\":\"" + lot
                + "\",\"postOnlyMaxOrderQty\":\"" + listing.size(1_000_000_000L)
                + "\",\"maxMktOrderQty\":\"" + listing.size(500_000_000L)
                + "\",\"minNotionalValue\":\"5\"},\"unifiedMarginTrade\":true,\"fundingInterval\":480,"
                + "\"settleCoin\":\"" + listing.instrument().quote()
                + "\",\"copyTrading\":\"none\","
                + "\"upperFundingRate\":\"0.00375\",\"lowerFundingRate\":\"-0.00375\"}";
    }
}
