package io.crossbook.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who reads that all is well and sees no attempt is told why before.
final class UntradedTest {

    private static final String EXCHANGES = """
            exchanges:
              kraken:
                listings: [BTC/USDT]
                takerFee: 0.004
                makerFee: 0.0025
                account: {keyEnv: KRAKEN_KEY, secretEnv: KRAKEN_SECRET, live: true}
              binance:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BINANCE_KEY, secretEnv: BINANCE_SECRET, live: true}
              bybit: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
              okx: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
              coinbase: {enabled: false, listings: [BTC/USD], takerFee: 0.006, makerFee: 0.004}
            """;
    private static final String LIVE = "mode: live\nlive: true\n" + EXCHANGES;
    private static final List<String> ELSEWHERE = List.of(
            "nothing is traded at bybit: its account names no keys",
            "nothing is traded at okx: dialect okx takes no orders of ours");

    private static List<String> told(String text) throws Exception {
        return Untraded.of(Configuration.parse("exchanges.yaml", text, Path.of("/desk"),
                Dialects::of));
    }

    private static List<String> with(String first) {
        return List.of(first, ELSEWHERE.getFirst(), ELSEWHERE.getLast());
    }

    @Test
    void real_money_goes_nowhere_it_is_not_known_to_come_out_of() throws Exception {
        assertEquals(with("nothing is traded at kraken, binance: transfers.counted is false, so no"
                + " withdrawals are known of anybody: what cannot leave an exchange is cheap there"
                + " for that reason, also for who never moves anything (say what is let out:"
                + " transfers.counted: true, transfers.networks)"), told(LIVE));
        String counted = LIVE + "transfers:\n  counted: true\n  cycle: {USDT: 10000}\n";
        assertEquals(with("nothing is traded at kraken: no withdrawals of BTC, USDT are known"
                + " (transfers.networks.kraken): what cannot leave is not bought"), told(counted));
        assertEquals(ELSEWHERE, told(counted + """
                  networks:
                    kraken:
                      BTC: {BTC: {fee: 0.0001, minutes: 10, deposits: true, withdrawals: true}}
                      USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}
                """));
    }

    @Test
    void paper_that_begins_with_nothing_says_so() throws Exception {
        assertEquals(List.of("nothing is traded at kraken, binance, bybit, okx: paper begins with"
                + " nothing there (inventory.start), unless its journal has more"),
                told(EXCHANGES));
        assertEquals(List.of(), told(EXCHANGES + """
                inventory:
                  start: {kraken: {USDT: 1}, binance: {USDT: 1}, bybit: {BTC: 1}, okx: {BTC: 1}}
                """));
        assertEquals(List.of(), told("mode: watch\n" + EXCHANGES));
    }
}
