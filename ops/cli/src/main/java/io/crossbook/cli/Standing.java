package io.crossbook.cli;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Stock;
import io.crossbook.gateway.engine.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How it stands with one's accounts: what they told of their rates, and what is held.
record Standing(List<FeeModel.Reading> readings, Stock stock, long now) {

    /// By the configuration alone.
    static Standing configured(Settings settings) {
        var stock = new Stock();
        settings.inventory().start().forEach(stock::told);
        return new Standing(List.of(), stock, 0);
    }

    /// What trading costs under a configuration.
    FeeModel fees(Settings settings) {
        Map<String, FeeModel.Schedule> schedules = settings.exchanges().stream().collect(
                Collectors.toMap(exchange -> exchange.entry().name(), Settings.Exchange::fees));
        return new FeeModel(schedules, readings, stock, now);
    }
}
