package io.crossbook.cli;

import io.crossbook.arbitrage.Scan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Several sessions as one, in the order of time; at the same time, in the order of the command line.
final class MergedReplay {
    private final List<SessionReplay> replays;
    private final List<ScannedPair> pairs;
    private final Map<ReplayedBook, BestSeries> series = new HashMap<>();
    private final Map<ReplayedBook, Boolean> shown = new HashMap<>();
    private long now;

    MergedReplay(List<SessionReplay> replays, List<ScannedPair> pairs) {
        this.replays = replays;
        this.pairs = pairs;
        for (ScannedPair pair : pairs) {
            series.put(pair.a(), new BestSeries());
            series.put(pair.b(), new BestSeries());
        }
    }

    void run() throws IOException, Failure {
        for (SessionReplay first = first(); first != null; first = first()) {
            Recorded line = first.next();
            if (line == null) {
                throw new IllegalStateException("the first of all has a next record");
            }
            // A recorder's clock may have stepped back; the order of the lines counts.
            now = Math.max(now, line.nanos());
            for (ReplayedBook book : first.step()) {
                look(book, line);
            }
        }
    }

    private @Nullable SessionReplay first() {
        SessionReplay first = null;
        long nanos = Long.MAX_VALUE;
        for (SessionReplay replay : replays) {
            Recorded line = replay.next();
            if (line != null && line.nanos() < nanos) {
                first = replay;
                nanos = line.nanos();
            }
        }
        return first;
    }

    private void look(ReplayedBook book, Recorded line) {
        BestSeries best = series.get(book);
        if (best == null) {
            return;
        }
        boolean row = best.look(book, line) != null;
        boolean shows = BestSeries.shows(book);
        boolean before = Boolean.TRUE.equals(shown.put(book, shows));
        if (row || shows != before) {
            Scan.Row fresh = shows ? Scan.Row.of(book.book, now) : nothing(now);
            pairs.forEach(pair -> pair.row(book, fresh));
        }
    }

    // Half a book is none: its other side may not be traded against as if it stood.
    private static Scan.Row nothing(long nanos) {
        return new Scan.Row(nanos, 0, 0, 0, 0, 0, 0, 1);
    }
}
