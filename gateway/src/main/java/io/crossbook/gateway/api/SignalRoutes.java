package io.crossbook.gateway.api;

import io.crossbook.gateway.web.Ask;
import io.crossbook.gateway.web.Reply;
import io.crossbook.gateway.web.Route;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// What others think of the market. Nothing of it runs yet, and that is what is told.
final class SignalRoutes {

    private SignalRoutes() {}

    static List<Route> table() {
        return List.of(
                Route.get("/v1/signals",
                        "What indicators, language models and callers say: nothing runs yet",
                        "Nothing", ask -> nothing(ask, "no signals run in this build")).tag(),
                Route.get("/v1/crews", "Who works together on signals: nobody yet", "Nothing",
                        ask -> nothing(ask, "no crews run in this build")).tag());
    }

    private static CompletionStage<Reply> nothing(Ask ask, String remark) {
        return ask.done(Reply.written(
                Nodes.object().put("remark", remark).putNull("next").set("items", Nodes.array())
                        .toString()));
    }
}
