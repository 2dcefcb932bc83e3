package io.crossbook.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Json;
import io.crossbook.execution.AccountFact;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What Kraken's ledger tells besides trades.
final class KrakenLedgerTest {

    /// "type asset amount fee refid" each; ids are L0, L1 ...
    private static List<String> told(String... rows) {
        String text = Arrays.stream(rows).map(row -> row.split(" ", -1)).map(row -> """
                "L%s":{"refid":"%s","time":1688464484.1787,"type":"%s","subtype":"","aclass":
                "currency","asset":"%s","amount":"%s","fee":"%s","balance":"1"}"""
                .formatted(List.of(rows).indexOf(String.join(" ", row)), row[4], row[0], row[1],
                        row[2], row[3]))
                .collect(Collectors.joining(",", "{", "}"));
        return new KrakenLedger("kraken").read(Json.parse(Bytes.of(text)).asObject("rows"))
                .stream().map(KrakenLedgerTest::words).toList();
    }

    private static String words(AccountFact.Transfer transfer) {
        return transfer.reference() + " " + transfer.amount().toPlainString() + " "
                + transfer.asset();
    }

    @Test
    void whatever_moves_money_and_is_no_trade_with_what_it_costs_taken_beside_it() {
        assertEquals(List.of("L0 -0.2502 BTC", "L2 -5.0 USD", "L3 0.001 ETH", "L4 -0.3 SOL",
                "L5 0.3 SOL.B", "L6 12 USDT", "L7 -1 USD"),
                told("withdrawal XXBT -0.25 0.0002 A", "trade XXBT -1 0.1 T",
                        "spend ZUSD -4.9 0.1 S", "receive XETH 0.001 0 S",
                        "earn SOL -0.3 0 E", "earn SOL.B 0.3 0 E", "adjustment USDT 12 0 X",
                        "not-heard-of-yet ZUSD -1 0 Y"));
    }

    @Test
    void what_goes_where_it_earns_by_itself_stays_and_what_it_earned_came() {
        assertEquals(List.of("L2 0.0001 BTC", "L3 -0.5 BTC"),
                told("earn XXBT -0.5 0 E", "earn XBT.F 0.5 0 E", "earn XBT.F 0.0001 0 F",
                        "withdrawal XXBT -0.5 0 W", "earn XBT.F -0.25 0 G",
                        "earn XXBT 0.25 0 G"));
    }

    @Test
    void what_came_and_went_by_different_ways_is_told_twice() {
        assertEquals(List.of("L0 0.5 BTC", "L1 -0.5 BTC"),
                told("deposit XXBT 0.5 0 A", "withdrawal XXBT -0.5 0 B"));
    }

    @Test
    void nothing_at_all_is_nothing() {
        assertEquals(List.of(), told());
        assertEquals(List.of(), told("margin XXBT 0 0 A"));
    }
}
