package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.execution.ExecutionState;
import io.crossbook.gateway.control.Earned;
import io.crossbook.gateway.control.Report;
import io.crossbook.gateway.control.Trading;
import io.crossbook.gateway.engine.Earnings;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Standing;
import io.crossbook.gateway.web.Ask;
import io.crossbook.gateway.web.Parameter;
import io.crossbook.gateway.web.Reply;
import io.crossbook.gateway.web.Route;
import io.crossbook.gateway.web.Scope;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What execution knows, read off the engine.
final class ExecutionRoutes {

    static final String NOBODY = "nobody trades here: mode is watch, or trading has not begun yet";

    private ExecutionRoutes() {}

    static List<Route> table(@Nullable Trading trading) {
        return List.of(
                Route.get("/v1/attempts", "How attempts went, the latest first", "Attempts",
                        ask -> ExecutionPages.ATTEMPTS.page(ask),
                        Parameter.word("state", List.of("all", "live"),
                                "live: those of which something may still come"),
                        Parameter.limit(20, Report.MOST), Parameter.cursor()),
                Route.get("/v1/orders", "Where orders stand, those of the latest attempt first",
                        "Orders", ask -> ExecutionPages.ORDERS.page(ask),
                        Parameter.word("state", List.of("all", "open"),
                                "open: those that may still fill"),
                        Parameter.limit(50, Report.MOST), Parameter.cursor()),
                Route.get("/v1/fills", "Trades of ours, those of the latest attempt first",
                        "Fills", ask -> ExecutionPages.FILLS.page(ask),
                        Parameter.limit(50, Report.MOST), Parameter.cursor()),
                Route.get("/v1/balances",
                        "What is owned where, and what open orders may take of it",
                        "Balances", ask -> report(ask, Report.BALANCES)),
                Route.get("/v1/ledger",
                        "Where every coin is, where it came from and where it went", "Ledger",
                        ExecutionRoutes::ledger),
                Route.get("/v1/pnl",
                        "What was earned since the beginning of the day (UTC) or of the run, and by what",
                        "Pnl", ask -> earned(ask, Earned::statement)),
                Route.get("/v1/halts", "What has halted it, and what is paused", "Halts",
                        ask -> executing(ask, (state, _) -> trading == null
                                ? Report.halts(state)
                                : trading.halts(Report.halts(state)))),
                Route.post("/v1/resume", Scope.TRADE, "Allow new attempts again", "Resumed",
                        ask -> resume(ask, trading),
                        Parameter.text("why", "what was found and done, for the journal")
                                .needed(),
                        Parameter.whole("pull", 0, 0, Long.MAX_VALUE,
                                "the last pull that was looked at, of /v1/halts").needed(),
                        Parameter.whole("pause", 0, 0, Long.MAX_VALUE,
                                "the last pause that was looked at, of /v1/halts")));
    }

    /// Who resumes has looked at what halted it: what came later stays halted.
    private static CompletionStage<Reply> resume(Ask ask, @Nullable Trading trading) {
        if (trading == null) {
            return ask.done(Reply.problem(404, NOBODY));
        }
        return trading.resume(ask.reason(), ask.whole("pull"), ask.whole("pause"))
                .thenApply(resumed -> resumed.refused().isEmpty()
                        ? Nodes.reply(resumed.now())
                        : Reply.problem(409, resumed.refused()));
    }

    /// Reads what execution knows; nothing where nobody trades.
    static CompletionStage<Reply> executing(Ask ask,
            BiFunction<ExecutionState, Standing, ObjectNode> reading) {
        return ask.read(now -> read(now, reading), ExecutionRoutes::reply);
    }

    private static @Nullable ObjectNode read(Engine now,
            BiFunction<ExecutionState, Standing, ObjectNode> reading) {
        ExecutionState state = now.execution();
        Standing standing = now.standing();
        return state == null || standing == null ? null : reading.apply(state, standing);
    }

    private static Reply reply(@Nullable ObjectNode document) {
        return document == null ? Reply.problem(404, NOBODY) : Nodes.reply(document);
    }

    private static CompletionStage<Reply> report(Ask ask, Report report) {
        return executing(ask, (state, standing) -> report.read(state,
                Report.Head.of(standing), Nodes.object()));
    }

    private static CompletionStage<Reply> ledger(Ask ask) {
        return ask.read(now -> {
            ObjectNode read = read(now, (state, standing) -> Report.LEDGER.read(state,
                    Report.Head.of(standing), Nodes.object()));
            Earnings earnings = now.earnings();
            if (read != null && earnings != null) {
                read.set("statement", Earned.statement(earnings));
            }
            return read;
        }, ExecutionRoutes::reply);
    }

    private static CompletionStage<Reply> earned(Ask ask,
            Function<Earnings, ObjectNode> reading) {
        return ask.read(now -> {
            Earnings earnings = now.earnings();
            return earnings == null ? null : reading.apply(earnings);
        }, ExecutionRoutes::reply);
    }
}
