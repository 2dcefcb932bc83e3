package io.crossbook.exchanges.binance;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.AnswerTable;
import io.crossbook.exchanges.AnswerTable.Verdict;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Request.About;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What Binance's answers mean. Sources: "Error codes for Binance" (errors.md) and "HTTP Return Codes" (rest-api.md) of binance-spot-api-docs.
///
/// Left out on purpose, and so ambiguous: every 5XX ("the execution status is UNKNOWN and could have been a success"), -1000, -1001, -1006, -1007,
/// -1008, -1016, and `Duplicate order sent.`, which says that an order of this id may stand there.
final class OrderCodes {

    private static final String ERRORS = "binance-spot-api-docs, errors.md";
    private static final String NOT_REACHED = ERRORS + ", -1013 INVALID_MESSAGE: "
            + "the request didn't reach the matching engine";
    private static final String REQUEST = ERRORS + ", 11xx: request issues";
    private static final String ENGINE = ERRORS
            + ", messages for -1010, -2010 and -2011: an error returned by the matching engine";
    private static final String LIMITS = "binance-spot-api-docs, rest-api.md, HTTP return codes";

    /// Messages of -2010 that say that nothing was placed.
    private static final List<String> REJECTED = List.of("Market is closed.",
            "Account has insufficient balance for requested action.",
            "Price * QTY is zero or less.", "This action is disabled on this account.",
            "This account may not place or cancel orders.", "Unsupported order combination",
            "Order would immediately match and take.",
            "This symbol is not permitted for this account.",
            "This symbol is restricted for this account.", "Rest API trading is not enabled.",
            "WebSocket API trading is not enabled.");

    /// errors.md, "10xx - General Server or Network issues", of which these are about what is asked or by whom.
    private static final Pattern GENERAL = Pattern.compile("-10\\d\\d");
    private static final Set<String> FOR_GOOD = Set.of("-1002", "-1020", "-1099");

    private OrderCodes() {}

    static AnswerTable table() {
        var table = new AnswerTable()
                .refused(400, NOT_REACHED, "-1013")
                .refused(400, ERRORS + ", -1014 and -1015: the order is not taken", "-1014",
                        "-1015")
                .refused(400, ERRORS + ", -1020 UNSUPPORTED_OPERATION", "-1020")
                .refused(400, ERRORS + ", -1021: outside of the recvWindow, not accepted", "-1021")
                .refused(400, ERRORS + ", -1022: signature not valid", "-1022")
                .refused(400, REQUEST, "-1100", "-1101", "-1102", "-1103", "-1104", "-1105",
                        "-1106", "-1108", "-1111", "-1114", "-1115", "-1116", "-1117", "-1118",
                        "-1119", "-1121", "-1128", "-1130", "-1131")
                .refused(401, ERRORS + ", -1002 UNAUTHORIZED", "-1002")
                .refused(401, ERRORS + ", -2014 and -2015: the key", "-2014", "-2015")
                .refused(400, ERRORS + ", -2014 and -2015: the key", "-2014", "-2015")
                .refused(429, LIMITS + ", 429: a rate limit was broken", "-1003", "-1015")
                .refused(418, LIMITS + ", 418: the address is banned", "-1003");
        for (String message : REJECTED) {
            table.row(About.PLACE, 400, "-2010 " + message, Verdict.REFUSED, ENGINE);
        }
        for (String message : List.of("Unknown order sent.",
                "Cancel order is invalid. Check origClOrdId and orderId.",
                "Order was not canceled due to cancel restrictions.",
                "This action is disabled on this account.",
                "This account may not place or cancel orders.")) {
            table.row(About.CANCEL, 400, "-2011 " + message, Verdict.REFUSED, ENGINE);
        }
        table.row(About.ASK, 400, "-2013", Verdict.NOT_FOUND,
                ERRORS + ", -2013 NO_SUCH_ORDER: order does not exist");
        for (About about : List.of(About.PLACE, About.CANCEL, About.ASK, About.SWEEP,
                About.BALANCES, About.LOGIN, About.PERMISSIONS, About.TRANSFERS)) {
            table.row(about, 200, "", Verdict.ACCEPTED, LIMITS + ", the answer of the endpoint");
        }
        return table;
    }

    /// Whether a question is refused for what it asks, or for whose key it is, and so will be again; not for its time, its rate, or how the exchange is.
    static boolean forGood(Answer answer) {
        if (answer.phase() != Answer.Phase.ANSWERED
                || (answer.status() != 400 && answer.status() != 401)) {
            return false;
        }
        try {
            String code = of(Json.parse(answer.body()));
            return FOR_GOOD.contains(code) || (code.startsWith("-") && !GENERAL.matcher(code)
                    .matches());
        } catch (Malformed e) {
            return false;
        }
    }

    /// Whether it says that there is no such symbol: one that was taken off.
    static boolean unknownSymbol(Answer answer) {
        try {
            return answer.phase() == Answer.Phase.ANSWERED && answer.status() == 400
                    && of(Json.parse(answer.body())).startsWith("-1121");
        } catch (Malformed e) {
            return false;
        }
    }

    /// The code of an error as the table has it: with its message where Binance gives one code to many.
    static String of(Json body) {
        if (!(body instanceof Json.Obj error) || !error.has("code")) {
            return "";
        }
        String code = error.field("code").asDecimal();
        return switch (code) {
            case "-1010", "-2010", "-2011" -> code + " " + error.text("msg");
            case String plain -> plain;
        };
    }

    static String why(Json body) {
        return body instanceof Json.Obj error && error.has("msg") ? error.text("msg") : "";
    }
}
