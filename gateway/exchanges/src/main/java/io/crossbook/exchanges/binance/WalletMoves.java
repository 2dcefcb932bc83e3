package io.crossbook.exchanges.binance;

import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Params;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.exchanges.Times;
import io.crossbook.execution.AccountFact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What moved between the spot wallet and others of the same account: the funding wallet, margin, contracts, Simple Earn.
///
/// Binance, "Wallet", "Query User Universal Transfer History", which wants each direction by itself; "Simple Earn", "History".
final class WalletMoves {

    private static final List<String> WALLETS = List.of("FUNDING", "MARGIN", "UMFUTURE",
            "CMFUTURE", "OPTION");
    private static final String LEAVING = "MAIN_";
    private static final String TRANSFERS = "/sapi/v1/asset/transfer";
    private static final String EARN = "/sapi/v1/simple-earn/";
    private static final String SUBSCRIPTION = "/history/subscriptionRecord";
    private static final String REDEMPTION = "/history/redemptionRecord";
    /// Words of `status` with which nothing has left the spot wallet, or has come back to it.
    private static final Set<String> NOT_GONE = Set.of("FAILED", "PENDING");
    private static final Set<String> NOT_COME = Set.of("FAILED", "PENDING", "PROCESSING");
    private static final int PAGE = 100;
    private static final String CURRENT = "current";
    /// Of one question; who moved more than that since the ledger was right is told less than all.
    private static final int MOST_PAGES = 20;
    private static final int EARN_WEIGHT = 150;

    private WalletMoves() {}

    /// None where they are not known: Binance.US has neither.
    static List<Request> requests(String host, long sinceNanos) {
        var requests = new ArrayList<Request>();
        if (host.contains("binance.us")) {
            return requests;
        }
        for (String wallet : WALLETS) {
            for (String type : List.of(LEAVING + wallet, wallet + "_MAIN")) {
                requests.add(request(host + TRANSFERS + "?" + new Params().add("type", type) + "&",
                        type, 1, sinceNanos));
            }
        }
        for (String product : List.of("flexible", "locked")) {
            for (String record : List.of(SUBSCRIPTION, REDEMPTION)) {
                String step = product + record;
                requests.add(request(host + EARN + step + "?", step, EARN_WEIGHT, sinceNanos));
            }
        }
        return requests;
    }

    private static Request request(String path, String step, int weight, long sinceNanos) {
        return new Request(About.TRANSFERS, -1, "GET",
                path + new Params().add("startTime", sinceNanos / 1_000_000).add("size", PAGE),
                null, weight, 0, Errand.all("", step, 1, sinceNanos));
    }

    /// Whether this asks about one of these wallets.
    static boolean about(Request request) {
        return request.about() == About.TRANSFERS && request.task().from() > 0;
    }

    /// Tells what an answer has, and asks for what stands behind a full page; whether that is all of it.
    static boolean read(String exchange, Request request, Json.Obj answer, OrderOut out) {
        String step = request.task().step();
        List<Json> rows = answer.has("rows") || answer.whole("total") != 0
                ? answer.list("rows")
                : List.of();
        for (Json item : rows) {
            Json.Obj row = item.asObject("move");
            AccountFact.Transfer move = step.contains("/")
                    ? earn(exchange, step, row)
                    : transfer(exchange, step, row);
            if (move != null) {
                out.account(move);
            }
        }
        if (rows.size() < PAGE) {
            return true;
        }
        long page = request.task().from();
        if (page < MOST_PAGES) {
            out.request(next(request, page + 1));
        }
        return page < MOST_PAGES;
    }

    private static Request next(Request request, long page) {
        Errand task = request.task();
        String first = request.url().replaceFirst("&" + CURRENT + "=\\d+$", "");
        return new Request(About.TRANSFERS, -1, "GET",
                first + "&" + new Params().add(CURRENT, page), null, request.weight(), 0,
                Errand.all("", task.step(), page, task.sinceNanos()));
    }

    private static AccountFact.@Nullable Transfer transfer(String exchange, String type,
            Json.Obj row) {
        if (!row.text("type").equals(type)) {
            throw new Malformed("a transfer of type '" + row.text("type") + "'");
        }
        boolean left = type.startsWith(LEAVING);
        return (left ? NOT_GONE : NOT_COME).contains(row.text("status"))
                ? null
                : move(exchange, row.whole("timestamp"), row, Amounts.positive(row, "amount"),
                        left, "transfer " + id(row, "tranId"));
    }

    private static AccountFact.@Nullable Transfer earn(String exchange, String step,
            Json.Obj row) {
        boolean left = step.endsWith(SUBSCRIPTION);
        BigDecimal amount = left
                ? spent(row)
                : has(row, "destAccount", "FUNDING")
                        ? BigDecimal.ZERO
                        : Amounts.positive(row, "amount");
        return amount.signum() == 0
                || (left ? NOT_GONE : NOT_COME).contains(row.text("status"))
                        ? null
                        : move(exchange, row.whole("time"), row, amount, left,
                                "earn " + id(row, left ? "purchaseId" : "redeemId"));
    }

    /// Of what was subscribed, what the spot wallet gave.
    private static BigDecimal spent(Json.Obj row) {
        return has(row, "sourceAccount", "FUNDING")
                ? BigDecimal.ZERO
                : Amounts.positive(row, has(row, "sourceAccount", "SPOTANDFUNDING")
                        ? "amtFromSpot"
                        : "amount");
    }

    private static boolean has(Json.Obj row, String name, String value) {
        return row.optional(name) instanceof Json.Text(String text) && text.equals(value);
    }

    /// A number in one place, a text in another.
    private static String id(Json.Obj row, String name) {
        return row.field(name) instanceof Json.Text(String text)
                ? text
                : Long.toString(row.whole(name));
    }

    private static AccountFact.Transfer move(String exchange, long millis, Json.Obj row,
            BigDecimal amount, boolean left, String reference) {
        return new AccountFact.Transfer(exchange, Times.millis(millis), row.text("asset"),
                left ? amount.negate() : amount, reference, false);
    }
}
