package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the practice exchanges list: every instrument on each of them, with ticks, lots and
/// minimums of the size that the real exchanges use.
final class Listings {

    /// One row an instrument: price decimals, size decimals, minimum size and minimum notional of
    /// Binance, Kraken and Bybit.
    private static final List<String> TABLE = List.of(
            "BTC/USDT   2 5 0.00001 5.0      1 8 0.00005 0.5      1 6 0.000011 5",
            "ETH/USDT   2 4 0.0001 5.0       2 8 0.001 0.5        2 5 0.00032 5",
            "SOL/USDT   2 3 0.001 5.0        2 8 0.02 0.5         2 3 0.005 5",
            "XRP/USDT   4 1 0.1 5.0          5 8 2 0.5            4 2 0.43 5",
            "ADA/USDT   4 1 0.1 5.0          6 8 6 0.5            4 2 1.23 5",
            "LTC/USDT   2 3 0.001 5.0        2 8 0.05 0.5         2 5 0.012 5",
            "DOGE/USDT  5 0 1 1.0            7 8 13 0.5           5 1 5.2 5",
            "ETH/BTC    5 4 0.0001 0.0001    5 8 0.001 0.00002    6 5 0.00032 0.0001",
            "BTC/USDC   2 5 0.00001 5.0      2 8 0.00005 0.5      2 6 0.000011 5");

    private static final List<Exchange> COLUMNS = List.of(Exchange.BINANCE, Exchange.KRAKEN,
            Exchange.BYBIT);

    private Listings() {}

    /// Every instrument of the table, in its order.
    static List<Instrument> instruments() {
        return TABLE.stream().map(row -> Instrument.of(row.substring(0, row.indexOf(' '))))
                .toList();
    }

    /// The listings of one exchange. USD-M futures list Binance's instruments against USDT.
    static List<Listing> of(Exchange exchange) {
        List<Listing> listings = new ArrayList<>();
        for (String row : TABLE) {
            List<String> cells = List.of(row.split(" +", -1));
            Instrument instrument = Instrument.of(cells.getFirst());
            if (exchange != Exchange.BINANCE_FUTURES) {
                listings.add(listing(exchange, instrument, cells));
            } else if (instrument.quote().equals("USDT")) {
                listings.add(future(instrument, cells));
            }
        }
        return listings;
    }

    private static Listing listing(Exchange exchange, Instrument instrument, List<String> cells) {
        int at = 1 + 4 * COLUMNS.indexOf(exchange);
        int sizeDecimals = Integer.parseInt(cells.get(at + 1));
        String symbol = exchange == Exchange.KRAKEN
                ? instrument.toString()
                : instrument.base() + instrument.quote();
        return new Listing(exchange, instrument, symbol, Integer.parseInt(cells.get(at)),
                sizeDecimals,
                lots(cells.get(at + 2), sizeDecimals), cells.get(at + 3));
    }

    private static Listing future(Instrument instrument, List<String> cells) {
        int priceDecimals = Math.max(1, Integer.parseInt(cells.get(1)) - 1);
        int sizeDecimals = Math.max(0, Integer.parseInt(cells.get(2)) - 2);
        return new Listing(Exchange.BINANCE_FUTURES, instrument,
                instrument.base() + instrument.quote(),
                priceDecimals, sizeDecimals, 1, "5");
    }

    private static long lots(String size, int decimals) {
        int point = size.indexOf('.');
        String digits = point < 0 ? size : size.substring(0, point) + size.substring(point + 1);
        int present = point < 0 ? 0 : size.length() - point - 1;
        return Long.parseLong(digits) * Digits.power(decimals - present);
    }

    /// How many decimals Kraken keeps of an asset: of dollars, and what stands for them here, four.
    static int decimals(String asset) {
        return asset.startsWith("USD") ? 4 : 10;
    }

    /// Kraken's older name of an asset, spoken by WebSocket v1 and REST.
    static String oldName(String asset) {
        return switch (asset) {
            case "BTC" -> "XBT";
            case "DOGE" -> "XDG";
            default -> asset.toUpperCase(Locale.ROOT);
        };
    }
}
