package io.crossbook.gateway.api;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.live.ListingFees;
import io.crossbook.gateway.web.Route;
import java.util.List;

/// What trading costs.
final class CostRoutes {

    private CostRoutes() {}

    /// What is read at one moment.
    private record Seen(List<ListingFees> fees, long now) {
        static Seen of(Engine now) {
            return new Seen(ListingFees.of(now.settings(), now.desk().fees()), now.now());
        }
    }

    static List<Route> table() {
        return List.of(Route.get("/v1/fees",
                "What trading costs on each listing, by whose word, and what live trading would refuse",
                "Fees", ask -> ask.read(Seen::of, seen -> Nodes.reply(
                        ListingFees.write(Nodes.object(), seen.fees, seen.now)))));
    }
}
