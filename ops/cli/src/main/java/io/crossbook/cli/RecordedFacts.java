package io.crossbook.cli;

import io.crossbook.exchanges.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the first lines of a recording tell about all of it: whose it is, where it was recorded, the depth that was subscribed
/// to, and how many levels REST snapshots were limited to (0 where none is named).
record RecordedFacts(String venue, String url, int depth, int snapshotLimit) {

    // Whoever subscribes does so before the first book; this bounds the look for one who never says a depth.
    private static final int MOST_LOOKED_AT = 2_000;
    // In a subscription or the answer to it; Bybit names it in every topic.
    private static final Pattern DEPTH = Pattern
            .compile("\"depth\":\\s*([0-9]{1,5})|\"orderbook\\.([0-9]{1,5})\\.");
    private static final Pattern LIMIT = Pattern.compile("[?&]limit=([0-9]{1,5})\\b");
    // Kraken's books are cut off at the subscribed depth. Where that was not recorded, nothing may be: its checksum watches
    // over what that leaves at the far end.
    private static final int KRAKEN_DEEPEST = 1_000;
    // The most that both Binance markets take.
    private static final int BINANCE_LIMIT = 1_000;

    static RecordedFacts of(Path file) throws IOException, Failure {
        String venue = "";
        String url = "";
        int depth = 0;
        int limit = 0;
        try (var recording = Recording.open(file)) {
            for (Recorded line = recording.next(); line != null
                    && line.record() < MOST_LOOKED_AT; line = recording.next()) {
                venue = venue.isEmpty() ? line.venue() : venue;
                boolean rest = line.direction().equals("rest");
                url = url.isEmpty() && !rest ? line.url().replaceFirst("\\?.*", "") : url;
                // The best quotes of Bybit are a book of depth 1: the deepest is the book.
                depth = Math.max(depth, rest ? 0 : depth(line));
                limit = Math.max(limit, rest ? first(LIMIT.matcher(line.url())) : 0);
            }
        }
        if (venue.isEmpty()) {
            throw new Failure(Exit.FAILED, file + ": holds no record");
        }
        return new RecordedFacts(venue, url, depth, limit);
    }

    /// What a configuration would say of the exchange as it was recorded.
    Entry entry(Venue venue) {
        boolean deepest = depth == 0 && venue.dialect().equals("kraken");
        return new Entry(venue.exchange(), url, "", deepest ? KRAKEN_DEEPEST : depth, true, true,
                Map.of(), options(venue));
    }

    // A snapshot as long as its limit was cut there: what lies beyond is unknown.
    private Map<String, String> options(Venue venue) {
        boolean binance = venue.dialect().startsWith("binance");
        return binance && snapshotLimit > 0 && snapshotLimit <= BINANCE_LIMIT
                ? Map.of("snapshotLimit", Integer.toString(snapshotLimit))
                : Map.of();
    }

    private static int depth(Recorded line) {
        String text = line.frame().toString();
        boolean tells = line.direction().equals("send") || text.contains("subscri")
                || text.contains("\"topic\"");
        return tells ? first(DEPTH.matcher(text)) : 0;
    }

    private static int first(Matcher matcher) {
        if (!matcher.find()) {
            return 0;
        }
        String number = matcher.group(1);
        return Integer.parseInt(number == null ? matcher.group(2) : number);
    }
}
