package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.AnswerTable;
import io.crossbook.exchanges.AnswerTable.Verdict;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Request.About;
import java.util.List;
import java.util.TreeSet;

/// What Kraken's answers mean. Sources: docs.kraken.com "Spot Error Messages" and support.kraken.com "API error messages".
///
/// Left out on purpose, and so ambiguous: every `EService:` (the engine or the API was busy, off, or past a deadline: nothing says on which side of the
/// book), `EGeneral:Internal error`, whatever names `cl_ord_id` (an order of this id may stand there), and every status but 200.
final class KrakenOrderCodes {

    static final String ARGUMENTS = "EGeneral:Invalid arguments";
    private static final String ERRORS = "docs.kraken.com, Spot Error Messages";
    private static final String KEYS = ERRORS + ": refused before the request is looked at";
    private static final String ORDERS = ERRORS + ": the order is refused";
    private static final String LIMITS = ERRORS + " and Rate Limits: refused by a counter";

    private KrakenOrderCodes() {}

    static AnswerTable table() {
        var table = new AnswerTable()
                .refused(200, KEYS, "EAPI:Invalid key", "EAPI:Invalid signature",
                        "EAPI:Invalid nonce", "EGeneral:Permission denied",
                        "EGeneral:Temporary lockout", "EAuth:Account temporary disabled",
                        "EAuth:Account unconfirmed")
                .refused(200, LIMITS, "EAPI:Rate limit exceeded", "EOrder:Rate limit exceeded",
                        "EOrder:Domain rate limit exceeded", "EAuth:Rate limit exceeded",
                        "EAuth:Too many requests")
                .refused(200, ORDERS, ARGUMENTS, "EQuery:Unknown asset pair",
                        "EOrder:Insufficient funds", "EOrder:Order minimum not met",
                        "EOrder:Cost minimum not met", "EOrder:Tick size check failed",
                        "EOrder:Orders limit exceeded")
                .row(About.CANCEL, 200, "EOrder:Unknown order", Verdict.REFUSED,
                        ERRORS + ": no open order of this id");
        for (About about : List.of(About.PLACE, About.CANCEL, About.ASK, About.SWEEP,
                About.BALANCES, About.ARM, About.LOGIN, About.PERMISSIONS, About.TRANSFERS)) {
            table.row(about, 200, "", Verdict.ACCEPTED,
                    "docs.kraken.com, REST: an empty list of errors");
        }
        return table;
    }

    /// The error of an answer as the table has it; several at once are one only when they say the same.
    static String of(Json body) {
        var codes = new TreeSet<String>();
        for (Json error : body.asObject("answer").list("error")) {
            String code = plain(error.asText("error"));
            if (!code.startsWith("W")) { // a warning
                codes.add(code);
            }
        }
        return String.join(", ", codes);
    }

    /// Kraken names the wrong argument behind the error: one code for all of them, but for the id.
    static String plain(String error) {
        return error.startsWith(ARGUMENTS + ":") && !error.contains("cl_ord_id")
                ? ARGUMENTS
                : error;
    }

    static String why(Json body) {
        var words = new StringBuilder();
        for (Json error : body.asObject("answer").list("error")) {
            words.append(words.isEmpty() ? "" : ", ").append(error.asText("error"));
        }
        return words.toString();
    }
}
