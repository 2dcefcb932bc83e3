package io.crossbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.gateway.control.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A report for somebody who was woken up: how it stands, the table, and what to do next.
final class ReportText {

    private ReportText() {}

    static String of(Report report, JsonNode document) {
        return head(document) + switch (report) {
            case BALANCES -> balances(document);
            case ATTEMPTS -> attempts(document);
            case ORDERS -> orders(document);
            case LEDGER -> ledger(document);
        };
    }

    private static String head(JsonNode document) {
        String halted = document.path("halted").asText();
        String reluctance = document.path("reluctance").asText();
        boolean told = document.path("from").asText().equals("daemon");
        var text = new StringBuilder("mode ").append(document.path("mode").asText()).append(": ");
        if (!halted.isEmpty()) {
            text.append("HALTED, ").append(halted)
                    .append("\n  nothing new is begun, what is under way "
                            + "goes on; when you know why: crossbook resume \"REASON\"");
        } else if (told) {
            text.append(reluctance.isEmpty() ? "trading" : "not trading, " + reluctance);
        } else {
            text.append("not halted, and no daemon was asked");
        }
        return text.append('\n').append(count(document.path("working").asInt(), "under way"))
                .append(", ").append(document.path("parked").asInt()).append(" parked\n")
                .append(limits(document)).append(paused(document)).append(foreign(document))
                .append('\n').toString();
    }

    private static String limits(JsonNode document) {
        String limits = document.path("limits").asText();
        return limits.isEmpty() ? "" : "LIMITS, " + limits + '\n';
    }

    private static String foreign(JsonNode document) {
        var text = new StringBuilder();
        for (JsonNode each : document.path("foreignOrders")) {
            text.append("NOT OURS, ").append(text(each, "exchange")).append(": ")
                    .append(text(each, "orders"))
                    .append(" orders on the account were placed by somebody else, and are left "
                            + "alone; the log names them\n");
        }
        return text.toString();
    }

    private static String paused(JsonNode document) {
        var text = new StringBuilder();
        for (JsonNode each : document.path("paused")) {
            text.append("PAUSED, ").append(text(each, "what")).append(": ")
                    .append(text(each, "why")).append('\n');
        }
        return text.isEmpty()
                ? ""
                : text + "  nothing new is begun with it; when you know why: crossbook resume "
                        + "\"REASON\"\n";
    }

    private static String count(int attempts, String how) {
        return attempts + (attempts == 1 ? " attempt " : " attempts ") + how;
    }

    private static String table(Columns columns, String none) {
        return columns.isEmpty() ? none + "\n" : columns.toString();
    }

    private static String balances(JsonNode document) {
        var table = new Columns("exchange", "asset", "held", "tied up", "free");
        for (JsonNode row : document.path("balances")) {
            table.row(text(row, "exchange"), text(row, "asset"), text(row, "held"),
                    text(row, "tied"), text(row, "free"));
        }
        return table(table, "Nothing is held, as far as the ledger knows.");
    }

    private static String attempts(JsonNode document) {
        var table = new Columns("attempt", "state", "begun (UTC)", "planned", "", "brought so far",
                "left over", "legs");
        var parked = new StringBuilder();
        for (JsonNode row : document.path("attempts")) {
            table.row(text(row, "attempt"), text(row, "state"), time(text(row, "begun")),
                    text(row, "planned") + (row.path("rebalances").asBoolean() ? " (home)" : ""),
                    text(row, "asset"), amounts(row.path("net")),
                    amounts(row.path("leftOver")), legs(row));
            if (text(row, "state").equals("parked")) {
                parked.append(next(row));
            }
        }
        return table(table, "There was no attempt yet.")
                + (parked.isEmpty() ? "" : "\nParked attempts wait for you:\n" + parked);
    }

    /// What is assumed of an order, as a daemon answers `clear`.
    static String writtenOff(JsonNode order) {
        return text(order, "order") + " " + text(order, "side") + " " + text(order, "size") + " "
                + text(order, "exchange") + " " + text(order, "symbol")
                + " is taken to have filled "
                + text(order, "filled") + "; up to " + text(order, "unknown")
                + " more counts as exposure until " + text(order, "exchange")
                + " shows what became of it";
    }

