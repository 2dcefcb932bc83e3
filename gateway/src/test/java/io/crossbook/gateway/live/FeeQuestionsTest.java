package io.crossbook.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.AccountKeys;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.tape.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// One key has one row of nonces: where we trade at Kraken, nobody but our own wire signs with it.
final class FeeQuestionsTest {

    private static final String LIVE = """
            mode: live
            live: true
            exchanges:
              kraken:
                listings: [BTC/USDT]
                takerFee: 0.004
                makerFee: 0.0025
                account: {keyEnv: KRAKEN_KEY, secretEnv: KRAKEN_SECRET, live: true}
              bybit:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BYBIT_KEY, secretEnv: BYBIT_SECRET, live: true}
            """;
    private static final String TOLD = """
            {"error":[],"result":{"fees":{"XBTUSDT":{"fee":"0.2200"}},
            "fees_maker":{"XBTUSDT":{"fee":"0.1200"}}}}""";

    private final List<String> asked = new ArrayList<>();
    private final List<Input.Word.Rates> told = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private String answer = TOLD;

    private static Configuration parse(String text) throws Exception {
        return Configuration.parse("exchanges.yaml", text, Path.of("/desk"), Dialects::of);
    }

    private FeeQuestions asking(Configuration configuration) {
        var questions = new FeeQuestions((exchange, request) -> {
            asked.add(exchange + " " + request.body());
            return CompletableFuture.completedFuture(Answer.ok(Bytes.of(answer)));
        }, told::add, () -> 7, (millis, task) -> {
            waits.add(millis);
            if (waits.size() == 1) {
                task.run();
            }
        });
        configuration.settings().exchanges().forEach(questions::begin);
        return questions;
    }

    @Test
    void what_trading_costs_is_asked_over_our_own_wire_and_hourly() throws Exception {
        asking(parse(LIVE));

        assertEquals(List.of("kraken pair=XBTUSDT", "kraken pair=XBTUSDT"), asked);
        assertEquals(List.of(3_600_000L, 3_600_000L), waits);
        assertEquals(new Input.Word.Rates("kraken", 7,
                Map.of("BTC/USDT", new FeeModel.Rate(2_200_000, 1_200_000))), told.getFirst());
    }

    @Test
    void who_is_told_nothing_asks_again_soon_and_keeps_what_was_told() throws Exception {
        answer = "{\"error\":[\"EAPI:Rate limit exceeded\"]}";
        assertEquals(List.of(
                "kraken: the account does not tell what trading costs (EAPI:Rate limit exceeded): what is configured counts, and with real money nothing is begun there once what it told is a day old; asked again every minute"),
                logged(() -> asking(parse(LIVE))), "once, though it is asked twice");
        assertEquals(List.of(60_000L, 60_000L), waits);
        assertEquals(List.of(), told);
    }

    /// Which does not know the question.
    @Test
    void a_practice_exchange_that_does_not_tell_is_no_news() throws Exception {
        answer = "{\"error\":[\"EGeneral:Unknown method\"]}";
        String practice = LIVE.replace("mode: live\nlive: true", "mode: practice")
                .replace("live: true", "").replace(", }", "}")
                .replaceAll("(?m)^( +)listings: .BTC/USDT.", "$0\n$1restUrl: http://127.0.0.1:1\n"
                        + "$1options: {orderSocket: 'ws://127.0.0.1:1'}");
        assertEquals(List.of(), logged(() -> asking(parse(practice))));
        assertEquals(2, asked.size());
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static List<String> logged(Doing doing) throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("crossbook");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            doing.run();
            return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void nobody_else_signs_with_a_key_whose_nonces_rise_while_we_trade_with_it() throws Exception {
        assertEquals(Set.of("bybit"),
                AccountKeys.of(parse(LIVE), _ -> "a long value", new Secrets()).keySet());
        String paper = LIVE.replace("mode: live\nlive: true", "mode: paper");
        assertEquals(Set.of("bybit", "kraken"),
                AccountKeys.of(parse(paper), _ -> "a long value", new Secrets()).keySet());
    }

    @Test
    void keys_that_only_read_are_known_to_whoever_blanks_secrets_before_anybody_uses_them()
            throws Exception {
        var secrets = new Secrets();
        String paper = LIVE.replace("mode: live\nlive: true", "mode: paper");
        AccountKeys.of(parse(paper), name -> "canary " + name, secrets);
        byte[] said = "it says canary KRAKEN_SECRET, loudly".getBytes(StandardCharsets.UTF_8);

        assertEquals(1, secrets.blank(said, 0, said.length));
        assertEquals(Map.of(), AccountKeys.of(parse(paper), _ -> "short", new Secrets()),
                "what cannot be blanked is not used");
    }
}
