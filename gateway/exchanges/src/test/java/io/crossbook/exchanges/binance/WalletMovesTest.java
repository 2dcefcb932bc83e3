package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Told;
import io.crossbook.execution.AccountFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What moved between Binance's spot wallet and others of the same account. Answers are the documents' examples.
final class WalletMovesTest {

    private static final String TRANSFER = """
            {"asset":"USDT","amount":"2.50","type":"%s","status":"%s","tranId":11415955596,
            "timestamp":1544433328000}""";
    private static final String SUBSCRIBED = """
            {"amount":"100.00","asset":"USDT","time":1575018510000,"purchaseId":26055,
            "productId":"USDT001","type":"AUTO","sourceAccount":"%s","amtFromSpot":"30",
            "amtFromFunding":"70","status":"%s"}""";
    private static final String REDEEMED = """
            {"amount":"10.54","asset":"USDT","time":1577257222000,"projectId":"USDT001",
            "redeemId":"40607","destAccount":"%s","status":"%s"}""";

    private final Orders orders = new BinanceOrders(
            new Entry("binance", "", "", 0, true, true, Map.of(), Map.of()), List.of());

    private List<String> told(String step, String row) {
        var told = new Told();
        WalletMoves.read("binance", asked(step), Json.parse(Bytes.of(
                "{\"total\":1,\"rows\":[" + row + "]}")).asObject("answer"), told);
        return told.facts.stream().map(AccountFact.Transfer.class::cast)
                .map(move -> move.amount().toPlainString() + " " + move.asset() + " "
                        + move.toldNanos() / 1_000_000_000 + " " + move.reference())
                .toList();
    }

    @Test
    void each_direction_and_each_product_is_asked_for_by_itself() {
        String host = "https://api.binance.com/sapi/v1/";
        var urls = new ArrayList<String>();
        for (String wallet : List.of("FUNDING", "MARGIN", "UMFUTURE", "CMFUTURE", "OPTION")) {
            for (String type : List.of("MAIN_" + wallet, wallet + "_MAIN")) {
                urls.add(host + "asset/transfer?type=" + type + "&startTime=5&size=100");
            }
        }
        for (String product : List.of("flexible", "locked")) {
            for (String record : List.of("subscriptionRecord", "redemptionRecord")) {
                urls.add(host + "simple-earn/" + product + "/history/" + record
                        + "?startTime=5&size=100");
            }
        }
        List<Request> asked = WalletMoves.requests("https://api.binance.com", 5_999_999);
        assertEquals(urls, asked.stream().map(Request::url).toList());
        assertEquals(610, asked.stream().mapToInt(Request::weight).sum());
        assertEquals(List.of(), WalletMoves.requests("https://api.binance.us", 5_999_999));
    }

    @Test
    void what_went_to_another_wallet_has_left_and_what_came_from_it_is_here() {
        assertEquals(List.of("-2.50 USDT 1544433328 transfer 11415955596"),
                told("MAIN_FUNDING", TRANSFER.formatted("MAIN_FUNDING", "CONFIRMED")));
        assertEquals(List.of("2.50 USDT 1544433328 transfer 11415955596"),
                told("UMFUTURE_MAIN", TRANSFER.formatted("UMFUTURE_MAIN", "CONFIRMED")));
        for (String not : List.of("FAILED", "PENDING")) {
            assertEquals(List.of(), told("MAIN_FUNDING", TRANSFER.formatted("MAIN_FUNDING", not)));
        }
        assertThrows(Malformed.class, () -> told("MAIN_FUNDING",
                TRANSFER.formatted("FUNDING_MAIN", "CONFIRMED")), "not what was asked for");
    }

    @Test
    void what_simple_earn_took_from_spot_and_gave_back_to_it() {
        String subscribed = "flexible/history/subscriptionRecord";
        assertEquals(List.of("-100.00 USDT 1575018510 earn 26055"),
                told(subscribed, SUBSCRIBED.formatted("SPOT", "SUCCESS")));
        assertEquals(List.of("-30 USDT 1575018510 earn 26055"),
                told(subscribed, SUBSCRIBED.formatted("SPOTANDFUNDING", "SUCCESS")));
        assertEquals(List.of(), told(subscribed, SUBSCRIBED.formatted("FUNDING", "SUCCESS")));
        assertEquals(List.of(), told(subscribed, SUBSCRIBED.formatted("SPOT", "FAILED")));
        String redeemed = "locked/history/redemptionRecord";
        assertEquals(List.of("10.54 USDT 1577257222 earn 40607"),
                told(redeemed, REDEEMED.formatted("SPOT", "PAID")));
        assertEquals(List.of(), told(redeemed, REDEEMED.formatted("FUNDING", "PAID")));
        assertEquals(List.of(), told(redeemed, REDEEMED.formatted("SPOT", "PROCESSING")));
    }

