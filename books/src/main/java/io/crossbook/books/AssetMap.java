package io.crossbook.books;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which assets of different exchanges are one and the same: a shared ticker alone proves nothing.
///
/// Grows while configuration and metadata are read; belongs to the thread that reads it.
public final class AssetMap {

    /// What is known of two listings of one instrument.
    public enum Sameness {
        /// An entry, a contract address or common knowledge says that the assets are the same.
        SAME,
        /// An entry calls one of them otherwise, or their contracts on one chain differ.
        DIFFERENT,
        /// Only the names agree.
        UNKNOWN
    }

    /// Money and coins whose tickers mean the same everywhere.
    private static final Set<String> COMMON = Set.of("USD", "EUR", "GBP", "CHF", "JPY", "CAD",
            "AUD", "KRW", "TRY", "BRL", "USDT", "USDC", "DAI", "BTC", "ETH", "SOL", "XRP", "ADA",
            "DOGE", "LTC", "BCH", "ETC", "DOT", "LINK", "AVAX", "TRX", "XLM", "ATOM", "BNB",
            "SHIB", "NEAR", "FIL", "XMR", "ALGO", "XTZ", "AAVE");

    /// What is known of one exchange's ticker. Of its chains and its contracts on them, the same places belong together.
    private static final class Known {
        /// What it is; null when only its own name says so.
        private @Nullable String asset;
        /// Whether an entry says that it is what it is called.
        private boolean confirmed;
        private String[] chains = {};
        private String[] addresses = {};

        /// True when that is news.
        private boolean contract(String chain, String address) {
            for (int i = 0; i < chains.length; i++) {
                if (chains[i].equals(chain)) {
                    boolean news = !addresses[i].equals(address);
                    addresses[i] = address;
                    return news;
                }
            }
            chains = Arrays.copyOf(chains, chains.length + 1);
            addresses = Arrays.copyOf(addresses, chains.length);
            chains[chains.length - 1] = chain;
            addresses[chains.length - 1] = address;
            return true;
        }
    }

    private static final Known NOTHING = new Known();

    /// By exchange and ticker: looked up without a key of both, which would have to be made.
    private final Map<String, Map<String, Known>> known = new HashMap<>();
    private int version;

    /// States what an exchange's ticker is: `bybit`, `NEIRO`, `NEIROETH`; or that it is what it is called.
    public AssetMap entry(String exchange, String ticker, String asset) {
        learn(exchange, ticker).asset = asset;
        learn(exchange, asset).confirmed = true;
        version++;
        return this;
    }

    /// Adds what an exchange's metadata says of an asset: its contract on a chain. Chains are named alike for all
    /// exchanges by whoever calls.
    public AssetMap contract(String exchange, String asset, String chain, String address) {
        // Hexadecimal addresses come in both cases; those of other chains tell them apart.
        String plain = address.startsWith("0x") ? address.toLowerCase(Locale.ROOT) : address;
        if (learn(exchange, asset).contract(chain.toUpperCase(Locale.ROOT), plain)) {
            version++;
        }
        return this;
    }

    private Known learn(String exchange, String ticker) {
        return known.computeIfAbsent(exchange, _ -> new HashMap<>()).computeIfAbsent(ticker,
                _ -> new Known());
    }

    private Known known(String exchange, String ticker) {
        Map<String, Known> tickers = known.get(exchange);
        return tickers == null ? NOTHING : tickers.getOrDefault(ticker, NOTHING);
    }

    /// What an exchange's ticker is called here.
    public String asset(String exchange, String ticker) {
        String asset = known(exchange, ticker).asset;
        return asset == null ? ticker : asset;
    }

    /// What is known of the assets that two listings have in common by name, of one instrument or not, all taken together. With none in
    /// common nothing speaks against them. Allocates nothing.
    public Sameness compare(Listing one, Listing other) {
        if (one.exchange().equals(other.exchange())) {
            return Sameness.SAME;
        }
        Sameness base = compare(one, one.instrument().base(), other);
        Sameness quote = compare(one, one.instrument().quote(), other);
        if (base == Sameness.DIFFERENT || quote == Sameness.DIFFERENT) {
            return Sameness.DIFFERENT;
        }
        return base == quote ? base : Sameness.UNKNOWN;
    }

    /// What is known of one asset of a listing, where the other has one of that name too.
    Sameness compare(Listing one, String asset, Listing other) {
        return asset.equals(other.instrument().base()) || asset.equals(other.instrument().quote())
                ? compare(one.exchange(), other.exchange(), asset)
                : Sameness.SAME;
    }

    /// Whether an entry calls one of a listing's assets otherwise than the listing does.
    boolean misnamed(Listing listing) {
        return misnamed(listing.exchange(), listing.instrument().base())
                || misnamed(listing.exchange(), listing.instrument().quote());
    }

    private boolean misnamed(String exchange, String asset) {
        return !asset(exchange, asset).equals(asset);
    }

    /// Whether both assets of a listing are what they are called, by an entry or common knowledge.
    boolean confirmed(Listing listing) {
        return is(listing.exchange(), listing.instrument().base())
                && is(listing.exchange(), listing.instrument().quote());
    }

    private boolean is(String exchange, String asset) {
        return !misnamed(exchange, asset) && confirmed(exchange, asset);
    }

    /// Moves when anything was added.
    int version() {
        return version;
    }

    private Sameness compare(String exchange, String other, String ticker) {
        String asset = asset(exchange, ticker);
        if (!asset.equals(asset(other, ticker))) {
            return Sameness.DIFFERENT;
        }
        if (confirmed(exchange, asset) && confirmed(other, asset)) {
            return Sameness.SAME;
        }
        Known here = known(exchange, ticker);
        Known there = known(other, ticker);
        Sameness found = Sameness.UNKNOWN;
        for (int i = 0; i < here.chains.length; i++) {
            for (int j = 0; j < there.chains.length; j++) {
                if (here.chains[i].equals(there.chains[j])) {
                    if (here.addresses[i].equals(there.addresses[j])) {
                        return Sameness.SAME;
                    }
                    found = Sameness.DIFFERENT;
                }
            }
        }
        return found;
    }

    private boolean confirmed(String exchange, String asset) {
        return COMMON.contains(asset) || known(exchange, asset).confirmed;
    }
}
