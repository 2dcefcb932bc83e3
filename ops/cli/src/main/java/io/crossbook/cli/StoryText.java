package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.gateway.control.Earned;
import io.crossbook.gateway.control.Story;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.JournalSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The story of an attempt for people and for tools. `markouts` is how the market went on after its fills, as a daemon tells it; missing where nobody knows.
record StoryText(long id, Story story, JsonNode markouts) {

    private static final int LONGEST = 300;
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// Out of a journal; fails where that has no such attempt.
    static Story of(JournalSettings journal, long id) throws Failure {
        try {
            Story story = Story.of(journal, id);
            if (story.attempt() == null) {
                long last = story.lastAttempt();
                throw new Failure(Exit.FAILED,
                        "there is no attempt " + id + " in " + journal.where()
                                + (last == 0 ? ", nor any other" : "; the last one is " + last));
            }
            return story;
        } catch (BadJournal e) {
            throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }

    String text() {
        var table = new Columns("entry", "time (UTC)", "what", "");
        for (Story.Line line : story.lines()) {
            table.row(Long.toString(line.number()),
                    TIME.format(Instant.ofEpochSecond(0, line.atNanos())), line.what(),
                    shortened(line.words()));
        }
        return "attempt " + id + ": " + story.where() + "\n\n" + table + earned() + market();
    }

    /// What it was to bring and brought, and the parts that this is the sum of.
    private String earned() {
        Attempt attempt = story.attempt();
        if (attempt == null) {
            return "";
        }
        ObjectNode of = Earned.attribution(attempt);
        var table = new Columns("in " + of.path("asset").asText(), "");
        for (String part : List.of("planned", "realised", "captured", "conversion", "unwind",
                "fees")) {
            boolean summand = !part.equals("planned") && !part.equals("realised");
            table.row((summand ? "  " : "") + part, of.path(part).asText());
        }
        return "\n" + table;
    }

    private String market() {
        if (markouts.isEmpty()) {
            return "";
        }
        var table = new Columns("fill", "exchange", "symbol", "side", "price", "after 1 s",
                "10 s", "60 s");
        for (JsonNode each : markouts) {
            table.row(each.path("tradeId").asText(), each.path("exchange").asText(),
                    each.path("symbol").asText(), each.path("side").asText(),
                    each.path("price").asText(), each.at("/bps/1").asText(),
                    each.at("/bps/10").asText(), each.at("/bps/60").asText());
        }
        return "\nHow the middle of the book moved after each fill, in its favour, in basis points:\n"
                + table;
    }

    /// Exchanges answer what they like.
    private static String shortened(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    String json() throws IOException {
        ObjectNode document = story.document();
        if (!markouts.isMissingNode()) {
            document.set("markouts", markouts);
        }
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document)
                + "\n";
    }
}