    private static String next(JsonNode row) {
        String id = text(row, "attempt");
        if (!row.path("unknown").isEmpty()) {
            return unknown(id, row.path("unknown"));
        }
        String left = amounts(row.path("leftOver"));
        return """
                  attempt %s leaves %s over
                    what happened:                               crossbook attempts %s
                    let it be given back, at a loss of 0.5 %%:    crossbook unwind %s --max-loss-bps 50
                    or, when you have done it at the exchange:   crossbook clear %s "WHAT YOU DID"
                """
                .formatted(id, left.isEmpty() ? "nothing" : left, id, id, id);
    }

    /// Nothing else is done for it until all of that is known.
    private static String unknown(String id, JsonNode orders) {
        var names = new ArrayList<String>();
        orders.forEach(
                order -> names.add(text(order, "order") + " at " + text(order, "exchange")));
        return """
                  attempt %s: not known yet is what became of %s
                    it is asked after: see to it that the exchange answers; what happened: crossbook attempts %s
                    where it never will:                         crossbook clear %s "WHAT YOU FOUND" --write-off
                """
                .formatted(id, String.join(", ", names), id, id);
    }

    private static String legs(JsonNode row) {
        var legs = new ArrayList<String>();
        row.path("legs").forEach(leg -> legs.add(text(leg, "side") + " " + text(leg, "size") + " "
                + text(leg, "exchange") + " " + text(leg, "symbol") + " at " + text(leg, "limit")));
        return String.join(", ", legs);
    }

    private static String orders(JsonNode document) {
        var table = new Columns("order", "attempt", "role", "exchange", "symbol", "side", "size",
                "limit", "filled", "state", "left us (UTC)", "");
        for (JsonNode row : document.path("orders")) {
            table.row(text(row, "order"), text(row, "attempt"), text(row, "role"),
                    text(row, "exchange"), text(row, "symbol"), text(row, "side"),
                    text(row, "size"), text(row, "limit"), text(row, "filled"),
                    text(row, "state"), time(text(row, "left")),
                    row.path("open").asBoolean() ? "open" : "");
        }
        return table(table, "There was no order yet.");
    }

    private static String ledger(JsonNode document) {
        var table = new Columns("account", "exchange", "asset", "amount");
        for (JsonNode row : document.path("accounts")) {
            table.row(text(row, "account"), text(row, "exchange"), text(row, "asset"),
                    text(row, "amount"));
        }
        List<String> wrong = new ArrayList<>();
        document.path("sums").forEach(sum -> {
            if (!text(sum, "sum").equals("0")) {
                wrong.add(text(sum, "asset") + " by " + text(sum, "sum"));
            }
        });
        return table(table, "Nothing was ever posted.") + "\n" + (wrong.isEmpty()
                ? "In every asset all accounts sum to nothing, as they must.\n"
                : "THE LEDGER IS WRONG: its accounts do not sum to nothing, "
                        + String.join(", ", wrong) + ". Halt, and keep the journal.\n")
                + statement(document.path("statement"));
    }

    /// Only a daemon has prices: from a journal there is none.
    private static String statement(JsonNode of) {
        if (of.isMissingNode()) {
            return "";
        }
        var table = new Columns("in " + text(of, "asset"), "");
        table.row("before", text(of, "before"));
        for (String part : List.of("captured", "conversion", "unwind", "fees", "funding",
                "external", "unexplained", "revaluation")) {
            table.row("  " + part, text(of, part));
        }
        table.row("after", text(of, "after"));
        var unpriced = new ArrayList<String>();
        of.path("unpriced").forEach(asset -> unpriced.add(asset.asText()));
        return "\nSince " + time(text(of, "since")) + " UTC, earned "
                + text(of, "earned") + " by trading:\n" + table
                + (unpriced.isEmpty()
                        ? ""
                        : "Of " + String.join(", ", unpriced)
                                + " no price is known: it counts nothing.\n");
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asText();
    }

    private static String amounts(JsonNode amounts) {
        var all = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> each : amounts.properties()) {
            all.add(each.getValue().asText() + " " + each.getKey());
        }
        return String.join(", ", all);
    }

    /// To the second, without what is the same everywhere.
    static String time(String instant) {
        return instant.isEmpty()
                ? ""
                : instant.substring(0, "2026-11-21T03:00:12".length()).replace('T', ' ');
    }
}