    private static Request asked(String step) {
        return WalletMoves.requests("https://api.binance.com", 5_999_999).stream()
                .filter(each -> each.task().step().equals(step)).findFirst().orElseThrow();
    }

    private Told answered(Request request, int status, String body) {
        var told = new Told();
        orders.read(request, new Answer(Answer.Phase.ANSWERED, status, Bytes.of(body), "", 0),
                told);
        return told;
    }

    private static String page(int rows) {
        return "{\"total\":250,\"rows\":[" + String.join(",", Collections.nCopies(rows,
                TRANSFER.formatted("MAIN_FUNDING", "CONFIRMED"))) + "]}";
    }

    @Test
    void behind_a_full_page_the_next_one_is_asked_for_until_one_is_not_full() {
        Request first = asked("MAIN_FUNDING");
        Told told = answered(first, 200, page(100));
        assertEquals(100, told.facts.size());
        assertEquals(List.of(true), told.reads);
        Request second = told.requests.getFirst();
        assertEquals(first.url() + "&current=2", second.url());
        assertEquals(1, second.weight());

        Request third = answered(second, 200, page(100)).requests.getFirst();
        assertEquals(first.url() + "&current=3", third.url());
        told = answered(third, 200, page(99));
        assertEquals(List.of(), told.requests);
        assertEquals(List.of(true), told.reads);
    }

    @Test
    void a_history_without_end_is_not_all() {
        Request request = asked("MAIN_FUNDING");
        List<Boolean> reads = List.of();
        int pages = 0;
        while (reads.isEmpty() || reads.getFirst()) {
            assertTrue(pages++ < 1_000);
            Told told = answered(request, 200, page(100));
            reads = told.reads;
            request = told.requests.isEmpty() ? request : told.requests.getFirst();
        }
        assertEquals(20, pages);
    }

    @Test
    void no_rows_are_no_moves_where_there_are_none_in_all() {
        Request request = asked("locked/history/subscriptionRecord");
        Told told = answered(request, 200, "{\"total\":0}");
        assertEquals(List.of(true), told.reads);
        assertEquals(List.of(), told.faults);
        assertEquals(List.of(false), answered(request, 200, "{\"total\":3}").reads);
        assertEquals(List.of(false), answered(request, 200, "{}").reads);
    }

    /// An account without options or Earn, a key without that right.
    @Test
    void a_wallet_of_which_nobody_may_ask_is_said_and_keeps_nothing_else_from_being_all() {
        for (String step : List.of("MAIN_OPTION", "flexible/history/redemptionRecord")) {
            Told told = answered(asked(step), 400,
                    "{\"code\":-9000,\"msg\":\"no such account\"}");
            assertEquals(List.of(true), told.reads);
            assertEquals(List.of(step + ": -9000 no such account"), told.untold);
            told = answered(asked(step), 401, "{\"code\":-2015,\"msg\":\"Invalid API-key\"}");
            assertEquals(List.of(step + ": -2015 Invalid API-key"), told.untold);
        }
        Request deposits = orders.transfers(5_999_999, 6_000_000).getFirst();
        Told told = answered(deposits, 400, "{\"code\":-9000,\"msg\":\"no such account\"}");
        assertEquals(List.of(false), told.reads, "deposits and withdrawals are what counts");
    }

    @Test
    void what_is_refused_only_now_is_asked_again() {
        for (String now : List.of("400 -1021", "400 -1000", "429 -1003", "418 -1003", "503 -1001",
                "403 -2015", "400 oops")) {
            String[] words = now.split(" ", -1);
            Told told = answered(asked("MAIN_OPTION"), Integer.parseInt(words[0]),
                    "{\"code\":" + words[1] + ",\"msg\":\"not now\"}");
            assertEquals(List.of(false), told.reads, now);
            assertEquals(List.of(), told.untold, now);
        }
    }
}
