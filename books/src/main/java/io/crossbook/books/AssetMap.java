package io.crossbook.books;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which assets of different exchanges are one and the same: a shared ticker alone proves nothing.
///
/// Grows while configuration and metadata are read; belongs to the thread that reads it.
public final class AssetMap {

    /// What is known of two listings of one instrument.
    public enum Sameness {
        /// An entry, a contract address or common knowledge says that the assets are the same.
        SAME,
        /// Their contracts on one chain differ.
        DIFFERENT,
        /// Only the names agree.
        UNKNOWN
    }

    /// Money and coins whose tickers mean the same everywhere.
    private static final Set<String> COMMON = Set.of("USD", "EUR", "GBP", "CHF", "JPY", "CAD",
            "AUD", "KRW", "TRY", "BRL", "USDT", "USDC", "DAI", "BTC", "ETH", "SOL", "XRP", "ADA",
            "DOGE", "LTC", "BCH", "ETC", "DOT", "LINK", "AVAX", "TRX", "XLM", "ATOM", "BNB",
            "SHIB", "NEAR", "FIL", "XMR", "ALGO", "XTZ", "AAVE");

    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> confirmed = new HashSet<>();
    private final Map<String, Map<String, String>> contracts = new HashMap<>();
    private int version;

    /// States what an exchange's ticker is: `bybit`, `NEIRO`, `NEIROETH`; or that it is what it is called.
    public AssetMap entry(String exchange, String ticker, String asset) {
        renamed.put(exchange + ':' + ticker, asset);
        confirmed.add(exchange + ':' + asset);
        version++;
        return this;
    }

    /// Adds what an exchange's metadata says of an asset: its contract on a chain. Chains are named alike for all
    /// exchanges by whoever calls.
    public AssetMap contract(String exchange, String asset, String chain, String address) {
        // Hexadecimal addresses come in both cases; those of other chains tell them apart.
        String plain = address.startsWith("0x") ? address.toLowerCase(Locale.ROOT) : address;
        contracts.computeIfAbsent(exchange + ':' + asset, _ -> new HashMap<>())
                .put(chain.toUpperCase(Locale.ROOT), plain);
        version++;
        return this;
    }

    /// What an exchange's ticker is called here.
    public String asset(String exchange, String ticker) {
        return renamed.getOrDefault(exchange + ':' + ticker, ticker);
    }

    /// What is known of two listings that go by one name, base and quote taken together.
    public Sameness compare(Listing one, Listing other) {
        if (one.exchange().equals(other.exchange())) {
            return Sameness.SAME;
        }
        Instrument instrument = one.instrument();
        Sameness base = compare(one.exchange(), other.exchange(), instrument.base());
        Sameness quote = compare(one.exchange(), other.exchange(), instrument.quote());
        if (base == Sameness.DIFFERENT || quote == Sameness.DIFFERENT) {
            return Sameness.DIFFERENT;
        }
        return base == quote ? base : Sameness.UNKNOWN;
    }

    /// Whether both assets of a listing are what they are called, by an entry or common knowledge.
    boolean confirmed(Listing listing) {
        return confirmed(listing.exchange(), listing.instrument().base())
                && confirmed(listing.exchange(), listing.instrument().quote());
    }

    /// Moves when anything was added.
    int version() {
        return version;
    }

    private Sameness compare(String exchange, String other, String asset) {
        if (confirmed(exchange, asset) && confirmed(other, asset)) {
            return Sameness.SAME;
        }
        Map<String, String> here = contracts.getOrDefault(exchange + ':' + asset, Map.of());
        Map<String, String> there = contracts.getOrDefault(other + ':' + asset, Map.of());
        Sameness found = Sameness.UNKNOWN;
        for (var contract : here.entrySet()) {
            String address = there.get(contract.getKey());
            if (contract.getValue().equals(address)) {
                return Sameness.SAME;
            }
            found = address == null ? found : Sameness.DIFFERENT;
        }
        return found;
    }

    private boolean confirmed(String exchange, String asset) {
        return COMMON.contains(asset) || confirmed.contains(exchange + ':' + asset);
    }
}
