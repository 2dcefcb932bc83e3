package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one exchange's tape offers: its keys, and listings put together from the digits seen.
final class TapeIndex {

    private static final Pattern LEVEL = Pattern
            .compile("(?:\\[\"|\"price\":)([0-9.]+)(?:\",\"|,\"qty\":)([0-9.]+)");
    private static final List<String> QUOTES = List.of("USDT", "USDC", "FDUSD", "TUSD", "BUSD",
            "USD",
            "EUR", "GBP", "TRY", "BTC", "ETH", "BNB", "XBT");

    private final Exchange exchange;
    /// By key: the connection that it was recorded on, and its first frame.
    private final Map<String, TapeRecord> first = new LinkedHashMap<>();
    private final Map<String, int[]> digits = new LinkedHashMap<>();
    private final Map<String, Integer> krakenDepths = new LinkedHashMap<>();

    TapeIndex(Exchange exchange, List<TapeRecord> records) {
        this.exchange = exchange;
        for (TapeRecord record : records) {
            if (record.exchange() == exchange) {
                add(record);
            }
        }
    }

    private void add(TapeRecord record) {
        if (record.kind() == TapeRecord.Kind.DATA) {
            first.putIfAbsent(record.key(), record);
            if (exchange == Exchange.KRAKEN
                    && record.frame().startsWith("{\"channel\":\"book\",\"type\":\"snap")) {
                int levels = (record.frame().length()
                        - record.frame().replace("\"qty\"", "").length()) / 5;
                krakenDepths.merge(record.key(), KrakenFeed.DEPTHS.stream()
                        .filter(depth -> 2 * depth >= levels).findFirst().orElse(1_000), Math::max);
            }
        }
        if (record.kind() == TapeRecord.Kind.SNAPSHOT || record.key().contains("depth")
                || record.key().contains("book")) {
            int[] seen = digits.computeIfAbsent(symbol(record), _ -> new int[2]);
            Matcher level = LEVEL.matcher(record.frame());
            while (level.find()) {
                seen[0] = Math.max(seen[0], decimals(level.group(1)));
                seen[1] = Math.max(seen[1], decimals(level.group(2)));
            }
        }
    }

    /// Decimals that are not trailing zeros.
    private static int decimals(String number) {
        int point = number.indexOf('.');
        int end = number.length();
        while (end > point && point >= 0 && number.charAt(end - 1) == '0') {
            end--;
        }
        return point < 0 ? 0 : end - point - 1;
    }

    private String symbol(TapeRecord record) {
        String key = record.key();
        if (record.kind() == TapeRecord.Kind.SNAPSHOT) {
            return key;
        }
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES ->
                key.substring(0, key.indexOf('@')).toUpperCase(Locale.ROOT);
            case KRAKEN -> key.substring(key.indexOf(' ') + 1);
            case BYBIT -> key.substring(key.lastIndexOf('.') + 1);
        };
    }

    boolean has(String key) {
        return first.containsKey(key);
    }

    /// The connection that a key was recorded on: its heartbeats go with it.
    String connection(String key) {
        TapeRecord record = first.get(key);
        return record == null ? "" : record.connection();
    }

    /// The first frame of a key; empty where there is none.
    String firstFrame(String key) {
        TapeRecord record = first.get(key);
        return record == null ? "" : record.frame();
    }

    /// A stream of the tape that serves this one: itself, or for a diff book the same at the
    /// recorded speed.
    String stream(String wanted) {
        if (has(wanted) || !wanted.matches("[^@]+@depth(@\\d+ms)?")) {
            return wanted;
        }
        String diff = wanted.substring(0, wanted.indexOf('@')) + "@depth";
        return first.keySet().stream().filter(key -> key.equals(diff) || key.startsWith(diff + "@"))
                .findFirst().orElse(wanted);
    }

    /// The depth that a Kraken v2 book was recorded with.
    int depth(String key) {
        return krakenDepths.getOrDefault(key, 10);
    }

    boolean lists(String symbol) {
        return symbols().contains(symbol);
    }

    Set<String> symbols() {
        Set<String> symbols = new LinkedHashSet<>(digits.keySet());
        first.values().forEach(record -> symbols.add(symbol(record)));
        return symbols;
    }

    List<Listing> listings() {
        List<Listing> listings = new ArrayList<>();
        for (String symbol : symbols()) {
            int[] seen = digits.getOrDefault(symbol, new int[]{2, 8});
            listings.add(new Listing(exchange, instrument(symbol), symbol, Math.min(seen[0], 8),
                    Math.min(seen[1], 8), 1, "5.0"));
        }
        return listings;
    }

    private static Instrument instrument(String symbol) {
        if (symbol.contains("/")) {
            Instrument named = Instrument.of(symbol);
            return new Instrument(common(named.base()), common(named.quote()));
        }
        String quote = QUOTES.stream()
                .filter(each -> symbol.endsWith(each) && symbol.length() > each.length())
                .findFirst()
                .orElse(symbol.substring(Math.max(1, symbol.length() - 3)));
        return new Instrument(symbol.substring(0, symbol.length() - quote.length()), quote);
    }

    private static String common(String asset) {
        return asset.equals("XBT") ? "BTC" : asset.equals("XDG") ? "DOGE" : asset;
    }
}
