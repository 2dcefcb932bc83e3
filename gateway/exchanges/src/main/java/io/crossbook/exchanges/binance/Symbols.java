package io.crossbook.exchanges.binance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Base and quote of a symbol that writes them together, as far as well-known quotes tell.
final class Symbols {

    private static final List<String> QUOTES = List.of("FDUSD", "USDT", "USDC", "BUSD", "TUSD",
            "USDP", "USD1", "DAI", "USD", "EUR", "TRY", "BRL", "GBP", "AUD", "JPY", "ARS", "MXN",
            "BTC", "ETH", "BNB");

    private Symbols() {}

    /// Base and quote, or null. A `B` before `USD` is the quote's, except for BNB.
    static Map.@Nullable Entry<String, String> split(String symbol) {
        if (symbol.equals("BNBUSD")) {
            return Map.entry("BNB", "USD");
        }
        for (String quote : QUOTES) {
            if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
                return Map.entry(symbol.substring(0, symbol.length() - quote.length()), quote);
            }
        }
        return null;
    }
}
