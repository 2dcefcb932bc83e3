package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Told;
import io.crossbook.execution.AccountFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    private boolean whole;

    private List<String> told(String step, String row) {
        return told(step, row, 1);
    }

    private List<String> told(String step, String row, int times) {
        var told = new Told();
        whole = WalletMoves.read("binance", step, Json.parse(Bytes.of("{\"total\":1,\"rows\":["
                + String.join(",", Collections.nCopies(times, row)) + "]}")).asObject("answer"),
                told);
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

    @Test
    void a_full_page_may_not_be_all() {
        String row = TRANSFER.formatted("MAIN_FUNDING", "CONFIRMED");
        assertEquals(99, told("MAIN_FUNDING", row, 99).size());
        assertEquals(true, whole);
        assertEquals(100, told("MAIN_FUNDING", row, 100).size());
        assertEquals(false, whole);
    }
}
