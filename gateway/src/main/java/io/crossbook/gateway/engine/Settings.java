package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import java.util.List;

/// The part of the configuration that decides something: what the engine sees of `exchanges.yaml`.
///
/// `auditMillis` is how often one sampled book is compared with the exchange's own snapshot (0: never).
/// `mirrors` are groups of listings that show one and the same book, as `exchange BASE/QUOTE` with `*` for any base:
/// they count once.
public record Settings(List<Exchange> exchanges, DetectorSettings detector, long auditMillis,
        List<Mirror> mirrors,
        List<AssetEntry> assets) {

    public Settings {
        exchanges = List.copyOf(exchanges);
        mirrors = List.copyOf(mirrors);
        assets = List.copyOf(assets);
    }

    /// The same for other exchanges, or for these otherwise.
    public Settings with(List<Exchange> others) {
        return new Settings(others, detector, auditMillis, mirrors, assets);
    }

    /// One entry. `takerFee` and `makerFee` are fractions of notional at [DetectorSettings#FEE_SCALE] decimals.
    /// `instruments` are what shall be streamed; `symbols` may name a wire symbol where the dialect's rule is wrong.
    public record Exchange(Entry entry, String dialect, boolean enabled,
            List<Instrument> instruments,
            BookLimits limits, long takerFee, long makerFee) {
        public Exchange {
            instruments = List.copyOf(instruments);
        }

        /// The same fees and limits for what `recorded` streamed, as it was spoken then.
        public Exchange of(Exchange recorded, List<Instrument> streamed) {
            return new Exchange(recorded.entry, recorded.dialect, enabled && recorded.enabled,
                    streamed, limits, takerFee, makerFee);
        }

        /// The same, switched on or off.
        public Exchange with(boolean isEnabled) {
            return new Exchange(entry, dialect, isEnabled, instruments, limits, takerFee, makerFee);
        }
    }

    /// On `exchange`, books quoted in `quote` mirror those quoted in `of`.
    public record Mirror(String exchange, String quote, String of) {}

    /// On `exchange`, the ticker `code` is the asset `asset` of everywhere else.
    public record AssetEntry(String exchange, String code, String asset) {}
}
