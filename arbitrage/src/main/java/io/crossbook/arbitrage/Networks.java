package io.crossbook.arbitrage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The names of networks, made one: each exchange has its own word for Ethereum.
///
/// Two names are one network only where the table says so; a name that it does not know is itself and no other. Better a way that
/// is not found than coins on a chain where nobody has a key.
public final class Networks {

    private static final Map<String, String> CANONICAL = new HashMap<>();

    static {
        alias("ETH", "ERC20", "ETHEREUM", "ETHERC20", "ETHEREUMERC20", "ETHEREUMMAINNET");
        alias("TRX", "TRC20", "TRON", "TRONTRC20");
        alias("BSC", "BEP20", "BNBSMARTCHAIN", "BSCBEP20", "BEP20BSC", "BNBSMARTCHAINBEP20",
                "BNBCHAIN");
        alias("SOL", "SOLANA", "SPL");
        alias("BTC", "BITCOIN", "SEGWIT", "BTCSEGWIT", "NATIVESEGWIT");
        alias("LIGHTNING", "LIGHTNINGNETWORK", "BITCOINLIGHTNING", "BTCLIGHTNING", "LN", "LNBTC");
        alias("POLYGON", "MATIC", "POLYGONPOS", "PLASMAPOS", "POLYGONMATIC");
        alias("ARBITRUM", "ARBITRUMONE", "ARBI", "ARBONE", "ARBITRUMONENETWORK");
        alias("OPTIMISM", "OP", "OPTMAINNET", "OPTIMISMMAINNET", "OPTIMISTICETHEREUM");
        alias("AVAXC", "CAVAX", "AVAXCCHAIN", "AVALANCHEC", "AVALANCHECCHAIN");
        alias("BASE", "BASEMAINNET", "BASEEVM");
        alias("TON", "THEOPENNETWORK", "TONCOIN");
        alias("XRP", "RIPPLE", "XRPLEDGER");
        alias("XLM", "STELLAR", "STELLARLUMENS");
        alias("LTC", "LITECOIN");
        alias("DOGE", "DOGECOIN");
        alias("ADA", "CARDANO");
        alias("BCH", "BITCOINCASH");
        alias("DOT", "POLKADOT");
        alias("ALGO", "ALGORAND");
        alias("APT", "APTOS");
    }

    private Networks() {}

    private static void alias(String network, String... others) {
        CANONICAL.put(network, network);
        for (String other : others) {
            CANONICAL.put(other, network);
        }
    }

    /// The one name of a network that an exchange calls `name` where it moves `asset`: `ETH` for `ERC20`, `USDT-ERC20` and
    /// `Tether USD (ERC20)`.
    public static String canonical(String asset, String name) {
        String upper = name.toUpperCase(Locale.ROOT).strip();
        int open = upper.lastIndexOf('(');
        int close = upper.lastIndexOf(')');
        if (open >= 0 && close > open + 1) {
            String within = CANONICAL.get(bare(upper.substring(open + 1, close)));
            if (within != null) {
                return within;
            }
        }
        String prefix = asset.toUpperCase(Locale.ROOT) + "-";
        String own = bare(upper.startsWith(prefix) ? upper.substring(prefix.length()) : upper);
        return CANONICAL.getOrDefault(own, own);
    }

    private static String bare(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters.append(c);
            }
        }
        return letters.toString();
    }
}
