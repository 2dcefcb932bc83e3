package io.crossbook.cli.certify;

import io.crossbook.simulator.Exchange;
import java.util.List;

/// How the exchanges word what they refuse, row by row of docs/orders.md; a test holds the two together.
final class Refusals {

    /// Codes that come with this HTTP status. `DOUBTFUL` ones are in no table, on purpose.
    record Row(String name, Kind kind, int status, List<String> codes) {}

    /// What a row is about: an order or a cancel that is refused, or an order of which nobody can tell.
    enum Kind {
        ORDER, CANCEL, DOUBTFUL
    }

    private static final List<Row> BINANCE = List.of(
            row("a filter", 400, "-1013"),
            row("too many new orders", 400, "-1014", "-1015"),
            row("not supported", 400, "-1020"),
            row("the time", 400, "-1021"),
            row("the signature", 400, "-1022"),
            row("the request's form", 400, "-1100", "-1101", "-1102", "-1103", "-1104", "-1105",
                    "-1106", "-1108", "-1111", "-1114", "-1115", "-1116", "-1117", "-1118",
                    "-1119", "-1121", "-1128", "-1130", "-1131"),
            row("not authorised", 401, "-1002"),
            row("the key", 401, "-2014", "-2015"),
            row("the key, as a bad request", 400, "-2014", "-2015"),
            row("a rate limit", 429, "-1003", "-1015"),
            row("a ban", 418, "-1003"),
            row("the matching engine", 400, "-2010 Market is closed.",
                    "-2010 Account has insufficient balance for requested action.",
                    "-2010 Price * QTY is zero or less.",
                    "-2010 This action is disabled on this account.",
                    "-2010 This account may not place or cancel orders.",
                    "-2010 Unsupported order combination",
                    "-2010 Order would immediately match and take.",
                    "-2010 This symbol is not permitted for this account.",
                    "-2010 This symbol is restricted for this account.",
                    "-2010 Rest API trading is not enabled.",
                    "-2010 WebSocket API trading is not enabled."),
            cancel("the matching engine", 400, "-2011 Unknown order sent.",
                    "-2011 Cancel order is invalid. Check origClOrdId and orderId.",
                    "-2011 Order was not canceled due to cancel restrictions.",
                    "-2011 This action is disabled on this account.",
                    "-2011 This account may not place or cancel orders."),
            doubtful(400, "-1000", "-1001", "-1006", "-1007", "-1008", "-1016",
                    "-2010 Duplicate order sent.", "-9999"));

    private static final List<Row> KRAKEN = List.of(
            row("the key or the account", 200, "EAPI:Invalid key", "EAPI:Invalid signature",
                    "EAPI:Invalid nonce", "EGeneral:Permission denied",
                    "EGeneral:Temporary lockout", "EAuth:Account temporary disabled",
                    "EAuth:Account unconfirmed"),
            row("a rate limit", 200, "EAPI:Rate limit exceeded", "EOrder:Rate limit exceeded",
                    "EOrder:Domain rate limit exceeded", "EAuth:Rate limit exceeded",
                    "EAuth:Too many requests"),
            row("the order", 200, "EGeneral:Invalid arguments", "EQuery:Unknown asset pair",
                    "EOrder:Insufficient funds", "EOrder:Order minimum not met",
                    "EOrder:Cost minimum not met", "EOrder:Tick size check failed",
                    "EOrder:Orders limit exceeded"),
            cancel("no open order", 200, "EOrder:Unknown order"),
            doubtful(200, "EService:Unavailable", "EService:Busy", "EService:Deadline elapsed",
                    "EService:Market in cancel_only mode", "EGeneral:Internal error",
                    "EGeneral:Invalid arguments:cl_ord_id", "EOrder:Something new"));

    private static final List<Row> BYBIT = List.of(
            row("the request", 200, "10001", "10002", "10003", "10004", "10005", "10007", "10008",
                    "10009", "10010", "10017", "10024", "10027", "10028", "10029", "100028"),
            row("a limit", 200, "10006", "10018", "170005", "170222", "110020"),
            row("the balance", 200, "110004", "110007", "110012", "110044", "110045", "110051",
                    "110052", "110053", "170131", "170033"),
            row("the order", 200, "110003", "110066", "170031", "170105", "170115", "170116",
                    "170117", "170121", "170124", "170130", "170132", "170133", "170134",
                    "170135", "170136", "170137", "170140", "170151", "170157", "170192",
                    "170193", "170194", "170197", "170198", "170201", "170202", "170210",
                    "170217", "170218", "170219", "170221", "170224", "170227", "170228",
                    "170229"),
            row("the connection for orders", 200, "10404", "10429", "10019"),
            cancel("nothing to cancel", 200, "110001", "110008", "110010", "170139", "170142",
                    "170143", "170145", "170190", "170213"),
            doubtful(200, "10000", "10016", "170001", "170007", "170032", "170146", "170147",
                    "170234", "170035", "170149", "170150", "10014", "20006", "110072", "170141",
                    "999999"));

    private Refusals() {}

    private static Row row(String name, int status, String... codes) {
        return new Row(name, Kind.ORDER, status, List.of(codes));
    }

    private static Row cancel(String name, int status, String... codes) {
        return new Row(name, Kind.CANCEL, status, List.of(codes));
    }

    private static Row doubtful(int status, String... codes) {
        return new Row("", Kind.DOUBTFUL, status, List.of(codes));
    }

    static List<Row> of(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> BINANCE;
            case KRAKEN -> KRAKEN;
            case BYBIT -> BYBIT;
        };
    }

    /// An error of this code, as the exchange writes it.
    static String body(Exchange exchange, String code) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> {
                int space = code.indexOf(' ');
                yield "{\"code\":" + (space < 0 ? code : code.substring(0, space)) + ",\"msg\":\""
                        + (space < 0 ? "words" : code.substring(space + 1)) + "\"}";
            }
            case KRAKEN -> "{\"error\":[\"" + code + "\"]}";
            case BYBIT -> "{\"retCode\":" + code + ",\"retMsg\":\"words\",\"result\":{},"
                    + "\"retExtInfo\":{},\"time\":1795262400000}";
        };
    }

    /// The part of the path that places orders.
    static String placing(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/api/v3/order";
            case KRAKEN -> "/AddOrder";
            case BYBIT -> "/order/create";
        };
    }

    /// The first of the paths that a question after an order asks.
    static String asking(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/api/v3/order";
            case KRAKEN -> "/OpenOrders";
            case BYBIT -> "/order/realtime";
        };
    }

    /// The path that cancels orders.
    static String cancelling(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/api/v3/order";
            case KRAKEN -> "/CancelOrder";
            case BYBIT -> "/order/cancel";
        };
    }

    /// The path that tells what has ended, in a sweep.
    static String past(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/allOrders";
            case KRAKEN -> "/ClosedOrders";
            case BYBIT -> "/order/history";
        };
    }

    /// The path that tells what is held.
    static String holding(Exchange exchange) {
        return switch (exchange) {
            case BINANCE, BINANCE_FUTURES -> "/account";
            case KRAKEN -> "/BalanceEx";
            case BYBIT -> "/wallet-balance";
        };
    }
}
