package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether it lives, and whether it does what it is there for.
final class HealthRoutes {

    private HealthRoutes() {}

    /// What is read at one moment.
    private record Seen(List<ExchangeState> states, String withheld, @Nullable Standing standing) {

        static Seen of(Engine now) {
            return new Seen(now.exchanges(), now.desk().withheld(), now.standing());
        }

        int live() {
            return states.stream().filter(ExchangeState::enabled).mapToInt(ExchangeState::live)
                    .sum(); // what drains is no source of quotes
        }
    }

    /// `refused` says why what the configuration's file says is not in force.
    static List<Route> table(Supplier<List<String>> refused) {
        return List.of(
                Route.get("/v1/health", "Whether any book is live, and how everything stands",
                        "Health", ask -> ask.read(Seen::of, seen -> health(seen, refused.get())))
                        .also(503),
                Route.get("/v1/ready", "Whether it does what it is there for, and if not why",
                        "Ready", HealthRoutes::ready).also(503));
    }

    private static Reply health(Seen seen, List<String> refused) {
        var items = new JsonArray();
        for (ExchangeState state : seen.states) {
            if (state.enabled()) {
                items.add(new JsonObject().put("exchange", state.name())
                        .put("live", state.live())
                        .put("listings", state.listings().size())
                        .put("connections", state.connections())
                        .put("links", state.links()));
            }
        }
        boolean up = seen.live() > 0;
        return Reply.json(up ? 200 : 503, new JsonObject().put("status", up ? "up" : "no live book")
                .put("withheld", seen.withheld.isEmpty() ? null : seen.withheld)
                .put("trading", seen.standing == null ? null : Json.standing(seen.standing))
                .put("configurationRefused", new JsonArray(List.copyOf(refused)))
                .put("exchanges", items));
    }

    /// Every exchange that is switched on has a live book, and who is to trade may begin something.
    private static CompletionStage<Reply> ready(Ask ask) {
        return ask.read(Seen::of, seen -> {
            var why = new JsonArray();
            if (seen.live() == 0) {
                why.add("no book is live");
            }
            for (ExchangeState state : seen.states) {
                if (state.enabled() && state.live() == 0) {
                    why.add(state.name() + ": none of " + state.listings().size()
                            + " books is live, " + state.connections() + " of " + state.links()
                            + " connections stand");
                }
            }
            if (!seen.withheld.isEmpty()) {
                why.add("opportunities are withheld: " + seen.withheld);
            }
            Standing standing = seen.standing;
            if (standing != null && !standing.halted().isEmpty()) {
                why.add("halted: " + standing.halted());
            } else if (standing != null && !standing.reluctance().isEmpty()) {
                why.add("nothing new is begun: " + standing.reluctance());
            }
            return Reply.json(why.isEmpty() ? 200 : 503,
                    new JsonObject().put("ready", why.isEmpty()).put("why", why));
        });
    }
}
