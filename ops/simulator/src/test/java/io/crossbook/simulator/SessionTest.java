package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

    private static final Instrument BTC_USDT = Instrument.of("BTC/USDT");
    private static final Instrument ADA_USDT = Instrument.of("ADA/USDT");
    private static final Instrument LTC_USDT = Instrument.of("LTC/USDT");

    @ParameterizedTest
    @EnumSource
    void a_client_that_keeps_the_rules_holds_the_truth_after_every_frame(
            SessionPlan.Variant variant) {
        Session session = Session
                .generate(SessionPlan.books(variant, 7, 500, BTC_USDT, ADA_USDT, LTC_USDT));

        assertTrue(follow(session) > 450);
    }

    @ParameterizedTest
    @EnumSource
    void dislocations_and_trades_break_no_rule(SessionPlan.Variant variant) {
        Session session = Session.generate(
                SessionPlan.books(variant, 11, 900, BTC_USDT, ADA_USDT).withTrades()
                        .withDislocations());

        assertTrue(follow(session) > 850);
    }

    @ParameterizedTest
    @EnumSource(names = {"KRAKEN_V1", "KRAKEN_V2"})
    void every_depth_of_kraken_holds(SessionPlan.Variant variant) {
        for (int depth : new int[]{10, 25, 100, 500, 1_000}) {
            assertTrue(follow(Session
                    .generate(SessionPlan.books(variant, depth, 150, BTC_USDT)
                            .withDepth(depth))) >= 150);
        }
    }

    @Test
    void every_depth_of_bybit_holds() {
        for (int depth : new int[]{1, 50, 200, 1_000}) {
            assertTrue(follow(Session.generate(SessionPlan
                    .books(SessionPlan.Variant.BYBIT, depth, 150, BTC_USDT)
                    .withDepth(depth))) >= 150);
        }
    }

    /// Applies every frame and compares with the truth; answers how many book frames were applied.
    private static int follow(Session session) {
        SlowClient client = new SlowClient(session.plan().depth());
        for (Session.Entry entry : session.entries()) {
            if (entry.direction() == Session.Direction.RECV) {
                client.frame(entry.frame());
            } else if (entry.direction() == Session.Direction.REST) {
                client.snapshot(entry.symbol(), entry.frame());
            }
            Book truth = entry.truth();
            String symbol = session.plan().variant() == SessionPlan.Variant.KRAKEN_V1
                    ? KrakenNames.socket(
                            Instrument.of(entry.symbol().isEmpty() ? "-/-" : entry.symbol()))
                    : entry.symbol();
            SlowClient.State state = client.book(symbol);
            if (truth != null && state != null && state.last >= 0) {
                String wanted = SlowClient.text(session.listing(entry.symbol()), truth);
                assertTrue(wanted.equals(client.text(symbol)), () -> "after " + start(entry.frame())
                        + "\n" + start(wanted) + "\n" + start(client.text(symbol)));
            }
        }
        return client.applied();
    }

    private static String start(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    @Test
    void the_same_plan_gives_the_same_session() {
        SessionPlan plan = SessionPlan.books(SessionPlan.Variant.BYBIT, 3, 500, BTC_USDT)
                .withTrades();

        assertEquals(Session.generate(plan), Session.generate(plan));
        assertNotEquals(Session.generate(plan).entries(),
                Session.generate(SessionPlan.books(SessionPlan.Variant.BYBIT, 4, 500, BTC_USDT))
                        .entries());
    }

    @Test
    void binance_best_quotes_agree_with_the_book_at_the_same_update_id() {
        Session session = Session.generate(
                SessionPlan.books(SessionPlan.Variant.BINANCE, 5, 400, BTC_USDT).withTrades());
        SlowClient client = new SlowClient(session.plan().depth());
        int agreed = 0;
        JsonNode quote = SlowClient.parse("{}");
        for (Session.Entry entry : session.entries()) {
            switch (entry.direction()) {
                case RECV -> client.frame(entry.frame());
                case REST -> client.snapshot(entry.symbol(), entry.frame());
                case OPEN, SEND -> {
                    continue;
                }
            }
            JsonNode data = SlowClient.parse(entry.frame())
                    .path("data");
            SlowClient.State book = client.book("BTCUSDT");
            if (data.has("B")) {
                quote = data;
            } else if (book != null && book.last == quote.path("u").asLong(-9)) {
                assertEquals(quote.path("b").asText(), book.bids.firstKey().toPlainString());
                assertEquals(quote.path("A").asText(),
                        book.asks.firstEntry().getValue().toPlainString());
                agreed++;
            }
        }
        assertTrue(agreed > 20, "agreed " + agreed);
    }

    @Test
    void it_is_written_like_a_recorded_session(@TempDir Path folder) throws IOException {
        Session session = Session
                .generate(SessionPlan.books(SessionPlan.Variant.KRAKEN_V2, 1, 50, BTC_USDT));
        Path file = folder.resolve("session.jsonl.gz");
        session.write(file);

        List<String> lines;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        assertEquals(session.entries().size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            var line = SlowClient.parse(lines.get(i));
            assertEquals("KRAKEN", line.path("venue").asText());
            assertEquals(session.entries().get(i).frame(), line.path("frame").asText());
        }
        assertNotNull(session.entries().getLast().truth());
    }

    @Test
    void a_session_without_instruments_is_refused() {
        assertThrows(IllegalArgumentException.class,
                () -> SessionPlan.books(SessionPlan.Variant.BYBIT, 3, 500));
    }
}
