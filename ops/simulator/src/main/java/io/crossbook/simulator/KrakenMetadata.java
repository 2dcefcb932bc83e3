package io.crossbook.simulator;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Kraken's Assets and AssetPairs, in the shape that XChange and ccxt read.
final class KrakenMetadata {

    private KrakenMetadata() {}

    static String assets(List<Listing> listings) {
        Stream<String> traded = listings.stream()
                .flatMap(listing -> Stream.of(listing.instrument().base(),
                        listing.instrument().quote()))
                .distinct().map(asset -> asset(KrakenNames.asset(asset), Listings.oldName(asset)));
        // Fees are counted in dollars, so clients look that asset up whether it is traded here or
        // not.
        return Stream.concat(traded, Stream.of(asset("ZUSD", "USD")))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String asset(String key, String alternative) {
        return "\"" + key + "\":{\"aclass\":\"currency\",\"altname\":\"" + alternative
                + "\",\"decimals\":" + Listings.decimals(alternative)
                + ",\"display_decimals\":" + Listings.decimals(alternative) / 2
                + ",\"collateral_value\":1.0,"
                + "\"status\":\"enabled\",\"margin_rate\":0.02}";
    }

    static String pairs(List<Listing> listings, Predicate<Listing> trading) {
        return listings.stream().map(listing -> pair(listing, trading.test(listing)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String pair(Listing listing, boolean trading) {
        Instrument instrument = listing.instrument();
        return "\"" + KrakenNames.pair(instrument) + "\":{\"altname\":\""
                + KrakenNames.alternative(instrument) + "\",\"wsname\":\""
                + KrakenNames.socket(instrument) + "\",\"aclass_base\":\"currency\",\"base\":\""
                + KrakenNames.asset(instrument.base())
                + "\",\"aclass_quote\":\"currency\",\"quote\":\""
                + KrakenNames.asset(instrument.quote()) + "\",\"lot\":\"unit\",\"cost_decimals\":"
                + listing.costDecimals() + ",\"pair_decimals\":" + listing.priceDecimals()
                + ",\"lot_decimals\":" + listing.sizeDecimals() + ",\"lot_multiplier\":1,"
                + "\"leverage_buy\":[],\"leverage_sell\":[],\"fees\":[[0,0.4],[10000,0.35],[50000,0.24],"
                + "[100000,0.22],[250000,0.2],[500000,0.18]],\"fees_maker\":[[0,0.25],[10000,0.2],"
                + "[50000,0.14],[100000,0.12],[250000,0.1],[500000,0.08]],\"fee_volume_currency\":\"ZUSD\","
                + "\"margin_call\":80,\"margin_stop\":40,\"ordermin\":\""
                + listing.size(listing.minSize()).replaceAll("\\.?0+$", "") + "\",\"costmin\":\""
                + listing.minNotional() + "\",\"tick_size\":\""
                + Digits.plain(1, listing.priceDecimals())
                + "\",\"status\":\"" + (trading ? "online" : "cancel_only") + "\"}";
    }
}
