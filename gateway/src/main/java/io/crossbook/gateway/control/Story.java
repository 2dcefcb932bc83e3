package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All that the journal has of one attempt, in order, and what stopped or allowed everything while it was under way.
public final class Story {

    /// A line of it: the entry's number, time, kind and words.
    public record Line(long number, long atNanos, String what, String words) {}

    private final long id;
    private final List<Line> lines = new ArrayList<>();
    private final ExecutionState state = new ExecutionState();
    private long number;

    private Story(long id) {
        this.id = id;
    }

    /// As a journal has it by now; of an attempt that it has not, there is no [#attempt].
    public static Story of(JournalSettings journal, long id) {
        var story = new Story(id);
        SqlJournal.read(journal, story::add);
        return story;
    }

    /// The attempt as it stands now; null when there is none.
    public @Nullable Attempt attempt() {
        return state.attempt(id);
    }

    /// The id of the last attempt in the journal; 0 when there was none.
    public long lastAttempt() {
        return state.lastAttempt();
    }

    /// All that happened, in order.
    public List<Line> lines() {
        return Collections.unmodifiableList(lines);
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

    /// What state it is in; empty when there is no such attempt.
    public String where() {
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
        return Report.plain(amount);
    }

    /// All of it: the attempt and its orders as [Report] tells them, then every entry.
    public ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("attempt", id).put("state",
                where());
        Attempt attempt = attempt();
        if (attempt != null) {
            document.set("attribution", Earned.attribution(attempt));
            Report.attempt(document.putObject("summary"), attempt);
            ArrayNode orders = document.putArray("orders");
            attempt.orders().forEach(order -> Report.order(orders.addObject(), order));
        }
        ArrayNode all = document.putArray("entries");
        lines.forEach(line -> all.addObject().put("entry", line.number)
                .put("at", Report.time(line.atNanos)).put("what", line.what)
                .put("words", line.words));
        return document;
    }
}
