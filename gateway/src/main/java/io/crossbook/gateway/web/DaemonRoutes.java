package io.crossbook.gateway.web;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The daemon itself: its counters, its halt, and what can be asked of it at all.
final class DaemonRoutes {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private DaemonRoutes() {}

    /// `metrics` writes the Prometheus text.
    static List<Route> table(Supplier<String> metrics, Halting halting) {
        Route told = Route.get("/metrics", "Counters and timers for Prometheus", "",
                ask -> ask.done(Reply.text(PROMETHEUS, metrics.get()))).as(PROMETHEUS);
        return halting.possible()
                ? List.of(told, Route.post("/v1/halt", Scope.TRADE,
                        "Stop all that adds risk, at once", "Halted", ask -> halt(ask, halting),
                        Parameter.text("why", "a reason, for whoever reads the journal later")))
                : List.of(told);
    }

    private static CompletionStage<Reply> halt(Ask ask, Halting halting) {
        return halting.halt(ask.reason()).thenApply(halted -> Reply.json(Json.halted(halted)));
    }

    /// A page that names all the others.
    static Route index(List<Route> table) {
        String lines = table.stream()
                .map(route -> String.format("%-5s%-35s %s%n", route.method(), route.path(),
                        route.summary()))
                .collect(Collectors.joining());
        String text = """
                Crossbook

                %s
                WS   /v1/stream                          {"subscribe":["top","opportunity"]}
                WS   /ws-stream-normalized               ?options=[{"exchange":"binance","symbols":[],"dataTypes":["trade","book_change"]}]
                WS   /ws-replay-normalized               the same of what was recorded, with "from" and "to"
                WS   /ws-replay                          ?exchange=binance&from=2026-01-01&to=2026-01-02
                """
                .formatted(lines);
        return Route.get("/", "What can be asked here", "",
                ask -> ask.done(Reply.text("text/plain; charset=utf-8", text)))
                .as("text/plain; charset=utf-8");
    }
}
