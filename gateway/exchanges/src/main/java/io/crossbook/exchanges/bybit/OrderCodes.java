package io.crossbook.exchanges.bybit;

import io.crossbook.exchanges.AnswerTable;
import io.crossbook.exchanges.AnswerTable.Verdict;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Request.About;
import java.util.List;

/// What Bybit's answers mean. Source: "Error Codes" of the v5 documents, and "Websocket Trade Guideline".
///
/// Left out on purpose, and so ambiguous: 10000 (server time-out), 10014, 20006, 110072 and 170141 (a duplicate: an order of this id may stand there), 10016 and
/// 170001, 170007, 170032, 170146, 170147, 170234 (errors and time-outs of theirs), 170035 ("submitted"), 170149 and 170150 ("failed"), every HTTP status
/// but 200.
final class OrderCodes {

    private static final String ERRORS = "bybit-exchange.github.io, v5, Error Codes";
    private static final String KEYS = ERRORS + ": refused before the request is looked at";
    private static final String REQUEST = ERRORS + ", Spot Trade: the request is refused";
    private static final String FUNDS = ERRORS + ": not enough balance";
    private static final String LIMITS = ERRORS + ": a limit is exceeded";

    private OrderCodes() {}

    static AnswerTable table() {
        var table = new AnswerTable()
                .refused(200, KEYS, "10001", "10002", "10003", "10004", "10005", "10007", "10008",
                        "10009", "10010", "10017", "10024", "10027", "10028", "10029", "100028")
                .refused(200, LIMITS, "10006", "10018", "170005", "170222", "110020")
                .refused(200, FUNDS, "110004", "110007", "110012", "110044", "110045", "110051",
                        "110052", "110053", "170131", "170033")
                .refused(200, REQUEST, "110003", "110066", "170031", "170105", "170115", "170116",
                        "170117", "170121", "170124", "170130", "170132", "170133", "170134",
                        "170135", "170136", "170137", "170140", "170151", "170157", "170192",
                        "170193", "170194", "170197", "170198", "170201", "170202", "170210",
                        "170217", "170218", "170219", "170221", "170224", "170227", "170228",
                        "170229")
                .refused(200, "v5, Websocket Trade Guideline: does not take the request", "10404",
                        "10429", "10019");
        for (String code : List.of("110001", "110008", "110010", "170139", "170142", "170143",
                "170145", "170190", "170213")) {
            table.row(About.CANCEL, 200, code, Verdict.REFUSED,
                    ERRORS + ": nothing of it stands, or it cannot be cancelled");
        }
        for (About about : List.of(About.PLACE, About.CANCEL, About.ASK, About.SWEEP,
                About.BALANCES, About.ARM, About.LOGIN, About.PERMISSIONS, About.TRANSFERS)) {
            table.row(about, 200, "0", Verdict.ACCEPTED, ERRORS + ": 0, OK");
        }
        return table;
    }

    static String of(Json body) {
        return Long.toString(body.asObject("answer").whole("retCode"));
    }

    static String why(Json body) {
        return body.asObject("answer").text("retMsg");
    }
}
