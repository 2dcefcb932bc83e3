package io.crossbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the first lines of a recording tell about all of it: whose it is, where it was recorded, and the depth that was
/// subscribed to (0 where none is named).
record RecordedFacts(String venue, String url, int depth) {

    // Whoever subscribes does so before the first book; this bounds the look for one who never says a depth.
    private static final int MOST_LOOKED_AT = 2_000;
    private static final Pattern DEPTH = Pattern.compile("\"depth\":\\s*([0-9]{1,5})");

    static RecordedFacts of(Path file) throws IOException, Failure {
        String venue = "";
        String url = "";
        try (var recording = Recording.open(file)) {
            for (Recorded line = recording.next(); line != null
                    && line.record() < MOST_LOOKED_AT; line = recording.next()) {
                venue = venue.isEmpty() ? line.venue() : venue;
                url = url.isEmpty() && !line.direction().equals("rest")
                        ? line.url().replaceFirst("\\?.*", "")
                        : url;
                int depth = depth(line);
                if (depth > 0) {
                    return new RecordedFacts(venue, url, depth);
                }
            }
        }
        if (venue.isEmpty()) {
            throw new Failure(Exit.FAILED, file + ": holds no record");
        }
        return new RecordedFacts(venue, url, 0);
    }

    // In our own subscription, or in the exchange's answer to it.
    private static int depth(Recorded line) {
        String text = line.frame().toString();
        if (!line.direction().equals("send") && !text.contains("subscri")) {
            return 0;
        }
        Matcher matcher = DEPTH.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
