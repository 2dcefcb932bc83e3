package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/// What orders got is asked of the next opportunity, and remembered where an engine goes on.
final class TriedOrdersTest {

    private static Stage stage() throws Exception {
        var exchanges = new LinkedHashMap<String, String>();
        exchanges.put("east", "listings: [BTC/USDT], latencyMillis: 50");
        exchanges.put("west", "listings: [BTC/USDT], latencyMillis: 50");
        return Stage.of(exchanges, "").lists("east", "BTCUSDT", "BTC/USDT", Stage.RULES)
                .lists("west", "BTCUSDT", "BTC/USDT", Stage.RULES).open()
                .book("west", "BTCUSDT", "102 x 5 | 103 x 5");
    }

    /// One opens.
    private static Opportunity found(Stage stage) {
        stage.told.clear();
        stage.book("east", "BTCUSDT", "99 x 5 | 100 x 5");
        return stage.told.getFirst();
    }

    private static Opportunity gone(Stage stage) {
        stage.book("east", "BTCUSDT", "99 x 5 | 109 x 5");
        return stage.told.getLast();
    }

    @Test
    void what_orders_got_is_asked_of_the_next_one_and_remembered() throws Exception {
        Stage stage = stage();
        Opportunity first = found(stage);
        assertEquals(213, first.chance().permille()); // 0.8 · 0.8, a third of that
        Leg buy = first.first();
        Leg sell = first.last();
        for (int i = 0; i < 5; i++) {
            stage.engine.desk().tried(buy.listing(), buy.side(), true);
            stage.engine.desk().tried(sell.listing(), sell.side(), false);
        }

        // 0.9 · 0.4, a third of that: what is open is judged by it when it is told again.
        stage.book("east", "BTCUSDT", "99 x 5 | 99.5 x 5");
        assertEquals(119, stage.told.getLast().chance().permille());
        assertEquals(119, gone(stage).chance().permille());
        // A quarter of it: one has ended, at once.
        Past past = stage.engine.desk().past();
        assertEquals(90, found(stage).chance().permille());

        Stage later = stage();
        later.engine.desk().remember(past);
        Opportunity next = found(later);
        assertEquals(2, next.id());
        assertEquals(stage.told.getFirst().chance(), next.chance());
        assertEquals(past.fills(), later.engine.desk().past().fills());
        Stage untried = stage();
        untried.engine.desk().remember(past.untried());
        assertEquals(160, found(untried).chance().permille()); // 0.8 · 0.8, a quarter of that
    }
}
