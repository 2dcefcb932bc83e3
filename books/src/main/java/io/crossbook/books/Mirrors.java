package io.crossbook.books;

import java.util.List;
import java.util.Map;

/// Which quote assets share one order book on an exchange: two listings, but one market.
///
/// By the exchange's name in `exchanges.yaml`: families of quote assets, the one that counts first. Spot only.
public record Mirrors(Map<String, List<List<String>>> families) {

    /// No exchange mirrors anything.
    public static final Mirrors NONE = new Mirrors(Map.of());

    /// Coinbase: the public channels of `-USDC` send the book of `-USD`. OKX: the unified USD order book trades USD, USDC
    /// and USDG together, but not USDT.
    public static final Mirrors DEFAULT = new Mirrors(
            Map.of("coinbase", List.of(List.of("USD", "USDC")),
                    "okx", List.of(List.of("USD", "USDC", "USDG"))));

    public Mirrors {
        families = Map.copyOf(families);
    }

    /// Whether two listings show one and the same book.
    public boolean sameBook(Listing one, Listing other) {
        if (!one.exchange().equals(other.exchange())) {
            return false;
        }
        Instrument left = one.instrument();
        Instrument right = other.instrument();
        if (left.equals(right)) {
            return true;
        }
        return left.kind() == Instrument.Kind.SPOT && right.kind() == Instrument.Kind.SPOT
                && left.base().equals(right.base())
                && related(one.exchange(), left.quote(), right.quote());
    }

    /// Of two listings of one book, the one that counts.
    Listing original(Listing one, Listing other) {
        int left = rank(one);
        int right = rank(other);
        return left < right || (left == right && one.id() <= other.id()) ? one : other;
    }

    private boolean related(String exchange, String quote, String otherQuote) {
        for (List<String> family : families.getOrDefault(exchange, List.of())) {
            if (family.contains(quote) && family.contains(otherQuote)) {
                return true;
            }
        }
        return false;
    }

    private int rank(Listing listing) {
        for (List<String> family : families.getOrDefault(listing.exchange(), List.of())) {
            int rank = family.indexOf(listing.instrument().quote());
            if (rank >= 0) {
                return rank;
            }
        }
        return 0;
    }
}
