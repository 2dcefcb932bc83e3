package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import java.util.function.Consumer;

/// Bybit's private REST of spot. Bybit v5, "Trade", "Account".
final class BybitPrivateRest {

    private static final Set<String> PATHS = Set.of("POST /v5/order/create",
            "POST /v5/order/cancel", "POST /v5/order/cancel-all",
            "POST /v5/order/disconnected-cancel-all", "GET /v5/order/realtime",
            "GET /v5/order/history", "GET /v5/execution/list", "GET /v5/account/wallet-balance",
            "GET /v5/user/query-api", "GET /v5/account/info",
            "GET /v5/spot-margin-trade/state", "GET /v5/account/transaction-log");

    private final BybitTrading trading;
    private final BybitSecurity security;
    private final TradingDesk desk;

    BybitPrivateRest(BybitTrading trading) {
        this.trading = trading;
        desk = trading.desk();
        security = new BybitSecurity(desk);
    }

    static boolean serves(RestRequest request) {
        return PATHS.contains(request.method() + " " + request.path());
    }

    void answer(RestRequest request, Consumer<RestAnswer> reply) {
        BybitSecurity.Checked checked = security.rest(request);
        Account account = checked.account();
        if (account == null) {
            reply.accept(answer(checked.refusal()));
            return;
        }
        JsonNode parsed = Json.parse(request.body());
        JsonNode params = parsed == null ? JsonNodeFactory.instance.objectNode() : parsed;
        switch (request.path().substring("/v5/".length())) {
            case "order/create" -> obey(account, "create", params, request, reply);
            case "order/cancel" -> obey(account, "cancel", params, request, reply);
            case "order/cancel-all" -> obey(account, "cancel-all", params, request, reply);
            case "order/disconnected-cancel-all" ->
                reply.accept(answer(trading.protect(account, params)));
            case "account/wallet-balance" -> reply.accept(answer(
                    request.param("accountType").equals("UNIFIED")
                            ? trading.wallet(account)
                            : BybitReply.fault(10_001, "accountType only support UNIFIED.")));
            case "account/transaction-log" -> reply.accept(answer(trading.log(account, request)));
            case "user/query-api" -> reply.accept(answer(BybitReply.ok("{\"apiKey\":"
                    + Json.quote(account.key) + ",\"readOnly\":0,\"permissions\":{\"Spot\":"
                    + "[\"SpotTrade\"],\"Wallet\":[\"AccountTransfer\""
                    + (account.mayWithdraw ? ",\"Withdraw\"" : "") + "]}}")));
            case "account/info" -> reply.accept(answer(BybitReply.ok(
                    "{\"marginMode\":\"REGULAR_MARGIN\",\"updatedTime\":\"1697078946000\","
                            + "\"unifiedMarginStatus\":4,\"dcpStatus\":\"OFF\",\"timeWindow\":10,"
                            + "\"smpGroup\":0,\"isMasterTrader\":false,"
                            + "\"spotHedgingStatus\":\"OFF\"}")));
            case "spot-margin-trade/state" -> reply.accept(answer(BybitReply.ok(
                    account.mayBorrow
                            ? "{\"spotLeverage\":\"10\",\"spotMarginMode\":\"1\",\"effectiveLeverage\":\"1\"}"
                            : "{\"spotLeverage\":\"\",\"spotMarginMode\":\"0\",\"effectiveLeverage\":\"\"}")));
            case String path -> reply.accept(answer(asked(account, path, request)));
        }
    }

    private BybitReply asked(Account account, String path, RestRequest request) {
        String category = request.param("category");
        if (Set.of("linear", "inverse", "option").contains(category)) {
            // Nothing was ever traded there; XChange asks for all of them.
            return BybitReply.ok("{\"category\":\"" + category
                    + "\",\"nextPageCursor\":\"\",\"list\":[]}");
        }
        if (!category.equals("spot")) {
            return BybitReply.fault(10_001, "params error: Category is invalid");
        }
        return path.equals("execution/list")
                ? trading.executions(account, request)
                : trading.orders(account, request, path.equals("order/history"));
    }

    private void obey(Account account, String what, JsonNode params, RestRequest request,
            Consumer<RestAnswer> reply) {
        trading.obey(account, what, params,
                () -> security.timed(request.header("X-BAPI-TIMESTAMP"),
                        request.header("X-BAPI-RECV-WINDOW")),
                answer -> reply.accept(answer(answer)));
    }

    private RestAnswer answer(BybitReply reply) {
        return reply.http() == 0
                ? RestAnswer.LOST
                : RestAnswer.json(reply.http(), "{\"retCode\":" + reply.code() + ",\"retMsg\":"
                        + Json.quote(reply.message()) + ",\"result\":" + reply.result()
                        + ",\"retExtInfo\":{},\"time\":" + desk.now() + "}");
    }
}
