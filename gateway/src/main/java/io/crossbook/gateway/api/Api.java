package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.control.Trading;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.web.Reply;
import io.crossbook.gateway.web.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a daemon answers over HTTP besides what the market says.
public final class Api {

    private Api() {}

    /// `configuration` is asked anew each time; `trading` is null where nobody trades. Passwords come out of `around`; `alerts` writes what people are told.
    public static List<Route> table(Supplier<Configuration> configuration,
            @Nullable Trading trading, Surroundings around, Supplier<ObjectNode> alerts) {
        JournalSettings journal = trading == null
                ? null
                : configuration.get().journal().opened(around.environment());
        var table = new ArrayList<Route>();
        table.addAll(ExecutionRoutes.table(trading));
        table.addAll(new JournalRoutes(journal).table());
        table.addAll(CostRoutes.table());
        table.addAll(ConfigurationRoutes.table(configuration));
        table.addAll(SignalRoutes.table());
        table.add(Route.get("/v1/alerts",
                "What people are told of: what holds now, and the last hundred messages", "Alerts",
                ask -> ask.done(Reply.written(alerts.get().toString()))).tag());
        return table;
    }
}
