package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Decimals;
import io.crossbook.books.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Conversions that are carried, up to 100 dollars: what is found is sized to what is left of them.
final class CarriedRoomTest {

    private static final long UNIT = 100_000_000L;
    private static final Rules DOLLARS = new Rules(4, 2, 1, 1, 1, 0, 1, Rules.Status.TRADING);

    private final List<String> taken = new ArrayList<>();
    private boolean wanted = true;
    private Stage stage;

    CarriedRoomTest() throws Exception {
        var exchanges = new LinkedHashMap<String, String>();
        exchanges.put("east", "listings: [BTC/USDT, ETH/USDT]");
        exchanges.put("west", "listings: [BTC/USD, ETH/USD, USDT/USD]");
        stage = Stage.of(exchanges, "arbitrage: {conversions: [{of: [USDT, USD], "
                + "mode: carried, limit: 100}]}\n");
    }

    @BeforeEach
    void open() {
        stage.lists("east", "BTCUSDT", "BTC/USDT", Stage.RULES)
                .lists("east", "ETHUSDT", "ETH/USDT", Stage.RULES)
                .lists("west", "BTCUSD", "BTC/USD", Stage.RULES)
                .lists("west", "ETHUSD", "ETH/USD", Stage.RULES)
                .lists("west", "USDTUSD", "USDT/USD", DOLLARS).open();
        stage.trades(new Trader() {
            @Override
            public boolean takes(Opportunity one, long now) {
                taken.add(one.id() + ": " + size(one));
                return true;
            }

            @Override
            public boolean wants(Opportunity one, long now) {
                return wanted;
            }
        });
        stage.book("west", "USDTUSD", "0.9999 x 9000 | 1.0001 x 9000");
    }

    private static String size(Opportunity one) {
        return Decimals.format(one.first().size(), one.first().sizeScale()) + " "
                + one.first().receives();
    }

    private Stage bitcoin(String size) {
        return stage.book("west", "BTCUSD", "102 x 50 | 103 x 50").book("east", "BTCUSDT",
                "99 x 50 | 100 x " + size);
    }

    private Stage ether(String size) {
        return stage.book("west", "ETHUSD", "10.2 x 50 | 10.3 x 50").book("east", "ETHUSDT",
                "9.9 x 50 | 10 x " + size);
    }

    private void settled(long id, long spent, long received) {
        stage.engine.desk().carried(id, spent * UNIT, received * UNIT, stage.now);
    }

    @Test
    void the_next_one_is_sized_to_what_the_first_has_left() {
        bitcoin("0.6");
        ether("50");

        // 61.1388 USD net are carried; 3.81 ETH bring another 38.823138.
        assertEquals(List.of("1: 0.6 BTC", "2: 3.813 ETH"), taken);
        assertEquals(0, stage.engine.desk().carried().positions().getFirst().refused());
    }

    @Test
    void when_room_returns_it_is_offered_again_and_not_what_was_taken() {
        bitcoin("0.981");
        stage.book("west", "ETHUSD", "102 x 50 | 103 x 50").book("east", "ETHUSDT",
                "99 x 50 | 100 x 50");
        assertEquals(List.of("1: 0.981 BTC"), taken);
        assertEquals(1, stage.engine.desk().carried().positions().getFirst().refused());

        settled(1, 0, 0);
        stage.pass(1);
        assertEquals(List.of("1: 0.981 BTC", "2: 0.981 ETH"), taken);
    }

    @Test
    void what_nobody_wants_is_not_refused() {
        bitcoin("50");
        wanted = false;
        ether("50");

        assertEquals(List.of("1: 0.981 BTC"), taken);
        assertEquals(0, stage.engine.desk().carried().positions().getFirst().refused());
    }
}
