package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.gateway.control.Earned;
import io.crossbook.gateway.ledger.JournalSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All that the journal has of one attempt, in order, and what stopped or allowed everything while it was under way.
final class Story {

    /// A line of it: the entry's number, time, kind and words.
    private record Line(long number, long atNanos, String what, String words) {}

    private static final int LONGEST = 300;
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final long id;
    private final List<Line> lines = new ArrayList<>();
    private final ExecutionState state = new ExecutionState();
    private JsonNode markouts = MissingNode.getInstance();
    private long number;

    private Story(long id) {
        this.id = id;
    }

    static Story of(JournalSettings journal, long id) throws Failure {
        var story = new Story(id);
        Asked.read(journal, story::add);
        if (story.state.attempt(id) == null) {
            long last = story.state.lastAttempt();
            throw new Failure(Exit.FAILED, "there is no attempt " + id + " in " + journal.where()
                    + (last == 0 ? ", nor any other" : "; the last one is " + last));
        }
        return story;
    }

    /// How the market went on after its fills, as a daemon tells it; nobody else knows.
    void marked(JsonNode told) {
        markouts = told;
    }

    private void add(Entry entry) {
        number++;
        state.apply(entry);
        Line line = line(entry);
        if (line != null) {
            lines.add(line);
        }
    }

    private @Nullable Line line(Entry entry) {
        return switch (entry) {
            case Entry.Reserved(Attempt.Plan plan, _) -> of(plan.attempt(), entry, "planned",
                    plan.legs().stream().map(Story::order).collect(Collectors.joining("; "))
                            + (plan.rebalances()
                                    ? "; to bring home what leans, for "
                                    : "; to bring ")
                            + plain(plan.planned()) + ", may lose "
                            + plain(plan.lossBudget()) + " " + plan.asset());
            case Entry.Intended(OrderIntent intent, _) -> of(intent.id().attempt(), entry,
                    intent.id().role().name().toLowerCase(Locale.ROOT),
                    "rung " + intent.rung() + ": " + order(intent));
            case Entry.Adopted(Attempt.Plan plan, OrderIntent found, _) -> of(plan.attempt(), entry,
                    "adopted", "the journal had lost it: " + order(found));
            case Entry.Skipped(long attempt, int rung, String why, _) -> of(attempt, entry,
                    "skipped", "rung " + rung + ": " + why);
            case Entry.Acted(OrderId order, var act, String why, _) -> of(order.attempt(), entry,
                    act.name().toLowerCase(Locale.ROOT), order + because(why));
            case Entry.Told(OrderEvent event, _) -> of(event.id().attempt(), entry, "told",
                    told(event));
            case Entry.Asked(OrderId order, _) -> of(order.attempt(), entry, "asked",
                    order.toString());
            case Entry.Turned(long attempt, var news, String why, _) -> of(attempt, entry,
                    "now", where() + ", " + news.name().toLowerCase(Locale.ROOT) + because(why));
            case Entry.Closed(long attempt, var net, var fees, var dust, _) -> of(attempt, entry,
                    "closed", "brought " + amounts(net) + "; fees " + amounts(fees) + "; dust "
                            + amounts(dust));
            case Entry.Cleared(long attempt, var amounts, String why, _) -> of(attempt, entry,
                    "cleared", amounts(amounts) + because(why));
            case Entry.Reconciled(long attempt, _) -> of(attempt, entry, "reconciled",
                    "every account holds what the ledger has");
            case Entry.Booted(int epoch, String build, _, _) -> during(entry, "started",
                    "boot " + epoch + ", " + build);
            case Entry.Halted(String why, _) -> during(entry, "halted", why);
            case Entry.Paused(String what, String why, _) -> during(entry, "paused",
                    what + because(why));
            case Entry.Rearmed(String why, _, _) -> during(entry, "re-armed", why);
            case Entry.Swept _,Entry.Denied _,Entry.Posted _ -> null;
        };
    }

    private String where() {
        Attempt attempt = state.attempt(id);
        return attempt == null ? "" : attempt.state().toString();
    }

    private @Nullable Line of(long attempt, Entry entry, String what, String words) {
        return attempt == id ? new Line(number, entry.atNanos(), what, words) : null;
    }

    private @Nullable Line during(Entry entry, String what, String words) {
        return state.live().stream().anyMatch(attempt -> attempt.id() == id)
                ? new Line(number, entry.atNanos(), what, words)
                : null;
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    private static String order(OrderIntent intent) {
        return intent.id() + (intent.buys() ? " buy " : " sell ") + plain(intent.size()) + " "
                + intent.listing().exchange() + " " + intent.listing().symbol() + " at "
                + plain(intent.limit()) + (intent.buys() ? " or less" : " or more");
    }

    private static String told(OrderEvent event) {
        return event.id() + " " + switch (event) {
            case OrderEvent.Accepted _ -> "accepted";
            case OrderEvent.Refused(_, var code, var why, _) -> "refused " + code + because(why);
            case OrderEvent.NotSent(_, var why) -> "not sent" + because(why);
            case OrderEvent.Ambiguous(_, var evidence) -> "ambiguous" + because(evidence);
            case OrderEvent.Traded(var fill) -> "traded " + plain(fill.size()) + " at "
                    + plain(fill.price()) + ", fee " + plain(fill.fee()) + " " + fill.feeAsset()
                    + ", trade " + fill.tradeId();
            case OrderEvent.Standing(_, var filled) -> "stands, " + plain(filled) + " filled";
            case OrderEvent.Ended(_, var end, var filled, _) -> end.name().toLowerCase(Locale.ROOT)
                    + ", " + plain(filled) + " filled";
            case OrderEvent.NotFound _ -> "not found";
            case OrderEvent.CancelRefused(_, var code, var why, _) -> "cancel refused " + code
                    + because(why);
        };
    }

    private static String amounts(Map<String, BigDecimal> amounts) {
        return amounts.isEmpty()
                ? "nothing"
                : amounts.entrySet().stream()
                        .map(each -> plain(each.getValue()) + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String plain(BigDecimal amount) {
        return Plain.of(amount);
    }

    String text() {
        var table = new Columns("entry", "time (UTC)", "what", "");
        for (Line line : lines) {
            table.row(Long.toString(line.number),
                    TIME.format(Instant.ofEpochSecond(0, line.atNanos)), line.what,
                    shortened(line.words));
        }
        return "attempt " + id + ": " + where() + "\n\n" + table + earned() + market();
    }

    /// What it was to bring and brought, and the parts that this is the sum of.
    private String earned() {
        Attempt attempt = state.attempt(id);
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
        var mapper = new ObjectMapper();
        ObjectNode document = mapper.createObjectNode().put("attempt", id).put("state", where());
        Attempt attempt = state.attempt(id);
        if (attempt != null) {
            document.set("attribution", Earned.attribution(attempt));
        }
        if (!markouts.isMissingNode()) {
            document.set("markouts", markouts);
        }
        ArrayNode all = document.putArray("entries");
        lines.forEach(line -> all.addObject().put("entry", line.number)
                .put("at", time(line.atNanos)).put("what", line.what).put("words", line.words));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
