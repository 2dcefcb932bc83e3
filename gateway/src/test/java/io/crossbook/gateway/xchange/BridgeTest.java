package io.crossbook.gateway.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookLimits;
import io.crossbook.books.Health;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Input;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From a class name in the settings to a book in the engine, over real sockets.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class BridgeTest {

    private static final long HOUR = 3_600_000_000_000L;
    // The practice exchanges' clock stands still between moves: ages and lags say nothing here.
    private static final BookLimits CALM = new BookLimits(HOUR, HOUR, HOUR);
    private static final BridgeTiming QUICK = new BridgeTiming(60_000, 20, 20, 200, 1_000);

    private final Practice practice = new Practice();

    @AfterEach
    void close() {
        practice.close();
    }

    private Rig rig(Exchange exchange, BookLimits limits, String... instruments) {
        return new Rig(practice.bridged(exchange), limits, QUICK, instruments);
    }

    private void live(Rig rig, int listing) {
        Practice.patiently().until(() -> {
            practice.advance(50);
            return rig.health(listing) == Health.LIVE;
        });
    }

    private void agree(Rig rig, Exchange exchange) {
        practice.settle(exchange, "BTC/USDT");
        List<String> truth = practice.truth(exchange, "BTC/USDT");
        Practice.patiently().untilAsserted(() -> assertEquals(truth, rig.top(0)));
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void a_class_name_in_the_settings_becomes_a_live_book(Exchange exchange) {
        try (var rig = rig(exchange, CALM, "BTC/USDT", "ETH/USDT")) {
            live(rig, 0);
            live(rig, 1);
            for (int round = 0; round < 5; round++) {
                practice.advance(2_000);
                agree(rig, exchange);
            }
            Practice.patiently().until(() -> {
                practice.advance(1_000);
                return rig.trades.get() > 0;
            });
            // One of XChange's clients in some dozens hangs while it subscribes, and is replaced.
            assertTrue(rig.faults.stream().allMatch(fault -> fault.contains("not answered")),
                    rig.faults.toString());
            assertEquals("1 opened", rig.connections.getFirst());
            assertEquals(List.of(), rig.sockets);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void after_a_cut_no_level_of_the_old_book_comes_back(Exchange exchange) {
        try (var rig = rig(exchange, CALM, "BTC/USDT")) {
            live(rig, 0);
            agree(rig, exchange);
            List<String> old = practice.truth(exchange, "BTC/USDT");

            practice.shut(exchange);
            Practice.patiently().until(() -> rig.health(0) == Health.BROKEN);
            rig.updates.clear();
            practice.advance(60_000);
            assertNotEquals(old, practice.truth(exchange, "BTC/USDT"));
            assertEquals(List.of(), rig.updates, "a book without a connection");

            practice.reopen(exchange);
            live(rig, 0);
            agree(rig, exchange);
            // XChange's own reconnection would begin with these.
            assertTrue(rig.updates.stream().noneMatch(old::equals), rig.updates.toString());
        }
    }

    @Test
    void a_silent_book_is_stale_while_the_other_lives() {
        var limits = new BookLimits(2_000_000_000L, HOUR, HOUR);
        try (var rig = rig(Exchange.KRAKEN, limits, "BTC/USDT", "ETH/USDT")) {
            live(rig, 0);
            practice.inflict(Fault.of(Fault.Kind.SILENCE).on(Exchange.KRAKEN).at("BTC/USDT"));
            Practice.patiently().until(() -> {
                practice.advance(50);
                return rig.health(0) == Health.STALE && rig.health(1) == Health.LIVE;
            });
            assertEquals(List.of(), rig.faults);
        }
    }

    @Test
    void a_resync_takes_a_new_client() {
        try (var rig = rig(Exchange.BYBIT, CALM, "BTC/USDT")) {
            live(rig, 0);
            rig.wish(new Input.Wish.Resync("bybit-bridged", "BTC/USDT"));
            Practice.patiently()
                    .until(() -> rig.connections.stream().anyMatch("2 opened"::equals));
            live(rig, 0);
            agree(rig, Exchange.BYBIT);
            assertEquals(
                    List.of("1 opened", "1 closed: BTC/USDT: asked for by command", "2 opened"),
                    rig.connections);
        }
    }

    @Test
    void an_exchange_that_is_switched_off_is_left() {
        try (var rig = rig(Exchange.KRAKEN, CALM, "BTC/USDT")) {
            live(rig, 0);
            rig.wish(new Input.Wish.Enable("kraken-bridged", false));
            Practice.patiently().until(() -> rig.health(0) == Health.BROKEN);
            rig.updates.clear();
            practice.advance(5_000);
            rig.wish(new Input.Wish.Enable("kraken-bridged", true));
            live(rig, 0);
            agree(rig, Exchange.KRAKEN);
        }
    }

    private static void ends(String type, String why) {
        var entry = new Entry("odd", "", "", 0, true, true, Map.of(),
                Map.of("class", type, "remoteInit", "false"));
        var timing = new BridgeTiming(300, 20, 20, 50, 1_000);
        try (var rig = new Rig(entry, CALM, timing, "BTC/USDT")) {
            Practice.patiently().until(() -> rig.connections.size() >= 2);
            assertTrue(rig.connections.stream().allMatch(line -> line.contains(why)),
                    rig.connections.toString());
            assertEquals(Health.BROKEN, rig.health(0));
        }
    }

    @Test
    void what_cannot_be_connected_says_why_and_is_tried_again() {
        ends("no.such.Class",
                "unreachable: could not be connected: ClassNotFoundException: no.such.Class");
        ends(String.class.getName(), "ClassCastException");
        ends(NeverConnected.class.getName(), "unreachable: not connected within 300 ms");
    }
}
