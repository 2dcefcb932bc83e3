package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class PaperTradingTest {

    private final Settings settings;

    PaperTradingTest() throws ConfigException {
        settings = Configuration.read(Ran.root().resolve("exchanges.yaml"), Dialects::of)
                .settings();
    }

    @Test
    void chances_are_reckoned_with_the_latency_that_orders_have() {
        var terms = PaperTrading.terms(settings, new BigDecimal("1000.5"), BigDecimal.TEN);

        PaperTrading.knowing(settings, terms).exchanges()
                .forEach(each -> assertEquals(1_001, each.terms().latencyMillis()));
    }

    @Test
    void where_nobody_says_otherwise_the_settings_stand() {
        var terms = PaperTrading.terms(settings, null, BigDecimal.TEN);

        assertEquals(settings, PaperTrading.knowing(settings, terms));
    }
}
